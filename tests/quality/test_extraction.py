"""The words of finished files are taken out as a reader's program would, and what cannot be read is told."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Mapping

import pikepdf
import pytest

from acucontent.quality.extraction import NotReadAgain, words

PDF, EPUB, TEXT = "application/pdf", "application/epub+zip", "text/plain; charset=utf-8"


def make_pdf(*pages: bytes) -> bytes:
    """A PDF whose pages have these content streams; the font F1 is Helvetica."""
    with pikepdf.new() as pdf:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        for content in pages:
            pdf.add_blank_page(page_size=(300, 200))
            pdf.pages[-1].Contents = pdf.make_stream(content)
            pdf.pages[-1].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        made = io.BytesIO()
        pdf.save(made)
    return made.getvalue()


def line(text: str, y: int, x: int = 20) -> bytes:
    """A line of text on a page."""
    return f"BT /F1 12 Tf {x} {y} Td ({text}) Tj ET\n".encode()


def make_book(chapters: Mapping[str, str], spine: list[str]) -> bytes:
    """A bare EPUB with chapters by name, read in the order of the spine."""
    items = "".join(
        f'<item id="{name}" href="text/{name}.xhtml" media-type="application/xhtml+xml"/>' for name in chapters
    )
    itemrefs = "".join(f'<itemref idref="{name}"/>' for name in spine)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as book:
        book.writestr("META-INF/container.xml", '<c><rootfile full-path="OPS/package.opf"/></c>')
        book.writestr("OPS/package.opf", f"<package><manifest>{items}</manifest><spine>{itemrefs}</spine></package>")
        for name, body in chapters.items():
            head = "<head><title>Not read</title><style>p {}</style></head>"
            book.writestr(f"OPS/text/{name}.xhtml", f"<html>{head}<body>{body}</body></html>")
    return made.getvalue()


def test_a_running_head_does_not_part_a_sentence() -> None:
    """What is marked as an artifact is not spoken, so a sentence over two pages is whole."""
    head = b"/Artifact BMC\n" + line("Page 1 of 2", 180) + b"EMC\n"

    assert (
        words(make_pdf(head + line("Call for", 100), head + line("help at once.", 100)), PDF)
        == "Call for help at once."
    )


def test_what_lies_beyond_the_page_is_not_read() -> None:
    """Words that run off the paper reach nobody."""
    assert words(make_pdf(line("Here.", 100) + line("Lost.", -40)), PDF) == "Here."


def test_lines_are_joined_by_one_blank() -> None:
    """The end of a line is a blank like any other."""
    assert words(make_pdf(line("You need", 100) + line("  air.", 86)), PDF) == "You need air."


def test_a_book_is_read_in_the_order_of_its_spine() -> None:
    """The order of the zip does not matter; heads, styles and what is hidden are not read."""
    book = make_book(
        {"b": "<p>Second<em>ly</em>.</p><p hidden=''>Not this.</p>", "a": "<h1>First</h1><p>One.</p>"}, ["a", "b"]
    )

    assert words(book, EPUB) == "First One. Secondly."


def test_an_address_that_may_be_broken_is_whole() -> None:
    """A place where a line may break parts no words."""
    assert words(make_book({"a": "<p>example.<wbr/>org/<wbr/>a</p>"}, ["a"]), EPUB) == "example.org/a"


def test_ligatures_and_soft_hyphens_are_taken_apart() -> None:
    """How a word was set does not change it."""
    assert words("of\ufb01ce, in\u00adfec\u00ad\ntion\n".encode(), TEXT) == "office, infection"


@pytest.mark.parametrize("media_type", [PDF, EPUB])
@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04", b"words"], ids=str)
def test_a_broken_file_is_told(media_type: str, data: bytes) -> None:
    """A file that no program opens is one clear error."""
    with pytest.raises(NotReadAgain, match="cannot be read again"):
        words(data, media_type)


def test_a_book_without_its_package_is_told() -> None:
    """A zip is no book."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as book:
        book.writestr("META-INF/container.xml", "<c/>")

    with pytest.raises(NotReadAgain):
        words(made.getvalue(), EPUB)


def test_an_entity_is_not_expanded() -> None:
    """A book cannot make the reader swell."""
    book = make_book({"a": "<p>&amp;</p>"}, ["a"])

    assert words(book, EPUB) == "&"


@pytest.mark.parametrize(("media_type", "library"), [(PDF, "pypdfium2"), (EPUB, "lxml")])
def test_a_missing_library_is_told(media_type: str, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra, the message says how to install it."""
    monkeypatch.setitem(sys.modules, library, None)

    with pytest.raises(NotReadAgain, match=r"pip install 'acucontent\[quality\]'"):
        words(b"", media_type)

"""The words of rendered files are extracted in reading order, and an unreadable file is an error."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Mapping

import pikepdf
import pytest

from acucontent.quality.extraction import UnreadableText, extract_words

PDF, EPUB, TEXT = "application/pdf", "application/epub+zip", "text/plain; charset=utf-8"


def make_pdf(*pages: bytes) -> bytes:
    """Return a PDF whose pages have these content streams; the font F1 is Helvetica."""
    with pikepdf.new() as pdf:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        for content in pages:
            pdf.add_blank_page(page_size=(300, 200))
            pdf.pages[-1].Contents = pdf.make_stream(content)
            pdf.pages[-1].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        made = io.BytesIO()
        pdf.save(made)
    return made.getvalue()


def make_line(text: str, y: int, x: int = 20) -> bytes:
    """Return the content stream of a line of text."""
    return f"BT /F1 12 Tf {x} {y} Td ({text}) Tj ET\n".encode()


def make_book(chapters: Mapping[str, str], spine: list[str]) -> bytes:
    """Return a minimal EPUB with chapters by name, in the order of the spine."""
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


def test_a_running_head_does_not_interrupt_a_sentence() -> None:
    """Artifacts are skipped, so a sentence on two pages is complete."""
    head = b"/Artifact BMC\n" + make_line("Page 1 of 2", 180) + b"EMC\n"

    assert (
        extract_words(make_pdf(head + make_line("Call for", 100), head + make_line("help at once.", 100)), PDF)
        == "Call for help at once."
    )


def test_text_outside_the_page_is_skipped() -> None:
    """Text outside the page is not extracted."""
    assert extract_words(make_pdf(make_line("Here.", 100) + make_line("Lost.", -40)), PDF) == "Here."


def test_lines_are_joined_with_one_space() -> None:
    """The end of a line becomes one space."""
    assert extract_words(make_pdf(make_line("You need", 100) + make_line("  air.", 86)), PDF) == "You need air."


def test_a_book_is_read_in_the_order_of_its_spine() -> None:
    """The order of the archive does not matter; heads, styles and hidden elements are skipped."""
    book = make_book(
        {"b": "<p>Second<em>ly</em>.</p><p hidden=''>Not this.</p>", "a": "<h1>First</h1><p>One.</p>"}, ["a", "b"]
    )

    assert extract_words(book, EPUB) == "First One. Secondly."


def test_an_address_with_line_break_opportunities_is_one_word() -> None:
    """A line break opportunity does not split a word."""
    assert extract_words(make_book({"a": "<p>example.<wbr/>org/<wbr/>a</p>"}, ["a"]), EPUB) == "example.org/a"


def test_ligatures_and_soft_hyphens_are_replaced() -> None:
    """Typesetting does not change the extracted words."""
    assert extract_words("of\ufb01ce, in\u00adfec\u00ad\ntion\n".encode(), TEXT) == "office, infection"


@pytest.mark.parametrize("media_type", [PDF, EPUB])
@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04", b"words"], ids=str)
def test_a_damaged_file_is_an_error(media_type: str, data: bytes) -> None:
    """The message says that the file is damaged."""
    with pytest.raises(UnreadableText, match="is damaged: "):
        extract_words(data, media_type)


def test_an_epub_without_a_package_is_an_error() -> None:
    """The container of an EPUB must name a package."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as book:
        book.writestr("META-INF/container.xml", "<c/>")

    with pytest.raises(UnreadableText):
        extract_words(made.getvalue(), EPUB)


def test_a_predefined_entity_is_decoded() -> None:
    """An entity of XML becomes its character."""
    book = make_book({"a": "<p>&amp;</p>"}, ["a"])

    assert extract_words(book, EPUB) == "&"


@pytest.mark.parametrize(("media_type", "library"), [(PDF, "pypdfium2"), (EPUB, "lxml")])
def test_a_missing_library_is_an_error(media_type: str, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says how to install the extra."""
    monkeypatch.setitem(sys.modules, library, None)

    with pytest.raises(UnreadableText, match=r"install .*'acucontent\[quality\]'"):
        extract_words(b"", media_type)

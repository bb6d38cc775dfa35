"""The words of rendered files are extracted in reading order, and an unreadable file is an error."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import replace

import pikepdf
import pytest

from acucontent.registry import discover
from acucontent.rendering.exporter import Artifact, Exporter, MissingLibrary, Options, PluginFailed, UnreadableText
from acucontent.rendering.read_back import read_back


def read_words(data: bytes, name: str) -> str:
    """Return the words of all parts of a file of a format."""
    return " ".join(read_back(discover()[name], data))


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

    data = make_pdf(head + make_line("Call for", 100), head + make_line("help at once.", 100))

    assert read_back(discover()["pdf"], data) == ("Call for", "help at once.")


def test_text_outside_the_page_is_skipped() -> None:
    """Text outside the page is not extracted."""
    assert read_words(make_pdf(make_line("Here.", 100) + make_line("Lost.", -40)), "pdf") == "Here."


def test_lines_are_joined_with_one_space() -> None:
    """The end of a line becomes one space."""
    assert read_words(make_pdf(make_line("You need", 100) + make_line("  air.", 86)), "pdf") == "You need air."


def test_a_book_is_read_in_the_order_of_its_spine() -> None:
    """The order of the archive does not matter; heads, styles and hidden elements are skipped."""
    book = make_book(
        {"b": "<p>Second<em>ly</em>.</p><p hidden=''>Not this.</p>", "a": "<h1>First</h1><p>One.</p>"}, ["a", "b"]
    )

    assert read_words(book, "epub") == "First One. Secondly."


def test_an_address_with_line_break_opportunities_is_one_word() -> None:
    """A line break opportunity does not split a word."""
    assert read_words(make_book({"a": "<p>example.<wbr/>org/<wbr/>a</p>"}, ["a"]), "epub") == "example.org/a"


def test_ligatures_and_soft_hyphens_are_replaced() -> None:
    """Typesetting does not change the words; a broken word keeps its soft hyphen."""
    assert read_words("of\ufb01ce, in\u00adfec\u00ad\ntion\n".encode(), "text") == "office, in\u00adfec\u00adtion"


@pytest.mark.parametrize("name", ["epub", "fhir", "html", "json", "pdf"])
@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04", b"words"], ids=str)
def test_a_damaged_file_is_an_error(name: str, data: bytes) -> None:
    """The message says that the file is damaged."""
    with pytest.raises(UnreadableText, match="is damaged: "):
        read_words(data, name)


def test_an_epub_without_a_package_is_an_error() -> None:
    """The container of an EPUB must name a package."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as book:
        book.writestr("META-INF/container.xml", "<c/>")

    with pytest.raises(UnreadableText):
        read_words(made.getvalue(), "epub")


def test_a_predefined_entity_is_decoded() -> None:
    """An entity of XML becomes its character."""
    book = make_book({"a": "<p>&amp;</p>"}, ["a"])

    assert read_words(book, "epub") == "&"


@pytest.mark.parametrize(
    ("name", "library", "module"),
    [("pdf", "pypdfium2", "acucontent_pdf.text_layer"), ("epub", "lxml", "acucontent_epub.spine")],
)
def test_a_missing_library_is_an_error(name: str, library: str, module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says how to install the extra."""
    monkeypatch.setitem(sys.modules, library, None)
    monkeypatch.delitem(sys.modules, module, raising=False)

    with pytest.raises(MissingLibrary, match=r"install .*'acucontent\[quality\]'"):
        read_words(b"", name)


def test_json_is_read_part_by_part() -> None:
    """The texts of the guide are read without the names of its fields."""
    data = b'{"risks": {"red_flags": [{"sign": "Blue lips"}], "count": 3}, "title": "Needles"}'

    assert read_back(discover()["json"], data) == ("Blue lips", "Needles")


def _make_exporter(result: object) -> Exporter[Options]:
    """Return a format of a plugin whose `read_back` raises or returns a value."""

    def read(data: bytes) -> tuple[str, ...]:
        if isinstance(result, Exception):
            raise result
        return result  # type: ignore[return-value]

    return Exporter(
        name="odd",
        title="Odd",
        suffix=".odd",
        media_type="text/odd",
        options=Options,
        export=lambda edition, options: Artifact(b"x"),
        read_back=read,
        plugin="'odd' of strange 1.0",
    )


@pytest.mark.parametrize("result", [ZeroDivisionError("division by zero"), "words", [b"x"], (b"words",), None], ids=str)
def test_a_wrong_function_of_a_plugin_is_an_error_of_the_plugin(result: object) -> None:
    """The message names the plugin."""
    with pytest.raises(PluginFailed, match=r"the plugin 'odd' of strange 1\.0 failed: "):
        read_back(_make_exporter(result), b"x")


def test_a_format_without_a_function_is_an_error() -> None:
    """The message names the format and the function that is missing."""
    with pytest.raises(UnreadableText, match="'odd' does not declare how"):
        read_back(replace(_make_exporter(()), read_back=None), b"x")

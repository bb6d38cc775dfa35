"""Documents that cannot be ebooks are refused with every reason at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from acucontent.document.blocks import Callout, CrossLink, Note, Paragraph, Section, Words
from acucontent.document.document import Document
from acucontent.rendering.exporter import ExportFailed
from acucontent_epub.hrefs import Hrefs, InvalidDocument
from tests.exporters.epub.book import Book
from tests.exporters.text.documents import make_document


def make_section(id_: str, *blocks: Any) -> Section:
    """Return a section with a title."""
    return Section(id_, (Words("A title"),), blocks)


def test_each_id_is_found_on_its_page() -> None:
    """A link to the same page is a fragment; a link to another page includes its file name."""
    document = make_document(make_section("one", make_section("one.first")), make_section("two"))
    hrefs = Hrefs.from_document(document)

    assert hrefs.get_href("one.xhtml", "one.first") == "#one.first"
    assert hrefs.get_href("two.xhtml", "one.first") == "one.xhtml#one.first"


@pytest.mark.parametrize(
    ("sections", "message"),
    [
        ((), "no sections"),
        ((make_section("one"), make_section("one")), r"duplicate id 'one' \(2 times\)"),
        ((make_section("one", Callout("one", "note", "x", ())),), r"duplicate id 'one' \(2 times\)"),
        ((make_section("One"), make_section("one")), "section 'one' has the same file name as section 'One'"),
        ((make_section("nav"),), "section 'nav' has the same file name as a page of every ebook"),
        ((make_section("../one"),), "invalid id '../one'"),
        ((make_section("a..b"),), "invalid id 'a..b'"),
        ((make_section("a b"),), "invalid id 'a b'"),
        ((make_section("one", Paragraph((CrossLink("gone", (Words("x"),)),))),), "link target 'gone' not found"),
        (
            (make_section("one", Paragraph((Note("gone", 1, "cite.gone.1"),))),),
            "link target 'references.gone' not found",
        ),
    ],
    ids=["empty", "twice", "nested", "case", "taken", "path", "dots", "space", "link", "note"],
)
def test_invalid_document_is_refused(sections: tuple[Section, ...], message: str) -> None:
    """Each reason gives the handout, the guide and the place."""
    with pytest.raises(InvalidDocument, match=f"handout 'sheet' of guide 'sample': {message}"):
        Hrefs.from_document(_make_document(*sections))


def test_every_reason_is_reported_at_once() -> None:
    """Two faults give two lines."""
    wrong = make_section("a b", Paragraph((CrossLink("gone", (Words("x"),)),)))

    with pytest.raises(InvalidDocument) as raised:
        Hrefs.from_document(_make_document(wrong))
    assert len(str(raised.value).splitlines()) == 2


def test_character_that_is_invalid_in_xml_is_an_error() -> None:
    """A document with a control character is refused with the name of the page."""
    document = make_document(make_section("one", Paragraph((Words("a \x0b b"),))))

    with pytest.raises(ExportFailed, match=r"page one.xhtml is not well-formed XML"):
        Book.from_document(document)


def _make_document(*sections: Section) -> Document:
    return replace(make_document(make_section("other")), sections=sections)

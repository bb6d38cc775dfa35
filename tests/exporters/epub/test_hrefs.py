"""What cannot be an ebook is refused with every reason at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from acucontent.document.blocks import Callout, CrossLink, Note, Paragraph, Section, Words
from acucontent.document.document import Document
from acucontent.rendering.exporter import ExportFailed
from acucontent_epub.hrefs import Hrefs, UnsoundDocument
from tests.exporters.epub.book import Book
from tests.exporters.text.documents import make_document


def section(id_: str, *blocks: Any) -> Section:
    """A section with a title."""
    return Section(id_, (Words("A title"),), blocks)


def test_each_id_is_found_on_its_page() -> None:
    """A link within a page is short; one to another page names it."""
    document = make_document(section("one", section("one.first")), section("two"))
    hrefs = Hrefs.of(document)

    assert hrefs.href("one.xhtml", "one.first") == "#one.first"
    assert hrefs.href("two.xhtml", "one.first") == "one.xhtml#one.first"


@pytest.mark.parametrize(
    ("sections", "message"),
    [
        ((), "it has no section"),
        ((section("one"), section("one")), "the id 'one' occurs 2 times in it"),
        ((section("one", Callout("one", "note", "x", ())),), "the id 'one' occurs 2 times in it"),
        ((section("One"), section("one")), "the section 'one' would have the file name of the section 'One'"),
        ((section("nav"),), "the section 'nav' would have the file name of a page that each ebook has"),
        ((section("../one"),), "the id '../one' cannot be an address"),
        ((section("a..b"),), "the id 'a..b' cannot be an address"),
        ((section("a b"),), "the id 'a b' cannot be an address"),
        ((section("one", Paragraph((CrossLink("gone", (Words("x"),)),))),), "the target of a link, 'gone'"),
        ((section("one", Paragraph((Note("gone", 1, "cite.gone.1"),))),), "the target of a link, 'references.gone'"),
    ],
    ids=["empty", "twice", "nested", "case", "taken", "path", "dots", "space", "link", "note"],
)
def test_unsound_document_is_refused(sections: tuple[Section, ...], message: str) -> None:
    """Each reason names the handout, the guide and the place, and how to mend it."""
    with pytest.raises(UnsoundDocument, match=f"handout 'sheet' of guide 'sample': {message}"):
        Hrefs.of(_document(*sections))


def test_every_reason_is_told_at_once() -> None:
    """Two faults are two lines."""
    wrong = section("a b", Paragraph((CrossLink("gone", (Words("x"),)),)))

    with pytest.raises(UnsoundDocument) as raised:
        Hrefs.of(_document(wrong))
    assert len(str(raised.value).splitlines()) == 2


def test_character_that_xml_cannot_hold_is_an_error() -> None:
    """A plugin's document with a control character is refused with the name of the page."""
    document = make_document(section("one", Paragraph((Words("a \x0b b"),))))

    with pytest.raises(ExportFailed, match=r"the page one.xhtml is not well-formed"):
        Book.made_of(document)


def _document(*sections: Section) -> Document:
    return replace(make_document(section("other")), sections=sections)

"""Edition → ebook."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from xml.etree.ElementTree import Element, ParseError, fromstring

from acucontent.document.blocks import Document
from acucontent.edition import Edition
from acucontent.exporter import ExportFailed
from acucontent.identity import embedded
from acucontent_epub.accessibility import accessibility
from acucontent_epub.contents import entries
from acucontent_epub.cover import cover
from acucontent_epub.metadata import identifier, statements
from acucontent_epub.package import Parts, package
from acucontent_epub.pages import pages


def render(edition: Edition) -> bytes:
    """The edition as an ebook.

    Raises:
        ExportFailed: it cannot be an ebook; the message says why.
    """
    document = edition.document
    image = cover(document.about)
    written = pages(document, image)
    claims = accessibility(_parsed(written, document), document.labels)
    parts = Parts(
        about=document.about,
        identifier=identifier(document.about, home=edition.region == edition.guide.regions[0]),
        pages=written,
        styles=_styles(),
        cover=image,
        entries=entries(document),
        statements=tuple(statements(document.about, claims)),
        embedded=embedded(edition),
    )
    return package(parts)


def _parsed(written: Mapping[str, bytes], document: Document) -> dict[str, Element]:
    parsed = {}
    for name, data in written.items():
        try:
            parsed[name] = fromstring(data)
        except ParseError as error:
            about = f"handout '{document.about.handout}' of guide '{document.about.guide}'"
            raise ExportFailed(f"{about}: the page {name} is not well-formed: {error}. Look at its text") from error
    return parsed


def _styles() -> dict[str, bytes]:
    """What all formats share, then what is the ebook's."""
    return {
        "base.css": files("acucontent.markup").joinpath("css", "base.css").read_bytes(),
        "book.css": files("acucontent_epub").joinpath("css", "book.css").read_bytes(),
    }

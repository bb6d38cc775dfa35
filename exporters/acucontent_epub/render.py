"""Edition → ebook."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

from lxml import etree

from acucontent.document.blocks import Document
from acucontent.edition import Edition
from acucontent.exporter import Artifact, ExportFailed
from acucontent.identity import embedded
from acucontent_epub.accessibility import Judgement, accessibility
from acucontent_epub.checks.book import Book, Page
from acucontent_epub.contents import entries
from acucontent_epub.cover import cover
from acucontent_epub.metadata import identifier, statements
from acucontent_epub.onix import onix
from acucontent_epub.package import Parts, package
from acucontent_epub.pages import pages


def render(edition: Edition, *, with_onix: bool = False) -> Artifact:
    """The edition as an ebook, with a note for each claim of accessibility that it does not make.

    Args:
        edition: What is to be rendered.
        with_onix: Whether its ONIX record goes beside it.

    Raises:
        ExportFailed: it cannot be an ebook; the message says why.
    """
    document = edition.document
    image = cover(document.about)
    written = pages(document, image)
    styles = _styles()
    claimed = accessibility(_book(written, styles, edition), document.labels, _judgement(edition))
    parts = Parts(
        about=document.about,
        identifier=identifier(document.about, home=edition.region == edition.guide.regions[0]),
        pages=written,
        styles=styles,
        cover=image,
        entries=entries(document),
        statements=tuple(statements(edition.guide, document.about, document.labels, claimed)),
        embedded=embedded(edition),
    )
    beside = {".onix.xml": onix(edition, parts.identifier, claimed)} if with_onix else {}
    return Artifact(package(parts), notes=claimed.notes, beside=beside)


def _book(written: Mapping[str, bytes], styles: Mapping[str, bytes], edition: Edition) -> Book:
    """What the checks look at."""
    guide = edition.guide
    return Book(
        language=edition.document.about.language,
        pages=_parsed(written, edition.document),
        styles={name: css.decode() for name, css in styles.items()},
        names=frozenset({guide.publisher, *(contributor.name for contributor in guide.authors)}),
    )


def _judgement(edition: Edition) -> Judgement:
    about = edition.document.about
    return Judgement(edition.guide.access, about.published, about.clinic)


def _parsed(written: Mapping[str, bytes], document: Document) -> dict[str, Page]:
    parsed = {}
    for name, data in written.items():
        try:
            parsed[name] = etree.fromstring(data)
        except etree.XMLSyntaxError as error:
            about = f"handout '{document.about.handout}' of guide '{document.about.guide}'"
            raise ExportFailed(f"{about}: the page {name} is not well-formed: {error}. Look at its text") from error
    return parsed


def _styles() -> dict[str, bytes]:
    """What all formats share, then what is the ebook's."""
    return {
        "base.css": files("acucontent.markup").joinpath("css", "base.css").read_bytes(),
        "book.css": files("acucontent_epub").joinpath("css", "book.css").read_bytes(),
    }

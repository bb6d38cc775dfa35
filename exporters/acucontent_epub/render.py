"""Edition → ebook."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

from lxml import etree

from acucontent.clinic import Overlay
from acucontent.document.document import Document
from acucontent.edition import Edition
from acucontent.identity import embedded
from acucontent.markup import read_base_style
from acucontent.rendering.exporter import Artifact, ExportFailed
from acucontent_epub import EpubOptions
from acucontent_epub.accessibility import Judgement, accessibility
from acucontent_epub.certainty_key import add_certainty_key
from acucontent_epub.checks.book import Book, Page
from acucontent_epub.contents import entries
from acucontent_epub.cover import cover
from acucontent_epub.fonts import Face, faces, licenses
from acucontent_epub.hrefs import IMPRINT, Hrefs
from acucontent_epub.imprint import complete_imprint, name_licences
from acucontent_epub.metadata import identifier, statements
from acucontent_epub.onix import onix
from acucontent_epub.package import Parts, package
from acucontent_epub.page_list import find_breaks, list_pages, state_source
from acucontent_epub.pages import Pages, letters, pages, style

LAYERS = ("base", "fonts", "book", "edition", "rmsdk", "narrow", "apple-books", "kobo", "kindle")
"""The style sheets, in the order of their weight: what all formats share, the letters, what is the book's, the colors
of the edition, and the quirks of reading systems."""

STYLES = tuple(f"{layer}.css" for layer in LAYERS)
ACCENT, RULE = "#3d7f8c", "#888888"
"""The colors of the publisher's edition: they stand out from a white page and from a black one."""

LOGO = "clinic-logo.png"


def render(edition: Edition, options: EpubOptions) -> Artifact:
    """The edition as an ebook, with a note for each claim of accessibility that it does not make.

    Args:
        edition: What is to be rendered.
        options: The options of the format.

    Raises:
        ExportFailed: it cannot be an ebook; the message says why.
    """
    document = name_licences(add_certainty_key(edition.document))
    hrefs, breaks = Hrefs.of(document), find_breaks(edition.printed)
    image = cover(document.about, document.overlay)
    make = Pages(document, hrefs, breaks, STYLES, LOGO if _logo(document.overlay) else None)
    written = pages(make, image, complete_imprint(edition, ()))
    used = faces(letters(written.values()))
    written[IMPRINT] = make.imprint(complete_imprint(edition, used))
    styles = _styles(used, document.overlay)
    claimed = accessibility(_book(written, styles, edition), document.labels, _judgement(edition))
    parts = Parts(
        about=document.about,
        direction=document.direction,
        identifier=identifier(document.about, original=edition.is_original),
        pages=written,
        styles=styles,
        files={face.name: face.data for face in used} | licenses(used) | _logo(document.overlay),
        cover=image,
        entries=entries(document),
        page_list=list_pages(hrefs, breaks),
        statements=(
            *statements(edition.guide, document.about, document.labels, claimed),
            *state_source(edition.printed, document.labels),
        ),
        embedded=embedded(edition, options.non_defaults),
    )
    companions = {".onix.xml": onix(edition, parts.identifier, claimed)} if options.onix else {}
    return Artifact(package(parts), notes=claimed.notes, companions=companions)


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


def _styles(used: tuple[Face, ...], overlay: Overlay | None) -> dict[str, bytes]:
    accent, rule = (overlay.clinic.color, overlay.clinic.second_color) if overlay else (None, None)
    own = files("acucontent_epub").joinpath("css")
    made = {
        "base.css": read_base_style().encode(),
        "fonts.css": style("fonts.css", faces=used),
        "edition.css": style("edition.css", accent=accent or ACCENT, rule=rule or accent or RULE),
        "narrow.css": style("narrow.css"),
    }
    return {name: made[name] if name in made else own.joinpath(name).read_bytes() for name in STYLES}


def _logo(overlay: Overlay | None) -> dict[str, bytes]:
    return {LOGO: overlay.logo} if overlay and overlay.logo else {}

"""Render an edition as an ebook."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

from lxml import etree

from acucontent.clinic import Overlay
from acucontent.document.document import Document
from acucontent.edition import Edition
from acucontent.identity import make_embedded_files
from acucontent.markup import read_base_style
from acucontent.rendering.exporter import Artifact, ExportFailed
from acucontent_epub import EXPORTER, EpubOptions
from acucontent_epub.accessibility import EvaluationStatus, evaluate_claims
from acucontent_epub.certainty_key import add_certainty_key
from acucontent_epub.checks.book import Book, Page
from acucontent_epub.contents import list_entries
from acucontent_epub.cover import make_cover
from acucontent_epub.fonts import Face, make_faces, read_licenses
from acucontent_epub.hrefs import IMPRINT, Hrefs
from acucontent_epub.imprint import add_licence_links, complete_imprint
from acucontent_epub.metadata import list_metadata, make_identifier
from acucontent_epub.onix import render_onix
from acucontent_epub.package import PackageParts, build_package
from acucontent_epub.page_list import find_breaks, list_pages, list_source_metadata
from acucontent_epub.pages import PageRenderer, collect_characters, render_pages, render_style_sheet

LAYERS = ("base", "fonts", "book", "edition", "rmsdk", "narrow", "apple-books", "kobo", "kindle")
"""The style sheets, in the order of the cascade: shared by all formats, fonts, the book, the colors of the edition, and
workarounds for reading systems."""

STYLES = tuple(f"{layer}.css" for layer in LAYERS)
ACCENT, RULE = "#3d7f8c", "#888888"
"""The colors of the publisher's edition. They have enough contrast on white and on black pages."""

LOGO = "clinic-logo.png"


def render_ebook(edition: Edition, options: EpubOptions) -> Artifact:
    """Return an edition as an ebook, with a note for each accessibility claim that is left out.

    Args:
        edition: The edition to render.
        options: The options of the format.

    Raises:
        ExportFailed: The edition cannot be converted to an ebook; the message gives the reasons.
    """
    document = add_licence_links(add_certainty_key(edition.document))
    hrefs, breaks = Hrefs.from_document(document), find_breaks(edition.printed)
    cover = make_cover(document.about, document.overlay)
    renderer = PageRenderer(document, hrefs, breaks, STYLES, LOGO if _get_logo_file(document.overlay) else None)
    pages = render_pages(renderer, cover, complete_imprint(edition, ()))
    faces = make_faces(collect_characters(pages.values()))
    pages[IMPRINT] = renderer.render_imprint(complete_imprint(edition, faces))
    styles = _render_styles(faces, document.overlay)
    claims = evaluate_claims(_make_book(pages, styles, edition), document.labels, _get_evaluation_status(edition))
    parts = PackageParts(
        about=document.about,
        direction=document.direction,
        identifier=make_identifier(document.about, original=edition.is_original),
        pages=pages,
        styles=styles,
        files={face.name: face.data for face in faces} | read_licenses(faces) | _get_logo_file(document.overlay),
        cover=cover,
        entries=list_entries(document),
        page_list=list_pages(hrefs, breaks),
        metadata=(
            *list_metadata(edition.guide, document.about, document.labels, claims),
            *list_source_metadata(edition.printed, document.labels),
        ),
        embedded_files=make_embedded_files(edition, EXPORTER, options),
    )
    companions = {".onix.xml": render_onix(edition, parts.identifier, claims)} if options.onix else {}
    return Artifact(build_package(parts), notes=claims.notes, companions=companions)


def _make_book(pages: Mapping[str, bytes], styles: Mapping[str, bytes], edition: Edition) -> Book:
    """Return the finished pages and styles in the form that the checks need."""
    guide = edition.guide
    return Book(
        language=edition.document.about.language,
        pages=_parse_pages(pages, edition.document),
        styles={name: css.decode() for name, css in styles.items()},
        names=frozenset({guide.publisher, *(contributor.name for contributor in guide.authors)}),
    )


def _get_evaluation_status(edition: Edition) -> EvaluationStatus:
    about = edition.document.about
    return EvaluationStatus(edition.guide.access, about.published, about.clinic)


def _parse_pages(pages: Mapping[str, bytes], document: Document) -> dict[str, Page]:
    parsed = {}
    for name, data in pages.items():
        try:
            parsed[name] = etree.fromstring(data)
        except etree.XMLSyntaxError as error:
            about = f"handout '{document.about.handout}' of guide '{document.about.guide}'"
            raise ExportFailed(
                f"{about}: page {name} is not well-formed XML: {error}. To fix it, correct the text of that page"
            ) from error
    return parsed


def _render_styles(faces: tuple[Face, ...], overlay: Overlay | None) -> dict[str, bytes]:
    accent, rule = (overlay.clinic.color, overlay.clinic.second_color) if overlay else (None, None)
    own = files("acucontent_epub").joinpath("css")
    made = {
        "base.css": read_base_style().encode(),
        "fonts.css": render_style_sheet("fonts.css", faces=faces),
        "edition.css": render_style_sheet("edition.css", accent=accent or ACCENT, rule=rule or accent or RULE),
        "narrow.css": render_style_sheet("narrow.css"),
    }
    return {name: made[name] if name in made else own.joinpath(name).read_bytes() for name in STYLES}


def _get_logo_file(overlay: Overlay | None) -> dict[str, bytes]:
    return {LOGO: overlay.logo} if overlay and overlay.logo else {}

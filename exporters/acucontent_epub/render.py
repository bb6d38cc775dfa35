"""Render an edition as an ebook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import files

from lxml import etree
from markupsafe import Markup

from acucontent.clinic import Overlay
from acucontent.document.certainty_key import add_certainty_key
from acucontent.document.document import Document
from acucontent.edition import Edition
from acucontent.identity import make_embedded_files
from acucontent.markup import read_base_style, read_stacked_style
from acucontent.markup.faces import Face, make_faces, read_licenses
from acucontent.markup.tints import find_tints
from acucontent.rendering.exporter import Artifact, ExportFailed
from acucontent_epub import EXPORTER, EpubOptions
from acucontent_epub.accessibility import EvaluationStatus, evaluate_claims
from acucontent_epub.checks.book import Book, Page
from acucontent_epub.contents import list_entries
from acucontent_epub.cover import make_cover
from acucontent_epub.hrefs import IMPRINT, Hrefs
from acucontent_epub.imprint import add_licence_links, complete_imprint
from acucontent_epub.metadata import find_isbn, list_metadata
from acucontent_epub.onix import render_onix
from acucontent_epub.package import PackageParts, build_package
from acucontent_epub.page_list import find_breaks, list_pages, list_source_metadata
from acucontent_epub.pages import PageRenderer, collect_characters, render_pages, render_style_sheet
from acucontent_epub.part import get_subtitle
from acucontent_epub.release import make_release

LAYERS = ("base", "fonts", "book", "edition", "rmsdk", "narrow", "themes", "apple-books", "kobo", "kindle")
"""The style sheets, in the order of the cascade: shared by all formats, fonts, the book, the colors of the edition, and
workarounds for reading systems."""

STYLES = tuple(f"{layer}.css" for layer in LAYERS)
ACCENT, RULE = "#3d7f8c", "#888888"
"""The colors of the publisher's edition."""

LOGO = "clinic-logo.png"


def render_ebook(edition: Edition, options: EpubOptions) -> Artifact:
    """Return an edition as an ebook, with a note for each accessibility claim that is left out.

    Args:
        edition: The edition to render.
        options: The options of the format.

    Raises:
        ExportFailed: The edition cannot be converted to an ebook; the message gives the reasons.
    """
    document = add_licence_links(add_certainty_key(edition.book))
    hrefs, breaks = Hrefs.from_document(document), find_breaks(edition.printed)
    cover = make_cover(document.about, get_subtitle(document.about, document.labels), document.overlay)
    renderer = PageRenderer(document, hrefs, breaks, STYLES, LOGO if _get_logo_file(document.overlay) else None)
    pages = render_pages(renderer, cover, complete_imprint(edition, ()))
    faces = make_faces(collect_characters(pages.values()))
    pages[IMPRINT] = renderer.render_imprint(complete_imprint(edition, faces))
    styles = _render_styles(faces, document.overlay)
    claims = evaluate_claims(
        _make_book(pages, styles, edition),
        document.labels,
        _get_evaluation_status(edition),
        _describe_subject(document),
    )
    files = {face.name: face.data for face in faces} | read_licenses(faces) | _get_logo_file(document.overlay)
    isbn = find_isbn(document.about, original=edition.is_original)
    metadata = (
        *list_metadata(edition.guide, document.about, document.labels, claims, isbn),
        *list_source_metadata(edition.printed, document.labels),
    )
    content = {**pages, **styles, **files, cover.name: cover.data}
    parts = PackageParts(
        about=document.about,
        direction=document.direction,
        release=make_release(document.about, content, metadata, edition.guide.source),
        pages=pages,
        styles=styles,
        files=files,
        cover=cover,
        entries=list_entries(document),
        page_list=list_pages(hrefs, breaks),
        metadata=metadata,
        embedded_files=make_embedded_files(edition, EXPORTER, options),
    )
    companions = {".onix.xml": render_onix(edition, parts.release.identifier, claims)} if options.onix else {}
    return Artifact(build_package(parts), notes=(*claims.notes, *_list_notes(edition)), companions=companions)


def _list_notes(edition: Edition) -> Iterator[str]:
    """Yield a note if the ebook has no page list; the book says so, too."""
    if edition.printed is None:
        yield (
            "no page list, because no format with pages was built in the same run. To add one, build both, for example "
            "with: --format pdf --format epub"
        )


def _make_book(pages: Mapping[str, bytes], styles: Mapping[str, bytes], edition: Edition) -> Book:
    """Return the finished pages and styles in the form that the checks need."""
    guide = edition.guide
    return Book(
        language=edition.book.about.language,
        pages=_parse_pages(pages, edition.book),
        styles={name: css.decode() for name, css in styles.items()},
        names=frozenset({guide.publisher, *(contributor.name for contributor in guide.authors)}),
    )


def _describe_subject(document: Document) -> str:
    """Return a sentence that says which part of a guide an ebook is, or an empty string for the guide for patients."""
    about = document.about
    return (
        "" if about.kind == "guide" else document.labels("this_part_note", title=about.title, guide=about.guide_title)
    )


def _get_evaluation_status(edition: Edition) -> EvaluationStatus:
    about = edition.book.about
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
    color, second_color = (overlay.clinic.color, overlay.clinic.second_color) if overlay else (None, None)
    colors = {"accent": find_tints(color or ACCENT), "rule": find_tints(second_color or color or RULE)}
    own = files("acucontent_epub").joinpath("css")
    made = {
        "base.css": read_base_style().encode(),
        "fonts.css": render_style_sheet("fonts.css", faces=faces),
        "edition.css": render_style_sheet("edition.css", **colors),
        "themes.css": render_style_sheet("themes.css", **colors),
        "narrow.css": render_style_sheet("narrow.css", rules=Markup(read_stacked_style().strip())),
    }
    return {name: made[name] if name in made else own.joinpath(name).read_bytes() for name in STYLES}


def _get_logo_file(overlay: Overlay | None) -> dict[str, bytes]:
    return {LOGO: overlay.logo} if overlay and overlay.logo else {}

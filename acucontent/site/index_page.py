"""The index of a site: one page with all guides, their handouts and files, and the search."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from babel import Locale
from babel.numbers import format_decimal
from markupsafe import Markup

from acucontent.clinic import Overlay
from acucontent.document.direction import find_direction
from acucontent.document.labels import Labels
from acucontent.markup import (
    MarkupSettings,
    find_tints,
    load_templates,
    make_data_address,
    make_faces,
    read_base_style,
    render_html,
    write_face_rules,
)
from acucontent.site.entries import FileEntry, GuideEntry
from acucontent.site.search_index import INDEX_NAME

PROGRAM_NAME = "search.js"
"""The name of the program of the search, beside the index."""

ACCENT = "#17495e"
"""The color of the lines of a site without a clinic."""

_KILOBYTE, _MEGABYTE = 1_000, 1_000_000


def render_index(
    guides: Sequence[GuideEntry],
    labels: Labels,
    language: str,
    *,
    folders: Sequence[tuple[str, str]],
    overlay: Overlay | None = None,
) -> bytes:
    """Return the index of a site as a page that needs only the files of the site.

    Args:
        guides: The guides, in order.
        labels: The fixed words of its language.
        language: Its language, as a BCP 47 tag.
        folders: The name of the folder and of the region of each search index.
        overlay: The overlay of the clinic, if it has one.
    """
    clinic = overlay.clinic if overlay else None
    values = {
        "guides": guides,
        "labels": labels,
        "language": language,
        "direction": find_direction(language),
        "folders": folders,
        "clinic": clinic,
        "logo": make_data_address("image/png", overlay.logo) if overlay and overlay.logo else None,
        "index_name": INDEX_NAME,
        "program": PROGRAM_NAME,
        "describe_file": lambda file: _describe_file(file, labels, language),
        "render_notice": lambda blocks: render_html(blocks, labels, MarkupSettings(), 3),
    }
    page = load_templates("acucontent.site").get_template("index.html")
    faces = make_faces("".join(sorted(set(Markup(page.render(style="", **values)).striptags()))))
    style = (
        load_templates("acucontent.site")
        .get_template("style.css")
        .render(
            families=list(dict.fromkeys(face.family for face in faces)),
            faces=Markup(write_face_rules(faces)),
            tints=find_tints((clinic.color if clinic else None) or ACCENT),
            rules=[Markup(read_base_style()), Markup(_read_text("css", "index.css"))],
        )
    )
    return page.render(style=Markup(style), **values).encode()


def read_program() -> bytes:
    """Return the program of the search."""
    return _read_text("scripts", PROGRAM_NAME).encode()


@cache
def _read_text(folder: str, name: str) -> str:
    return files("acucontent.site").joinpath(folder, name).read_text(encoding="utf-8")


def _describe_file(file: FileEntry, labels: Labels, language: str) -> str:
    """Return the format of a file, its pages and its size, such as `PDF, 2 pages, 120 kB`."""
    size = _format_size(file.size, language)
    if file.pages is None:
        return labels("site_file", format=file.format, size=size)
    pages = labels("site_pages_one") if file.pages == 1 else labels("site_pages", count=file.pages)
    return labels("site_file_pages", format=file.format, pages=pages, size=size)


def _format_size(size: int, language: str) -> str:
    """Return a size in kB, or in MB with one decimal."""
    locale = Locale.parse(language.replace("-simple", ""), sep="-")
    if size < _MEGABYTE:
        return f"{format_decimal(max(1, round(size / _KILOBYTE)), locale=locale)} kB"
    return f"{format_decimal(round(size / _MEGABYTE, 1), locale=locale)} MB"

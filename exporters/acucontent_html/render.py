"""Render an edition as a web page or as a fragment."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from acucontent import Artifact, Edition, Overlay, make_embedded_files
from acucontent.document import Document, add_certainty_key, find_headings, list_licence_urls, remove_links
from acucontent.markup import (
    Face,
    Lettering,
    MarkupSettings,
    find_tints,
    load_templates,
    make_data_address,
    make_faces,
    read_base_style,
    read_stacked_style,
    render_html,
    render_inline_html,
    write_data_block,
    write_face_rules,
)
from acucontent_html import EXPORTER, HtmlOptions
from acucontent_html.outline import list_chapters, split_opening
from acucontent_html.structured_data import describe_document

ACCENT = "#17495e"
"""The color of the lines of the publisher's edition."""

FRAGMENT = ".acucontent"
"""The selector of the element around a fragment, below which all its styles apply."""


def render_artifact(edition: Edition, options: HtmlOptions) -> Artifact:
    """Return an edition as a page, or as a fragment with its style sheet and structured data as companions."""
    document = add_certainty_key(edition.document)
    data = b"" if document.about.report else _dump_json(describe_document(document))
    if options.fragment:
        fragment = _render_template("fragment.html", document, content=_render_content(document, level=2))
        style = _render_style(document.overlay, root=FRAGMENT)
        return Artifact(_encode(fragment), companions={".css": _encode(style), ".jsonld": data})
    embedded = make_embedded_files(edition, EXPORTER, options, page_numbers=False)
    return Artifact(_render_page(document, data, embedded, site_link=options.site_link))


def _render_page(document: Document, data: bytes, embedded: Mapping[str, bytes], *, site_link: bool) -> bytes:
    content = _render_content(document, level=1)
    faces = make_faces("".join(sorted(set(content.striptags()))))
    return _encode(
        _render_template(
            "page.html",
            document,
            content=content,
            site_link=site_link,
            style=Markup(_render_style(document.overlay, faces)),
            structured_data=Markup(write_data_block("", data.strip(), "application/ld+json")) if data else "",
            data_blocks=[Markup(write_data_block(name, block)) for name, block in embedded.items()],
        )
    )


def _render_content(document: Document, level: int) -> Markup:
    """Return the markup of a document whose title has a level."""
    labels, settings = document.labels, _make_settings(document)
    opening, identity = split_opening(document)
    overlay, below = document.overlay, level + 1
    return Markup(
        _render_template(
            "content.html",
            document,
            level=level,
            clinic=overlay.clinic if overlay else None,
            logo=make_data_address("image/png", overlay.logo) if overlay and overlay.logo else None,
            licence=next(iter(list_licence_urls(document.about.licence)), None),
            chapters=list_chapters(document),
            line=lambda section: render_inline_html(remove_links(section.title), labels, settings),
            opening=render_html(opening, labels, settings, below),
            sections=render_html(document.sections, labels, settings, below),
            identity=render_html(identity, labels, settings, below),
        )
    )


def _make_settings(document: Document) -> MarkupSettings:
    key = document.certainty_key
    headings = find_headings(document)
    return MarkupSettings(
        back_links=True,
        heading_of=headings.__getitem__,
        brackets=True,
        certainty_key=key.id if key else "",
        descriptions="folded",
        lettering=Lettering(screen=True),
        stacked_tables=True,
    )


def _render_style(overlay: Overlay | None, faces: tuple[Face, ...] = (), *, root: str = "") -> str:
    """Return the style sheet.

    Args:
        overlay: The overlay of the clinic, whose color the lines have.
        faces: The fonts of a page; a fragment has the fonts of the page around it.
        root: The selector of the element to which all rules apply; if empty, they apply to the whole page.
    """
    names = ("content.css",) if root else ("content.css", "page.css")
    template = load_templates("acucontent_html").get_template("style.css")
    return template.render(
        root=root,
        families=list(dict.fromkeys(face.family for face in faces)),
        faces=Markup(write_face_rules(faces)),
        tints=find_tints((overlay.clinic.color if overlay else None) or ACCENT),
        rules=[Markup(each) for each in (read_base_style(), *map(_read_style, names))],
        stacked=Markup(read_stacked_style()),
    )


@cache
def _read_style(name: str) -> str:
    return files("acucontent_html").joinpath("css", name).read_text(encoding="utf-8")


def _render_template(name: str, document: Document, **values: object) -> str:
    loaded = load_templates("acucontent_html").get_template(name)
    return loaded.render(about=document.about, direction=document.direction, labels=document.labels, **values)


def _dump_json(value: Mapping[str, Any]) -> bytes:
    return _encode(json.dumps(value, ensure_ascii=False, indent=1))


def _encode(text: str) -> bytes:
    return f"{text.strip()}\n".encode()

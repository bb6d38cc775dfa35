"""A passport as one self-contained HTML file."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from markupsafe import Markup

from acucontent.document.document import Document
from acucontent.markup import MarkupSettings, load_templates, read_base_style, render_html


def render_page(document: Document) -> bytes:
    """Render the document of a passport as HTML."""
    settings = MarkupSettings()
    page_html = (
        load_templates("acucontent.passport")
        .get_template("page.html")
        .render(
            about=document.about,
            direction=document.direction,
            style=Markup(f"{read_base_style()}\n{_read_own_style()}"),
            opening=render_html(document.opening, document.labels, settings),
            body=render_html(document.sections, document.labels, settings),
        )
    )
    return f"{page_html.strip()}\n".encode()


@cache
def _read_own_style() -> str:
    return files("acucontent.passport").joinpath("css", "page.css").read_text(encoding="utf-8")

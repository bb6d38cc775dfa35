"""Markup: a document as semantic HTML, for all formats based on HTML. The names in `__all__` are supported."""

from acucontent.markup.drawings.lettering import Lettering
from acucontent.markup.html import (
    load_templates,
    read_base_style,
    render_back_links,
    render_html,
    render_inline_html,
    render_page_breaks,
)
from acucontent.markup.settings import MarkupSettings
from acucontent.markup.text import extract_text

__all__ = [
    "Lettering",
    "MarkupSettings",
    "extract_text",
    "load_templates",
    "read_base_style",
    "render_back_links",
    "render_html",
    "render_inline_html",
    "render_page_breaks",
]

"""Markup: a document as semantic HTML, for all formats based on HTML. The names in `__all__` are supported.

The names that need the libraries of fonts are imported when they are first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from acucontent.data_blocks import write_data_block
from acucontent.markup.drawings.lettering import Lettering
from acucontent.markup.html import (
    load_templates,
    read_base_style,
    read_stacked_style,
    render_back_links,
    render_html,
    render_inline_html,
    render_page_breaks,
)
from acucontent.markup.settings import MarkupSettings
from acucontent.markup.text import extract_text, parse_html
from acucontent.markup.tints import Tints, find_tints

if TYPE_CHECKING:
    from acucontent.font_table import list_script_packages
    from acucontent.markup.faces import Face, make_data_address, make_faces, write_face_rules

__all__ = [
    "Face",
    "Lettering",
    "MarkupSettings",
    "Tints",
    "extract_text",
    "find_tints",
    "list_script_packages",
    "load_templates",
    "make_data_address",
    "make_faces",
    "parse_html",
    "read_base_style",
    "read_stacked_style",
    "render_back_links",
    "render_html",
    "render_inline_html",
    "render_page_breaks",
    "write_data_block",
    "write_face_rules",
]

_MODULES = {
    "Face": "acucontent.markup.faces",
    "list_script_packages": "acucontent.font_table",
    "make_data_address": "acucontent.markup.faces",
    "make_faces": "acucontent.markup.faces",
    "write_face_rules": "acucontent.markup.faces",
}


def __getattr__(name: str) -> Any:
    """Import a name that needs the libraries of fonts."""
    if name not in _MODULES:
        raise AttributeError(f"module 'acucontent.markup' has no attribute {name!r}")
    return getattr(import_module(_MODULES[name]), name)

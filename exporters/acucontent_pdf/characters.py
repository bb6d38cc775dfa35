"""Refuse pages with characters that none of the packaged fonts can show."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from html import unescape

from acucontent.font_table import suggest_fonts
from acucontent.markup.html import find_element_block
from acucontent.rendering.exporter import ExportFailed

_ID = re.compile(r'\bid="([^"]+)"')
_TAG = re.compile(r"^[^<>]*>|<[^<>]*>|<[^<>]*$")
_CONTEXT = 60
"""The number of characters of markup on each side that a message quotes."""


class MissingGlyph(ExportFailed):
    """None of the packaged fonts has a glyph for a character; it would print as an empty box."""


def check_characters(missing: Iterable[str], markup: str) -> None:
    """Check that every character of a page can be shown.

    Args:
        missing: The characters that no font has.
        markup: The HTML of the page.

    Raises:
        MissingGlyph: At least one is missing. The message lists each character with its first place and the text
            around it.
    """
    problems = [_describe_missing(character, markup) for character in sorted(missing)]
    if problems:
        fix = f"To fix it, replace these characters with others{suggest_fonts() or '.'}"
        raise MissingGlyph("\n".join((*problems, fix)))


def _describe_missing(character: str, markup: str) -> str:
    name = unicodedata.name(character, "unnamed character")
    at = markup.find(character, markup.find("<body"))
    ids = _ID.findall(markup[:at])
    place = find_element_block(ids[-1]) if ids else "the head of the page"
    return f"{place}: no font has {character!r} (U+{ord(character):04X} {name}): “{_extract_context(markup, at)}”"


def _extract_context(markup: str, at: int) -> str:
    excerpt = markup[max(0, at - _CONTEXT) : at + _CONTEXT]
    return " ".join(unescape(_TAG.sub(" ", excerpt)).split())

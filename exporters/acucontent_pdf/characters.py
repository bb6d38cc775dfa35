"""Characters that none of our fonts can show, and where the page has them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from html import unescape

from acucontent.markup.html import find_block
from acucontent.rendering.exporter import ExportFailed

_ID = re.compile(r'\bid="([^"]+)"')
_TAG = re.compile(r"^[^<>]*>|<[^<>]*>|<[^<>]*$")
_AROUND = 60
"""How many signs of the markup before and after a character are looked at for its words."""


class NoGlyph(ExportFailed):
    """A character has no shape in any of our fonts; it would print as an empty box."""


def check_characters(missing: Iterable[str], markup: str) -> None:
    """Refuse a page with characters that cannot be shown.

    Raises:
        NoGlyph: the message names each character, where it first stands and the words around it.
    """
    told = [_told(character, markup) for character in sorted(missing)]
    if told:
        raise NoGlyph("\n".join((*told, "Write it in other characters, or use a font that has it.")))


def _told(character: str, markup: str) -> str:
    name = unicodedata.name(character, "a character without a name")
    at = markup.find(character, markup.find("<body"))
    places = _ID.findall(markup[:at])
    place = find_block(places[-1]) if places else "the head of the page"
    return f"{place}: no font has {character!r} (U+{ord(character):04X} {name}): “{_words_around(markup, at)}”"


def _words_around(markup: str, at: int) -> str:
    piece = markup[max(0, at - _AROUND) : at + _AROUND]
    return " ".join(unescape(_TAG.sub(" ", piece)).split())

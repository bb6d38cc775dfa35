"""Characters that a reader cannot see: removed where they carry no meaning, and refused where they can mislead.

This is the only place that decides which characters a text can have. All text of guides, overlays, references and
tables passes through `normalize_text`. Programs write tables, so `remove_invisible` first removes from them what an
author would be asked to delete.
"""

from __future__ import annotations

import re
import unicodedata

from pydantic_core import PydanticCustomError

_ALLOWED_CONTROLS = "\n\t"
_REFUSED_CATEGORIES = {
    "Cc": "a control character",
    "Cf": "an invisible character",
    "Cs": "half of a surrogate pair",
    "Co": "a private-use character",
    "Cn": "a code point that is not a character",
    "Zl": "a line separator",
    "Zp": "a paragraph separator",
}
_BIDI_CONTROLS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0\u17b4\u17b5")
"""Fillers and a Braille pattern, which look like spaces."""
_VISIBLE_FORMATS = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
    + "".join(map(chr, range(0x13430, 0x13440)))
)
"""Format characters with a shape: signs before numbers (Unicode, 9.2), and joiners of hieroglyphs."""

_WITHOUT_MEANING = "\u00ad\u034f\u180b-\u180f\u200b\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef"
"""Soft hyphens, zero-width spaces, byte order marks, word joiners, invisible operators and variation selectors."""
_IGNORABLE = (
    "\u061c\u115f\u1160\u17b4\u17b5\u200e\u200f\u202a-\u202c\u2065-\u206f\u3164\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""The others without a shape of their own (Default_Ignorable_Code_Point, Unicode TR 44), but for the joiners and the
two that reverse text."""
_REMOVED = re.compile(f"[{_WITHOUT_MEANING}]")
_REMOVED_FROM_TABLES = re.compile(f"[{_WITHOUT_MEANING}{_IGNORABLE}]")
_USELESS_JOINER = re.compile(
    "(?<![\u0590-\u1fff\u2600-\u27bf\ua800-\uabff\ufb1d-\ufeff\U00010a00-\U00011fff\U0001e900-\U0001faff])[\u200c\u200d]"
)
"""Matches a joiner that follows no letter or sign that needs it: those of Arabic, Indic and similar scripts, and
pictographs."""
_SPACES = re.compile("[\u1680\u2000-\u200a\u205f\u3000]")
"""Matches spaces of other widths, which become plain ones. No-break spaces stay."""


def normalize_text(text: str) -> str:
    """Return the text in NFC, without invisible characters that carry no meaning, and with plain spaces.

    Raises:
        PydanticCustomError: The text has a control character other than a line break or a tab, a surrogate, a
            private-use or unassigned code point, a letter without a shape, or a direction control, which can make a
            reader see other words than the ones stored (Unicode TR 36).
    """
    if text.isascii() and text.isprintable():
        return text
    for index, character in enumerate(text):
        kind = _describe_refusal(character)
        if kind:
            raise PydanticCustomError(
                "text_character",
                "has {kind} (U+{code}) at character {place}: delete it",
                {"kind": kind, "code": f"{ord(character):04X}", "place": index + 1},
            )
    return unicodedata.normalize("NFC", _USELESS_JOINER.sub("", _SPACES.sub(" ", _REMOVED.sub("", text))))


def remove_invisible(text: str) -> str:
    """Return a text without characters that have no shape, such as soft hyphens and direction marks."""
    return text if text.isascii() else _USELESS_JOINER.sub("", _REMOVED_FROM_TABLES.sub("", text))


def _describe_refusal(character: str) -> str | None:
    """Return what a character is if a text cannot have it."""
    if character in _ALLOWED_CONTROLS or character in _VISIBLE_FORMATS:
        return None
    if character in _BIDI_CONTROLS:
        return "a direction control"
    if character in _BLANK_LETTERS:
        return "a letter without a shape"
    kind = _REFUSED_CATEGORIES.get(unicodedata.category(character))
    is_removed = kind == _REFUSED_CATEGORIES["Cf"] and (character in "\u200c\u200d" or _REMOVED.match(character))
    return None if is_removed else kind

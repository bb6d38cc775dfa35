"""The direction in which a language is written, and words of the other direction."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Literal, TypeAlias

from langcodes import Language

from acucontent.document.blocks import Inline, Inlines, Isolated, Words

Direction: TypeAlias = Literal["ltr", "rtl"]
"""Left to right or right to left, as in the HTML attribute `dir`."""

RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"})
"""The scripts in current use that are written from right to left (ISO 15924 codes; Unicode, PropertyValueAliases)."""


@cache
def find_direction(language: str) -> Direction:
    """Return the direction of the script of a language tag, or of the language's usual script.

    Args:
        language: A BCP 47 tag.
    """
    script = Language.get(language).maximize().script
    return "rtl" if script in RIGHT_TO_LEFT else "ltr"


_STRONG: dict[Direction, frozenset[str]] = {"ltr": frozenset({"L"}), "rtl": frozenset({"R", "AL"})}
"""The classes of the letters of each direction (Unicode Standard Annex #9, table 4)."""


def isolate_words(text: str, language: str) -> Inlines:
    """Return words, isolated if they have letters of the other direction than a language.

    Without isolation, a name in Hebrew changes the order of the names after it in an English list, because the comma
    between two such names takes their direction.

    Args:
        text: The words, such as a name.
        language: The language of the text around them, as a BCP 47 tag.
    """
    other: Direction = "rtl" if find_direction(language) == "ltr" else "ltr"
    if any(unicodedata.bidirectional(character) in _STRONG[other] for character in text):
        return (Isolated((Words(text),)),)
    return (Words(text),)


def join_isolated(texts: Iterable[str], separator: str, language: str) -> Inlines:
    """Return texts with a separator between them, so that they keep their order whatever their direction is.

    Args:
        texts: The texts, such as names.
        separator: The text between two of them.
        language: The language of the text around them, as a BCP 47 tag.
    """
    joined: list[Inline] = []
    for index, text in enumerate(texts):
        for inline in (*((Words(separator),) if index else ()), *isolate_words(text, language)):
            before = joined[-1] if joined else None
            if isinstance(inline, Words) and isinstance(before, Words):
                joined[-1] = Words(before.text + inline.text)
            else:
                joined.append(inline)
    return tuple(joined)

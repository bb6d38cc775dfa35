"""The direction in which a language is written."""

from __future__ import annotations

from functools import cache
from typing import Literal, TypeAlias

from langcodes import Language

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

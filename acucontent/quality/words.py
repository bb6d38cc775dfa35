"""Split texts into words and signs that can be compared regardless of layout."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache

SOFT_HYPHEN = "\u00ad"
_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
"""Characters that only control layout: zero-width spaces and joiners, marks of direction, word joiners."""
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fff\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""The letters of scripts without spaces between words, where a line can end after almost every letter."""


def normalize_words(text: str) -> str:
    """Return a text in NFKC, without characters that only control layout."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


def find_words(text: str) -> Iterator[re.Match[str]]:
    """Yield each word of a normalized text, and each other character that is no white space.

    A word is a run of letters, digits, combining marks and soft hyphens. In scripts without spaces between words, each
    letter is a word.
    """
    return _compile_pattern().finditer(text)


def split_words(text: str) -> list[str]:
    """Return the words and signs of a text."""
    return [found[0] for found in find_words(normalize_words(text).replace(SOFT_HYPHEN, ""))]


def split_broken_word(word: str) -> tuple[str, ...]:
    """Return the words of a word with soft hyphens if these are real hyphens at the end of a line."""
    first, *rest = word.split(SOFT_HYPHEN)
    return tuple(part for part in (first, *(piece for each in rest for piece in ("-", each))) if part)


@cache
def _compile_pattern() -> re.Pattern[str]:
    """Return the pattern of a word. It takes milliseconds to list all combining marks."""
    marks = "".join(
        letter for letter in map(chr, range(0x300, sys.maxunicode >> 4)) if unicodedata.category(letter) in ("Mn", "Mc")
    )
    within = f"(?:[^\\W_]|[{re.escape(marks)}{SOFT_HYPHEN}])"
    spaced = f"(?![{_UNSPACED}])"
    return re.compile(f"[{_UNSPACED}][{re.escape(marks)}]*|(?:{spaced}{within})+|\\S")

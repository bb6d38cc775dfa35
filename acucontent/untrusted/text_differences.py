"""Describe the first difference between two texts, in a few words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

SHOWN_WORDS = 5
"""The number of words that are shown of each text."""

MAX_WORD = 30
"""The maximum length of a word that is shown, in characters."""


def describe_first_difference(expected: Sequence[str], found: Sequence[str]) -> str:
    """Return the words at which two texts begin to differ, such as `“call 911” expected, “stay at home” found`."""
    pairs = zip_longest(expected, found)
    start = next(index for index, (ours, theirs) in enumerate(pairs) if ours != theirs)
    start = max(0, start - 1)
    return f"{_quote(expected[start:])} expected, {_quote(found[start:])} found"


def _quote(words: Sequence[str]) -> str:
    shown = " ".join(word[:MAX_WORD] for word in words[:SHOWN_WORDS])
    return f"“{shown}”" if shown else "nothing"

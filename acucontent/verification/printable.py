"""Make texts from a file safe to print."""

from __future__ import annotations

from collections.abc import Sequence

MAX_LENGTH = 300
"""The maximum length of a text from a file, in characters."""

SHOWN_NAMES = 5
"""The number of names that are listed in a sentence."""


def make_printable(text: str) -> str:
    """Return a text as one line that is safe to print on a terminal."""
    line = " ".join(text.split())
    short = line if len(line) <= MAX_LENGTH else f"{line[:MAX_LENGTH]}…"
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in short)


def list_names(names: Sequence[str]) -> str:
    """Return the first of some names, and how many there are more."""
    more = f" and {len(names) - SHOWN_NAMES} more" if len(names) > SHOWN_NAMES else ""
    return ", ".join(map(make_printable, names[:SHOWN_NAMES])) + more

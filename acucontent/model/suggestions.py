"""Suggestions for a name that is not found: the nearest known names, and the sentence that offers them."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice

MAX_COMPARED = 500
"""How many known names an unknown one is compared with: each comparison takes time."""

MAX_LENGTH = 80
"""How much of an unknown name is compared and shown, in characters."""


def find_nearest(
    name: str, known: Iterable[str], *, count: int = 3, cutoff: float = 0.6, compared: int | None = MAX_COMPARED
) -> tuple[str, ...]:
    """Return the known names that an unknown one resembles, the most similar first. Case does not matter.

    Args:
        name: The unknown name.
        known: The known names.
        count: How many to return at most.
        cutoff: The least similarity, from 0 to 1, as `difflib.SequenceMatcher.ratio` has it.
        compared: How many of the known names to look at; `None` for all.

    >>> find_nearest("bl4", ["BL40", "GB30"])
    ('BL40',)
    """
    folded = {each.casefold(): each for each in islice(known, compared)}
    matches = get_close_matches(name[:MAX_LENGTH].casefold(), folded, n=count, cutoff=cutoff)
    return tuple(folded[match] for match in matches)


def suggest(names: Iterable[str]) -> str:
    """Return the question whether one of these names was meant; empty without names.

    >>> suggest(["title", "subtitle"])
    "Did you mean 'title' or 'subtitle'?"
    """
    quoted = " or ".join(f"'{name}'" for name in names)
    return f"Did you mean {quoted}?" if quoted else ""


def describe_unknown(  # noqa: PLR0913 - each has a name and a default
    kind: str,
    name: str,
    known: Iterable[str],
    *,
    qualifier: str = "",
    within: str = "",
    listed: bool = True,
) -> str:
    """Describe an unknown name in full sentences, with the nearest known names and then all of them.

    Args:
        kind: The kind of thing that has the name: `format`.
        name: The unknown name.
        known: The known names.
        qualifier: Words to put after the name, with their space or colon: ` for pdf`.
        within: The path of the list or record that was searched.
        listed: Whether to add all known names.

    >>> describe_unknown("format", "pfd", ["pdf", "epub"])
    "Unknown format 'pfd'. Did you mean 'pdf'? Formats: epub, pdf"
    >>> describe_unknown("record", "bl4", ["BL40", "GB30"], within="acupoints", listed=False)
    "Unknown record 'bl4' in 'acupoints'. Did you mean 'BL40'?"
    """
    names = list(known)
    place = f" in '{within}'" if within else ""
    parts = [f"Unknown {kind} {name[:MAX_LENGTH]!r}{place}{qualifier}."]
    suggestion = suggest(find_nearest(name, names))
    if suggestion:
        parts.append(suggestion)
    if listed:
        parts.append(f"{kind.capitalize()}s: {', '.join(sorted(names)) or 'none'}")
    return " ".join(parts)

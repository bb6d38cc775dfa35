"""What to say of a name that nothing has."""

from __future__ import annotations

from collections.abc import Iterable

from acucontent.model.base import no_such


def unknown(kind: str, name: str, known: Iterable[str], *, also: str = "") -> str:
    """The sentence for a name that nothing has, with the nearest ones and then all.

    >>> unknown("format", "pfd", ["pdf", "epub"])
    "No format 'pfd'. Did you mean 'pdf'?  Formats: epub, pdf"
    """
    names = sorted(known)
    nearest = no_such(name, names).removeprefix("There is no ")
    return f"No {kind}{also} {nearest}  {kind.capitalize()}s: {', '.join(names) or 'none'}"

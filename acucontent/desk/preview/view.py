"""What an author looks at: a handout in a format, for a region and in a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Self

MAX_NAME = 80
"""The longest name in an address, in characters."""


@dataclass(frozen=True)
class View:
    """A handout in a format, for a region and in a language. Each is a name, or None for the guide's first."""

    handout: str | None = None
    format: str = "pdf"
    region: str | None = None
    language: str | None = None
    large_print: bool = False
    """Whether it is shown in large print, if its format has that."""

    @classmethod
    def from_query(cls, query: Mapping[str, str], usual: View) -> Self:
        """Return the view that the query of an address names, with the names of another view for those it lacks."""
        given = {name: query[name][:MAX_NAME] for name in _NAMES if query.get(name)}
        large_print = bool(query["large_print"]) if "large_print" in query else usual.large_print
        return cls(**{**asdict(usual), **given, "large_print": large_print})

    @property
    def query(self) -> dict[str, str]:
        """The names that are not the guide's first, as the query of an address."""
        names = {name: value for name, value in asdict(self).items() if name in _NAMES and value is not None}
        return {**names, **({"large_print": "1"} if self.large_print else {})}


_NAMES = ("handout", "format", "region", "language")

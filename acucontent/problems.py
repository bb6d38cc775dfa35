"""A problem of a document (what is wrong, where, and how to fix it), and the error that holds problems."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from acucontent.errors import AcucontentError

MAX_EXCERPT = 100
"""The longest part of a line in an excerpt, in characters."""

MAX_MESSAGE = 500
"""The longest message, in characters: it may quote the document."""


@dataclass(frozen=True)
class Problem:
    """One problem of a document.

    `code` is stable. `line` and `column` count from 1. For a problem of a whole file they are None, and `path` is
    empty. The syntax of a path is in `acucontent.model.paths`.
    """

    code: str
    file: str
    line: int | None
    column: int | None
    path: str
    message: str
    source_line: str | None = None

    def __str__(self) -> str:
        where = (self.file, self.line, self.column)
        head = ":".join(str(part) for part in where if part is not None)
        return escape_unprintable(": ".join(part for part in (head, self.path, self.message) if part))

    def format_excerpt(self) -> str:
        """Return the line with a caret below the place, cut to about 100 characters; empty without a line."""
        if self.source_line is None or self.column is None:
            return ""
        start, cut = _cut_line(self.source_line, self.column - 1)
        before = cut[: self.column - 1 - start]
        mark = "" if start == 0 else "…"
        tail = "…" if start + len(cut) < len(self.source_line) else ""
        indent = sum(_count_columns(character) for character in mark + before)
        return f"  {mark}{_replace_unprintable(cut)}{tail}\n  {' ' * indent}^"


def _cut_line(line: str, place: int) -> tuple[int, str]:
    """Return the index at which the shown part of a line starts, and the part."""
    start = max(0, min(place - MAX_EXCERPT // 2, len(line) - MAX_EXCERPT))
    return start, line[start : start + MAX_EXCERPT]


def _count_columns(character: str) -> int:
    """Return how many columns a character takes in a terminal."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _replace_unprintable(text: str) -> str:
    """Replace each character that a terminal does not show by one that it does."""
    return "".join(
        character if character.isprintable() else " " if character.isspace() else "\ufffd" for character in text
    )


def escape_unprintable(text: str) -> str:
    """Return the text with line breaks and other unprintable characters as escapes."""
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
        for character in text
    )


def quote_text(text: str) -> str:
    """Return text of a document in quotes, cut to 60 characters."""
    return f"'{text if len(text) <= 60 else text[:59] + '…'}'"


_MAX_PLACES = 4
"""The most further places that one problem names."""

_QUOTED = re.compile(r"'[^']")


def join_repeated(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems with those joined that have one cause: the first names the places of the others.

    Problems have one cause if they have the same code and quote the same wrong value, such as an unknown key or the id
    of a missing record. Messages without a value, such as `is missing`, are about one place each.
    """
    groups: dict[object, list[Problem]] = {}
    for problem in problems:
        cause = (problem.code, problem.message) if _QUOTED.search(problem.message) else problem
        groups.setdefault(cause, []).append(problem)
    return [_join_places(first, others) for first, *others in groups.values()]


def _join_places(first: Problem, others: list[Problem]) -> Problem:
    if not others:
        return first
    places = list(dict.fromkeys(f"{each.file}:{each.line}" if each.line else each.path for each in others))
    shown, rest = ", ".join(places[:_MAX_PLACES]), len(places) - _MAX_PLACES
    more = f" and {rest} more" if rest > 0 else ""
    message = first.message if first.message.endswith(("?", ".")) else f"{first.message}."
    return replace(first, message=f"{message} Also in {shown}{more}")


class GuideProblems(AcucontentError, ValueError):
    """A document has problems; `problems` holds them, sorted by file, line and column."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)

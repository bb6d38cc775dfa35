"""A problem of a document (what is wrong, where, and how to fix it), and the error that holds problems."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

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


class GuideProblems(AcucontentError, ValueError):
    """A document has problems; `problems` holds them, sorted by file, line and column."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)

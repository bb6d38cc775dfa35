"""Problems of a document: what is wrong, where, and what to do; and the errors that carry them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from acucontent.errors import AcucontentError

SHOWN = 100
"""How much of a line an excerpt shows, in characters."""

LONGEST_MESSAGE = 500
"""Where a message is cut, in characters: it may repeat what the document holds."""

MOST = 1_000
"""How many problems one run tells; nobody mends more before running again."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a document.

    `code` is stable. `line` and `column` count from 1 and are None where the file as a whole is meant; `path`
    is empty there too. For its syntax see `acucontent.model.paths`.
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
        return visible(": ".join(part for part in (head, self.path, self.message) if part))

    def excerpt(self) -> str:
        """The line with a caret beneath the place, cut to about 100 characters; empty where there is no line."""
        if self.source_line is None or self.column is None:
            return ""
        start, cut = _window(self.source_line, self.column - 1)
        before = cut[: self.column - 1 - start]
        mark = "" if start == 0 else "…"
        tail = "…" if start + len(cut) < len(self.source_line) else ""
        indent = sum(_columns(character) for character in mark + before)
        return f"  {mark}{_one_for_one(cut)}{tail}\n  {' ' * indent}^"


def _window(line: str, place: int) -> tuple[int, str]:
    """Where the shown part of a line starts, and the part."""
    start = max(0, min(place - SHOWN // 2, len(line) - SHOWN))
    return start, line[start : start + SHOWN]


def _columns(character: str) -> int:
    """How many columns of a terminal a character takes."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _one_for_one(text: str) -> str:
    """The text with one visible character for each that a terminal would not show."""
    return "".join(
        character if character.isprintable() else " " if character.isspace() else "\ufffd" for character in text
    )


def visible(text: str) -> str:
    """The text with an escape for each character that would not show, a line break above all."""
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
        for character in text
    )


def shown(text: str) -> str:
    """A piece of the document in quotes, cut to 60 characters."""
    return f"'{text if len(text) <= 60 else text[:59] + '…'}'"


class GuideProblems(AcucontentError, ValueError):
    """A document has problems; `problems` holds them by file, line and column."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class NotReadable(AcucontentError, OSError):
    """A path leads to nothing that can be read as a guide."""


class Findings:
    """Gathers the problems of one run, each once, up to `MOST` of them."""

    def __init__(self) -> None:
        self._problems: dict[Problem, None] = {}
        self._files: list[str] = []

    def __bool__(self) -> bool:
        return bool(self._problems)

    @property
    def full(self) -> bool:
        """Whether no more problems are taken: there is no use in looking for more."""
        return len(self._problems) >= MOST

    def open(self, file: str) -> None:
        """Note that a file is read now: problems are told in the order of files."""
        self._files.append(file)

    def add(self, problem: Problem) -> None:
        """Take a problem, unless it is known or there are too many."""
        if not self.full:
            self._problems[problem] = None

    def error(self, name_records: Callable[[str], str]) -> GuideProblems:
        """The error that carries the problems, in order.

        Args:
            name_records: Turns a path whose records are named by their places into one that names them by their ids,
                which can be known only when a whole file is read.
        """
        named = dict.fromkeys(replace(problem, path=name_records(problem.path)) for problem in self._problems)
        problems = sorted(named, key=self._place)
        if self.full:
            last = problems[-1]
            message = f"has these {MOST:,} problems and perhaps more: mend them first"
            problems.append(Problem("more-problems", last.file, None, None, "", message))
        return GuideProblems(problems)

    def _place(self, problem: Problem) -> tuple[int, str, int, int]:
        known = self._files.index(problem.file) if problem.file in self._files else len(self._files)
        return known, problem.file, problem.line or 0, problem.column or 0

"""Collect the problems that are found while a document is read."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import replace

from acucontent.errors import AcucontentError
from acucontent.problems import GuideProblems, Problem, escape_unprintable, join_repeated

MAX_PROBLEMS = 1_000
"""The most problems that one run reports: more are of no use before these are fixed."""

MAX_IGNORED = 30
"""The most ignored keys that a warning lists."""


class NotReadable(AcucontentError, OSError):
    """A file or folder does not exist, or cannot be read as a guide."""


class IgnoredKeys(UserWarning):
    """Keys of a reference were not read, because no reference prints them."""


class ProblemCollector:
    """Collects the problems of one run, each once, up to `MAX_PROBLEMS`."""

    def __init__(self) -> None:
        self._problems: dict[Problem, None] = {}
        self._files: list[str] = []
        self._ignored: dict[str, dict[str, None]] = {}

    def __bool__(self) -> bool:
        return bool(self._problems)

    @property
    def is_full(self) -> bool:
        """Whether no more problems are collected, so that checks can stop."""
        return len(self._problems) >= MAX_PROBLEMS

    def register_file(self, file: str) -> None:
        """Note that a file is being read: problems are reported in this order of files."""
        self._files.append(file)

    def add(self, problem: Problem) -> None:
        """Add a problem, unless it is known or there are too many."""
        if not self.is_full:
            self._problems[problem] = None

    def ignore_key(self, file: str, key: str) -> None:
        """Note that a key of a file is not read."""
        self._ignored.setdefault(file, {})[key] = None

    def warn_of_ignored_keys(self) -> None:
        """Warn of the keys that were not read, once for each file."""
        for file, keys in self._ignored.items():
            shown = ", ".join(escape_unprintable(key[:80]) for key in list(keys)[:MAX_IGNORED])
            more = f" and {len(keys) - MAX_IGNORED} more" if len(keys) > MAX_IGNORED else ""
            warnings.warn(f"{file}: ignored keys that no reference prints: {shown}{more}", IgnoredKeys, stacklevel=2)

    def make_error(self, name_records: Callable[[str], str]) -> GuideProblems:
        """Return the error that holds the problems, in order.

        Args:
            name_records: Converts a path that names records by their places in lists into one that names them by
                their ids, which are known only after a whole file is read.
        """
        named = dict.fromkeys(replace(problem, path=name_records(problem.path)) for problem in self._problems)
        problems = join_repeated(sorted(named, key=self._get_sort_key))
        if self.is_full:
            last = problems[-1]
            message = f"has these {MAX_PROBLEMS:,} problems and may have more: fix these first"
            problems.append(Problem("more-problems", last.file, None, None, "", message))
        return GuideProblems(problems)

    def _get_sort_key(self, problem: Problem) -> tuple[int, str, int, int]:
        known = self._files.index(problem.file) if problem.file in self._files else len(self._files)
        return known, problem.file, problem.line or 0, problem.column or 0

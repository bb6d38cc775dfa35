"""Checks: values with a code, a source and a function that finds problems in a subject.

A `Check` inspects a guide, and a run reports its findings. A `DocumentCheck` inspects the documents composed from a
guide. An exporter can define checks of its own files. All of them are a `BaseCheck`, so an item of an instrument or an
accessibility claim of an ebook can refer to any of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, Literal, TypeAlias, TypeVar

from acucontent.errors import AcucontentError
from acucontent.quality.subject import Subject

Severity: TypeAlias = Literal["error", "warning", "note"]
"""Errors make a run fail, and so do warnings if it is strict. Notes are for the author."""

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
"""The severities, most severe first."""

_CODE = re.compile(r"[A-Z]{1,4}[0-9]{3}")
"""A code: the letters of the family and a number. A code never changes its meaning and is never reused."""

S = TypeVar("S")

_SENTENCE = re.compile(r"[A-Z“'\"].*[.?!]", re.DOTALL)


class BadCheck(AcucontentError, ValueError):
    """A check is declared incorrectly; the message lists every problem."""


@dataclass(frozen=True)
class Found:
    """One place where a check found a problem."""

    path: str
    """The path in the guide, or the place in a file; empty for the guide or file as a whole."""
    message: str
    """The problem, in one sentence."""
    words: str | None = None
    """The exact words in the text at that path, used to report their line and column."""
    fix: str | None = None
    """How to fix this problem (default: the `fix` of the check)."""


@dataclass(frozen=True, kw_only=True)
class BaseCheck(Generic[S]):
    """One kind of problem in a subject, and the function that finds it."""

    code: str
    """The stable code or name."""
    title: str
    """The problem in a few words, without a full stop: `A red flag is missing from a rendered file`."""
    source: str
    """The basis of the rule: a clause of a standard, an item of an instrument or a paper."""
    find: Callable[[S], Iterable[Found]]
    """Finds each place with the problem. It is pure: it uses no file, clock or network."""
    languages: tuple[str, ...] | None = None
    """The languages that it can judge, as primary language subtags such as `en` (default: it judges no words)."""

    def can_judge(self, language: str) -> bool:
        """Return whether the check can judge a guide in a language, given as a BCP 47 tag."""
        return self.languages is None or language.split("-")[0].lower() in self.languages


DocumentCheck: TypeAlias = BaseCheck[Subject]
"""A check of the documents composed from a guide; its findings cannot be fixed in one field of the guide."""


@dataclass(frozen=True, kw_only=True)
class Check(BaseCheck[Subject]):
    """One kind of problem in a guide, and the function that finds it.

    The code is the letters of the family and three digits, such as S101.

    Raises:
        BadCheck: A field is invalid.
    """

    severity: Severity
    """How severe the problem is."""
    why: str
    """Why the problem matters to a patient, in one or two sentences."""
    fix: str
    """How to fix the problem, in one sentence."""
    needs_rendered_files: bool = False
    """Whether the check needs the text of rendered files; a quick run skips it."""

    def __post_init__(self) -> None:
        problems = [
            f"{name} must {rule}"
            for name, rule, is_valid in (
                ("code", "be one to four capitals and three digits, such as S101", _CODE.fullmatch(self.code)),
                ("title", "have words and no full stop", self.title.strip() and not self.title.endswith(".")),
                ("severity", f"be one of {', '.join(SEVERITIES)}", self.severity in SEVERITIES),
                ("fix", "be a sentence", _SENTENCE.fullmatch(self.fix)),
                ("why", "be a sentence", _SENTENCE.fullmatch(self.why)),
                ("source", "name the basis of the rule", self.source.strip()),
                ("find", "be a function", callable(self.find)),
            )
            if not is_valid
        ]
        if problems:
            raise BadCheck(f"Check {self.code!r:.40}: {'; '.join(problems)}")

    @property
    def family(self) -> str:
        """The letters of the code."""
        return self.code.rstrip("0123456789")

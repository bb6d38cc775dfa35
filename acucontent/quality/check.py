"""What a check is: a value with a code, a source and a function that finds what is wrong with its subject.

A `Check` looks at a guide, and its findings are reported. A `DocumentCheck` looks at the composed documents of a guide,
and an exporter may have checks of its own files: what points at one, such as an item of an instrument or a claim of an
ebook, can point at any.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, Literal, TypeAlias, TypeVar

from acucontent.errors import AcucontentError
from acucontent.quality.subject import Subject

Severity: TypeAlias = Literal["error", "warning", "note"]
"""Errors and, when it must be strict, warnings keep a guide from being handed out; notes are for the author."""

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
"""The severities, the gravest first."""

CODE = re.compile(r"[A-Z]{1,4}[0-9]{3}")
"""A code: the letters of its family and a number. It never changes its meaning and is never used again."""

S = TypeVar("S")

_SENTENCE = re.compile(r"[A-Z“'\"].*[.?!]", re.DOTALL)


class BadCheck(AcucontentError, ValueError):
    """A check cannot be used as it is declared; the message lists everything that is wrong with it."""


@dataclass(frozen=True)
class Found:
    """One place where a check found something."""

    path: str
    """The path in the guide, or the place in a file; empty where the whole is meant."""
    message: str
    """What is wrong there, in one sentence."""
    words: str | None = None
    """The words meant, as they stand in the text of that place, so that their own line is told."""
    fix: str | None = None
    """How to fix this one (default: as the check says)."""


@dataclass(frozen=True, kw_only=True)
class BaseCheck(Generic[S]):
    """One thing that can be wrong with a subject, and the function that finds it."""

    code: str
    """Its stable code or name."""
    title: str
    """What is wrong, in a few words without a full stop: `A red flag is missing from a finished file`."""
    source: str
    """What the rule rests on: a standard's clause, an instrument's item or a paper."""
    find: Callable[[S], Iterable[Found]]
    """Finds the places. Pure: it reads no file, no clock and no network."""


DocumentCheck: TypeAlias = BaseCheck[Subject]
"""A check of the composed documents of a guide, in which no field of the guide can be at fault."""


@dataclass(frozen=True, kw_only=True)
class Check(BaseCheck[Subject]):
    """One thing that can be wrong with a guide, and the function that finds it.

    Its code is the letters of the family and three digits, such as S101.
    """

    severity: Severity
    """How grave it is."""
    why: str
    """Why it matters to a patient, in a sentence or two."""
    fix: str
    """How to fix it, in one sentence."""
    finished: bool = False
    """Whether it looks at the words of the finished files; a quick run has none, and leaves it out."""

    def __post_init__(self) -> None:
        wrong = [
            f"{name} {what}"
            for name, what, sound in (
                ("code", "is one to four capitals and three digits, such as S101", CODE.fullmatch(self.code)),
                ("title", "has words and no full stop", self.title.strip() and not self.title.endswith(".")),
                ("severity", f"is one of {', '.join(SEVERITIES)}", self.severity in SEVERITIES),
                ("fix", "is a sentence", _SENTENCE.fullmatch(self.fix)),
                ("why", "is a sentence", _SENTENCE.fullmatch(self.why)),
                ("source", "says what the rule rests on", self.source.strip()),
                ("find", "is a function", callable(self.find)),
            )
            if not sound
        ]
        if wrong:
            raise BadCheck(f"Check {self.code!r:.40}: {'; '.join(wrong)}")

    @property
    def family(self) -> str:
        """The letters of its code."""
        return self.code.rstrip("0123456789")

"""What PEMAT-P, the CDC Clear Communication Index, DISCERN and IPDAS v4 ask, and what can be said of each item.

The items stand as data in `instruments.yaml`, in our own words. What a program can decide is decided by checks
of the guide and of its composed documents; all else is left to a person, with the question to answer. No score comes of
it: the instruments are scored by people, and this is informed by them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeAlias

import yaml

from acucontent.quality import document_checks
from acucontent.quality.check import BaseCheck, Check, Found
from acucontent.quality.checks import access, reading, understanding
from acucontent.quality.passages import english
from acucontent.quality.subject import Subject

Verdict: TypeAlias = Literal["passed", "failed", "person", "does not apply"]
"""Passed or failed by a program; or a person must say; or the item does not apply to such a guide."""


@dataclass(frozen=True)
class Item:
    """What one item of an instrument asks, and what can be said of it for a guide."""

    instrument: str
    """The instrument's name."""
    id: str
    """The item's number in the instrument."""
    asks: str
    """What it asks, in our own words."""
    verdict: Verdict
    """What can be said of it."""
    because: str
    """Why, in a sentence; of a failed item, the first thing that was found."""
    question: str | None = None
    """The question for a person, where one must say."""
    checks: tuple[BaseCheck[Subject], ...] = ()
    """The checks that bear on it."""


@dataclass(frozen=True)
class _Asked:
    """One item as the table has it."""

    instrument: str
    id: str
    asks: str
    checks: tuple[BaseCheck[Subject], ...]
    shown_by: str | None
    person: str | None
    otherwise: str | None


def judge_items(subject: Subject) -> tuple[Item, ...]:
    """Every item of every instrument, in their order, with what can be said of it for the subject's guide.

    The guide is taken as a whole, with all its handouts: an item fails when any of them does.
    """
    judge = _Judge(subject)
    return tuple(judge.item(asked) for asked in _table())


def sources() -> Mapping[str, str]:
    """Where each instrument is published, by its name."""
    return {one["instrument"]: one["source"] for one in _read()}


class _Judge:
    """Judges items of one subject; each check runs once."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._known: dict[str, str | None] = {}

    def item(self, asked: _Asked) -> Item:
        verdict, because = self._verdict(asked)
        question = asked.person if verdict == "person" else None
        return Item(asked.instrument, asked.id, asked.asks, verdict, because, question, asked.checks)

    def _verdict(self, asked: _Asked) -> tuple[Verdict, str]:
        if asked.checks and not english(self._subject.guide):
            return "person", f"The program knows English alone, and the guide is in '{self._subject.guide.language}'."
        try:
            wrong = next((told for check in asked.checks if (told := self._wrong(check))), None)
        except ImportError as error:
            return "person", f"The check could not run: {error}. Install it: pip install 'acucontent[quality]'."
        if wrong:
            return "failed", wrong
        if asked.otherwise:
            return "does not apply", asked.otherwise
        if asked.person:
            codes = ", ".join(check.code for check in asked.checks)
            found_nothing = f"{codes} found nothing; the rest is for a person."
            return "person", found_nothing if codes else "No program can decide it."
        return "passed", asked.shown_by or ""

    def _wrong(self, check: BaseCheck[Subject]) -> str | None:
        """Return the first thing that a check finds, as a sentence."""
        if check.code not in self._known:
            sentences = (_describe(check, found) for found in check.find(self._subject))
            self._known[check.code] = next(sentences, None)
        return self._known[check.code]


def _describe(check: BaseCheck[Subject], found: Found) -> str:
    sentence = f"{found.message.rstrip('.')} ({found.path})." if found.path else found.message
    return f"{check.code}: {sentence}" if isinstance(check, Check) else sentence


@cache
def _checks() -> Mapping[str, BaseCheck[Subject]]:
    known = (*reading.CHECKS, *access.CHECKS, *understanding.CHECKS, *document_checks.CHECKS)
    return {check.code: check for check in known}


@cache
def _table() -> tuple[_Asked, ...]:
    return tuple(_asked(one["instrument"], item) for one in _read() for item in one["items"])


def _asked(instrument: str, item: Mapping[str, Any]) -> _Asked:
    return _Asked(
        instrument,
        item["id"],
        item["asks"],
        tuple(_checks()[code] for code in item.get("checks", ())),
        item.get("shown_by"),
        item.get("person"),
        item.get("otherwise"),
    )


@cache
def _read() -> list[dict[str, Any]]:
    text = files("acucontent.quality").joinpath("instruments.yaml").read_text(encoding="utf-8")
    read: list[dict[str, Any]] = yaml.load(text, Loader=yaml.BaseLoader)
    return read

"""Judge the items of PEMAT-P, the CDC Clear Communication Index, DISCERN and IPDAS v4.

The items are listed in `instruments.yaml` in our own words. Checks of the guide and of its documents decide the items
that a program can decide; each other item is a question for a person. There is no score, because only people can score
these instruments.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeAlias

import yaml

from acucontent.errors import AcucontentError
from acucontent.installer import format_install_command
from acucontent.quality import decision_checks, document_checks
from acucontent.quality.check import BaseCheck, Check, Found
from acucontent.quality.checks import access, reading, understanding
from acucontent.quality.subject import Subject

Verdict: TypeAlias = Literal["passed", "failed", "person", "does not apply"]
"""The result: passed or failed by checks, a question for a person, or an item that does not apply to the guide."""


@dataclass(frozen=True)
class InstrumentItem:
    """One item of an instrument, judged for a guide."""

    instrument: str
    """The name of the instrument."""
    id: str
    """The number of the item in the instrument."""
    asks: str
    """The requirement, in our own words."""
    verdict: Verdict
    """The result."""
    reason: str
    """The reason for the result, in one sentence; for a failed item, the first finding."""
    question: str | None = None
    """The question for a person, if the verdict is `person`."""
    checks: tuple[BaseCheck[Subject], ...] = ()
    """The checks that decide the item."""


@dataclass(frozen=True)
class _ItemRow:
    """One item of the table in `instruments.yaml`."""

    instrument: str
    id: str
    asks: str
    checks: tuple[BaseCheck[Subject], ...]
    shown_by: str | None
    person: str | None
    otherwise: str | None


def judge_items(subject: Subject) -> tuple[InstrumentItem, ...]:
    """Judge every item of every instrument for a guide, in the order of the table.

    The guide is judged as a whole: an item fails if any of its handouts fails.
    """
    judge = _Judge(subject)
    return tuple(judge.judge_item(row) for row in _load_rows())


def get_instrument_sources() -> Mapping[str, str]:
    """Return the publication of each instrument, by name."""
    return {one["instrument"]: one["source"] for one in _read_yaml()}


class _Judge:
    """Judge items for one subject, running each check once."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._first_findings: dict[str, str | None] = {}

    def judge_item(self, row: _ItemRow) -> InstrumentItem:
        verdict, reason = self._find_verdict(row)
        question = row.person if verdict == "person" else None
        return InstrumentItem(row.instrument, row.id, row.asks, verdict, reason, question, row.checks)

    def _find_verdict(self, row: _ItemRow) -> tuple[Verdict, str]:
        language = self._subject.guide.language
        if not all(check.can_judge(language) for check in row.checks):
            return "person", f"A check of this item cannot judge the language '{language}'."
        try:
            finding = next((first for check in row.checks if (first := self._find_first(check))), None)
        except (ImportError, AcucontentError) as error:
            install = f" To fix it, run: {format_install_command('acucontent[quality]')}."
            fix = install if isinstance(error, ImportError) else ""
            return "person", f"The check failed: {str(error).rstrip('.')}.{fix}"
        if finding:
            return "failed", finding
        if row.otherwise:
            return "does not apply", row.otherwise
        if row.person:
            codes = ", ".join(check.code for check in row.checks)
            remaining = f"No finding of {codes}; a person must decide the rest."
            return "person", remaining if codes else "A program cannot decide this."
        return "passed", row.shown_by or ""

    def _find_first(self, check: BaseCheck[Subject]) -> str | None:
        """Return the first finding of a check as a sentence, or None."""
        if check.code not in self._first_findings:
            sentences = (_describe(check, found) for found in check.find(self._subject))
            self._first_findings[check.code] = next(sentences, None)
        return self._first_findings[check.code]


def _describe(check: BaseCheck[Subject], found: Found) -> str:
    sentence = f"{found.message.rstrip('.')} ({found.path})." if found.path else found.message
    return f"{check.code}: {sentence}" if isinstance(check, Check) else sentence


@cache
def _load_checks() -> Mapping[str, BaseCheck[Subject]]:
    checks = (*reading.CHECKS, *access.CHECKS, *understanding.CHECKS, *document_checks.CHECKS, *decision_checks.CHECKS)
    return {check.code: check for check in checks}


@cache
def _load_rows() -> tuple[_ItemRow, ...]:
    return tuple(_make_row(one["instrument"], item) for one in _read_yaml() for item in one["items"])


def _make_row(instrument: str, item: Mapping[str, Any]) -> _ItemRow:
    return _ItemRow(
        instrument,
        item["id"],
        item["asks"],
        tuple(_load_checks()[code] for code in item.get("checks", ())),
        item.get("shown_by"),
        item.get("person"),
        item.get("otherwise"),
    )


@cache
def _read_yaml() -> list[dict[str, Any]]:
    text = files("acucontent.quality").joinpath("instruments.yaml").read_text(encoding="utf-8")
    instruments: list[dict[str, Any]] = yaml.load(text, Loader=yaml.BaseLoader)
    return instruments

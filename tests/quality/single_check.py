"""Run a single check on a guide, for tests of that check."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from acucontent.model.guide import Guide
from acucontent.quality.check import Check, Found
from acucontent.quality.subject import Subject
from tests.factories import make_guide, make_mechanism

TODAY = datetime.date(2030, 1, 1)
PROSE_PATH = "mechanisms.slow-breath.explanation"
"""The path at which `saying` puts its prose."""


def make_guide_with_prose(prose: str) -> Guide:
    """Return the tiny guide with this prose as its explanation of how humming works."""
    return make_guide(mechanisms=[make_mechanism(explanation=prose)])


def find_problems(checks: Iterable[Check], code: str, guide: Guide) -> list[Found]:
    """Return what the check with a code finds."""
    (check,) = (check for check in checks if check.code == code)
    return list(check.find(Subject(guide, TODAY)))


def find_words(checks: Iterable[Check], code: str, prose: str) -> list[str | None]:
    """Return the words that the check with a code finds in a piece of prose.

    The check must find nothing elsewhere in the tiny guide.
    """
    problems = find_problems(checks, code, make_guide_with_prose(prose))
    assert {one.path for one in problems} <= {PROSE_PATH}
    return [one.words for one in problems]

"""What one check finds in a guide, for tests that care about one check."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from acucontent.model.guide import Guide
from acucontent.quality.check import Check, Found
from acucontent.quality.subject import Subject
from tests.factories import make_guide, make_mechanism

TODAY = datetime.date(2030, 1, 1)
SPOT = "mechanisms.slow-breath.explanation"
"""Where `saying` puts its words."""


def saying(prose: str) -> Guide:
    """The tiny guide with these words as its account of how humming works."""
    return make_guide(mechanisms=[make_mechanism(explanation=prose)])


def found(checks: Iterable[Check], code: str, guide: Guide) -> list[Found]:
    """What the check of a code finds."""
    (check,) = (check for check in checks if check.code == code)
    return list(check.find(Subject(guide, TODAY)))


def found_in(checks: Iterable[Check], code: str, prose: str) -> list[str | None]:
    """The words that the check of a code finds in a piece of prose, and nowhere else in the tiny guide."""
    told = found(checks, code, saying(prose))
    assert {one.path for one in told} <= {SPOT}
    return [one.words for one in told]

"""Freshness (F): what was true once and may not be any more. The day that dates are held against is an argument."""

from __future__ import annotations

from collections.abc import Iterator

from acucontent.quality.check import Check, Found
from acucontent.quality.subject import Subject


def _review_overdue(subject: Subject) -> Iterator[Found]:
    due = subject.guide.review.next_due
    if subject.today > due:
        yield Found("review.next_due", f"The review was due on {due}, and today is {subject.today}.")


CHECKS: tuple[Check, ...] = (
    Check(
        code="F101",
        title="The review is overdue",
        severity="error",
        why="A reader acts on words that nobody has looked at since they promised to.",
        mend="Review the guide, then write the next day under review.next_due.",
        source="IPDAS v4 (Joseph-Williams 2014), item on how often the aid is updated; DISCERN, question 5.",
        find=_review_overdue,
    ),
)
"""The checks of this family."""

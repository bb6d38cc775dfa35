"""Check whether the review of the guide or the search for evidence is due."""

from __future__ import annotations

from collections.abc import Iterator

from acucontent.quality.check import Check, Found
from acucontent.quality.checks.freshness.ages import REVIEW, SEARCH
from acucontent.quality.subject import Subject


def _find_overdue_review(subject: Subject) -> Iterator[Found]:
    due = subject.guide.review.next_due
    if subject.today > due:
        yield Found("review.next_due", f"The review was due on {due}, and today is {subject.today}.")


def _find_distant_review(subject: Subject) -> Iterator[Found]:
    review, published = subject.guide.review, subject.guide.published
    since, what = (published, "publication") if review.on is None else (review.on, "the last review")
    if review.next_due > REVIEW.find_last_day(since):
        message = f"The next review is due on {review.next_due}, more than {REVIEW} after {what} on {since}."
        yield Found("review.next_due", message)


def _find_old_search(subject: Subject) -> Iterator[Found]:
    to = subject.guide.evidence_to
    if subject.today > SEARCH.find_last_day(to):
        yield Found("evidence_to", f"The evidence was searched up to {to}, more than {SEARCH} before {subject.today}.")


CHECKS = (
    Check(
        code="F101",
        title="The review is overdue",
        severity="error",
        why="The guide promises a review that has not been done, so its advice may be out of date.",
        fix="Review the guide, then write the date of the next review under `review.next_due`.",
        source="NHS standard for creating health content: plan a review cycle; show the date of the next check.",
        find=_find_overdue_review,
    ),
    Check(
        code="F102",
        title="The next review is too far in the future",
        severity="warning",
        why="By then, some advice in the guide will be out of date.",
        fix=f"Plan a review within {REVIEW} and write its date under `review.next_due`.",
        source=REVIEW.source,
        find=_find_distant_review,
    ),
    Check(
        code="F103",
        title="The search for evidence is old",
        severity="warning",
        why="Newer studies may have changed what is known about benefits and harms.",
        fix="Search again, update the findings, and write the date of the search under `evidence_to`.",
        source=SEARCH.source,
        find=_find_old_search,
    ),
)

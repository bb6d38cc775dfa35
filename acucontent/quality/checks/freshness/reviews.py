"""Whether the guide itself is due: its review, and the search for evidence."""

from __future__ import annotations

from collections.abc import Iterator

from acucontent.quality.check import Check, Found
from acucontent.quality.checks.freshness.ages import REVIEW, SEARCH
from acucontent.quality.subject import Subject


def _overdue(subject: Subject) -> Iterator[Found]:
    due = subject.guide.review.next_due
    if subject.today > due:
        yield Found("review.next_due", f"The review was due on {due}, and today is {subject.today}.")


def _far_off(subject: Subject) -> Iterator[Found]:
    review, published = subject.guide.review, subject.guide.published
    since, what = (published, "publication") if review.on is None else (review.on, "the last review")
    if review.next_due > REVIEW.after(since):
        told = f"The next review is due on {review.next_due}, more than {REVIEW} after {what} on {since}."
        yield Found("review.next_due", told)


def _old_search(subject: Subject) -> Iterator[Found]:
    to = subject.guide.evidence_to
    if subject.today > SEARCH.after(to):
        yield Found("evidence_to", f"The evidence was searched up to {to}, more than {SEARCH} before {subject.today}.")


CHECKS = (
    Check(
        code="F101",
        title="The review is overdue",
        severity="error",
        why="A reader acts on words that nobody has looked at since they promised to.",
        fix="Review the guide, then write the next day under `review.next_due`.",
        source="NHS standard for creating health content: plan a review cycle; show the date of the next check.",
        find=_overdue,
    ),
    Check(
        code="F102",
        title="The next review is too far off",
        severity="warning",
        why="By then, advice will have changed that the guide still gives.",
        fix=f"Plan a review within {REVIEW} and write its day under `review.next_due`.",
        source=REVIEW.source,
        find=_far_off,
    ),
    Check(
        code="F103",
        title="The search for evidence is old",
        severity="warning",
        why="Newer studies may have changed how much a treatment helps or harms, and nobody has looked.",
        fix="Search again, bring the findings up to date, and write the day of the search under `evidence_to`.",
        source=SEARCH.source,
        find=_old_search,
    ),
)

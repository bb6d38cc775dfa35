"""Whether what is dated is still fresh: prices, coverage, credentials and sources; and no date is still to come."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator

from acucontent.model.guide import Guide
from acucontent.quality.check import Check, Found
from acucontent.quality.checks.freshness.ages import COVERAGE, CREDENTIAL, PRICE, REFERENCE, Age
from acucontent.quality.subject import Subject

Dated = tuple[str, str, datetime.date]
"""The path of a date, what it is the date of, and the date."""


def _prices(guide: Guide) -> Iterator[Dated]:
    for one in guide.costs.prices:
        yield f"costs.prices.{one.id}.as_of", f"The price '{one.id}' is of", one.as_of


def _coverage(guide: Guide) -> Iterator[Dated]:
    for one in guide.costs.coverage:
        yield f"costs.coverage.{one.id}.as_of", f"What is said of '{one.payer}' is of", one.as_of


def _credentials(guide: Guide) -> Iterator[Dated]:
    for one in guide.practitioners.credentials:
        yield f"practitioners.credentials.{one.id}.as_of", f"What is said of '{one.body}' is of", one.as_of


def _references(guide: Guide) -> Iterator[Dated]:
    for one in guide.references:
        if one.checked.on is not None:
            yield f"references.{one.id}.checked.on", f"The source '{one.id}' was last checked on", one.checked.on


def _of_the_guide(guide: Guide) -> Iterator[Dated]:
    yield "published", "The guide is published on", guide.published
    yield "evidence_to", "The evidence was searched up to", guide.evidence_to
    if guide.review.on is not None:
        yield "review.on", "The guide was reviewed on", guide.review.on


_EVERY = (_of_the_guide, _prices, _coverage, _credentials, _references)


def _older_than(age: Age, dated: Callable[[Guide], Iterator[Dated]]) -> Callable[[Subject], Iterator[Found]]:
    """Finds the dates that are older than an age."""

    def find(subject: Subject) -> Iterator[Found]:
        for path, what, day in dated(subject.guide):
            if subject.today > age.after(day):
                yield Found(path, f"{what} {day}, more than {age} before {subject.today}.")

    return find


def _to_come(subject: Subject) -> Iterator[Found]:
    for dated in _EVERY:
        for path, what, day in dated(subject.guide):
            if day > subject.today:
                yield Found(path, f"{what} {day}, which is still to come: today is {subject.today}.")


CHECKS = (
    Check(
        code="F107",
        title="A price is old",
        severity="warning",
        why="A person who counts on an old price may start a course that they cannot pay for.",
        fix="Ask for today's price and write the day under `as_of`, or leave the price out.",
        source=PRICE.source,
        find=_older_than(PRICE, _prices),
    ),
    Check(
        code="F108",
        title="What a payer pays is old",
        severity="warning",
        why="A person who counts on a benefit that has changed is left with the bill.",
        fix="Look up what holds now and write the day under `as_of`, or leave the payer out.",
        source=COVERAGE.source,
        find=_older_than(COVERAGE, _coverage),
    ),
    Check(
        code="F109",
        title="A credential was last looked up long ago",
        severity="note",
        why="Registers change their names, addresses and telephone numbers, and a reader who cannot look up gives up.",
        fix="Look it up again and write the day under `as_of`.",
        source=CREDENTIAL.source,
        find=_older_than(CREDENTIAL, _credentials),
    ),
    Check(
        code="F110",
        title="A source was checked long ago",
        severity="warning",
        why="A source can be corrected, replaced or retracted after it was read.",
        fix="Look at the source again and write the day under `checked`.",
        source=REFERENCE.source,
        find=_older_than(REFERENCE, _references),
    ),
    Check(
        code="F111",
        title="A date is still to come",
        severity="error",
        why="A day that has not come yet cannot be the day on which something was true.",
        fix="Write the day on which it was done.",
        source="DISCERN, question 5: it is clear when the information was produced.",
        find=_to_come,
    ),
)

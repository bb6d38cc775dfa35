"""Check that prices, coverage, credentials and sources are fresh, and that no date is in the future."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator

from acucontent.model.guide import Guide
from acucontent.quality.check import Check, Found
from acucontent.quality.checks.freshness.ages import COVERAGE, CREDENTIAL, PRICE, REFERENCE, Age
from acucontent.quality.subject import Subject

Dated = tuple[str, str, datetime.date]
"""The path of a date, words that describe it, and the date."""


def _list_prices(guide: Guide) -> Iterator[Dated]:
    for one in guide.costs.prices:
        yield f"costs.prices.{one.id}.as_of", f"The price '{one.id}' is from", one.as_of


def _list_coverage(guide: Guide) -> Iterator[Dated]:
    for one in guide.costs.coverage:
        yield f"costs.coverage.{one.id}.as_of", f"The coverage by '{one.payer}' is from", one.as_of


def _list_credentials(guide: Guide) -> Iterator[Dated]:
    for one in guide.practitioners.credentials:
        yield f"practitioners.credentials.{one.id}.as_of", f"The entry for '{one.body}' is from", one.as_of


def _list_references(guide: Guide) -> Iterator[Dated]:
    for one in guide.references:
        if one.checked.on is not None:
            yield f"references.{one.id}.checked.on", f"The source '{one.id}' was last checked on", one.checked.on


def _list_guide_dates(guide: Guide) -> Iterator[Dated]:
    yield "published", "The guide is published on", guide.published
    yield "evidence_to", "The evidence was searched up to", guide.evidence_to
    if guide.review.on is not None:
        yield "review.on", "The guide was reviewed on", guide.review.on


_ALL_DATES = (_list_guide_dates, _list_prices, _list_coverage, _list_credentials, _list_references)


def _find_older_than(age: Age, dated: Callable[[Guide], Iterator[Dated]]) -> Callable[[Subject], Iterator[Found]]:
    """Return a function that finds the dates that are older than an age."""

    def find(subject: Subject) -> Iterator[Found]:
        for path, what, day in dated(subject.guide):
            if subject.today > age.find_last_day(day):
                yield Found(path, f"{what} {day}, more than {age} before {subject.today}.")

    return find


def _find_future_dates(subject: Subject) -> Iterator[Found]:
    for dated in _ALL_DATES:
        for path, what, day in dated(subject.guide):
            if day > subject.today:
                yield Found(path, f"{what} {day}, which is in the future: today is {subject.today}.")


CHECKS = (
    Check(
        code="F107",
        title="A price is old",
        severity="warning",
        why="Readers who rely on an old price may start a course of treatment that they cannot afford.",
        fix="Find out the current price and write the date under `as_of`, or remove the price.",
        source=PRICE.source,
        find=_find_older_than(PRICE, _list_prices),
    ),
    Check(
        code="F108",
        title="The coverage by a payer is old",
        severity="warning",
        why="Readers who rely on a benefit that has changed may have to pay the bill themselves.",
        fix="Look up the current coverage and write the date under `as_of`, or remove the payer.",
        source=COVERAGE.source,
        find=_find_older_than(COVERAGE, _list_coverage),
    ),
    Check(
        code="F109",
        title="A credential was checked long ago",
        severity="note",
        why="Registers change their names, addresses and telephone numbers; readers cannot use an outdated one.",
        fix="Check it again and write the date under `as_of`.",
        source=CREDENTIAL.source,
        find=_find_older_than(CREDENTIAL, _list_credentials),
    ),
    Check(
        code="F110",
        title="A source was checked long ago",
        severity="warning",
        why="A source can be corrected, replaced or retracted after it was read.",
        fix="Check the source again and write the date under `checked`.",
        source=REFERENCE.source,
        find=_find_older_than(REFERENCE, _list_references),
    ),
    Check(
        code="F111",
        title="A date is in the future",
        severity="error",
        why="A future date cannot be the date on which something was true or done.",
        fix="Write the date on which it was done.",
        source="DISCERN, question 5: it is clear when the information was produced.",
        find=_find_future_dates,
    ),
)

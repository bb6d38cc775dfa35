"""Freshness is calculated to the day, and only outdated advice that is presented as current is found."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from acucontent.quality.check import Found
from acucontent.quality.checks.freshness import CHECKS
from acucontent.quality.checks.freshness.ages import Age
from acucontent.quality.subject import Subject
from tests.factories import make_evidence, make_guide, make_price, make_recommendation, make_reference

BY_CODE = {check.code: check for check in CHECKS}
JUNE = datetime.date(2030, 6, 1)


def find_problems(code: str, today: datetime.date = JUNE, **guide: Any) -> list[Found]:
    """Return what one check finds in the invented guide."""
    return list(BY_CODE[code].find(Subject(make_guide(**guide), today)))


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        ("2028-02-29", 12, "2029-02-28"),
        ("2030-01-31", 1, "2030-02-28"),
        ("2030-12-15", 1, "2031-01-15"),
        ("2030-12-31", 24, "2032-12-31"),
        ("9999-12-31", 24, "9999-12-31"),
    ],
)
def test_an_age_ends_on_a_day_of_the_calendar(day: str, months: int, last: str) -> None:
    """In a month that is too short, the age ends on the last day, and at the end of the calendar on its last day."""
    assert Age(months, "").find_last_day(datetime.date.fromisoformat(day)) == datetime.date.fromisoformat(last)


def test_an_age_is_formatted_in_years() -> None:
    """Whole years are formatted as years, other ages as months."""
    assert [str(Age(months, "")) for months in (12, 24, 30)] == ["1 year", "2 years", "30 months"]


@pytest.mark.parametrize(("today", "count"), [("2031-12-01", 0), ("2031-12-02", 1)])
def test_the_last_day_is_fresh(today: str, count: int) -> None:
    """A search for evidence is still fresh on the last day of its greatest age."""
    assert len(find_problems("F103", datetime.date.fromisoformat(today))) == count


def test_a_review_on_its_day_is_not_overdue() -> None:
    """A review is overdue on the day after."""
    assert find_problems("F101", datetime.date(2031, 1, 1)) == []
    assert len(find_problems("F101", datetime.date(2031, 1, 2))) == 1


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("The Board recommends one tune. [@hum1999]", 1),
        ("It helps. The Board says to hum. [@hum1999]", 1),
        ("- The Board lists humming. [@hum1999]", 1),
        ("The Board recommended one tune. [@hum1999]", 0),
        ("The Board recommends one tune, and its advice has lapsed. [@hum1999]", 0),
        ("Humming helps a little. [@hum1999]", 0),
        ("The Board recommends one tune. Humming helps a little. [@hum1999]", 0),
    ],
)
def test_outdated_advice_is_found_only_in_the_present_tense(sentence: str, count: int) -> None:
    """The past tense, words that say that the advice lapsed, and another fact from the same source are no findings."""
    lapsed = make_evidence(recommendations=[make_recommendation(status="lapsed")])

    findings = find_problems("F105", evidence=lapsed, summary=sentence)

    assert [finding.path for finding in findings] == ["summary"] * count


def test_current_advice_is_no_finding() -> None:
    """A sentence may present a current recommendation as current."""
    assert find_problems("F105", summary="The Board recommends one tune. [@hum1999]") == []


@pytest.mark.parametrize(
    ("checked", "count"),
    [({"how": "read", "on": "2027-06-01"}, 0), ({"how": "read", "on": "2027-05-31"}, 1)],
)
def test_old_advice_is_fresh_after_it_was_checked(checked: dict[str, str], count: int) -> None:
    """The date of the last check counts."""
    assert len(find_problems("F106", references=[make_reference(checked=checked)])) == count


def test_a_lapsed_recommendation_need_not_be_checked() -> None:
    """A recommendation that is marked as lapsed is no finding."""
    lapsed = make_evidence(recommendations=[make_recommendation(status="lapsed")])

    assert (
        find_problems("F106", references=[make_reference(checked={"how": "read", "on": "2020-01-01"})], evidence=lapsed)
        == []
    )


def test_another_scope_is_another_recommendation() -> None:
    """One body may have different recommendations for different people."""
    both = [make_recommendation(), make_recommendation(id="children", year=2020, scope="Children with hiccups")]

    assert find_problems("F104", evidence=make_evidence(recommendations=both)) == []


def test_today_is_not_in_the_future() -> None:
    """A date that equals the date of the check is no finding."""
    costs = {"prices": [make_price(as_of="2030-06-01")], "coverage": []}

    assert find_problems("F111", costs=costs) == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_each_check_names_its_source(check: Any) -> None:
    """Each check has a source: a paper, a standard, or a statement that it is a choice of this program."""
    assert check.source.endswith(".")
    assert len(check.source) > 30

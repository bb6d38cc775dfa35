"""Ranges, rates and estimates: low to high, with units, and no interval on a figure that nobody checked."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from acucontent.model.ranges import FREQUENCY_FLOOR, frequency_of
from tests.factories import make_estimate, make_price, make_quantity, make_rate

REVERSED = {
    "quantity": (make_quantity, {"low": 12, "high": 6}),
    "price": (make_price, {"low": 12, "high": 6}),
    "rate": (make_rate, {"count": 8, "low": 12, "high": 6}),
    "estimate": (make_estimate, {"value": 8, "low": 12, "high": 6}),
    "more people than there are": (make_rate, {"count": 12, "of": 6, "low": None, "high": None}),
}
INTERVALS = {
    "low only": ({"high": None}, "one end of an interval only: give both low and high, or neither"),
    "high only": ({"low": None}, "one end of an interval only"),
    "nobody checked it": ({"checked": "unchecked"}, "has an interval, but the figure is unchecked: leave out low"),
    "value above": ({"value": 5, "low": 1, "high": 2.5}, "interval from 1 to 2.5 does not hold its value 5"),
    "value below": ({"value": 0, "low": 1, "high": 2}, "interval from 1 to 2 does not hold its value 0"),
}
SHARES = {
    1.0: "very common",
    0.1: "very common",
    0.0999: "common",
    0.01: "common",
    0.001: "uncommon",
    0.0001: "rare",
    0.000099: "very rare",
    0.0: "very rare",
}


@pytest.mark.parametrize(("make", "ends"), REVERSED.values(), ids=REVERSED)
def test_a_range_runs_from_low_to_high(make: Any, ends: dict[str, float]) -> None:
    """A reversed range is refused with both its ends."""
    with pytest.raises(ValidationError, match="runs from 12 down to 6: write the lower number first"):
        make(**ends)


@given(st.floats(min_value=0, max_value=1e6), st.floats(min_value=0, max_value=1e6))
def test_no_range_is_refused_but_reversed_ones(low: float, high: float) -> None:
    """Any two numbers are a range, in one order."""
    if low <= high:
        assert make_quantity(low=low, high=high).high == high
    else:
        with pytest.raises(ValidationError, match="write the lower number first"):
            make_quantity(low=low, high=high)


@pytest.mark.parametrize(("changes", "message"), INTERVALS.values(), ids=INTERVALS)
def test_a_loose_interval_is_refused(changes: dict[str, Any], message: str) -> None:
    """An interval has two ends, holds its value, and stands only on a figure that was checked."""
    with pytest.raises(ValidationError, match=message):
        make_estimate(**changes)


@pytest.mark.parametrize("checked", ["read", "abstract", "secondary", "unchecked"])
def test_a_figure_may_lack_its_interval(checked: str) -> None:
    """A figure without an interval is sound, checked or not."""
    assert make_estimate(low=None, high=None, checked=checked).checked == checked


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_figure_is_a_number(number: float) -> None:
    """Neither infinity nor no number at all is a figure."""
    with pytest.raises(ValidationError, match="finite_number"):
        make_estimate(value=number, low=None, high=None)


def test_one_number_is_a_range_too() -> None:
    """A range may have one number at both ends."""
    assert make_quantity(low=30, high=30).low == 30


@pytest.mark.parametrize(("share", "word"), SHARES.items())
def test_frequency_words_are_those_of_cioms(share: float, word: str) -> None:
    """The bounds of the words are those of CIOMS Working Group III, the lower one included."""
    assert frequency_of(share) == word


@given(st.floats(min_value=0, max_value=1))
def test_every_share_has_a_word(share: float) -> None:
    """Any share of people has exactly the first word whose floor it reaches."""
    assert share >= FREQUENCY_FLOOR[frequency_of(share)]


def test_no_share_is_negative() -> None:
    """What is no share has no word."""
    with pytest.raises(ValueError, match=r"-0\.1 is not a share between 0 and 1"):
        frequency_of(-0.1)

"""Ranges, rates and estimates run from low to high, and an unchecked figure has no interval."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from acucontent.model.ranges import FREQUENCY_FLOOR, find_frequency
from tests.factories import make_estimate, make_price, make_quantity, make_rate

REVERSED = {
    "quantity": (make_quantity, {"low": 12, "high": 6}),
    "price": (make_price, {"low": 12, "high": 6}),
    "rate": (make_rate, {"count": 8, "low": 12, "high": 6}),
    "estimate": (make_estimate, {"value": 8, "low": 12, "high": 6}),
    "more people than there are": (make_rate, {"count": 12, "of": 6, "low": None, "high": None}),
}
INTERVALS = {
    "low only": ({"high": None}, "only one end of an interval: give both low and high, or neither"),
    "high only": ({"low": None}, "only one end of an interval"),
    "nobody checked it": ({"checked": "unchecked"}, "has an interval, but the figure is unchecked: remove low"),
    "value above": ({"value": 5, "low": 1, "high": 2.5}, "interval from 1 to 2.5 does not contain the value 5"),
    "value below": ({"value": 0, "low": 1, "high": 2}, "interval from 1 to 2 does not contain the value 0"),
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
    """A reversed range is rejected, and the message gives both ends."""
    with pytest.raises(ValidationError, match="runs from 12 down to 6: write the lower number first"):
        make(**ends)


NUMBERS = st.floats(min_value=0, max_value=1e6).map(lambda number: round(number, 6))


@given(NUMBERS, NUMBERS)
def test_only_reversed_ranges_are_rejected(low: float, high: float) -> None:
    """Any two numbers in ascending order are a range."""
    if low <= high:
        assert make_quantity(low=low, high=high).high == high
    else:
        with pytest.raises(ValidationError, match="write the lower number first"):
            make_quantity(low=low, high=high)


@pytest.mark.parametrize(("changes", "message"), INTERVALS.values(), ids=INTERVALS)
def test_an_invalid_interval_is_rejected(changes: dict[str, Any], message: str) -> None:
    """An interval has two ends, contains its value, and belongs to a checked figure."""
    with pytest.raises(ValidationError, match=message):
        make_estimate(**changes)


@pytest.mark.parametrize("checked", ["read", "abstract", "secondary", "unchecked"])
def test_a_figure_may_lack_its_interval(checked: str) -> None:
    """A figure without an interval is valid, checked or not."""
    assert make_estimate(low=None, high=None, checked=checked).checked == checked


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_figure_is_a_number(number: float) -> None:
    """Infinity and NaN are rejected."""
    with pytest.raises(ValidationError, match="finite_number"):
        make_estimate(value=number, low=None, high=None)


def test_a_range_may_be_one_number() -> None:
    """A range may have the same number at both ends."""
    assert make_quantity(low=30, high=30).low == 30


@pytest.mark.parametrize(("share", "word"), SHARES.items())
def test_frequency_words_are_those_of_cioms(share: float, word: str) -> None:
    """The bounds are those of CIOMS Working Group III; the lower bound is included."""
    assert find_frequency(share) == word


@given(st.floats(min_value=0, max_value=1))
def test_every_share_has_a_word(share: float) -> None:
    """Each share of people gets the first word whose lower bound it reaches."""
    assert share >= FREQUENCY_FLOOR[find_frequency(share)]


def test_a_negative_share_is_rejected() -> None:
    """A number that is not a share has no word."""
    with pytest.raises(ValueError, match=r"-0\.1 is not a share between 0 and 1"):
        find_frequency(-0.1)

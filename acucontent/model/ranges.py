"""Ranges, rates and estimates: numbers with their units and intervals."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from acucontent.model.base import MAX_NUMBER, Citations, Number, PositiveNumber, Record, ReferenceKey, Text
from acucontent.model.prose import Prose

Checked = Literal["read", "abstract", "secondary", "unchecked"]
"""What was read to check a source: the full text, the abstract, a secondary source that quotes it, or nothing."""


def reject_reversed(low: float, high: float) -> None:
    """Reject a range whose low end is above its high end.

    Raises:
        PydanticCustomError: `low` is greater than `high`.
    """
    if low > high:
        raise PydanticCustomError(
            "range_reversed",
            "runs from {low} down to {high}: write the lower number first",
            {"low": f"{low:g}", "high": f"{high:g}"},
        )


class Quantity(Record):
    """A usual range of something counted, from low to high."""

    low: PositiveNumber
    """The lower end."""
    high: PositiveNumber
    """The upper end; equal to the lower end if there is only one number."""
    unit: Literal["needles", "minutes", "visits a week", "weeks", "visits"]
    """What is counted."""
    note: Prose | None = None
    """What a reader should know about the range."""
    citations: Citations

    @model_validator(mode="after")
    def _check_order(self) -> Quantity:
        reject_reversed(self.low, self.high)
        return self


Frequency = Literal["very common", "common", "uncommon", "rare", "very rare", "not known"]
"""How often an effect occurs, in the words of CIOMS (1995)."""

FREQUENCY_FLOOR: dict[str, float] = {
    "very common": 1 / 10,
    "common": 1 / 100,
    "uncommon": 1 / 1_000,
    "rare": 1 / 10_000,
    "very rare": 0.0,
}
"""The lowest share of people for which each word is correct (CIOMS Working Group III, 1995)."""


def find_frequency(share: float) -> Frequency:
    """Return the CIOMS word for a share of people between 0 and 1.

    Raises:
        ValueError: The share is negative or not a number.
    """
    for word, floor in FREQUENCY_FLOOR.items():
        if share >= floor:
            return word  # type: ignore[return-value]  # the keys are the literal's words
    raise ValueError(f"{share} is not a share between 0 and 1")


class Rate(Record):
    """A measured rate: how many cases in how many people or treatments, and in which population."""

    count: PositiveNumber
    """The number of cases, on average."""
    of: Annotated[int, Field(ge=1, le=1_000_000_000)]
    """The denominator: how many patients, treatments or courses were counted."""
    unit: Literal["patients", "treatments", "courses"]
    """What the denominator counts. Rates per patient and per treatment must not be compared with each other."""
    low: PositiveNumber | None = None
    """The lower end of the 95% interval, for the same denominator."""
    high: PositiveNumber | None = None
    """The upper end of the 95% interval, for the same denominator."""
    population: Text
    """Who was counted, where and by whom."""
    checked: Checked
    """How the figure was checked against its source."""
    citation: ReferenceKey
    """The reference that the figure comes from."""

    @model_validator(mode="after")
    def _check_interval(self) -> Rate:
        reject_reversed(self.count, self.of)
        reject_invalid_interval(self.low, self.count, self.high, self.checked)
        return self


class Estimate(Record):
    """One measured difference, with its scale and interval."""

    measure: Text
    """What was measured, on which scale, and which direction is better: 'pain, 0 to 100, lower is better'."""
    value: Number
    """The difference found."""
    low: Number | None = None
    """The lower end of the interval."""
    high: Number | None = None
    """The upper end of the interval."""
    interval_percent: Annotated[float, Field(gt=0, lt=100)] = 95
    """The confidence level of the interval, in percent."""
    kind: Literal[
        "mean difference", "standardized mean difference", "percent", "percentage points", "days", "hazard ratio"
    ]
    """The kind of number."""
    better: Literal["lower", "higher"] | None = None
    """Whether lower or higher is better for the patient; required for a chart."""
    important: Annotated[float, Field(gt=0, le=MAX_NUMBER)] | None = None
    """The smallest difference that patients notice on this scale, above zero, if one was set in advance."""
    people: Annotated[int, Field(ge=1)] | None = None
    """How many people were studied."""
    studies: Annotated[int, Field(ge=1)] | None = None
    """How many studies were pooled."""
    checked: Checked
    """How the figure was checked against its source."""
    citation: ReferenceKey
    """The reference that the figure comes from."""

    @model_validator(mode="after")
    def _check_interval(self) -> Estimate:
        reject_invalid_interval(self.low, self.value, self.high, self.checked)
        return self


def reject_invalid_interval(low: float | None, value: float, high: float | None, checked: Checked) -> None:
    """Reject an interval that is incomplete, reversed or without its value, and any interval of an unchecked figure.

    Raises:
        PydanticCustomError: The interval is invalid.
    """
    if low is None and high is None:
        return
    if low is None or high is None:
        raise PydanticCustomError(
            "interval_half", "has only one end of an interval: give both low and high, or neither"
        )
    if checked == "unchecked":
        raise PydanticCustomError(
            "interval_unchecked",
            "has an interval, but the figure is unchecked: remove low and high, or check the figure",
        )
    reject_reversed(low, high)
    if not low <= value <= high:
        raise PydanticCustomError(
            "interval_misses",
            "the interval from {low} to {high} does not contain the value {value}",
            {"low": f"{low:g}", "high": f"{high:g}", "value": f"{value:g}"},
        )

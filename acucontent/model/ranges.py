"""Ranges and rates: numbers that always say their unit, and run from low to high."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from acucontent.model.base import Citations, Record, ReferenceKey, Text
from acucontent.model.prose import Prose

Checked = Literal["read", "abstract", "secondary", "unchecked"]
"""How a source was checked: the full text was read, its abstract was, another source was that quotes it, or nothing."""


def refuse_reversed(low: float, high: float) -> None:
    """Refuse a range whose low end is above its high end."""
    if low > high:
        raise PydanticCustomError(
            "range_reversed",
            "runs from {low} down to {high}: write the lower number first",
            {"low": f"{low:g}", "high": f"{high:g}"},
        )


class Quantity(Record):
    """A usual range of something counted, from low to high."""

    low: Annotated[float, Field(ge=0)]
    """The lower end."""
    high: Annotated[float, Field(ge=0)]
    """The upper end; the same as the lower one when there is one number."""
    unit: Literal["needles", "minutes", "visits a week", "weeks", "visits"]
    """What is counted."""
    note: Prose | None = None
    """What a reader should know about this range."""
    citations: Citations

    @model_validator(mode="after")
    def _in_order(self) -> Quantity:
        refuse_reversed(self.low, self.high)
        return self


Frequency = Literal["very common", "common", "uncommon", "rare", "very rare", "not known"]
"""How often an effect comes, in the words of CIOMS (1995)."""

FREQUENCY_FLOOR: dict[str, float] = {
    "very common": 1 / 10,
    "common": 1 / 100,
    "uncommon": 1 / 1_000,
    "rare": 1 / 10_000,
    "very rare": 0.0,
}
"""The lowest share of people for which each word is right (CIOMS Working Group III, 1995)."""


def frequency_of(share: float) -> Frequency:
    """The CIOMS word for a share of people between 0 and 1."""
    for word, floor in FREQUENCY_FLOOR.items():
        if share >= floor:
            return word  # type: ignore[return-value]  # the keys are the literal's words
    raise ValueError(f"{share} is not a share between 0 and 1")


class Rate(Record):
    """How often an effect was counted: so many in so many, and among whom."""

    count: Annotated[float, Field(ge=0)]
    """How many had it, on average."""
    of: Annotated[int, Field(ge=1, le=1_000_000_000)]
    """Among how many."""
    unit: Literal["patients", "treatments", "courses"]
    """What was counted. Rates of patients and of treatments must not be compared with each other."""
    low: Annotated[float, Field(ge=0)] | None = None
    """The lower end of the 95% interval, in the same denominator."""
    high: Annotated[float, Field(ge=0)] | None = None
    """The upper end of the 95% interval, in the same denominator."""
    population: Text
    """Among whom it was counted, where and by whom."""
    checked: Checked
    """How this figure was checked against its source."""
    citation: ReferenceKey
    """The reference that the figure comes from."""

    @model_validator(mode="after")
    def _sound(self) -> Rate:
        refuse_reversed(self.count, self.of)
        refuse_loose_interval(self.low, self.count, self.high, self.checked)
        return self


class Estimate(Record):
    """One measured difference, with its scale and interval."""

    measure: Text
    """What was measured, on which scale, and which direction is better: 'pain, 0 to 100, lower is better'."""
    value: float
    """The difference found."""
    low: float | None = None
    """The lower end of the interval."""
    high: float | None = None
    """The upper end of the interval."""
    interval_percent: Annotated[float, Field(gt=0, lt=100)] = 95
    """The confidence level of the interval, in percent."""
    kind: Literal[
        "mean difference", "standardized mean difference", "percent", "percentage points", "days", "hazard ratio"
    ]
    """What kind of number it is."""
    better: Literal["lower", "higher"] | None = None
    """Which way is better for the patient; needed for a chart."""
    important: float | None = None
    """The smallest difference that patients notice on this scale, where one was set beforehand."""
    people: Annotated[int, Field(ge=1)] | None = None
    """How many people were studied."""
    studies: Annotated[int, Field(ge=1)] | None = None
    """How many studies were pooled."""
    checked: Checked
    """How this figure was checked against its source."""
    citation: ReferenceKey
    """The reference that the figure comes from."""

    @model_validator(mode="after")
    def _sound(self) -> Estimate:
        refuse_loose_interval(self.low, self.value, self.high, self.checked)
        return self


def refuse_loose_interval(low: float | None, value: float, high: float | None, checked: Checked) -> None:
    """Refuse half an interval, one that is reversed or misses its value, and any on an unchecked figure."""
    if low is None and high is None:
        return
    if low is None or high is None:
        raise PydanticCustomError(
            "interval_half", "has one end of an interval only: give both low and high, or neither"
        )
    if checked == "unchecked":
        raise PydanticCustomError(
            "interval_unchecked", "has an interval, but the figure is unchecked: leave out low and high, or check it"
        )
    refuse_reversed(low, high)
    if not low <= value <= high:
        raise PydanticCustomError(
            "interval_misses",
            "the interval from {low} to {high} does not hold its value {value}",
            {"low": f"{low:g}", "high": f"{high:g}", "value": f"{value:g}"},
        )

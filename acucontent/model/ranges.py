"""Ranges, rates and estimates: numbers with their units and intervals."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from acucontent.model.base import Citations, Number, OutcomeId, PositiveNumber, Record, ReferenceKey, Text
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


Unit = Literal[
    "needles",
    "needles a visit",
    "minutes",
    "minutes a visit",
    "days",
    "weeks",
    "months",
    "visits",
    "visits a week",
    "visits a month",
]
"""What a quantity counts; 'a visit' is per session."""


class Quantity(Record):
    """A usual range of something counted, from low to high."""

    low: PositiveNumber
    """The lower end."""
    high: PositiveNumber
    """The upper end; equal to the lower end if there is only one number."""
    unit: Unit
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


EstimateKind = Literal[
    "mean difference",
    "median difference",
    "standardized mean difference",
    "percent",
    "percentage points",
    "risk ratio",
    "odds ratio",
    "hazard ratio",
]
"""The kind of an effect measure, in the terms of the Cochrane Handbook (chapter 6).

Mean and median differences are in the units of the outcome's scale, standardized ones in standard deviations.
"""

DIFFERENCES: tuple[EstimateKind, ...] = ("mean difference", "median difference")
"""The kinds that are drawn on the scale of their outcome."""

RATIOS: tuple[EstimateKind, ...] = ("risk ratio", "odds ratio", "hazard ratio")
"""The kinds of which 1 means no difference."""

EffectSize = Literal["very small", "small", "medium", "large"]
"""How large a standardized mean difference is, in words."""

EFFECT_FLOOR: dict[EffectSize, float] = {"large": 0.8, "medium": 0.5, "small": 0.2, "very small": 0.0}
"""The lowest standardized mean difference for which each word is correct.

Cohen, Statistical power analysis for the behavioral sciences (1988), as in the Cochrane Handbook (15.5.3.1): 0.2 is a
small, 0.5 a moderate and 0.8 a large difference.
"""


def find_effect_size(difference: float) -> EffectSize:
    """Return the word for a standardized mean difference of either sign."""
    return next(word for word, floor in EFFECT_FLOOR.items() if abs(difference) >= floor)


class Estimate(Record):
    """One measured effect on an outcome, with its interval."""

    outcome: OutcomeId
    """The id of the outcome that was measured."""
    time_frame: Text | None = None
    """When it was measured, in words that fit into a caption: 'just after a course', 'at 3 months'. Charts need it."""
    note: Text | None = None
    """What sets this figure apart from others on the same outcome: 'one large survey'."""
    value: Number
    """The effect found. A difference is the treatment minus the comparator, in the units of the outcome's scale."""
    low: Number | None = None
    """The lower end of the interval."""
    high: Number | None = None
    """The upper end of the interval."""
    interval_percent: Annotated[float, Field(gt=0, lt=100)] = 95
    """The confidence level of the interval, in percent."""
    kind: EstimateKind
    """The kind of number."""
    favors_treatment: Literal["lower", "higher"] | None = None
    """Whether lower or higher numbers favor the treatment, if the source counts the other way than the outcome."""
    drawn: bool = True
    """Whether a mean or median difference is drawn in a chart."""
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

    @model_validator(mode="after")
    def _check_ratio(self) -> Estimate:
        if self.kind in RATIOS and min(self.value, self.value if self.low is None else self.low) <= 0:
            raise PydanticCustomError(
                "ratio_not_positive",
                "is a {kind}, which is above 0: correct the number or the kind",
                {"kind": self.kind},
            )
        return self

    @model_validator(mode="after")
    def _check_points(self) -> Estimate:
        ends = (self.value, self.low or 0, self.high or 0)
        if self.kind == "percentage points" and max(map(abs, ends)) > 100:
            raise PydanticCustomError(
                "points_over_100", "two shares differ by at most 100 percentage points: correct the number or the kind"
            )
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

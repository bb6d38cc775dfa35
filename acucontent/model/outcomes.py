"""Outcomes and their scales, and how many people of each group had an outcome.

The terms are those of the Cochrane Handbook (chapter 6): an outcome is what is measured, in which units, and when.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from acucontent.model.base import MAX_NUMBER, Number, OutcomeId, PositiveNumber, Record, ReferenceKey, Slug, Text
from acucontent.model.ranges import Checked, reject_invalid_interval, reject_reversed

Direction = Literal["lower", "higher"]
"""Whether lower or higher values are better for the patient."""


class Scale(Record):
    """The units in which an outcome is measured. Charts need it."""

    singular: Text
    """One unit, as it follows the number 1: 'point', 'migraine day a month'."""
    plural: Text
    """Several units, as they follow other numbers: 'points', 'migraine days a month'."""
    counted: bool = False
    """Whether the units are things that are counted, such as days, of which there are fewer or more; a score, such as
    pain from 0 to 100, is lower or higher."""
    least: Number | None = None
    """The lowest value of the scale, if it has one."""
    most: Number | None = None
    """The highest value of the scale, if it has one."""
    important: Annotated[float, Field(gt=0, le=MAX_NUMBER)] | None = None
    """The smallest difference that matters to patients, above zero, if a source set one. Leave it out if none is
    agreed."""
    important_citation: ReferenceKey | None = None
    """The reference that sets the smallest difference that matters."""
    decimals: Annotated[int, Field(ge=0, le=4)] | None = None
    """The number of decimals that a chart shows (default: those of the source). A figure that rounding would move to
    zero, or to the other side of the smallest difference that matters, is not rounded."""

    @model_validator(mode="after")
    def _check_ends(self) -> Scale:
        if (self.least is None) != (self.most is None):
            raise PydanticCustomError(
                "scale_half", "has only one end of the scale: give both least and most, or neither"
            )
        if self.least is not None and self.most is not None:
            reject_reversed(self.least, self.most)
        return self

    @model_validator(mode="after")
    def _check_width(self) -> Scale:
        if self.width == 0:
            raise PydanticCustomError("scale_empty", "begins and ends at the same value: correct least or most")
        if self.width is not None and self.important is not None and self.important > self.width:
            raise PydanticCustomError(
                "scale_important",
                "important is {important}, but the whole scale is {width} wide: correct one of them",
                {"important": f"{self.important:g}", "width": f"{self.width:g}"},
            )
        return self

    @property
    def width(self) -> float | None:
        """The distance between both ends, which no difference exceeds; None for a scale without ends."""
        return None if self.least is None or self.most is None else self.most - self.least


class Outcome(Record):
    """What studies measure. Figures on the same outcome at the same time are shown together."""

    id: Slug
    """The outcome's id."""
    name: Text
    """What is measured, in plain words that fit inside a sentence and a caption: 'pain', 'migraine days'."""
    better: Direction
    """Whether lower or higher values are better for the patient."""
    scale: Scale | None = None
    """The units of the outcome. Leave it out if the outcome either happens or does not."""


class Arm(Record):
    """One group of a study or review, and how many of its people had the outcome."""

    name: Text
    """What the group got, in plain words: 'acupuncture added to usual care'."""
    count: PositiveNumber
    """How many of its people had the outcome, out of the number that all groups share."""
    low: PositiveNumber | None = None
    """The lower end of the 95% interval, out of the same number."""
    high: PositiveNumber | None = None
    """The upper end of the 95% interval, out of the same number."""
    people: Annotated[int, Field(ge=1)] | None = None
    """How many people were in the group, if known."""


class ArmCounts(Record):
    """How many people of each group had an outcome, out of the same number: the natural form for patients.

    Natural frequencies with one denominator, as in summary of findings tables (Cochrane Handbook, 14.1.6) and in the
    IPDAS chapter on probabilities (Trevena 2013, BMC Med Inform Decis Mak 13(Suppl 2):S7).
    """

    outcome: OutcomeId
    """The id of the outcome that people had."""
    time_frame: Text | None = None
    """When it was counted, in words that fit into a caption: 'three months after the start'."""
    note: Text | None = None
    """What sets these counts apart from others on the same outcome."""
    of: Annotated[int, Field(ge=10, le=1000)] = 100
    """The number of people that each count is out of."""
    arms: Annotated[tuple[Arm, ...], Field(min_length=2, max_length=3)]
    """The groups; the first had the treatment."""
    drawn: bool = True
    """Whether the counts are drawn as icons of people."""
    people: Annotated[int, Field(ge=1)] | None = None
    """How many people were studied."""
    studies: Annotated[int, Field(ge=1)] | None = None
    """How many studies were pooled."""
    checked: Checked
    """How the counts were checked against their source."""
    citation: ReferenceKey
    """The reference that the counts come from."""

    @model_validator(mode="after")
    def _check_counts(self) -> ArmCounts:
        for arm in self.arms:
            reject_reversed(max(arm.count, arm.high or 0), self.of)
            reject_invalid_interval(arm.low, arm.count, arm.high, self.checked)
        return self

    @model_validator(mode="after")
    def _check_groups(self) -> ArmCounts:
        names = [arm.name.casefold() for arm in self.arms]
        if len(set(names)) < len(names):
            raise PydanticCustomError("arm_names", "has two arms with one name: name each group differently")
        people = sum(arm.people or 0 for arm in self.arms)
        if self.people is not None and people > self.people:
            raise PydanticCustomError(
                "arm_people",
                "has {arms} people in its arms, but {people} in all: correct one of the numbers",
                {"arms": people, "people": self.people},
            )
        return self

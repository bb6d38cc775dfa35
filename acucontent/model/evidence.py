"""What studies found, compared with what, how surely; and what bodies recommend."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from acucontent.model.base import Citations, RecommendationId, Record, Records, ReferenceKey, Slug, Text
from acucontent.model.common import Item
from acucontent.model.identifiers import RegionCode
from acucontent.model.prose import Prose
from acucontent.model.ranges import Estimate

CertaintyLevel = Literal["high", "moderate", "low", "low or very low", "very low", "not graded"]
"""The certainty of evidence after GRADE (Guyatt, BMJ 2008;336:924), or that nobody graded it.

Some reviews say of all their results together that they are of low or very low certainty.
"""


class Certainty(Record):
    """How sure one grader is of a finding."""

    level: CertaintyLevel
    """The GRADE level, or 'not graded'."""
    graded_by: Text | None = None
    """Who graded it; none when it is not graded."""
    citation: ReferenceKey | None = None
    """Where the grade stands."""

    @model_validator(mode="after")
    def _graded_by_someone(self) -> Certainty:
        if (self.level == "not graded") != (self.graded_by is None):
            raise PydanticCustomError(
                "certainty_grader",
                "a level needs graded_by, and 'not graded' has none: name the grader or drop the level",
            )
        return self


class Comparator(Record):
    """What the treatment was compared with."""

    kind: Literal[
        "no treatment", "waiting list", "usual care", "sham", "medicine", "other treatment", "before treatment", "none"
    ]
    """The kind of comparison."""
    description: Text
    """The comparison in plain words."""


class Statement(Record):
    """One finding, with everything needed to weigh it."""

    id: Slug
    """The finding's id."""
    title: Text
    """The finding's short heading."""
    about: Literal["benefit", "harm", "method"] = "benefit"
    """Whether it tells of a benefit, of a harm, or of what makes a difference to the result."""
    population: Text
    """Who was studied."""
    outcome: Text
    """What was measured."""
    time_frame: Text
    """When it was measured."""
    comparator: Comparator
    """What it was compared with."""
    direction: Literal[
        "better", "slightly better", "little or no difference", "mixed", "uncertain", "worse", "does not apply"
    ]
    """Which way the result points."""
    size: Prose
    """How large the difference is, in plain words."""
    numbers: tuple[Estimate, ...] = ()
    """How large the difference is, in figures."""
    certainty: Annotated[tuple[Certainty, ...], Field(min_length=1)]
    """How sure each grader is."""
    limits: Prose | None = None
    """What the finding cannot tell."""
    citations: Annotated[tuple[ReferenceKey, ...], Field(min_length=1)]
    """Ids of the references that the finding comes from."""


class Recommendation(Record):
    """What one body recommends."""

    id: Slug
    """The recommendation's id."""
    body: Text
    """Who recommends."""
    region: RegionCode
    """Where it holds."""
    year: Annotated[int, Field(ge=1950, le=2100)]
    """When it was published or last updated."""
    position: Literal["recommended", "an option", "not recommended"]
    """What the body says of the treatment."""
    statement: Prose
    """The recommendation in plain words."""
    scope: Text
    """Which people and which pain it is for."""
    strength: Text | None = None
    """The strength that the body gave it, where known."""
    status: Literal["current", "lapsed", "superseded"]
    """Whether it still holds."""
    superseded_by: RecommendationId | None = None
    """The recommendation that took its place."""
    citations: Annotated[tuple[ReferenceKey, ...], Field(min_length=1)]
    """Ids of the references where it stands."""

    @model_validator(mode="after")
    def _superseded_by_something(self) -> Recommendation:
        if self.superseded_by is not None and self.status != "superseded":
            raise PydanticCustomError("recommendation_status", "names superseded_by, so its status is 'superseded'")
        return self


class Option(Record):
    """One thing a person can choose, set side by side with the others as a decision aid does (IPDAS 2013)."""

    id: Slug
    """The option's id."""
    name: Text
    """The option in a few words."""
    benefits: Prose
    """What may get better, compared with what, by when, and how sure that is."""
    harms: Prose
    """What may go wrong, and how often."""
    asks: Prose
    """What it asks of the person: time, effort, money."""
    citations: Citations


class Evidence(Record):
    """What studies found and what bodies recommend."""

    introduction: Prose | None = None
    """How to read what follows, and the short answer."""
    statements: Annotated[Records[Statement], Field(min_length=1)]
    """The findings."""
    recommendations: Records[Recommendation] = Field(default_factory=Records)
    """What bodies recommend."""
    options: Records[Option] = Field(default_factory=Records)
    """What a person can choose between, doing nothing new among it."""
    unknowns: Records[Item] = Field(default_factory=Records)
    """What nobody knows yet."""

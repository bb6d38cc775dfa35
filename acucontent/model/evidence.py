"""The evidence: findings of studies with their comparators and certainty, and recommendations."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from acucontent.model.base import RecommendationId, Record, Records, ReferenceKey, Slug, Text
from acucontent.model.common import Item
from acucontent.model.identifiers import RegionCode
from acucontent.model.outcomes import ArmCounts, Outcome
from acucontent.model.prose import Prose
from acucontent.model.ranges import Estimate
from acucontent.model.regional import RegionalRecord, Regions
from acucontent.model.short_text import ShortText
from acucontent.model.volumes import ReferenceOnly

CertaintyLevel = Literal["high", "moderate", "low", "low or very low", "very low", "not graded"]
"""The certainty of evidence as in GRADE (Guyatt, BMJ 2008;336:924), or not graded.

Some reviews rate all their results together as low or very low.
"""


class Certainty(Record):
    """How sure one grader is of a finding."""

    level: CertaintyLevel
    """The GRADE level, or 'not graded'."""
    graded_by: Text | None = None
    """Who graded it; leave it out if the level is 'not graded'."""
    citation: ReferenceKey | None = None
    """The reference that contains the grade."""

    @model_validator(mode="after")
    def _check_grader(self) -> Certainty:
        if (self.level == "not graded") != (self.graded_by is None):
            raise PydanticCustomError(
                "certainty_grader",
                "a level needs graded_by, and 'not graded' must not have it: name the grader or remove the level",
            )
        return self


class Comparator(Record):
    """What the treatment was compared with."""

    kind: Literal[
        "no treatment",
        "waiting list",
        "usual care",
        "sham",
        "placebo",
        "medicine",
        "other treatment",
        "before treatment",
        "none",
    ]
    """The kind of comparison."""
    description: Text
    """The comparison in plain words."""


class Statement(Record):
    """One finding, with everything needed to judge it."""

    id: Slug
    """The finding's id."""
    title: Text
    """The finding's short heading."""
    about: Literal["benefit", "harm", "method"] = "benefit"
    """Whether the finding is about a benefit, a harm, or a factor that affects the result."""
    population: Text
    """Who was studied."""
    outcome: Text
    """What was measured."""
    time_frame: Text
    """When it was measured."""
    comparator: Comparator
    """What it was compared with."""
    direction: Literal[
        "better",
        "slightly better",
        "little or no difference",
        "does not help",
        "mixed",
        "uncertain",
        "worse",
        "does not apply",
    ]
    """The direction of the result. 'does not help' is a clear result: the treatment has no benefit."""
    size: Prose
    """How large the difference is, in plain words."""
    plain: Prose | None = None
    """The finding in one to three short sentences for patients: people in 100 first, if a source counts them. Without
    it, only the reference volume prints the finding."""
    numbers: tuple[Estimate, ...] = ()
    """How large the difference is, in figures."""
    counts: tuple[ArmCounts, ...] = ()
    """How many people of each group had an outcome."""
    certainty: Annotated[tuple[Certainty, ...], Field(min_length=1)]
    """How sure each grader is."""
    limits: Prose | None = None
    """What the finding cannot show."""
    citations: Annotated[tuple[ReferenceKey, ...], Field(min_length=1)]
    """Ids of the references that the finding comes from."""


class BodyGrade(Record):
    """The grade that a body gives its own recommendation, in its own scheme."""

    name: Text
    """The grade in the words of the body: 'level A'."""
    scheme: Text
    """The scheme of grading: 'American Academy of Neurology'."""
    meaning: Text | None = None
    """What the grade means in that scheme, in plain words."""


class Recommendation(RegionalRecord):
    """What one body recommends."""

    id: Slug
    """The recommendation's id."""
    body: Text
    """The body that recommends it."""
    region: RegionCode
    """The region of the body. Readers everywhere learn what a body recommends, unless `regions` limits it."""
    year: Annotated[int, Field(ge=1950, le=2100)]
    """When it was published or last updated."""
    position: Literal["recommended", "an option", "not recommended", "no position", "insufficient evidence"]
    """The position of the body on the treatment: for it, against it, neither, or that there is too little evidence."""
    statement: Prose
    """The recommendation in plain words."""
    short: ShortText | None = None
    """What a sheet prints instead of the statement: at most 14 words."""
    scope: Text
    """Which people and which pain it is for."""
    strength: Text | None = None
    """The strength of the recommendation, if known."""
    grade: BodyGrade | None = None
    """The body's own grade, if it gives one."""
    status: Literal["current", "lapsed", "superseded"]
    """Whether it is still in force."""
    superseded_by: RecommendationId | None = None
    """The id of the recommendation that replaced it."""
    citations: Annotated[tuple[ReferenceKey, ...], Field(min_length=1)]
    """Ids of the references that contain the recommendation."""
    regions: Regions
    reference_only: ReferenceOnly

    @model_validator(mode="after")
    def _check_status(self) -> Recommendation:
        if self.superseded_by is not None and self.status != "superseded":
            raise PydanticCustomError("recommendation_status", "has superseded_by, so status must be 'superseded'")
        return self


class Evidence(Record):
    """Findings of studies and recommendations of bodies."""

    introduction: Prose | None = None
    """How to read the findings, and the short answer."""
    outcomes: Records[Outcome] = Field(default_factory=Records)
    """What the findings measure, each with its scale."""
    statements: Annotated[Records[Statement], Field(min_length=1)]
    """The findings."""
    recommendations: Records[Recommendation] = Field(default_factory=Records)
    """The recommendations."""
    unknowns: Records[Item] = Field(default_factory=Records)
    """What is not known yet."""

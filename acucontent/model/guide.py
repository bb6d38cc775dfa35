"""The guide as a whole: its identity, its parts, and what must hold across them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StringConstraints, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from acucontent.model.acceptance import Acceptance
from acucontent.model.acupoints import Acupoint, PointMap
from acucontent.model.alternatives import Alternative
from acucontent.model.base import Record, Records, Slug, Text
from acucontent.model.canonical import canonical_json, content_hash
from acucontent.model.common import Coding
from acucontent.model.conditions import Condition
from acucontent.model.costs import Costs
from acucontent.model.evidence import Evidence
from acucontent.model.glossary import Term
from acucontent.model.handouts import Handout
from acucontent.model.identifiers import LanguageTag, Licence, RegionCode
from acucontent.model.integrity import Fault, find_faults
from acucontent.model.mechanisms import Mechanism
from acucontent.model.paths import find_value, iterate_children
from acucontent.model.practitioners import Phone, Practitioners
from acucontent.model.prose import Prose
from acucontent.model.publishing import AccessEvaluation, Contributor, Identifiers, Series
from acucontent.model.questions import PatientQuestion
from acucontent.model.references import Reference
from acucontent.model.risks import Risks
from acucontent.model.sessions import Sessions

SchemaId = Literal["urn:acucontent:schema:guide-1"]

SCHEMA_ID: SchemaId = "urn:acucontent:schema:guide-1"
"""Names the version of the schema; it changes only when an old guide would no longer load."""


class Review(Record):
    """Whether a clinician has reviewed the guide, and when the next review is due."""

    status: Literal["not reviewed", "under review", "reviewed"]
    """Where the review stands. Only a person changes it."""
    on: datetime.date | None = None
    """When it was reviewed."""
    by: Text | None = None
    """Who reviewed it, with the profession."""
    next_due: datetime.date
    """When it must be reviewed next."""

    @model_validator(mode="after")
    def _whole(self) -> Review:
        reviewed = self.status == "reviewed"
        if reviewed != (self.on is not None) or reviewed != (self.by is not None):
            raise PydanticCustomError(
                "review", "status 'reviewed' needs both on and by, and any other status needs neither"
            )
        return self


class Region(Record):
    """A region that the guide is for."""

    key_field = "code"

    code: RegionCode
    """The country, or EU."""
    name: Text
    """Its name in the guide's language."""
    emergency_number: Phone
    """The number to call in an emergency."""


class Guide(Record):
    """A patient guide: its identity, its parts, and the handouts made from them."""

    model_config = ConfigDict(
        title="Patient guide",
        json_schema_extra={"$id": SCHEMA_ID, "$schema": "https://json-schema.org/draft/2020-12/schema"},
    )

    schema_id: Annotated[SchemaId, Field(alias="$schema")] = SCHEMA_ID
    """The schema that the guide is written for."""
    id: Slug
    """The guide's id, part of its file names."""
    title: Text
    """The title."""
    subtitle: Text | None = None
    """The subtitle."""
    summary: Prose
    """What the guide says, in a few sentences."""
    language: LanguageTag
    """The language it is written in."""
    regions: Annotated[Records[Region], Field(min_length=1)]
    """The regions that it is for; the first is the default."""
    audience: Prose
    """Whom it is for."""
    purpose: Prose
    """What it is meant to do."""
    main_message: Prose
    """The one thing to take away."""
    key_points: Annotated[tuple[Prose, ...], Field(min_length=3, max_length=7)]
    """Three to seven points to take away."""
    edition: Annotated[
        str, StringConstraints(strip_whitespace=True, pattern=r"^[0-9]+(?:\.[0-9]+){0,2}(?:-[a-z0-9.]+)?$")
    ]
    """The guide's version, such as 1.0.0."""
    published: datetime.date
    """When this edition was published."""
    evidence_to: datetime.date
    """The date up to which the evidence was looked for."""
    review: Review
    """Whether a clinician has reviewed it."""
    authors: Annotated[tuple[Contributor, ...], Field(min_length=1)]
    """Who made it."""
    funding: Prose
    """Who paid for it."""
    conflicts: Prose
    """Interests of those who made it."""
    update_policy: Prose
    """How and when it is brought up to date."""
    feedback: Prose
    """How to say what is wrong with it."""
    licence: Licence
    """The licence of the content."""
    publisher: Text
    """Who publishes it."""
    identifiers: Identifiers = Identifiers()
    """Numbers under which it is known."""
    series: Series | None = None
    """The series that it belongs to."""
    access: AccessEvaluation | None = None
    """Who judged its accessibility. Without it, an ebook claims no conformance."""
    codes: tuple[Coding, ...] = ()
    """Codes for its subject."""

    mechanisms: Records[Mechanism] = Field(default_factory=Records)
    """How it might work."""
    evidence: Evidence
    """What studies found and what bodies recommend."""
    conditions: Records[Condition] = Field(default_factory=Records)
    """What is known for each condition."""
    sessions: Sessions
    """A course of treatment."""
    risks: Risks
    """Harms, precautions and red flags."""
    acupoints: Records[Acupoint] = Field(default_factory=Records)
    """The points used."""
    maps: Records[PointMap] = Field(default_factory=Records)
    """Pictures of where points lie."""
    practitioners: Practitioners
    """Finding a practitioner."""
    costs: Costs
    """What it costs and who pays."""
    alternatives: Records[Alternative] = Field(default_factory=Records)
    """Other things that may help."""
    questions: Records[PatientQuestion] = Field(default_factory=Records)
    """Questions that people ask."""
    glossary: Records[Term] = Field(default_factory=Records)
    """Words that a reader may not know."""
    references: Records[Reference] = Field(default_factory=Records)
    """Sources."""
    handouts: Annotated[Records[Handout], Field(min_length=1)]
    """Sheets and booklets made from the guide."""
    accepted: tuple[Acceptance, ...] = ()
    """What checks find and those who answer for the guide let stand. No reader is shown it."""

    def find(self, path: str) -> Any:
        """Return the value at a path, such as `risks.effects.bruise.text`, `acupoints.BL40` or `key_points.0`.

        Raises:
            NoSuchPart: nothing is there; the message says where the path breaks off.
        """
        return find_value(self, path)

    @property
    def content(self) -> Guide:
        """The guide as readers get it: without what is accepted, which is a matter between its makers."""
        return self.model_copy(update={"accepted": ()}) if self.accepted else self

    @cached_property
    def source(self) -> str:
        """The content as canonical JSON: what a PDF or EPUB of the guide carries."""
        return canonical_json(self.content)

    @property
    def content_hash(self) -> str:
        """The short hash of all that the guide says: of its source. It changes with any word."""
        return content_hash(self.source)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Guide:
        """A copy with some fields changed; its source is its own."""
        copied = super().model_copy(update=update, deep=deep)
        vars(copied).pop("source", None)
        return copied

    @model_validator(mode="after")
    def _holds_together(self) -> Guide:
        parts = {str(key): part for key, part in iterate_children(self)}
        wrong = [_detail(fault, self) for fault in find_faults(parts, self)]
        if wrong:
            raise ValidationError.from_exception_data("Guide", wrong)
        return self


def _detail(fault: Fault, guide: Guide) -> InitErrorDetails:
    return InitErrorDetails(
        type=PydanticCustomError(fault.code, "{message}", {"message": fault.message}),
        loc=fault.path,
        input=guide.id,
    )

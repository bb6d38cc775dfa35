"""The guide as a whole: its identity, its parts and its handouts."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Literal, overload

from pydantic import ConfigDict, Field, StringConstraints, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from acucontent.errors import AcucontentError
from acucontent.model.acceptance import Acceptance
from acucontent.model.acupoints import Acupoint, PointMap
from acucontent.model.alternatives import Alternative
from acucontent.model.base import Record, Records, Slug, Text
from acucontent.model.canonical import compute_content_hash, compute_digest, dump_canonical_json
from acucontent.model.common import Coding
from acucontent.model.condition_words import ConditionWords
from acucontent.model.conditions import Condition
from acucontent.model.costs import Costs
from acucontent.model.decision import Decision
from acucontent.model.edit import edit_record
from acucontent.model.evidence import Evidence
from acucontent.model.fault import Fault
from acucontent.model.forms import Checklist, Form
from acucontent.model.glossary import Term
from acucontent.model.handouts import Handout
from acucontent.model.identifiers import LanguageTag, Licence, RegionCode
from acucontent.model.integrity import find_faults
from acucontent.model.label_words import LabelWords
from acucontent.model.mechanisms import Mechanism
from acucontent.model.paths import find_value, iterate_children
from acucontent.model.phone import Phone
from acucontent.model.practitioners import Practitioners
from acucontent.model.prose import Prose
from acucontent.model.publishing import AccessEvaluation, Contributor, Identifiers, Series
from acucontent.model.questions import PatientQuestion
from acucontent.model.references import Reference
from acucontent.model.risks import Risks
from acucontent.model.sessions import Sessions
from acucontent.model.tables import TextTable

SchemaId = Literal["urn:acucontent:schema:guide-1"]

SCHEMA_ID: SchemaId = "urn:acucontent:schema:guide-1"
"""The version of the schema, which changes only when older guides no longer load."""


class UnvalidatedGuide(AcucontentError, ValueError):
    """A guide or overlay has values that were not validated, so that it cannot be used."""


class Review(Record):
    """Whether a clinician has reviewed the guide, and when the next review is due."""

    status: Literal["not reviewed", "under review", "reviewed"]
    """The status of the review. Only a person changes it."""
    on: datetime.date | None = None
    """When it was reviewed."""
    by: Text | None = None
    """Who reviewed it, with their profession."""
    next_due: datetime.date
    """The date by which it must be reviewed again."""

    @model_validator(mode="after")
    def _check_status(self) -> Review:
        reviewed = self.status == "reviewed"
        if reviewed != (self.on is not None) or reviewed != (self.by is not None):
            raise PydanticCustomError(
                "review", "status 'reviewed' needs both on and by, and any other status must have neither"
            )
        return self


class Region(Record):
    """A region that the guide is for."""

    key_field = "code"

    code: RegionCode
    """The code of the country, or EU."""
    name: Text
    """The name of the region in the guide's language."""
    emergency_number: Phone
    """The number to call in an emergency."""
    labels: LabelWords = Field(default_factory=LabelWords)
    """Words of the guide's language as they are used in this region, by the name of the label that they replace."""


class Guide(Record):
    """A patient guide: its identity, its parts, and the handouts made from them."""

    model_config = ConfigDict(
        title="Patient guide",
        json_schema_extra={"$id": SCHEMA_ID, "$schema": "https://json-schema.org/draft/2020-12/schema"},
    )

    schema_id: Annotated[SchemaId, Field(alias="$schema")] = SCHEMA_ID
    """The schema that the guide is written for."""
    id: Slug
    """The guide's id; it is part of the file names."""
    title: Text
    """The title."""
    subtitle: Text | None = None
    """The subtitle."""
    summary: Prose
    """A summary of the guide in a few sentences."""
    language: LanguageTag
    """The language it is written in."""
    condition: ConditionWords
    """The condition that it is about, in the forms that sentences need."""
    regions: Annotated[Records[Region], Field(min_length=1)]
    """The regions that it is for; the first one is the default."""
    audience: Prose
    """Who it is for."""
    purpose: Prose
    """The purpose of the guide."""
    main_message: Prose
    """The one point to remember."""
    key_points: Annotated[tuple[Prose, ...], Field(min_length=3, max_length=7)]
    """Three to seven points to remember."""
    edition: Annotated[
        str, StringConstraints(strip_whitespace=True, pattern=r"^[0-9]+(?:\.[0-9]+){0,2}(?:-[a-z0-9.]+)?$")
    ]
    """The guide's version, such as 1.0.0."""
    published: datetime.date
    """When this edition was published."""
    evidence_to: datetime.date
    """The date up to which the evidence was searched."""
    review: Review
    """Whether a clinician has reviewed it."""
    authors: Annotated[tuple[Contributor, ...], Field(min_length=1)]
    """Who made it."""
    funding: Prose
    """Who paid for it."""
    conflicts: Prose
    """Conflicts of interest of those who made it."""
    update_policy: Prose
    """How and when it is updated."""
    feedback: Prose
    """How readers can report a mistake."""
    licence: Licence
    """The licence of the content."""
    publisher: Text
    """Who publishes it."""
    identifiers: Identifiers = Identifiers()
    """Standard identifiers, such as an ISBN."""
    series: Series | None = None
    """The series that it belongs to."""
    access: AccessEvaluation | None = None
    """Who evaluated its accessibility. Without it, an ebook claims no conformance."""
    codes: tuple[Coding, ...] = ()
    """Codes for its subject in standard classifications."""
    labels: LabelWords = Field(default_factory=LabelWords)
    """Words of the guide that replace fixed words, by the name of the label. Labels that warn cannot be replaced."""

    mechanisms: Records[Mechanism] = Field(default_factory=Records)
    """How the treatment might work."""
    evidence: Evidence
    """Findings of studies and recommendations of bodies."""
    conditions: Records[Condition] = Field(default_factory=Records)
    """What is known about each condition."""
    sessions: Sessions
    """A course of treatment."""
    risks: Risks
    """Harms, precautions and red flags."""
    acupoints: Records[Acupoint] = Field(default_factory=Records)
    """The acupoints that are used."""
    maps: Records[PointMap] = Field(default_factory=Records)
    """Pictures that show where points are."""
    practitioners: Practitioners
    """How to find a practitioner."""
    costs: Costs
    """What it costs and who pays."""
    alternatives: Records[Alternative] = Field(default_factory=Records)
    """Other therapies that may help."""
    decision: Decision | None = None
    """The choice that a person has, as a decision aid."""
    questions: Records[PatientQuestion] = Field(default_factory=Records)
    """Questions that people ask."""
    forms: Records[Form] = Field(default_factory=Records)
    """Forms to fill in, such as a diary."""
    checklists: Records[Checklist] = Field(default_factory=Records)
    """Lists to check off."""
    tables: Records[TextTable] = Field(default_factory=Records)
    """Small tables in the guide's own words."""
    glossary: Records[Term] = Field(default_factory=Records)
    """Words that a reader may not know."""
    references: Records[Reference] = Field(default_factory=Records)
    """The sources."""
    handouts: Annotated[Records[Handout], Field(min_length=1)]
    """Sheets and booklets made from the guide."""
    accepted: tuple[Acceptance, ...] = ()
    """Findings of checks that those responsible for the guide have accepted. Readers do not see them."""

    def find_value(self, path: str) -> Any:
        """Return the value at a path, such as `risks.effects.bruise.text`, `acupoints.BL40` or `key_points.0`.

        Raises:
            NoSuchPart: The path does not exist. The message names its first unknown step.
        """
        return find_value(self, path)

    @overload
    def edit(self, path: str, value: Any, /) -> Guide: ...
    @overload
    def edit(self, changes: Mapping[str, Any], /) -> Guide: ...
    def edit(self, changes: str | Mapping[str, Any], value: Any = None, /) -> Guide:
        """Return a validated guide with another value at a path, or with several changes at once.

            guide.edit("risks.effects.bruise.text", "New words.")
            guide.edit({"title": "New title", "key_points.2": "Another point."})

        Args:
            changes: The path of a value, or new values by path. A path is fields, ids of records and places in other
                lists (from 0), joined by dots.
            value: The new value, where `changes` is a path: plain data or a record; None removes an optional value.

        Raises:
            NoSuchPart: A path does not exist in the guide, or one path lies within another.
            GuideProblems: The changed guide has problems; each names its path and how to fix it.
        """
        return edit_record(self, {changes: value} if isinstance(changes, str) else changes, self.id)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which the guide is available, its own first."""
        return (self.language,)

    @property
    def content(self) -> Guide:
        """The guide for readers: without accepted findings, which are only for its authors."""
        return Guide.model_validate(self.model_copy(update={"accepted": ()})) if self.accepted else self

    @cached_property
    def source(self) -> str:
        """The content as canonical JSON, which a PDF, EPUB or web page of the guide contains."""
        return dump_canonical_json(self.model_copy(update={"accepted": ()}))

    @property
    def digest(self) -> str:
        """The SHA-256 of the source, in hexadecimal digits."""
        return compute_digest(self.source)

    @property
    def content_hash(self) -> str:
        """The short hash of the source, for people; it changes with every word of the guide."""
        return compute_content_hash(self.source)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Guide:
        """Return a copy with some fields changed, without the cached source of the original."""
        copied = super().model_copy(update=update, deep=deep)
        vars(copied).pop("source", None)
        return copied

    @model_validator(mode="after")
    def _check_integrity(self) -> Guide:
        parts = {str(key): part for key, part in iterate_children(self)}
        wrong = [_make_error_detail(fault, self) for fault in find_faults(parts, self)]
        if wrong:
            raise ValidationError.from_exception_data("Guide", wrong)
        return self


def require_validated(guide: Guide) -> None:
    """Refuse a guide that was changed without validation, because it may lack a necessary warning.

    Raises:
        UnvalidatedGuide: The guide has values that were not validated.
    """
    if not guide.is_validated:
        raise UnvalidatedGuide(
            f"The guide {vars(guide).get('id', '')!r} was changed without validation. "
            'To fix it, make changes with guide.edit("path", value), or validate it: Guide.model_validate(guide)'
        )


def _make_error_detail(fault: Fault, guide: Guide) -> InitErrorDetails:
    return InitErrorDetails(
        type=PydanticCustomError(fault.code, "{message}", {"message": fault.message}),
        loc=fault.path,
        input=guide.id,
    )

"""A course of treatment: how much of it, what happens, and what to watch."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from acucontent.model.base import Citations, Record, Records, Slug, Text
from acucontent.model.common import Item
from acucontent.model.prose import Prose
from acucontent.model.ranges import Quantity

Phase = Literal["before", "during", "after"]
"""Part of a visit."""


class Amounts(Record):
    """How much treatment is usual."""

    needles: Quantity
    """Needles in a session."""
    needle_minutes: Quantity
    """Minutes that the needles stay in."""
    visit_minutes: Quantity
    """Minutes that the whole visit takes."""
    per_week: Quantity
    """Visits a week."""
    weeks: Quantity
    """Weeks of a course."""
    total: Quantity
    """Visits of a course."""


class Step(Record):
    """One step of a visit."""

    id: Slug
    """The step's id."""
    phase: Phase
    """When in the visit it comes."""
    title: Text
    """The step in a few words."""
    text: Prose
    """What happens."""
    citations: Citations


class Sensation(Record):
    """Something a person may feel."""

    id: Slug
    """The sensation's id."""
    name: Text
    """The feeling, in a few words."""
    text: Prose
    """When it comes, and what to do about it."""
    citations: Citations


class Progress(Record):
    """How to tell whether the treatment helps."""

    signs: Records[Item]
    """Signs that it helps."""
    review_after: Quantity
    """After how many visits to take stock."""
    review: Prose
    """What to do at the review."""
    stop: Records[Item]
    """When to stop."""


class Sessions(Record):
    """A course of treatment."""

    introduction: Prose | None = None
    """What the course is like, in short."""
    amounts: Amounts
    """Needles, minutes and visits of a usual course."""
    prepare: Records[Item]
    """How to prepare."""
    tell: Records[Item]
    """What to tell the practitioner."""
    steps: Annotated[Records[Step], Field(min_length=1)]
    """What happens, in order."""
    sensations: Records[Sensation]
    """What a person may feel."""
    aftercare: Records[Item]
    """What to do afterwards."""
    progress: Progress
    """How to tell whether it helps."""

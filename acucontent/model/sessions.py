"""A course of treatment: its length, its steps, and how to tell whether it helps."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from acucontent.model.base import Citations, Record, Records, Slug, Text
from acucontent.model.common import Item
from acucontent.model.pictures import Picture
from acucontent.model.prose import Prose
from acucontent.model.ranges import Quantity
from acucontent.model.regional import RegionalRecord, Regions
from acucontent.model.short_text import ShortText

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


class Step(RegionalRecord):
    """One step of a visit."""

    id: Slug
    """The step's id."""
    picture: Picture
    phase: Phase
    """When in the visit the step happens."""
    title: Text
    """The step in a few words."""
    text: Prose
    """What happens."""
    short: ShortText | None = None
    """What a sheet prints instead of the title and the text: at most 14 words."""
    citations: Citations
    regions: Regions


class Sensation(RegionalRecord):
    """Something a person may feel."""

    id: Slug
    """The sensation's id."""
    picture: Picture
    name: Text
    """The sensation, in a few words."""
    text: Prose
    """When the sensation occurs, and what to do about it."""
    short: ShortText | None = None
    """What a sheet prints instead of the name and the text: at most 14 words."""
    citations: Citations
    regions: Regions


class Progress(Record):
    """How to tell whether the treatment helps."""

    signs: Records[Item]
    """Signs that it helps."""
    review_after: Quantity
    """The number of visits after which to review progress."""
    review: Prose
    """What to do at the review."""
    stop: Records[Item]
    """When to stop the treatment."""


class Sessions(Record):
    """A course of treatment."""

    introduction: Prose | None = None
    """A short summary of the course."""
    amounts: Amounts
    """Needles, minutes and visits of a usual course."""
    prepare: Records[Item]
    """How to prepare for a visit."""
    tell: Records[Item]
    """What to tell the practitioner."""
    steps: Annotated[Records[Step], Field(min_length=1)]
    """What happens, in order."""
    sensations: Records[Sensation]
    """What a person may feel."""
    aftercare: Records[Item]
    """What to do after a visit."""
    progress: Progress
    """How to tell whether the treatment helps."""

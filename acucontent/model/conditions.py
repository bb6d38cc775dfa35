"""Conditions that people seek treatment for, and what is known about each."""

from __future__ import annotations

from typing import Literal

from acucontent.model.base import Citations, Record, Slug, StatementId, Text
from acucontent.model.common import Coding
from acucontent.model.prose import Prose


class Condition(Record):
    """One condition."""

    id: Slug
    """The condition's id."""
    name: Text
    """The condition's plain name."""
    short_name: Text | None = None
    """The name within a list, such as 'low back pain' (default: the plain name)."""
    medical_name: Text | None = None
    """The name a doctor would use."""
    codes: tuple[Coding, ...] = ()
    """Codes for the condition."""
    known: Prose
    """What the condition is, and what is known about its treatment."""
    evidence: tuple[StatementId, ...] = ()
    """Ids of the findings about it."""
    verdict: Literal["may help", "may help a little", "not clear", "not studied"]
    """The short answer."""
    verdict_reason: Prose
    """The reason for the short answer."""
    citations: Citations

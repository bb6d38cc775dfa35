"""Questions that people ask, with their answers."""

from __future__ import annotations

from acucontent.model.base import Citations, Slug, Text
from acucontent.model.prose import Prose
from acucontent.model.regional import RegionalRecord, Regions
from acucontent.model.short_text import ShortText
from acucontent.model.volumes import ReferenceOnly


class PatientQuestion(RegionalRecord):
    """A question and its answer."""

    id: Slug
    """The question's id."""
    question: Text
    """The question as a patient would ask it."""
    answer: Prose
    """The answer; its first sentence must answer the question."""
    short: ShortText | None = None
    """What a sheet prints instead of the answer: at most 14 words."""
    citations: Citations
    regions: Regions
    reference_only: ReferenceOnly

"""Other therapies that may help, with the certainty of their evidence."""

from __future__ import annotations

from acucontent.model.base import Citations, Slug, Text
from acucontent.model.evidence import Certainty
from acucontent.model.prose import Prose
from acucontent.model.regional import RegionalRecord, Regions
from acucontent.model.short_text import ShortText
from acucontent.model.volumes import ReferenceOnly


class Alternative(RegionalRecord):
    """Another therapy, or doing nothing."""

    id: Slug
    """The therapy's id."""
    therapy: Text
    """The therapy's plain name."""
    purpose: Text
    """What people use it for, in words that follow 'For': 'new pain', 'preventing attacks'."""
    certainty: Certainty
    """How certain the evidence is."""
    text: Prose
    """What it is and what is known about it."""
    short: ShortText | None = None
    """What a sheet prints instead of the text: at most 14 words."""
    citations: Citations
    regions: Regions
    reference_only: ReferenceOnly

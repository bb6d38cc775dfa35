"""Words that a reader may not know."""

from __future__ import annotations

from acucontent.model.base import Slug, Text
from acucontent.model.identifiers import LanguageTag
from acucontent.model.prose import Prose
from acucontent.model.regional import RegionalRecord, Regions
from acucontent.model.volumes import ReferenceOnly


class Term(RegionalRecord):
    """A word and what it means."""

    id: Slug
    """The word's id."""
    term: Text
    """The word."""
    definition: Prose
    """What it means, in plain words."""
    say: Text | None = None
    """How to pronounce it, spelled for an English reader, with the stressed syllable in capitals."""
    language: LanguageTag | None = None
    """The language of the word, if it differs from the guide's."""
    regions: Regions
    reference_only: ReferenceOnly

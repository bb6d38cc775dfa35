"""Small records that several parts of a guide share."""

from __future__ import annotations

from typing import Literal

from acucontent.model.base import Citations, Record, Slug, Text
from acucontent.model.prose import Prose


class Item(Record):
    """One thing said in its own right: a step, a question, a warning sign."""

    id: Slug
    """The item's id within its list."""
    text: Prose
    """What is said."""
    citations: Citations


class Coding(Record):
    """A code for this subject in a system that others keep."""

    system: Literal["ICD-10", "ICD-11", "SNOMED CT", "MeSH", "BISAC", "Thema"]
    """The system of codes."""
    code: Text
    """The code in that system."""
    display: Text
    """The system's own name for the code."""

"""The key to the words for certainty and frequency. A book has a page for it; a printed sheet does not."""

from __future__ import annotations

from dataclasses import replace

from acucontent.document.blocks import SectionRole
from acucontent.document.document import Document

BACK_MATTER: tuple[SectionRole, ...] = ("certainty_key", "glossary", "review", "references")
"""The roles of the chapters that come after the text."""


def add_certainty_key(document: Document) -> Document:
    """Return the document with its key, if it has one, as the first chapter of the back matter."""
    if document.certainty_key is None:
        return document
    sections = document.sections
    back = [number for number, section in enumerate(sections) if section.role in BACK_MATTER]
    at = min(back, default=len(sections))
    return replace(document, sections=(*sections[:at], document.certainty_key, *sections[at:]))

"""The key to the words for how sure and how often: a page that a book has and a sheet does not."""

from __future__ import annotations

from dataclasses import replace

from acucontent.document.blocks import SectionRole
from acucontent.document.document import Document

BACK_MATTER: tuple[SectionRole, ...] = ("certainty_key", "glossary", "review", "references")
"""The roles of the chapters that come after the text."""


def add_certainty_key(document: Document) -> Document:
    """Return the document with its key as a chapter before the rest of the back matter, where it has one."""
    if document.certainty_key is None:
        return document
    sections = document.sections
    back = [number for number, section in enumerate(sections) if section.role in BACK_MATTER]
    at = min(back, default=len(sections))
    return replace(document, sections=(*sections[:at], document.certainty_key, *sections[at:]))

"""Assign each change to a part of the comparison by its path. Warnings have a part of their own (see warnings.py)."""

from __future__ import annotations

from collections.abc import Mapping

from acucontent.diff.change import Part
from acucontent.model.paths import Path

_BY_FIELD: Mapping[str, Part] = {
    "regions": "guide",
    "title": "guide",
    "summary": "message",
    "main_message": "message",
    "key_points": "message",
    "evidence": "evidence",
    "conditions": "evidence",
    "mechanisms": "evidence",
    "alternatives": "evidence",
    "decision": "evidence",
    "sessions": "sessions",
    "acupoints": "points",
    "maps": "points",
    "practitioners": "practitioners",
    "costs": "costs",
    "questions": "questions",
    "glossary": "questions",
    "forms": "forms",
    "checklists": "forms",
    "tables": "forms",
    "handouts": "handouts",
    "references": "references",
}
"""The part of each field of a guide; other fields belong to the part "guide"."""


def find_part(path: Path) -> Part:
    """Return the part that a path of fields and ids belongs to, unless the change touches a warning."""
    return _BY_FIELD.get(str(path[0]), "guide")

"""Assign each change to a part of the comparison by its path; safety takes precedence."""

from __future__ import annotations

from collections.abc import Mapping

from acucontent.diff.change import Part
from acucontent.model.paths import Path

_BY_FIELD: Mapping[str, Part] = {
    "risks": "safety",
    "regions": "guide",
    "title": "guide",
    "summary": "message",
    "main_message": "message",
    "key_points": "message",
    "evidence": "evidence",
    "conditions": "evidence",
    "mechanisms": "evidence",
    "alternatives": "evidence",
    "sessions": "sessions",
    "acupoints": "points",
    "maps": "points",
    "practitioners": "practitioners",
    "costs": "costs",
    "questions": "questions",
    "glossary": "questions",
    "handouts": "handouts",
    "references": "references",
}
"""The part of each field of a guide; other fields belong to the part "guide"."""

_SAFETY = (
    ("regions", "emergency_number"),
    ("sessions", "stop"),
    ("sessions", "tell"),
    ("practitioners", "warning_signs"),
    ("acupoints", "cautions"),
    ("acupoints", "pregnancy"),
)
"""Warnings outside `risks`: a field of the guide, and a field at any depth in it."""


def find_part(path: Path) -> Part:
    """Return the part that a path of fields and ids belongs to."""
    if any(path[0] == first and nested in path[1:] for first, nested in _SAFETY):
        return "safety"
    return _BY_FIELD.get(str(path[0]), "guide")

"""Which part of a comparison a change belongs to: the whole path decides, safety first."""

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
"""The part of each field of a guide; any other is about the guide itself."""

_SAFETY = (
    ("regions", "emergency_number"),
    ("sessions", "stop"),
    ("sessions", "tell"),
    ("practitioners", "warning_signs"),
    ("acupoints", "cautions"),
    ("acupoints", "pregnancy"),
)
"""What else is a warning: the field of the guide, and a field somewhere below it."""


def part_of(path: Path) -> Part:
    """The part that a path of fields and ids belongs to."""
    if any(path[0] == first and below in path[1:] for first, below in _SAFETY):
        return "safety"
    return _BY_FIELD.get(str(path[0]), "guide")

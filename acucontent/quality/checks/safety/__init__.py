"""Family S: what must reach every reader, and what must be said to none."""

from __future__ import annotations

from acucontent.quality.check import Check
from acucontent.quality.checks.safety import everywhere, points, sentences, warnings

CHECKS: tuple[Check, ...] = (
    *sentences.UNJUDGED,
    *everywhere.CHECKS,
    *sentences.CHECKS,
    *warnings.CHECKS,
    *points.CHECKS,
)
"""The safety checks, by code."""

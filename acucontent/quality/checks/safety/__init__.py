"""Family S: warnings that must reach every reader, and sentences that could harm a reader."""

from __future__ import annotations

from acucontent.quality.check import Check
from acucontent.quality.checks.safety import (
    foreign_words,
    missing_warnings,
    points,
    sentences,
    short_forms,
    text_layer,
    warnings,
)
from acucontent.quality.languages import LANGUAGE_CHECKS

CHECKS: tuple[Check, ...] = (
    LANGUAGE_CHECKS["S"],
    *missing_warnings.CHECKS,
    *text_layer.CHECKS,
    *sentences.CHECKS,
    *warnings.CHECKS,
    *points.CHECKS,
    *foreign_words.CHECKS,
    *short_forms.CHECKS,
)
"""The safety checks, by code."""

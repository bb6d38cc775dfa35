"""Family E: readers can judge each claim, and no claim goes beyond what is known."""

from __future__ import annotations

from acucontent.quality.check import Check
from acucontent.quality.checks.evidence import balance, certainty, claims, findings, recommendations, references
from acucontent.quality.languages import LANGUAGE_CHECKS

CHECKS: tuple[Check, ...] = (
    LANGUAGE_CHECKS["E"],
    *claims.CHECKS,
    *certainty.CHECKS,
    *findings.CHECKS,
    *balance.CHECKS,
    *recommendations.CHECKS,
    *references.CHECKS,
)
"""The evidence checks, by code."""

"""Family E: whether each claim can be weighed, and says no more than is known."""

from __future__ import annotations

from acucontent.quality.check import Check
from acucontent.quality.checks.evidence import balance, certainty, claims, findings, recommendations, references

CHECKS: tuple[Check, ...] = (
    *claims.UNJUDGED,
    *claims.CHECKS,
    *certainty.CHECKS,
    *findings.CHECKS,
    *balance.CHECKS,
    *recommendations.CHECKS,
    *references.CHECKS,
)
"""The evidence checks, by code."""

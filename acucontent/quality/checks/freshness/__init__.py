"""Freshness (F): what was true once and may not be any more. The day that dates are held against is an argument."""

from __future__ import annotations

from acucontent.quality.check import Check
from acucontent.quality.checks.freshness.dates import CHECKS as DATES
from acucontent.quality.checks.freshness.recommendations import CHECKS as RECOMMENDATIONS
from acucontent.quality.checks.freshness.reviews import CHECKS as REVIEWS

CHECKS: tuple[Check, ...] = (*REVIEWS, *RECOMMENDATIONS, *DATES)
"""The checks of this family."""

"""Family F: facts that may be out of date. The date of the check is an argument; no check reads the clock."""

from __future__ import annotations

from acucontent.quality.check import Check
from acucontent.quality.checks.freshness.dates import CHECKS as DATES
from acucontent.quality.checks.freshness.recommendations import CHECKS as RECOMMENDATIONS
from acucontent.quality.checks.freshness.reviews import CHECKS as REVIEWS
from acucontent.quality.languages import LANGUAGE_CHECKS

CHECKS: tuple[Check, ...] = (LANGUAGE_CHECKS["F"], *REVIEWS, *RECOMMENDATIONS, *DATES)
"""The freshness checks."""

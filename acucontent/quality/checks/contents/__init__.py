"""Family C: what a guide contains but hides: placeholders, parts that no handout shows, and codes that do not exist."""

from __future__ import annotations

from acucontent.quality.check import Check
from acucontent.quality.checks.contents import (
    hidden_parts,
    placeholders,
    point_codes,
    regions,
    titles,
    undeclared_names,
)
from acucontent.quality.languages import LANGUAGE_CHECKS

CHECKS: tuple[Check, ...] = (
    LANGUAGE_CHECKS["C"],
    *placeholders.CHECKS,
    *hidden_parts.CHECKS,
    *regions.CHECKS,
    *point_codes.CHECKS,
    *titles.CHECKS,
    *undeclared_names.CHECKS,
)
"""The checks of this family, by code."""

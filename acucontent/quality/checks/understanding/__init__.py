"""Understanding (P): requirements of PEMAT-P, the CDC Clear Communication Index, DISCERN and IPDAS.

These are the requirements that a program can decide. `acucontent/quality/instruments.yaml` lists the items of the
instruments with their checks. The checks do not give a score, because only people can score the instruments.
"""

from __future__ import annotations

from acucontent.quality.checks.understanding import completeness, presentation
from acucontent.quality.languages import LANGUAGE_CHECKS

CHECKS = (LANGUAGE_CHECKS["P"], *presentation.CHECKS, *completeness.CHECKS)
"""Every check of the family."""

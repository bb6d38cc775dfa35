"""Understanding (P): what PEMAT-P, the CDC Clear Communication Index, DISCERN and IPDAS ask and a program can decide.

Which item of which instrument each check bears on stands in `acucontent/quality/instruments.yaml`. These checks give no
score of any of them: a score needs people.
"""

from __future__ import annotations

from acucontent.quality.checks.understanding import completeness, presentation

CHECKS = (*presentation.CHECKS, *completeness.CHECKS)
"""Every check of the family."""

"""Reading (R): grade, length of sentences, words, numbers, capitals and italics."""

from __future__ import annotations

from acucontent.quality.checks.reading import grade, numbers, sentences, typography, words
from acucontent.quality.languages import LANGUAGE_CHECKS

CHECKS = (LANGUAGE_CHECKS["R"], *grade.CHECKS, *sentences.CHECKS, *words.CHECKS, *numbers.CHECKS, *typography.CHECKS)
"""Every check of the family."""

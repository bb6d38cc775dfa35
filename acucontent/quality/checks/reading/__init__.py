"""Reading: grade, length of sentences, words, numbers and the look of letters."""

from __future__ import annotations

from acucontent.quality.checks.reading import grade, look, numbers, sentences, words

CHECKS = (*grade.CHECKS, *sentences.CHECKS, *words.CHECKS, *numbers.CHECKS, *look.CHECKS)
"""Every check of the family."""

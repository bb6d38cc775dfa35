"""The word lists of the reading checks, one file for each language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from acucontent.quality.phrases import load_word_list

Replacement = tuple[re.Pattern[str], str]
"""A pattern for all forms of a word or phrase, and the words to use instead."""


@cache
def load_lists() -> Mapping[str, Any]:
    """Load the lists of `words.en.yaml`."""
    return _load("words")


@dataclass(frozen=True)
class Jargon:
    """Words that a patient may not know, with one pattern for all because there are many."""

    pattern: re.Pattern[str]
    replacements: Mapping[str, str]
    """The words to use instead, by the word in lower case."""

    def find_replacement(self, word: str) -> str:
        """Return the words to use instead of a word that the pattern matched."""
        folded = word.casefold()
        return self.replacements.get(folded) or self.replacements[folded.removesuffix("s")]


@cache
def load_jargon() -> Jargon:
    """Load the words of `jargon.en.yaml`."""
    replacements = {form: plain for forms, plain in _load("jargon").items() for form in forms.split("|")}
    return Jargon(_compile_words("|".join(sorted(replacements, key=len, reverse=True))), replacements)


@cache
def load_phrases(name: str) -> tuple[Replacement, ...]:
    """Load a list of `words.en.yaml` that maps phrases to the words to use instead."""
    return tuple((_compile_words(forms), plain) for forms, plain in load_lists()[name].items())


@cache
def load_patterns(name: str) -> tuple[Replacement, ...]:
    """Load a list of `words.en.yaml` that maps patterns to the words to use instead."""
    return tuple(
        (re.compile(rf"(?<![\w.])(?:{pattern})(?!\w)", re.IGNORECASE), plain)
        for pattern, plain in load_lists()[name].items()
    )


@cache
def join_words(name: str) -> str:
    """Return the words of a list as alternatives of a pattern, the longest first."""
    return "|".join(map(re.escape, sorted(load_lists()[name], key=len, reverse=True)))


def _compile_words(forms: str) -> re.Pattern[str]:
    alternatives = "|".join(re.escape(form) for form in forms.split("|"))
    return re.compile(rf"(?<![\w-])(?:{alternatives})s?(?![\w-])", re.IGNORECASE)


def _load(stem: str) -> Mapping[str, Any]:
    lists = load_word_list("acucontent.quality.checks.reading", stem, "en")
    assert lists is not None, f"{stem}.en.yaml is part of the package"
    return lists

"""The word lists of the family, one file a language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from acucontent.quality.phrases import word_list

Spoken = tuple[re.Pattern[str], str]
"""A pattern that finds a word in all its forms, and what to say instead."""


@cache
def lists() -> Mapping[str, Any]:
    """The lists of `words.en.yaml`."""
    return _read("words")


@dataclass(frozen=True)
class Jargon:
    """Words that a patient may not know; one pattern for all of them, as there are many."""

    pattern: re.Pattern[str]
    instead: Mapping[str, str]
    """What to say instead, by the word in lower case."""

    def plain(self, word: str) -> str:
        """What to say instead of a word that the pattern found."""
        folded = word.casefold()
        return self.instead.get(folded) or self.instead[folded.removesuffix("s")]


@cache
def jargon() -> Jargon:
    """The words of `jargon.en.yaml`."""
    instead = {form: say for forms, say in _read("jargon").items() for form in forms.split("|")}
    return Jargon(_whole("|".join(sorted(instead, key=len, reverse=True))), instead)


@cache
def phrases(name: str) -> tuple[Spoken, ...]:
    """Each phrase of a list of `words.en.yaml` that says what to say instead."""
    return tuple((_whole(forms), say) for forms, say in lists()[name].items())


@cache
def patterns(name: str) -> tuple[Spoken, ...]:
    """Each pattern of a list of `words.en.yaml` that says what to say instead."""
    return tuple((re.compile(rf"(?<![\w.])(?:{one})(?!\w)", re.IGNORECASE), say) for one, say in lists()[name].items())


@cache
def any_of(name: str) -> str:
    """The words of a list as one alternative of a pattern, the longest first."""
    return "|".join(map(re.escape, sorted(lists()[name], key=len, reverse=True)))


def _whole(forms: str) -> re.Pattern[str]:
    alternatives = "|".join(re.escape(form) for form in forms.split("|"))
    return re.compile(rf"(?<![\w-])(?:{alternatives})s?(?![\w-])", re.IGNORECASE)


def _read(stem: str) -> Mapping[str, Any]:
    read = word_list("acucontent.quality.checks.reading", stem, "en")
    assert read is not None, f"{stem}.en.yaml comes with the package"
    return read

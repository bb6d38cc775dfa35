"""The word lists of the family, one file a language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from acucontent.quality.phrases import word_list

Spoken = tuple[re.Pattern[str], str]
"""A pattern that finds a word in all its forms, and what to say instead."""


@cache
def lists() -> Mapping[str, Any]:
    """The lists of `words.en.yaml`."""
    return _read("words")


@cache
def jargon() -> tuple[Spoken, ...]:
    """Each word of `jargon.en.yaml`, its plural too."""
    return tuple((_whole(forms), say) for forms, say in _read("jargon").items())


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

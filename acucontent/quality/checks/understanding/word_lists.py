"""The word lists of the understanding checks, one file for each language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from acucontent.quality.phrases import load_word_list


@cache
def load_lists() -> Mapping[str, Any]:
    """Load the lists of `words.en.yaml`."""
    lists = load_word_list("acucontent.quality.checks.understanding", "words", "en")
    assert lists is not None, "words.en.yaml is part of the package"
    return lists


@cache
def load_pattern(name: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """Load the patterns of a list as one pattern."""
    patterns = load_lists()[name]
    return re.compile(patterns if isinstance(patterns, str) else "|".join(patterns), flags)

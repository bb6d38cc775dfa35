"""The word lists of the family, one file a language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from acucontent.quality.phrases import word_list


@cache
def lists() -> Mapping[str, Any]:
    """The lists of `words.en.yaml`."""
    held = word_list("acucontent.quality.checks.understanding", "words", "en")
    assert held is not None, "words.en.yaml comes with the package"
    return held


@cache
def pattern(name: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """Any of the patterns of a list."""
    held = lists()[name]
    return re.compile(held if isinstance(held, str) else "|".join(held), flags)

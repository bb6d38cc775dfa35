"""Short texts of sheets: one line of few words, without markup."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from acucontent.model.base import Text

MAX_SHORT_WORDS = 14
"""The most words of the short form of a record."""

MAX_BRIEF_WORDS = 10
"""The most words of a sign in the strip at the foot of a front side."""

MAX_MESSAGE_WORDS = 25
"""The most words of the message of a sheet."""

_MARKUP = re.compile(r"[*\[\]{}`]|https?:|www\.")
"""Signs of markup, citations, links and fields, none of which a short text has."""


def count_words(text: str) -> int:
    """Return the number of words of a text; a dash between spaces is none."""
    return sum(any(sign.isalnum() for sign in word) for word in text.split())


def _refuse_markup(text: str) -> str:
    found = _MARKUP.search(text)
    if found:
        raise PydanticCustomError(
            "short_markup",
            "has '{sign}', but it is plain text: leave markup, citations and links out",
            {"sign": found[0]},
        )
    return text


def _limit_words(text: str, most: int) -> str:
    count = count_words(text)
    if count > most:
        raise PydanticCustomError(
            "too_many_words",
            "has {count} words, but can have at most {most}: shorten it without losing a warning",
            {"count": count, "most": most},
        )
    return text


ShortText = Annotated[
    Text, AfterValidator(_refuse_markup), AfterValidator(lambda text: _limit_words(text, MAX_SHORT_WORDS))
]
"""What a sheet prints instead of the long form of a record: plain text of at most 14 words."""

BriefText = Annotated[
    Text, AfterValidator(_refuse_markup), AfterValidator(lambda text: _limit_words(text, MAX_BRIEF_WORDS))
]
"""A sign in a few words, as it completes 'Do not wait if you have …': plain text of at most 10 words."""

MessageText = Annotated[
    Text, AfterValidator(_refuse_markup), AfterValidator(lambda text: _limit_words(text, MAX_MESSAGE_WORDS))
]
"""The message of a sheet that is set apart: plain text of at most 25 words."""

"""The condition that a guide is about, in the forms that its sentences need."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from acucontent.model.base import Record, Text


def _refuse_sentence_end(text: str) -> str:
    if text.endswith((".", "!", "?", ":", ";", ",")):
        raise PydanticCustomError(
            "condition_words",
            "ends with '{sign}', but other words follow it in a sentence: leave the sign out",
            {"sign": text[-1]},
        )
    marks = sorted(_MARKS.intersection(text))
    if marks:
        raise PydanticCustomError(
            "condition_words",
            "has '{sign}', but these words are plain text: leave markup, citations and fields out",
            {"sign": marks[0]},
        )
    return text


_MARKS = frozenset("*[]{}")

SentencePart = Annotated[Text, AfterValidator(_refuse_sentence_end)]
"""Words that are put into a sentence, where other words can follow: they have no sign at their end."""


class ConditionWords(Record):
    """The condition that a guide is about, in words as they are written within a sentence.

    Labels use them as `{condition}`, `{short}`, `{people}` and `{measured}`.
    """

    name: SentencePart
    """The condition in full, as after 'choices for': 'low back pain that lasts', 'frequent migraine'."""
    short_name: SentencePart
    """The condition in a word or two: 'back pain', 'migraine'."""
    people: SentencePart
    """The people who have it, as after 'shown in': 'people with back pain'."""
    measured: SentencePart
    """What studies measure first, as after 'how much': 'pain', 'days with migraine'."""

    @property
    def fields(self) -> dict[str, str]:
        """The words by the fields of labels."""
        return {
            "condition": self.name,
            "short": self.short_name,
            "people": self.people,
            "measured": self.measured,
        }

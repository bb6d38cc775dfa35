"""Checks of letters that are hard to read: words in capitals, and long runs in italics."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from acucontent.model.plain_text import flatten
from acucontent.model.prose import Emphasis, walk_inlines
from acucontent.quality.check import Check, Found
from acucontent.quality.checks.reading.word_lists import join_words
from acucontent.quality.languages import ENGLISH
from acucontent.quality.subject import Subject

MAX_ITALIC_WORDS = 5
"""The maximum number of consecutive words in italics."""


@cache
def _compile_capitals() -> re.Pattern[str]:
    """Compile a pattern for several words in capitals, a long one, or a common word in capitals."""
    return re.compile(rf"\b[A-Z]{{2,}}(?: [A-Z’']{{2,}}){{2,}}\b|\b[A-Z]{{9,}}\b|\b(?:{join_words('shouted')})\b")


def _find_capitals(subject: Subject) -> Iterator[Found]:
    for passage in subject.passages:
        for found in dict.fromkeys(_compile_capitals().findall(passage.words)):
            yield Found(passage.path, f"“{found}” is in capitals.", found)


def _find_long_italics(subject: Subject) -> Iterator[Found]:
    for passage in subject.passages:
        for inline in walk_inlines(passage.prose.blocks) if passage.prose else ():
            words = flatten(inline.children) if isinstance(inline, Emphasis) else ""
            if len(words.split()) > MAX_ITALIC_WORDS:
                yield Found(passage.path, f"{len(words.split())} consecutive words are in italics: “{words}”", words)


CHECKS = (
    Check(
        code="R140",
        languages=ENGLISH,
        title="Words are in capitals",
        severity="warning",
        why="Words in capitals lose their shape, so readers must read them letter by letter.",
        fix="Use lower case; for emphasis use **strong**, a heading or a word such as “important”.",
        source="NHS digital service manual, Punctuation: Capitalisation; RNIB Clear Print: no continuous capitals",
        find=_find_capitals,
    ),
    Check(
        code="R141",
        title="A long run of words is in italics",
        severity="warning",
        why="Italics are hard to read for people with low vision or dyslexia.",
        fix="Remove the italics; for emphasis use **strong** on a few words.",
        source="NHS digital service manual, Formatting: Bold, italics and underlining; RNIB Clear Print: avoid italics",
        find=_find_long_italics,
    ),
)

"""What makes letters themselves hard to read: words in capitals, and long runs in italics."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from acucontent.model.plain_text import flatten
from acucontent.model.prose import Emphasis, walk_inlines
from acucontent.quality.check import Check, Found
from acucontent.quality.checks.reading.data import any_of
from acucontent.quality.passages import english_passages, passages
from acucontent.quality.subject import Subject

ITALIC_WORDS = 5
"""The most words in italics in a row."""


@cache
def _capitals() -> re.Pattern[str]:
    """A run of words in capitals, or a word that is shouted."""
    return re.compile(rf"\b[A-Z]{{2,}}(?: [A-Z’']{{2,}}){{2,}}\b|\b[A-Z]{{9,}}\b|\b(?:{any_of('shouted')})\b")


def _shouted(subject: Subject) -> Iterator[Found]:
    for passage in english_passages(subject.guide):
        for found in dict.fromkeys(_capitals().findall(passage.words)):
            yield Found(passage.path, f"“{found}” is set in capitals.", found)


def _italics(subject: Subject) -> Iterator[Found]:
    for passage in passages(subject.guide):
        for inline in walk_inlines(passage.prose.blocks) if passage.prose else ():
            words = flatten(inline.children) if isinstance(inline, Emphasis) else ""
            if len(words.split()) > ITALIC_WORDS:
                yield Found(passage.path, f"{len(words.split())} words in a row are in italics: “{words}”", words)


CHECKS = (
    Check(
        code="R140",
        title="Words are set in capitals",
        severity="warning",
        why="Words in capitals lose their shape and are read letter by letter.",
        fix="Write them in small letters; for weight use **strong**, a heading or a word such as “important”.",
        source="NHS digital service manual, Punctuation: Capitalisation; RNIB Clear Print: no continuous capitals",
        find=_shouted,
    ),
    Check(
        code="R141",
        title="A long run of words is in italics",
        severity="warning",
        why="Slanted letters blur for people with low vision or dyslexia.",
        fix="Set the words upright; for weight use **strong** on a few of them.",
        source="NHS digital service manual, Formatting: Bold, italics and underlining; RNIB Clear Print: avoid italics",
        find=_italics,
    ),
)

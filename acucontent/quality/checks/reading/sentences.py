"""Length of sentences, paragraphs and lists, and who does what in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby

from acucontent.quality.check import Check, Found
from acucontent.quality.checks.reading.data import any_of
from acucontent.quality.passages import english_passages, passages
from acucontent.quality.reading import count_words
from acucontent.quality.subject import Subject

LONG, TOO_LONG = 20, 25
"""Words of a sentence: above the first it is long, above the second it is to be split."""

FULL, TOO_FULL = 3, 5
"""Sentences of a paragraph, likewise."""

ITEMS = 7
"""The most items of a list."""

PASSIVE_SHARE, PASSIVE_LEAST = 0.2, 10
"""The share of passive sentences above which a part counts as passive, and the fewest sentences it is told of."""

_HOW_WE_WRITE = (
    "NHS digital service manual, How we write: Concise (sentences up to 20 words, paragraphs up to 3 sentences)"
)


def _sentences_between(subject: Subject, over: int, up_to: float) -> Iterator[Found]:
    for passage in english_passages(subject.guide):
        for sentence in passage.sentences:
            if over < count_words(sentence) <= up_to:
                yield Found(passage.path, f"This sentence has {count_words(sentence)} words: “{sentence}”", sentence)


def _too_long(subject: Subject) -> Iterator[Found]:
    return _sentences_between(subject, TOO_LONG, float("inf"))


def _long(subject: Subject) -> Iterator[Found]:
    return _sentences_between(subject, LONG, TOO_LONG)


def _paragraphs_between(subject: Subject, over: int, up_to: float) -> Iterator[Found]:
    for passage in english_passages(subject.guide):
        for run in passage.runs:
            if over < len(run.sentences) <= up_to:
                what, first = "item" if run.item else "paragraph", run.sentences[0]
                yield Found(passage.path, f"This {what} has {len(run.sentences)} sentences: “{first} …”", first)


def _too_full(subject: Subject) -> Iterator[Found]:
    return _paragraphs_between(subject, TOO_FULL, float("inf"))


def _full(subject: Subject) -> Iterator[Found]:
    return _paragraphs_between(subject, FULL, TOO_FULL)


def _long_lists(subject: Subject) -> Iterator[Found]:
    for passage in passages(subject.guide):
        for block in passage.lists:
            if len(block.items) > ITEMS:
                yield Found(
                    passage.path, f"This list has {len(block.items)} items; a reader keeps about {ITEMS} in mind."
                )


def passive(sentence: str) -> bool:
    """Whether a sentence has a verb in the passive voice, as far as a pattern can tell."""
    return _passive().search(sentence) is not None


@cache
def _passive() -> re.Pattern[str]:
    deed = rf"(?!(?:{any_of('states')})\b)(?:\w{{2,}}ed|{any_of('participles')})"
    return re.compile(
        rf"\b(?:am|is|are|was|were|be|been|being|got|gets?)\s+(?:(?:not|also|often|usually|only|\w+ly)\s+)?{deed}\b",
        re.IGNORECASE,
    )


def _passive_parts(subject: Subject) -> Iterator[Found]:
    prose = (passage for passage in english_passages(subject.guide) if passage.prose)
    for part, group in groupby(prose, key=lambda passage: passage.part):
        sentences = [(passage, sentence) for passage in group for sentence in passage.sentences]
        found = [(passage, sentence) for passage, sentence in sentences if passive(sentence)]
        if len(sentences) >= PASSIVE_LEAST and len(found) > PASSIVE_SHARE * len(sentences):
            first, shown = found[0]
            message = f"{len(found)} of {len(sentences)} sentences of '{part}' are passive, such as “{shown}”"
            yield Found(first.path, message, shown)


CHECKS = (
    Check(
        code="R110",
        title="A sentence has more than 25 words",
        severity="warning",
        why="A reader who loses the thread of a long sentence reads on without it, or stops.",
        fix="Make two or three sentences of it, or a list.",
        source=f"{_HOW_WE_WRITE}; GOV.UK style: 25 words at most",
        find=_too_long,
    ),
    Check(
        code="R111",
        title="A sentence has more than 20 words",
        severity="note",
        why="Each clause more is one more thing to hold in mind until the full stop.",
        fix="Look for the second idea and give it its own sentence.",
        source=_HOW_WE_WRITE,
        find=_long,
    ),
    Check(
        code="R112",
        title="A paragraph has more than 5 sentences",
        severity="warning",
        why="A block of text looks like work, and weak readers skip it.",
        fix="Split the paragraph where its subject changes.",
        source=_HOW_WE_WRITE,
        find=_too_full,
    ),
    Check(
        code="R113",
        title="A paragraph has more than 3 sentences",
        severity="note",
        why="Short paragraphs let a reader rest and find the place again.",
        fix="Split the paragraph where its subject changes.",
        source=_HOW_WE_WRITE,
        find=_full,
    ),
    Check(
        code="R114",
        title="A list has more than 7 items",
        severity="warning",
        why="A long list is scanned for its first lines, and what stands at its end is missed.",
        fix="Split the list into groups, each with its own lead-in line.",
        source="CDC Clear Communication Index, item 8: more than 7 items are broken up",
        find=_long_lists,
    ),
    Check(
        code="R115",
        title="Many sentences of a part are passive",
        severity="note",
        why="Where nobody does anything, a reader cannot tell what falls to them.",
        fix="Say who does it: “you”, “your doctor”, “the person who treats you”.",
        source="PEMAT-P, item 5 (active voice in at least 4 of 5 sentences); NHS digital service manual, How we write",
        find=_passive_parts,
    ),
)

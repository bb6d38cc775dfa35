"""Checks of the length of sentences, paragraphs and lists, and of the passive voice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby

from acucontent.quality.check import Check, Found
from acucontent.quality.checks.reading.word_lists import join_words
from acucontent.quality.languages import ENGLISH
from acucontent.quality.readability import count_words
from acucontent.quality.subject import Subject

LONG_SENTENCE, MAX_SENTENCE = 20, 25
"""The numbers of words above which a sentence is long, and above which it should be split."""

LONG_PARAGRAPH, MAX_PARAGRAPH = 3, 5
"""The numbers of sentences above which a paragraph is long, and above which it should be split."""

MAX_ITEMS = 7
"""The maximum number of items of a list."""

MAX_PASSIVE_SHARE, MIN_PASSIVE_SENTENCES = 0.2, 10
"""The proportion of passive sentences above which a part is reported, and the minimum number of its sentences."""

_HOW_WE_WRITE = (
    "NHS digital service manual, How we write: Concise (sentences up to 20 words, paragraphs up to 3 sentences)"
)


def _find_sentences(subject: Subject, over: int, up_to: float) -> Iterator[Found]:
    for passage in subject.passages:
        for sentence in passage.sentences:
            if over < count_words(sentence) <= up_to:
                yield Found(passage.path, f"The sentence has {count_words(sentence)} words: “{sentence}”", sentence)


def _find_too_long_sentences(subject: Subject) -> Iterator[Found]:
    return _find_sentences(subject, MAX_SENTENCE, float("inf"))


def _find_long_sentences(subject: Subject) -> Iterator[Found]:
    return _find_sentences(subject, LONG_SENTENCE, MAX_SENTENCE)


def _find_paragraphs(subject: Subject, over: int, up_to: float) -> Iterator[Found]:
    for passage in subject.passages:
        for run in passage.runs:
            if over < len(run.sentences) <= up_to:
                kind, first = "item" if run.item else "paragraph", run.sentences[0]
                yield Found(passage.path, f"The {kind} has {len(run.sentences)} sentences: “{first} …”", first)


def _find_too_long_paragraphs(subject: Subject) -> Iterator[Found]:
    return _find_paragraphs(subject, MAX_PARAGRAPH, float("inf"))


def _find_long_paragraphs(subject: Subject) -> Iterator[Found]:
    return _find_paragraphs(subject, LONG_PARAGRAPH, MAX_PARAGRAPH)


def _find_long_lists(subject: Subject) -> Iterator[Found]:
    for passage in subject.passages:
        for block in passage.lists:
            if len(block.items) > MAX_ITEMS:
                yield Found(passage.path, f"The list has {len(block.items)} items; readers remember about {MAX_ITEMS}.")


def is_passive(sentence: str) -> bool:
    """Return whether a sentence has a verb in the passive voice, as far as a pattern can detect it."""
    return _compile_passive().search(sentence) is not None


@cache
def _compile_passive() -> re.Pattern[str]:
    participle = rf"(?!(?:{join_words('states')})\b)(?:\w{{2,}}ed|{join_words('participles')})"
    return re.compile(
        rf"\b(?:am|is|are|was|were|be|been|being|got|gets?)\s+(?:(?:not|also|often|usually|only|\w+ly)\s+)?{participle}\b",
        re.IGNORECASE,
    )


def _find_passive_parts(subject: Subject) -> Iterator[Found]:
    prose = (passage for passage in subject.passages if passage.prose)
    for part, group in groupby(prose, key=lambda passage: passage.part):
        sentences = [(passage, sentence) for passage in group for sentence in passage.sentences]
        found = [(passage, sentence) for passage, sentence in sentences if is_passive(sentence)]
        if len(sentences) >= MIN_PASSIVE_SENTENCES and len(found) > MAX_PASSIVE_SHARE * len(sentences):
            first, shown = found[0]
            message = f"{len(found)} of {len(sentences)} sentences of '{part}' are passive, such as “{shown}”"
            yield Found(first.path, message, shown)


CHECKS = (
    Check(
        code="R110",
        languages=ENGLISH,
        title="A sentence has more than 25 words",
        severity="warning",
        why="Readers lose track of a long sentence, and then miss its meaning or stop reading.",
        fix="Split the sentence into two or three, or write a list.",
        source=f"{_HOW_WE_WRITE}; GOV.UK style: 25 words at most",
        find=_find_too_long_sentences,
    ),
    Check(
        code="R111",
        languages=ENGLISH,
        title="A sentence has more than 20 words",
        severity="note",
        why="Each additional clause is one more thing to remember until the end of the sentence.",
        fix="Find the second idea and write a sentence for it.",
        source=_HOW_WE_WRITE,
        find=_find_long_sentences,
    ),
    Check(
        code="R112",
        title="A paragraph has more than 5 sentences",
        severity="warning",
        why="A long block of text looks difficult, and weak readers skip it.",
        fix="Split the paragraph where the topic changes.",
        source=_HOW_WE_WRITE,
        find=_find_too_long_paragraphs,
    ),
    Check(
        code="R113",
        title="A paragraph has more than 3 sentences",
        severity="note",
        why="In short paragraphs, readers can pause and find their place again.",
        fix="Split the paragraph where the topic changes.",
        source=_HOW_WE_WRITE,
        find=_find_long_paragraphs,
    ),
    Check(
        code="R114",
        title="A list has more than 7 items",
        severity="warning",
        why="Readers look at the first items of a long list and miss the last ones.",
        fix="Split the list into groups, each with an introductory line.",
        source="CDC Clear Communication Index, item 8: more than 7 items are broken up",
        find=_find_long_lists,
    ),
    Check(
        code="R115",
        languages=ENGLISH,
        title="Many sentences of a part are passive",
        severity="note",
        why="A passive sentence does not say who acts, so readers cannot tell what they should do.",
        fix="Name who acts: “you”, “your doctor”, “the person who treats you”.",
        source="PEMAT-P, item 5 (active voice in at least 4 of 5 sentences); NHS digital service manual, How we write",
        find=_find_passive_parts,
    ),
)

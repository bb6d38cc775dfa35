"""Compare the words of a rendered file with those of its document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

from acucontent.quality.document_words import DocumentWords
from acucontent.quality.words import SOFT_HYPHEN, find_words, normalize_words, split_broken_word, split_words

ANY_NUMBER = "0"
"""The word of an added text that stands for any number."""

ANY_TEXT = "*"
"""The added text that stands for any text."""

_SHOWN = 8
"""The number of words that describe a difference."""

_Place: TypeAlias = tuple[int, int]
"""The index of a word of the document, and that of a word of the file."""
_Phrases: TypeAlias = Mapping[str, Sequence[tuple[str, ...]]]
"""Added texts as words, the longest first, by their first word."""


@dataclass(frozen=True)
class FileWords:
    """The words of a file, with the number of the part, from 1, in which each begins."""

    words: tuple[str, ...]
    parts: tuple[int, ...]
    broken: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """The words that a broken word is if its hyphen is a real one, by its index."""


@dataclass(frozen=True)
class Difference:
    """The first place where a file differs from its document."""

    part: int
    """The number of the page or part, from 1."""
    expected: tuple[str, ...]
    """The next words of the document."""
    found: tuple[str, ...]
    """The next words of the file."""


@dataclass(frozen=True)
class Match:
    """Proof that a file has the words of its document in order, and nothing else but added texts."""

    runs: tuple[_Place, ...]
    """The places where a run of equal words starts, in order."""
    moved: tuple[range, ...] = ()
    """The indexes of the words of the document that are at another place."""

    def find_word(self, index: int) -> int | None:
        """Return the index in the file of a word of the document; None if it is at another place."""
        if any(index in each for each in self.moved):
            return None
        at, start = self.runs[bisect_right(self.runs, (index, 1 << 60)) - 1]
        return start + index - at


def list_file_words(parts: Iterable[str], known: Collection[str]) -> FileWords:
    """Return the words of the parts of a file.

    Args:
        parts: The text of each part, in which a soft hyphen joins the halves of a broken word.
        known: The words of the document. A broken word that is not one of them has a real hyphen; others may have one.
    """
    words: list[str] = []
    numbers: list[int] = []
    broken: dict[int, tuple[str, ...]] = {}
    for word, number in _join_halves(parts):
        pieces, joined = split_broken_word(word), word.replace(SOFT_HYPHEN, "")
        if joined in known and joined != word:
            broken[len(words)], pieces = pieces, (joined,)
        words += pieces
        numbers += [number] * len(pieces)
    return FileWords(tuple(words), tuple(numbers), broken)


def _join_halves(parts: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Yield each word with the number of its part; a word that continues in the next part is one word."""
    half, half_number = "", 0
    for number, part in enumerate(parts, start=1):
        for found in find_words(normalize_words(part)):
            word, start = half + found[0], half_number or number
            half, half_number = (word, start) if word.endswith(SOFT_HYPHEN) else ("", 0)
            if not half:
                yield word, start
    if half:
        yield half, half_number


def compare_words(document: DocumentWords, file: FileWords, added: Iterable[str]) -> Match | Difference:
    """Compare the words of a file with those of its document.

    The file must have every word of the document in order. Before a text, and around a link or citation, it can have
    added texts. A text of the document that is also an added text can be at another place.

    Args:
        document: The words of the document.
        file: The words of the file.
        added: The texts that the format adds, in which `0` stands for any number. If one of them is `*`, the file can
            have any texts there, and only those of the document are compared.
    """
    texts = tuple(added)
    if ANY_TEXT in texts:
        return _find_runs(document, file)
    search = _Search(document, file, _index_phrases((*texts, *document.optional)))
    match = search.find_match()
    lost = search.find_lost_text() if match else None
    if match is None or lost is None:
        return match or search.describe_difference()
    return Difference(file.parts[-1], lost[:_SHOWN], ())


def _find_runs(document: DocumentWords, file: FileWords) -> Match | Difference:
    """Compare a file that can have any text in the gaps of its document."""
    joined, start, index = _join_words(file.words), 0, 0
    runs: list[_Place] = []
    for at, end in pairwise(sorted({0, *document.gaps})):
        run = document.words[at:end]
        found = joined.find(_join_words(run), start)
        if found < 0:
            part = file.parts[min(index, len(file.parts) - 1)] if file.parts else 1
            return Difference(part, run[:_SHOWN], file.words[index : index + _SHOWN])
        index += joined.count("\n", start, found)
        runs.append((at, index))
        start, index = found + len(_join_words(run)) - 1, index + len(run)
    return Match(tuple(runs))


def _index_phrases(texts: Iterable[str]) -> _Phrases:
    phrases: dict[str, set[tuple[str, ...]]] = {}
    for text in texts:
        words = tuple(map(_mask_number, split_words(text)))
        if words:
            phrases.setdefault(words[0], set()).add(words)
    return {first: sorted(each, key=len, reverse=True) for first, each in phrases.items()}


def _mask_number(word: str) -> str:
    return ANY_NUMBER if word.isdigit() else word


def _join_words(words: Iterable[str]) -> str:
    """Return words as one text, in which a run of words can be searched."""
    return "\n".join(("", *words, ""))


class _Search:
    """A search for the added texts of a file: without them, its words must be those of the document.

    It tries the next word of the document first, then each added text, then a text at another place, and goes back to
    the last choice if none is found.
    """

    def __init__(self, document: DocumentWords, file: FileWords, phrases: _Phrases) -> None:
        self._expected, self._gaps = document.words, document.gaps
        self._found, self._parts, self._broken = file.words, file.parts, file.broken
        self._masked = tuple(map(_mask_number, file.words))
        self._phrases = phrases
        self._elsewhere = {start: end for start, end in document.texts.items() if self._is_phrase(start, end)}
        self._furthest: _Place = (0, 0)

    def find_match(self) -> Match | None:
        """Return the match of document and file, or None."""
        came: dict[_Place, _Place | None] = {(0, 0): None}
        ends: dict[_Place, _Place] = {}
        places: list[_Place] = [(0, 0)]
        while places:
            start = places.pop()
            end = ends[start] = self._skip_equal(start)
            if end == (len(self._expected), len(self._found)):
                return _make_match(_trace(came, start), ends)
            self._furthest = max(self._furthest, end, key=lambda place: (place[1], -place[0]))
            for place in self._list_choices(end):
                if place not in came:
                    came[place] = start
                    places.append(place)
        return None

    def _is_phrase(self, start: int, end: int) -> bool:
        """Return whether a text of the document is also an added text."""
        words = tuple(map(_mask_number, self._expected[start:end]))
        return bool(words) and words in self._phrases.get(words[0], ())

    def find_lost_text(self) -> tuple[str, ...] | None:
        """Return a text of the document that can be anywhere in the file, but is not there."""
        joined = _join_words(self._found)
        texts = (self._expected[start:end] for start, end in self._elsewhere.items())
        return next((words for words in texts if _join_words(words) not in joined), None)

    def describe_difference(self) -> Difference:
        """Return the furthest place in the file up to which it is equal to the document."""
        at, index = self._furthest
        part = self._parts[min(index, len(self._parts) - 1)] if self._parts else 1
        return Difference(part, self._expected[at : at + _SHOWN], self._found[index : index + _SHOWN])

    def _skip_equal(self, place: _Place) -> _Place:
        """Return the place after a run of equal words, which ends where an added text may start."""
        at, index = place
        expected, found = self._expected, self._found
        last = min(len(expected), at + len(found) - index)
        while at < last and expected[at] == found[index]:
            if at in self._gaps and self._masked[index] in self._phrases:
                break
            at, index = at + 1, index + 1
        return at, index

    def _list_choices(self, place: _Place) -> Iterator[_Place]:
        """Yield the places that may follow a place; the best choice is last."""
        at, index = place
        if at in self._elsewhere:
            yield self._elsewhere[at], index
        if at in self._gaps and index < len(self._masked):
            for phrase in reversed(self._phrases.get(self._masked[index], ())):
                if self._masked[index : index + len(phrase)] == phrase:
                    yield at, index + len(phrase)
        pieces = self._broken.get(index, ())
        if pieces and self._expected[at : at + len(pieces)] == pieces:
            yield at + len(pieces), index + 1
        if self._expected[at : at + 1] == self._found[index : index + 1]:
            yield at + 1, index + 1


def _make_match(places: Sequence[_Place], ends: Mapping[_Place, _Place]) -> Match:
    """Return the match for the places that lead to the end of both texts."""
    stops = ((ends[place], following) for place, following in pairwise(places))
    moved = (range(at, after) for (at, index), (after, start) in stops if index == start and at < after)
    return Match(tuple(places), tuple(moved))


def _trace(came: Mapping[_Place, _Place | None], last: _Place) -> list[_Place]:
    """Return the places that led to the last one, in order."""
    places: list[_Place] = []
    place: _Place | None = last
    while place is not None:
        places.append(place)
        place = came[place]
    return places[::-1]

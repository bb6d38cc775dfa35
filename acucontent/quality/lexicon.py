"""Find words of a class in a sentence, in every inflection: `stopped` is of the classes `stop` and `stop.ed`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from acucontent.quality.inflection import inflect_noun, inflect_verb

_WORD = re.compile(r"\d[\d.,]*\d|[a-z0-9]+?(?=n't\b)|n't\b|'(?:s|ll|re|ve|d|m)\b|[^\W_]+|%|[.,;:!?–—()]")
_NUMBERS_IN_WORDS = ("100", "112", "911", "999")
"""Numbers that entries name. All others are `#`."""
_GAP = "…"
"""Stands for up to `_MOST_BETWEEN` words in an entry such as `put … away`."""
_MOST_BETWEEN = 5


@dataclass(frozen=True)
class Span:
    """Words of a class in a sentence, by their positions among its words."""

    start: int
    end: int


@dataclass(frozen=True)
class WordClasses:
    """The words of a sentence, and where those of each class are."""

    places: tuple[tuple[int, int], ...]
    """Where each word begins and ends in the sentence."""
    words: tuple[str, ...]
    spans: Mapping[str, tuple[Span, ...]]
    """The places of each class, by its name. The class `start` is before the first word."""


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The entries of all classes by their first word, and the classes of words by their endings."""

    entries: Mapping[tuple[str, ...], tuple[tuple[tuple[str, ...], str], ...]]
    """The words and the class of each entry, by its first two words; by one if it has no more or a gap there."""
    endings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The endings of the words of a class."""

    @classmethod
    def from_lists(cls, classes: Mapping[str, Mapping[str, str]], irregular: Mapping[str, str]) -> Lexicon:
        """Make a lexicon from the classes of a word list.

        Args:
            classes: The entries of each class, separated by commas, by what they are: `verbs`, `nouns`, `words`,
                `endings`, or other `classes` that it includes.
            irregular: The past forms of irregular verbs.
        """
        entries: dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]] = {}
        for words, name in dict.fromkeys(_list_entries(classes, irregular)):
            entries.setdefault(words[:1] if _GAP in words[:2] else words[:2], []).append((words, name))
        endings = {name: tuple(_split_list(lists["endings"])) for name, lists in classes.items() if "endings" in lists}
        return cls({first: tuple(found) for first, found in entries.items()}, endings)

    def find_classes(self, sentence: str) -> WordClasses:
        """Return the words of a normalized sentence with their classes."""
        found = list(_WORD.finditer(sentence))
        words = tuple("#" if one[0][0].isdigit() and one[0] not in _NUMBERS_IN_WORDS else one[0] for one in found)
        spans: dict[str, list[Span]] = {"start": [Span(-1, 0)]}
        for start, word in enumerate(words):
            pair = words[start : start + 2] if start + 1 < len(words) else ()
            for entry, name in (*self.entries.get((word,), ()), *self.entries.get(pair, ())):
                end = _find_end(entry, words, start)
                if end:
                    spans.setdefault(name, []).append(Span(start, end))
            for name, endings in self.endings.items():
                if word.endswith(endings):
                    spans.setdefault(name, []).append(Span(start, start + 1))
        return WordClasses(
            tuple(one.span() for one in found), words, {name: tuple(places) for name, places in spans.items()}
        )


def _find_end(entry: tuple[str, ...], words: tuple[str, ...], start: int) -> int:
    """Return where an entry ends that begins at a word, or 0 if the words are others."""
    if _GAP not in entry:
        end = start + len(entry)
        return end if words[start:end] == entry else 0
    at = entry.index(_GAP)
    head, tail = entry[:at], entry[at + 1 :]
    if words[start : start + at] != head:
        return 0
    for place in range(start + at, start + at + _MOST_BETWEEN + 1):
        if words[place : place + len(tail)] == tail:
            return place + len(tail)
        if words[place : place + 1] and words[place] in ".,;:!?–—()":
            return 0
    return 0


def split_words(text: str) -> tuple[str, ...]:
    """Return the words of an entry as they are found in sentences."""
    return tuple(word for part in text.split() for word in ([_GAP] if part == _GAP else _WORD.findall(part) or [part]))


def _split_list(text: str) -> Iterator[str]:
    return (part.strip() for part in text.split(",") if part.strip())


def _list_entries(
    classes: Mapping[str, Mapping[str, str]], irregular: Mapping[str, str]
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the words of each entry with the name of its class, and of its form if it is a verb."""
    for name, lists in classes.items():
        for source in (name, *_split_list(lists.get("classes", ""))):
            for form, text in _list_forms(classes[source], irregular):
                words = split_words(text)
                yield words, name
                if form:
                    yield words, f"{name}.{form}"


def _list_forms(lists: Mapping[str, str], irregular: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    for verb in _split_list(lists.get("verbs", "")):
        yield from inflect_verb(verb, irregular)
    for noun in _split_list(lists.get("nouns", "")):
        yield from (("", form) for form in inflect_noun(noun))
    yield from (("", word) for word in _split_list(lists.get("words", "")))

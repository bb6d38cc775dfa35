"""Find meanings in a sentence: words of certain classes near to each other, with or without a denial between them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, pairwise
from operator import attrgetter
from typing import Any

from acucontent.quality.lexicon import Lexicon, Span, WordClasses
from acucontent.quality.phrases import load_word_list

_DENIAL = "not"
"""The class of the words that deny. Between the words of a meaning there is none that the meaning does not name."""
_STOPS = frozenset(".;:!?–—()")
"""The signs that a meaning does not cross."""
_CLAUSE_STARTS = frozenset((",", word) for word in ("and", "but", "so", "or"))
"""The words that begin another clause, which a meaning does not cross."""
_DEFAULT_GAP = 2
_WIDE_GAP = 6
_FAR = 20
"""The gap from which on a meaning can cross clauses, as for `them`."""
_ELEMENT = re.compile(r"(~|&)(\d*)|(!)?(?:'([^']+)'|([\w.-]+))")


@dataclass(frozen=True)
class Part:
    """A class of words in a meaning."""

    name: str
    gap: int = _DEFAULT_GAP
    """The highest number of words between the part before and this one."""


@dataclass(frozen=True)
class Meaning:
    """Classes of words that together, in their order, have a meaning."""

    parts: tuple[Part, ...]
    absent: tuple[str, ...] = ()
    """The classes of which the sentence has no word."""

    def find_spans(self, sentence: WordClasses) -> Iterator[Span]:
        """Yield each place with this meaning."""
        spans = sentence.spans
        if all(part.name in spans for part in self.parts) and not any(name in spans for name in self.absent):
            for first in spans[self.parts[0].name]:
                yield from self._extend(sentence, first, first, 1)

    def _extend(self, sentence: WordClasses, whole: Span, last: Span, at: int) -> Iterator[Span]:
        """Yield the places that begin as `whole`, the parts of which up to `at` are found."""
        if at == len(self.parts):
            yield whole
            return
        part = self.parts[at]
        for one in _find_spans_from(sentence.spans[part.name], last.start + 1):
            if one.start > last.end + part.gap:
                return
            if _is_joined(sentence, last.end, one.start, part.gap >= _FAR):
                start = whole.start if whole.start >= 0 else one.start
                yield from self._extend(sentence, Span(start, max(whole.end, one.end)), one, at + 1)


def _find_spans_from(spans: Sequence[Span], start: int) -> Iterator[Span]:
    """Yield the spans, in order, that begin at a word or later."""
    first = bisect_left(spans, start, key=attrgetter("start"))
    return (spans[at] for at in range(first, len(spans)))


def _is_joined(sentence: WordClasses, start: int, end: int, far: bool) -> bool:
    """Return whether no denial is between two words and, unless they can be far apart, no end of a clause."""
    between = sentence.words[start:end]
    if next(_find_spans_from(sentence.spans.get(_DENIAL, ()), start), Span(end, end)).start < end:
        return False
    return far or (_STOPS.isdisjoint(between) and _CLAUSE_STARTS.isdisjoint(pairwise(between)))


@dataclass(frozen=True)
class Meanings:
    """The meanings of a word list, by kind, with its lexicon."""

    lexicon: Lexicon
    kinds: Mapping[str, Mapping[str, tuple[Meaning, ...]]]
    """The meanings of each kind by the class of their last part, so that few are tried on a sentence."""

    @classmethod
    def from_lists(cls, lists: Mapping[str, Any]) -> Meanings:
        """Make the meanings of a word list.

        Args:
            lists: `irregular`, `classes`, and `meanings`: lines such as `stop ~ medicine`, by kind. A class or a
                `'word'` follows the one before within two words; after `~` within six, after `~3` within three.
                With `&` the two can be in either order. After `!` comes a class that the sentence must not have.
        """
        kinds = {
            kind: tuple(chain.from_iterable(map(_parse_meaning, lines))) for kind, lines in lists["meanings"].items()
        }
        literals = {
            part.name: {"words": part.name[1:]}
            for meanings in kinds.values()
            for one in meanings
            for part in one.parts
            if part.name.startswith("=")
        }
        by_class = {kind: _group_by_class(meanings) for kind, meanings in kinds.items()}
        return cls(Lexicon.from_lists({**lists["classes"], **literals}, lists["irregular"]), by_class)

    def find_places(self, kind: str, sentence: str) -> Iterator[tuple[int, int]]:
        """Yield where each meaning of a kind begins and ends in a normalized sentence."""
        classes = _find_classes(self.lexicon, sentence)
        kinds = self.kinds.get(kind, {})
        for meaning in chain.from_iterable(kinds[name] for name in classes.spans if name in kinds):
            for span in meaning.find_spans(classes):
                yield classes.places[span.start][0], classes.places[span.end - 1][1]


def _group_by_class(meanings: Iterable[Meaning]) -> dict[str, tuple[Meaning, ...]]:
    groups: dict[str, tuple[Meaning, ...]] = {}
    for one in meanings:
        last = one.parts[-1].name
        groups[last] = (*groups.get(last, ()), one)
    return groups


@lru_cache(maxsize=10_000)
def _find_classes(lexicon: Lexicon, sentence: str) -> WordClasses:
    return lexicon.find_classes(sentence)


@cache
def load_meanings(package: str, language: str) -> Meanings | None:
    """Load the meanings of a package, such as `meanings.en.yaml`, or None if there are none for the language."""
    lists = load_word_list(package, "meanings", language)
    return None if lists is None else Meanings.from_lists(lists)


def _parse_meaning(line: str) -> Iterator[Meaning]:
    """Yield a meaning from its line; with `&`, one for each order."""
    parts: list[Part] = []
    absent: list[str] = []
    gap, swap = _DEFAULT_GAP, 0
    for link, number, absence, word, name in _ELEMENT.findall(line):
        if link:
            gap = int(number) if number else _WIDE_GAP
            swap = len(parts) if link == "&" else swap
        elif absence:
            absent.append(name)
        else:
            parts.append(Part(f"={word}" if word else name, gap))
            gap = _DEFAULT_GAP
    yield Meaning(tuple(parts), tuple(absent))
    if swap:
        yield Meaning(_swap(parts, swap), tuple(absent))


def _swap(parts: Sequence[Part], at: int) -> tuple[Part, ...]:
    """Return the parts with the two around a place in the other order."""
    first, second = parts[at - 1], parts[at]
    return (*parts[: at - 1], Part(second.name, first.gap), Part(first.name, second.gap), *parts[at + 1 :])

"""Find phrases that a guide must not state, unless they are denied, doubted, asked or quoted.

The words with which a language denies and doubts are listed in `phrases.en.yaml`. Each family of checks has its own
list of phrases.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from textwrap import shorten
from typing import Any

import yaml

from acucontent.quality.folding import fold_sentence
from acucontent.quality.name_lines import is_part_of_name
from acucontent.quality.passages import Passage

_DENIAL_RANGE = 2
"""The number of sentences after a report in which its denial can follow."""


_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The loader in C, ten times as fast, where PyYAML was built with it."""


@cache
def load_word_list(package: str, stem: str, language: str) -> Mapping[str, Any] | None:
    """Load a word list such as `stem.en.yaml` from a package.

    Args:
        package: The dotted name of the package.
        stem: The file name without the language and the suffix.
        language: A BCP 47 tag.

    Returns:
        The contents of the file, or None if there is no file for the language.
    """
    path = files(package) / f"{stem}.{language.split('-')[0]}.yaml"
    if not path.is_file():
        return None
    lists: Mapping[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
    return lists


@dataclass(frozen=True)
class PhraseMatch:
    """A phrase in a normalized sentence."""

    sentence: str
    start: int
    end: int
    groups: Mapping[str, str] = field(default_factory=dict, compare=False)
    """The words of each named group of its pattern."""

    @property
    def words(self) -> str:
        """The words of the phrase."""
        return self.sentence[self.start : self.end]


@dataclass(frozen=True, eq=False)
class Phrases:
    """Phrases of one kind: their patterns, and the patterns that make them acceptable in the same sentence."""

    patterns: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...] = ()
    about: tuple[re.Pattern[str], ...] = ()
    """Patterns of which every sentence with such a phrase matches one. Other sentences are not searched further."""
    even_doubted: bool = False
    """Whether a phrase counts as stated even after a word of doubt, such as 'if' or 'when'."""
    find_meanings: Callable[[str], Iterable[tuple[int, int]]] | None = None
    """Finds where each meaning of the kind begins and ends in a normalized sentence."""

    @classmethod
    def from_lists(
        cls,
        kind: Mapping[str, Any],
        names: Mapping[str, str],
        find_meanings: Callable[[str], Iterable[tuple[int, int]]] | None = None,
    ) -> Phrases:
        """Make phrases from an entry of a word list.

        Args:
            kind: The entry; its keys are `phrases`, `unless`, `about` and `even_doubted`.
            names: Patterns by name; `<medicine>` in a pattern of the entry stands for the pattern of that name.
            find_meanings: Finds the places of the meanings of the kind.
        """
        patterns, unless, about = (_compile_all(kind.get(key, ()), names) for key in ("phrases", "unless", "about"))
        return cls(patterns, unless, about, "even_doubted" in kind, find_meanings)

    def find_matches(self, sentence: str) -> tuple[PhraseMatch, ...]:
        """Return the matches in a sentence, whether stated or denied.

        Matches do not overlap; of those that begin at the same position, the longest is returned.
        """
        return _find_matches(self, fold_sentence(sentence))

    def find_in_folded(self, sentence: str) -> Iterator[PhraseMatch]:
        """Yield the matches in a sentence in small plain letters."""
        matches = sorted(self._find_all(sentence), key=lambda match: (match.start, -match.end))
        if not matches or any(pattern.search(sentence) for pattern in self.unless):
            return
        last = -1
        for match in matches:
            if match.start >= last:
                last = match.end
                yield match

    def _find_all(self, sentence: str) -> Iterator[PhraseMatch]:
        """Yield each phrase and each meaning of a normalized sentence."""
        if self.find_meanings is not None:
            yield from (PhraseMatch(sentence, *place) for place in self.find_meanings(sentence))
        if not self.about or any(pattern.search(sentence) for pattern in self.about):
            found = (match for pattern in self.patterns for match in pattern.finditer(sentence))
            yield from (PhraseMatch(sentence, *match.span(), match.groupdict()) for match in found)


@lru_cache(maxsize=100_000)
def _find_matches(phrases: Phrases, sentence: str) -> tuple[PhraseMatch, ...]:
    """Return the matches in a sentence. A guide repeats a third of its sentences, such as names and signs."""
    return tuple(phrases.find_in_folded(sentence))


def _compile_all(patterns: Sequence[str], names: Mapping[str, str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(_insert_names(pattern, names)) for pattern in patterns)


def read_names(lists: Mapping[str, Any]) -> dict[str, str]:
    """Return the names that the patterns of a word list can use.

    A name stands for a pattern or for a list of choices, and can use the names before it.
    """
    names: dict[str, str] = {}
    for name, value in lists.get("names", {}).items():
        names[name] = _insert_names(value if isinstance(value, str) else "|".join(value), names)
    return names


def quote_sentence(sentence: str) -> str:
    """Return a sentence in quotation marks, shortened if it is long."""
    return f"“{shorten(sentence, 160, placeholder=' …')}”"


@dataclass(frozen=True)
class Stated:
    """A phrase that a passage states, with its sentence."""

    words: str
    sentence: str


@dataclass(frozen=True)
class Grammar:
    """The patterns with which a language denies, doubts and reports statements."""

    clause_ends: re.Pattern[str]
    """The boundary between two clauses. A denial applies only to its own clause."""
    denied_before: re.Pattern[str]
    """A denial before a phrase, in its clause: `never`."""
    no_denial: re.Pattern[str]
    """Words that only look like a denial: `not only`. They are removed before denials are searched."""
    denied_after: re.Pattern[str]
    """A denial after a phrase, in its clause: `is dangerous`."""
    taken_back: re.Pattern[str]
    """A denial after the clause of a phrase: `but no study shows it`."""
    doubted_before: re.Pattern[str]
    """A doubt before a phrase, in its clause: `if`, `anyone who says`."""
    reported: re.Pattern[str]
    """Words that report what others say: `some people claim`."""
    quotes: re.Pattern[str]
    """Words in quotation marks."""
    urging: re.Pattern[str]
    """A question that urges, and so states a phrase: `why wait`."""

    def find_stated(self, passage: Passage, phrases: Phrases) -> Iterator[Stated]:
        """Yield each sentence that states some phrases, with the first of them.

        A sentence does not state a phrase if it denies or doubts it, asks about it, or reports it to deny it.
        """
        for run in passage.runs:
            for index, sentence in enumerate(run.sentences):
                after = run.sentences[index : index + _DENIAL_RANGE + 1]
                matches = (
                    one
                    for one in phrases.find_matches(sentence)
                    if not (passage.is_name and is_part_of_name(sentence, one.start, one.end))
                    and not self._is_excused(one, after, phrases)
                )
                first = next(matches, None)
                if first is not None:
                    yield Stated(_quote_match(sentence, first), sentence)
        for joined in passage.joined_runs:
            for match in phrases.find_matches(joined.words):
                if joined.is_crossed(match.start, match.end) and not self._is_excused(match, (joined.words,), phrases):
                    yield Stated(_quote_match(joined.words, match), joined.words)

    def is_denied(self, sentence: str) -> bool:
        """Return whether there is a denial anywhere in a sentence."""
        return bool(self.denied_before.search(self.no_denial.sub(_replace_with_spaces, fold_sentence(sentence))))

    def _is_excused(self, match: PhraseMatch, after: Sequence[str], phrases: Phrases) -> bool:
        """Return whether a phrase is not stated.

        Args:
            match: The phrase in its sentence.
            after: The sentence and the ones after it, in which a report can be denied.
            phrases: The phrases of which it is one.
        """
        sentence = match.sentence
        if sentence.rstrip().endswith("?") and not self.urging.search(sentence):
            return True
        start, end, within = self._find_clause(match)
        before = self.no_denial.sub(_replace_with_spaces, sentence[: match.end])[start : match.start]
        return (
            bool(self.denied_before.search(before))
            or (not within and not phrases.even_doubted and bool(self.doubted_before.search(before)))
            or bool(self.denied_after.search(sentence[match.end : end]))
            or bool(self.taken_back.search(sentence[match.end :]))
            or (self._is_reported(match) and self.is_denied(fold_sentence(" ".join(after)).replace(match.words, " ")))
        )

    def _find_clause(self, match: PhraseMatch) -> tuple[int, int, bool]:
        """Return where the clause that holds a match begins and ends, and whether the match reaches into another."""
        ends = list(self.clause_ends.finditer(match.sentence))
        start = max((one.end() for one in ends if one.end() <= match.start), default=0)
        end = min((one.start() for one in ends if one.start() >= match.end), default=len(match.sentence))
        return start, end, any(match.start < one.end() <= match.end for one in ends)

    def _is_reported(self, match: PhraseMatch) -> bool:
        """Return whether a phrase is in quotation marks or is what others say."""
        is_quoted = any(
            one.start() <= match.start and match.end <= one.end() for one in self.quotes.finditer(match.sentence)
        )
        return is_quoted or bool(self.reported.search(match.sentence[: match.end]))


def _quote_match(sentence: str, match: PhraseMatch) -> str:
    """Return the words of a match as the sentence has them; if they are disguised, the sentence."""
    return sentence[match.start : match.end] if len(sentence) == len(match.sentence) else sentence


@cache
def load_grammar(language: str) -> Grammar | None:
    """Return the grammar of a language, or None if there is no word list for it."""
    lists = load_word_list("acucontent.quality", "phrases", language)
    return (
        None if lists is None else Grammar(**{name: _compile_any(lists[name]) for name in Grammar.__dataclass_fields__})
    )


def _compile_any(patterns: str | list[str]) -> re.Pattern[str]:
    """Compile a pattern that matches wherever one of several patterns does."""
    return re.compile(patterns if isinstance(patterns, str) else "|".join(f"(?:{one})" for one in patterns))


def _insert_names(pattern: str, names: Mapping[str, str]) -> str:
    """Replace each `<name>` in a pattern by the pattern of that name."""
    for name, value in names.items():
        pattern = pattern.replace(f"<{name}>", f"(?:{value})")
    return pattern


def _replace_with_spaces(match: re.Match[str]) -> str:
    """Return as many spaces as the match is long, so that positions in the sentence stay the same."""
    return " " * len(match.group())

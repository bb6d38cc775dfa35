"""Find phrases that a guide must not state, unless they are denied, doubted, asked or quoted.

The words with which a language denies and doubts are listed in `phrases.en.yaml`. Each family of checks has its own
list of phrases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from textwrap import shorten
from typing import Any

import yaml

from acucontent.quality.passages import Passage

_SOON = 2
"""The number of sentences after a report in which its denial can follow."""


_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The loader in C, ten times as fast, where PyYAML was built with it."""


@cache
def word_list(package: str, stem: str, language: str) -> Mapping[str, Any] | None:
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
    held: Mapping[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
    return held


def plain(sentence: str) -> str:
    """Return a sentence in small letters with straight apostrophes, every character in its place."""
    small = sentence.lower()
    return (small if len(small) == len(sentence) else sentence).replace("’", "'")


@dataclass(frozen=True)
class Phrases:
    """Phrases of one kind: their patterns, and the patterns that make them acceptable in the same sentence."""

    patterns: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...] = ()
    about: tuple[re.Pattern[str], ...] = ()
    """What is in every sentence that holds such a phrase, without which no other pattern is tried."""
    even_doubted: bool = False
    """Whether a doubt before the words, such as 'if' or 'when', leaves them stated."""

    @classmethod
    def of(cls, kind: Mapping[str, Any], names: Mapping[str, str]) -> Phrases:
        """The phrases of a word list; `<medicine>` in a pattern stands for the pattern of that name."""
        patterns, unless, about = (_compile_all(kind.get(key, ()), names) for key in ("phrases", "unless", "about"))
        return cls(patterns, unless, about, even_doubted="even_doubted" in kind)

    def found(self, sentence: str) -> Iterator[re.Match[str]]:
        """Each place in a sentence, whether it is stated or denied; the longest first where several begin together."""
        sentence = plain(sentence)
        if self.about and not any(pattern.search(sentence) for pattern in self.about):
            return
        matches = sorted(
            (match for pattern in self.patterns for match in pattern.finditer(sentence)),
            key=lambda match: (match.start(), -match.end()),
        )
        if not matches or any(pattern.search(sentence) for pattern in self.unless):
            return
        end = -1
        for match in matches:
            if match.start() >= end:
                end = match.end()
                yield match


def _compile_all(patterns: Sequence[str], names: Mapping[str, str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(_with_names(pattern, names)) for pattern in patterns)


def read_names(held: Mapping[str, Any]) -> dict[str, str]:
    """Return the names that the patterns of a word list can use.

    A name stands for a pattern or for a list of choices, and can use the names before it.
    """
    names: dict[str, str] = {}
    for name, meant in held.get("names", {}).items():
        names[name] = _with_names(meant if isinstance(meant, str) else "|".join(meant), names)
    return names


def quoted(sentence: str) -> str:
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
    denied_before: re.Pattern[str]
    no_denial: re.Pattern[str]
    denied_after: re.Pattern[str]
    taken_back: re.Pattern[str]
    doubted_before: re.Pattern[str]
    reported: re.Pattern[str]
    quotes: re.Pattern[str]
    urging: re.Pattern[str]

    def stated(self, passage: Passage, phrases: Phrases) -> Iterator[Stated]:
        """Yield each sentence that states some phrases, with the first of them.

        A sentence does not state a phrase if it denies or doubts it, asks about it, or reports it to deny it.
        """
        for run in passage.runs:
            for index, sentence in enumerate(run.sentences):
                after = run.sentences[index : index + _SOON + 1]
                found = (one for one in phrases.found(sentence) if not self._excused(one, after, phrases))
                first = next(found, None)
                if first is not None:
                    yield Stated(sentence[first.start() : first.end()], sentence)

    def denies(self, sentence: str) -> bool:
        """Whether there is a denial anywhere in a sentence."""
        return bool(self.denied_before.search(self.no_denial.sub(_blank, plain(sentence))))

    def _excused(self, match: re.Match[str], after: Sequence[str], phrases: Phrases) -> bool:
        sentence = match.string
        if sentence.rstrip().endswith("?") and not self.urging.search(sentence):
            return True
        start, end, within = self._clause(match)
        before = self.no_denial.sub(_blank, sentence[: match.end()])[start : match.start()]
        return (
            bool(self.denied_before.search(before))
            or (not within and not phrases.even_doubted and bool(self.doubted_before.search(before)))
            or bool(self.denied_after.search(sentence[match.end() : end]))
            or bool(self.taken_back.search(sentence[match.end() :]))
            or (self._reported(match) and self.denies(plain(" ".join(after)).replace(match.group(), " ")))
        )

    def _clause(self, match: re.Match[str]) -> tuple[int, int, bool]:
        """Return where the clause that holds a match begins and ends, and whether the match reaches into another."""
        ends = list(self.clause_ends.finditer(match.string))
        start = max((one.end() for one in ends if one.end() <= match.start()), default=0)
        end = min((one.start() for one in ends if one.start() >= match.end()), default=len(match.string))
        return start, end, any(match.start() < one.end() <= match.end() for one in ends)

    def _reported(self, match: re.Match[str]) -> bool:
        quoted = any(
            one.start() <= match.start() and match.end() <= one.end() for one in self.quotes.finditer(match.string)
        )
        return quoted or bool(self.reported.search(match.string[: match.end()]))


@cache
def grammar(language: str) -> Grammar | None:
    """Return the grammar of a language, or None if there is no word list for it."""
    held = word_list("acucontent.quality", "phrases", language)
    return None if held is None else Grammar(**{name: _any_of(held[name]) for name in Grammar.__dataclass_fields__})


def _any_of(patterns: str | list[str]) -> re.Pattern[str]:
    return re.compile(patterns if isinstance(patterns, str) else "|".join(f"(?:{one})" for one in patterns))


def _with_names(pattern: str, names: Mapping[str, str]) -> str:
    for name, meant in names.items():
        pattern = pattern.replace(f"<{name}>", f"(?:{meant})")
    return pattern


def _blank(found: re.Match[str]) -> str:
    """Return as many spaces as the match is long, so that positions in the sentence stay the same."""
    return " " * len(found.group())

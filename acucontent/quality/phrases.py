"""Find phrases that a guide must not state, unless they are denied, doubted, asked or quoted.

The words with which a language denies and doubts are listed in `phrases.en.yaml`. Each family of checks has its own
list of phrases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from textwrap import shorten
from typing import Any

import yaml

from acucontent.quality.passages import Passage

_SOON = 2
"""The number of sentences after a report in which its denial can follow."""


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
    held: Mapping[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return held


@dataclass(frozen=True)
class Phrases:
    """Phrases of one kind: their patterns, and the patterns that make them acceptable in the same sentence."""

    patterns: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...] = ()

    @classmethod
    def of(cls, kind: Mapping[str, Any], names: Mapping[str, str]) -> Phrases:
        """The phrases of a word list; `<medicine>` in a pattern stands for the pattern of that name."""
        return cls(*(tuple(_compiled(_with_names(one, names)) for one in kind.get(key, ())) for key in _KEYS))

    def found(self, sentence: str) -> Iterator[re.Match[str]]:
        """Each place in a sentence, whether it is stated or denied; the longest first where several begin together."""
        if any(pattern.search(sentence) for pattern in self.unless):
            return
        matches = sorted(
            (match for pattern in self.patterns for match in pattern.finditer(sentence)),
            key=lambda match: (match.start(), -match.end()),
        )
        end = -1
        for match in matches:
            if match.start() >= end:
                end = match.end()
                yield match


_KEYS = ("phrases", "unless")


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
                after = " ".join(run.sentences[index : index + _SOON + 1])
                found = (one for one in phrases.found(sentence) if not self._excused(sentence, one, after))
                first = next(found, None)
                if first is not None:
                    yield Stated(first.group(), sentence)

    def denies(self, sentence: str) -> bool:
        """Whether there is a denial anywhere in a sentence."""
        return bool(self.denied_before.search(self.no_denial.sub(_blank, sentence)))

    def _excused(self, sentence: str, match: re.Match[str], after: str) -> bool:
        if sentence.rstrip().endswith("?") and not self.urging.search(sentence):
            return True
        start, end = self._clause(sentence, match)
        before = self.no_denial.sub(_blank, sentence[: match.end()])[start : match.start()]
        return (
            bool(self.denied_before.search(before))
            or bool(self.doubted_before.search(before))
            or bool(self.denied_after.search(sentence[match.end() : end]))
            or bool(self.taken_back.search(sentence[match.end() :]))
            or (self._reported(sentence, match) and self.denies(after.replace(match.group(), " ")))
        )

    def _clause(self, sentence: str, match: re.Match[str]) -> tuple[int, int]:
        """Where the clause that holds a match begins and ends."""
        ends = list(self.clause_ends.finditer(sentence))
        start = max((one.end() for one in ends if one.end() <= match.start()), default=0)
        end = min((one.start() for one in ends if one.start() >= match.end()), default=len(sentence))
        return start, end

    def _reported(self, sentence: str, match: re.Match[str]) -> bool:
        quoted = any(
            one.start() <= match.start() and match.end() <= one.end() for one in self.quotes.finditer(sentence)
        )
        return quoted or bool(self.reported.search(sentence[: match.start()]))


@cache
def grammar(language: str) -> Grammar | None:
    """Return the grammar of a language, or None if there is no word list for it."""
    held = word_list("acucontent.quality", "phrases", language)
    return None if held is None else Grammar(**{name: _any_of(held[name]) for name in Grammar.__dataclass_fields__})


def _any_of(patterns: str | list[str]) -> re.Pattern[str]:
    return _compiled(patterns if isinstance(patterns, str) else "|".join(f"(?:{one})" for one in patterns))


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _with_names(pattern: str, names: Mapping[str, str]) -> str:
    for name, meant in names.items():
        pattern = pattern.replace(f"<{name}>", f"(?:{meant})")
    return pattern


def _blank(found: re.Match[str]) -> str:
    """Return as many spaces as the match is long, so that positions in the sentence stay the same."""
    return " " * len(found.group())

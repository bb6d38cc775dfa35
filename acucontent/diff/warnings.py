"""Find the changes that touch a warning. The paths and words that make a text a warning are in warnings.yaml."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from acucontent.diff.format_values import format_prose
from acucontent.diff.walk import Difference
from acucontent.model.evidence import Statement
from acucontent.model.guide import Guide
from acucontent.model.handouts import Handout
from acucontent.model.paths import Path, format_path, walk_values
from acucontent.model.prose import InnerLink, Prose, TermId, walk_inlines

_WITHOUT_WARNING = (None, "", (), "none found")
"""Values at the path of a warning that warn of nothing."""

_SHEET_FIELDS = ("short", "brief", "message")
"""Fields that a sheet prints instead of a longer text, so that a change of any word can lose a warning."""

_SENTENCE_END = re.compile(r"(?<=[.!?…。])\s+|\s*•\s*")


@dataclass(frozen=True)
class _Definition:
    paths: tuple[str, ...]
    pattern: re.Pattern[str]
    parts: frozenset[str]
    words: dict[str, re.Pattern[str]]


def is_warning_path(path: Path) -> bool:
    """Return whether every value at a path is a warning."""
    return _load_definition().pattern.fullmatch(format_path(path)) is not None


def find_warning_terms(guide: Guide) -> frozenset[str]:
    """Return the paths of the glossary terms to which the warnings of a guide link: they explain the warning."""
    texts = (value for path, value in walk_values(guide) if isinstance(value, Prose) and is_warning_path(path))
    inlines = (inline for text in texts for inline in walk_inlines(text.blocks))
    links = (inline.to for inline in inlines if isinstance(inline, InnerLink))
    return frozenset(f"{link.target}.{link}" for link in links if isinstance(link, TermId))


def is_warning_change(difference: Difference, languages: Collection[str], terms: Collection[str] = ()) -> bool:
    """Return whether a difference changes, removes or adds a warning.

    Args:
        difference: The difference.
        languages: The languages of both guides. Outside the paths that always hold warnings, the words of these
            languages decide; if one of them has no words, every text in the parts judged by words is a warning.
        terms: The paths of the glossary terms to which warnings link, see `find_warning_terms`.
    """
    if is_warning_path(difference.path) or difference.field in _SHEET_FIELDS or _is_about_harm(difference):
        return True
    if format_path(difference.path[:2]) in terms:
        return True
    if (difference.holder, difference.field) == (Handout, "include"):
        return any(find_excluded_warnings(*pair) for pair in _pair_both_ways(difference.before, difference.after))
    if _has_warning_inside(difference):
        return True
    if str(difference.path[0]) not in _load_definition().parts:
        return False
    return any(_has_warning_word(sentence, languages) for sentence in _list_changed_sentences(difference))


def find_excluded_warnings(before: Iterable[str], after: Collection[str]) -> tuple[str, ...]:
    """Return the paths that a handout no longer includes and that are, hold or lie in warnings.

    Args:
        before: The paths that the handout included.
        after: The paths that it includes now.
    """
    return tuple(path for path in before if not _list_holders(path) & set(after) and _overlaps_warnings(path))


def _list_holders(path: str) -> set[str]:
    steps = path.split(".")
    return {".".join(steps[: count + 1]) for count in range(len(steps))}


def _overlaps_warnings(path: str) -> bool:
    definition = _load_definition()
    is_inside = definition.pattern.fullmatch(path) is not None
    return is_inside or any(_is_prefix(path.split("."), pattern.split(".")) for pattern in definition.paths)


def _is_prefix(steps: list[str], pattern: list[str]) -> bool:
    is_shorter = len(steps) <= len(pattern)
    return is_shorter and all(other in (step, "*") for step, other in zip(steps, pattern, strict=False))


def _pair_both_ways(before: Any, after: Any) -> tuple[tuple[Any, Any], tuple[Any, Any]]:
    return (before, after), (after, before)


def _is_about_harm(difference: Difference) -> bool:
    """Return whether a difference is in a finding about a harm, before or after."""
    records = [record for pair in difference.parents for record in (pair.old, pair.new)]
    values = (*records, difference.before, difference.after)
    return any(isinstance(value, Statement) and value.about == "harm" for value in values)


def _has_warning_inside(difference: Difference) -> bool:
    """Return whether something that was added or removed as a whole holds a warning, such as a point with cautions."""
    if difference.before is not None and difference.after is not None:
        return False
    inner = (pair for value in (difference.before, difference.after) for pair in walk_values(value, difference.path))
    return any(is_warning_path(path) and value not in _WITHOUT_WARNING for path, value in inner)


def _list_changed_sentences(difference: Difference) -> set[str]:
    """Return the sentences that only one of the two versions has, or that are printed for other regions."""
    if difference.kind == "reordered":
        return set()
    if difference.field == "regions" and difference.kind == "changed":
        return set(_split_sentences(difference.parents[-1].new))
    if _has_other_regions(difference):
        return {*_split_sentences(difference.before), *_split_sentences(difference.after)}
    before, after = (set(_split_sentences(value)) for value in (difference.before, difference.after))
    return before ^ after


def _has_other_regions(difference: Difference) -> bool:
    """Return whether the paragraphs of two versions of prose are for other regions."""
    before, after = difference.before, difference.after
    is_prose = isinstance(before, Prose) and isinstance(after, Prose)
    return is_prose and before.paragraph_regions != after.paragraph_regions


def _split_sentences(value: Any) -> Iterator[str]:
    """Yield the sentences of every text in a value."""
    for _, inner in walk_values(value):
        if isinstance(inner, Prose | str):
            text = format_prose(inner) if isinstance(inner, Prose) else inner
            yield from (" ".join(sentence.split()) for sentence in _SENTENCE_END.split(text))


def _has_warning_word(sentence: str, languages: Iterable[str]) -> bool:
    patterns = [_load_definition().words.get(language.partition("-")[0]) for language in languages]
    text = sentence.casefold().replace("’", "'")
    return any(pattern is None or pattern.search(text) for pattern in patterns)


@cache
def _load_definition() -> _Definition:
    data = yaml.safe_load(files("acucontent.diff").joinpath("warnings.yaml").read_text(encoding="utf-8"))
    words = {
        language: re.compile(rf"\b(?:{'|'.join(map(re.escape, entries))})\b")
        for language, entries in data["words"].items()
    }
    pattern = re.compile("|".join(map(_translate_path, data["paths"])))
    return _Definition(tuple(data["paths"]), pattern, frozenset(data["parts_judged_by_words"]), words)


def _translate_path(path: str) -> str:
    escaped = re.escape(path.removesuffix(".**")).replace(r"\*", r"[^.]+")
    return escaped + (r"(?:\..*)?" if path.endswith(".**") else "")

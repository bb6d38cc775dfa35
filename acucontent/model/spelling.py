"""Spell a guide in American English as its words are written in another region.

Only the guide's own words are spelled: no references, names of bodies and people, quotations, addresses and codes. The
tables are in spelling.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar, get_args

import yaml
from pydantic import AfterValidator
from pydantic.fields import FieldInfo

from acucontent.model.base import Record, Records, require_one_line
from acucontent.model.guide import Guide, Region
from acucontent.model.handouts import Handout
from acucontent.model.label_words import LabelWords
from acucontent.model.prose import Prose

R = TypeVar("R", bound=Record)

SPELLED_LANGUAGE = "en-US"
"""The language of the guides that are spelled."""

UNSPELLED_FIELDS = frozenset(
    {
        *("references", "authors", "names", "codes", "series", "access", "accepted", "identifiers"),
        *("body", "former_names", "payer", "publisher", "by", "graded_by", "scheme", "location"),
    }
)
"""Fields with names, codes and the words of others, which are written as they are."""

_WORD = re.compile(r"[A-Za-z]+")
_QUOTED = re.compile(r"“[^”]*”")
_ADDRESS = re.compile(r"\S*(?:://|@|www\.|[a-z]\.[a-z]{2})\S*")
_DATE = re.compile(
    r"\b(January|February|March|April|May|June|July|August|September|October|November|December) (\d{1,2}), (\d{4})\b"
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:;•]\s+|[(—–]\s*)$")
_NAME_GOES_ON = re.compile(r"\W+(?:(?:of|for|and|the|on|in)\W+){0,2}[A-Z][a-z]")


@dataclass(frozen=True)
class Verb:
    """The spelling of a word as a verb, and the words after or before which it is one."""

    spelling: str
    after: frozenset[str]
    before: frozenset[str]


@dataclass(frozen=True)
class SpellingTable:
    """How American words are written in a region."""

    words: Mapping[str, str]
    """Single words, in lower case."""
    pairs: Mapping[str, str]
    """Words that are replaced together, in lower case."""
    verbs: Mapping[str, Verb]
    is_day_first: bool
    """Whether a date begins with the day."""

    def spell(self, text: str) -> str:
        """Return a text as it is written in the region."""
        return _apply(text, list(self.find_changes(text)))

    def find_changes(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield the start, the end and the new words of each change, in order; changes do not overlap."""
        kept = [match.span() for pattern in (_QUOTED, _ADDRESS) for match in pattern.finditer(text)]
        changes = [*self._find_dates(text), *self._find_pairs(text), *self._find_words(text)]
        last = 0
        for start, end, new in sorted(changes, key=lambda change: (change[0], -change[1])):
            is_kept = new == text[start:end] or any(first < end and start < after for first, after in kept)
            if start >= last and not is_kept:
                yield start, end, new
                last = end

    def _find_dates(self, text: str) -> Iterator[tuple[int, int, str]]:
        if self.is_day_first:
            yield from ((*match.span(), f"{match[2]} {match[1]} {match[3]}") for match in _DATE.finditer(text))

    def _find_pairs(self, text: str) -> Iterator[tuple[int, int, str]]:
        lower = text.lower()
        for pair, new in self.pairs.items():
            for match in re.finditer(rf"\b{pair}\b", lower):
                start, end = match.span()
                if not _is_name(text, start, end):
                    yield start, end, _match_case(text[start:end], new)

    def _find_words(self, text: str) -> Iterator[tuple[int, int, str]]:
        for match in _WORD.finditer(text):
            word, (start, end) = match[0].lower(), match.span()
            new = self.words.get(word)
            if word in self.verbs and _is_verb(self.verbs[word], text, start, end):
                new = self.verbs[word].spelling
            if new is not None and not _is_name(text, start, end):
                end += _measure_repeat(text[end:], new)
                yield start, end, _match_case(match[0], new)


def spell_guide(guide: Guide, region: str) -> Guide:
    """Return a guide as its words are written in a region; itself if it is not in American English.

    Its source, digest and content hash are those of the guide as it was written.

    Args:
        guide: The guide, which stays as it is.
        region: The code of the region.
    """
    table = get_table(guide.language, region)
    if table is None:
        return guide
    spelled = spell_record(guide, table)
    if spelled is not guide:
        vars(spelled)["source"] = guide.source
    return spelled


def spell_handout(guide: Guide, handout: Handout, region: str) -> Handout:
    """Return a handout of a guide as its words are written in a region."""
    table = get_table(guide.language, region)
    return handout if table is None else spell_record(handout, table)


def spell_language(language: str, region: str) -> str:
    """Return the tag of the language of an edition: that of the region if the guide is spelled for it."""
    return language if get_table(language, region) is None else f"en-{region}"


@cache
def get_table(language: str, region: str) -> SpellingTable | None:
    """Return the table of a region for guides in a language; None if they are not spelled for it."""
    data = _load_data()
    if language != SPELLED_LANGUAGE or region not in data["regions"]:
        return None
    groups = (group for name in data["regions"][region] for group in data["tables"][name])
    words = {old: new for group in groups for old, new in _expand(group)}
    verbs = {
        word: Verb(each["spelling"], frozenset(each["after"]), frozenset(each["before"]))
        for word, each in data["verbs"].items()
    }
    return SpellingTable(words, data["pairs"], verbs, region in data["day_first"])


def spell_record(record: R, table: SpellingTable) -> R:
    """Return a record with its own words as they are written in a region; the record itself if none changes."""
    if isinstance(record, Region):
        return record
    texts = _list_text_fields(type(record))
    changed = {
        name: spelled
        for name in type(record).model_fields
        if name not in UNSPELLED_FIELDS
        and (spelled := _spell_value(value := getattr(record, name), table, is_text=name in texts)) is not value
    }
    return record.model_copy(update=changed) if changed else record


def _spell_value(value: Any, table: SpellingTable, *, is_text: bool) -> Any:
    spelled = value
    match value:
        case str() if is_text:
            spelled = table.spell(value)
        case Record():
            return spell_record(value, table)
        case Prose():
            spelled = value.change_texts(table.find_changes)
        case LabelWords():
            pairs = ((name, table.spell(text)) for name, text in value.pairs)
            spelled = replace(value, pairs=tuple(pairs))
        case Records():
            spelled = Records(_spell_value(tuple(value), table, is_text=is_text))
        case tuple():
            spelled = tuple(_spell_value(item, table, is_text=is_text) for item in value)
    return value if spelled == value else spelled


@cache
def _list_text_fields(kind: type[Record]) -> frozenset[str]:
    """Return the fields of a kind of record that hold plain text, not codes, ids and choices."""
    return frozenset(name for name, field in kind.model_fields.items() if _is_text(field))


def _is_text(field: FieldInfo) -> bool:
    return any(
        isinstance(limit, AfterValidator) and limit.func is require_one_line
        for limit in (*field.metadata, *_list_limits(field.annotation))
    )


def _list_limits(annotation: Any) -> Iterator[Any]:
    """Yield the limits of a type and of the types inside it."""
    yield from getattr(annotation, "__metadata__", ())
    for inner in get_args(annotation):
        yield from _list_limits(inner)


def _is_verb(verb: Verb, text: str, start: int, end: int) -> bool:
    before = re.search(r"([A-Za-z]+)\W*$", text[:start])
    after = re.match(r"\W*([A-Za-z]+)", text[end:])
    return bool(before and before[1].lower() in verb.after) or bool(after and after[1].lower() in verb.before)


def _is_name(text: str, start: int, end: int) -> bool:
    """Return whether a word is part of a proper name: a capital within a sentence, or followed by one."""
    if not text[start].isupper():
        return False
    return not _SENTENCE_START.search(text[:start]) or bool(_NAME_GOES_ON.match(text[end:]))


def _measure_repeat(rest: str, new: str) -> int:
    """Return how much of the rest repeats a word in brackets, as in 'acetaminophen (paracetamol)'."""
    repeat = f" ({new})"
    return len(repeat) if rest.startswith(repeat) else 0


def _match_case(old: str, new: str) -> str:
    return new[0].upper() + new[1:] if old[0].isupper() else new


def _apply(text: str, changes: list[tuple[int, int, str]]) -> str:
    for start, end, new in reversed(changes):
        text = text[:start] + new + text[end:]
    return text


def _expand(group: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each American word of a group of stems and endings, with its spelling."""
    for old, new in group["stems"].items():
        yield from ((old + ending, new + ending) for ending in group["endings"])


@cache
def _load_data() -> Mapping[str, Any]:
    text = files("acucontent.model").joinpath("spelling.yaml").read_text(encoding="utf-8")
    data: Mapping[str, Any] = yaml.safe_load(text)
    return data

"""Find names of conditions, countries, bodies and currencies in finished files that the guide does not declare.

A guide declares a name in the parts where it belongs: its title and condition, its conditions, its glossary, its
regions, its evidence, costs and practitioners, and its references. A region declares what is at home in it. Other prose
and the labels declare nothing, so a word that was copied from another guide, or is in a label, is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain

from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.model.paths import walk_values
from acucontent.model.prose import Prose
from acucontent.quality.check import Check, Found
from acucontent.quality.languages import ENGLISH
from acucontent.quality.passages import Passage, make_passage
from acucontent.quality.phrases import load_word_list, quote_sentence
from acucontent.quality.readability import find_units
from acucontent.quality.subject import Subject

DECLARING_PARTS = (
    *("title", "subtitle", "condition", "codes", "conditions", "glossary", "references"),
    *("evidence", "costs", "practitioners"),
)
"""The fields of a guide in which a name is declared."""

_KINDS: Mapping[str, str] = {
    "conditions": "condition",
    "countries": "country",
    "bodies": "body",
    "currencies": "currency",
}
"""What the names of each list are."""


@dataclass(frozen=True)
class Name:
    """A name in all of its forms."""

    kind: str
    """`condition`, `country`, `body` or `currency`."""
    forms: tuple[str, ...]
    regions: frozenset[str] = frozenset()
    """The regions in which it is at home."""


@dataclass(frozen=True)
class _NameList:
    """The names of a language, with the pattern that finds them."""

    names: Mapping[str, Name]
    """The names by their forms in lower case."""
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, names: Iterable[Name]) -> _NameList:
        """Make the list of some names."""
        forms = {form: name for name in names for form in name.forms}
        longest_first = sorted(forms, key=lambda form: (-len(form), form))
        pattern = "|".join(_make_pattern(form, forms[form].kind) for form in longest_first)
        return cls({form.lower(): name for form, name in forms.items()}, re.compile(pattern))

    def find_names(self, text: str) -> Iterator[tuple[Name, re.Match[str]]]:
        """Yield each name in a text with its place."""
        for found in self.pattern.finditer(text):
            yield self.names[" ".join(found.group().lower().split())], found


def _make_pattern(form: str, kind: str) -> str:
    """Return the pattern of a form: names of conditions in any case, and signs of currencies before a number."""
    escaped = r"\s+".join(map(re.escape, form.split()))
    if not any(map(str.isalnum, form)):
        return rf"{escaped}(?=\s?\d)"
    whole = rf"(?<![\w@/.]){escaped}(?!\w)"
    return f"(?i:{whole})" if kind == "condition" else whole


@cache
def _load_names(language: str) -> _NameList | None:
    lists = load_word_list("acucontent.quality.checks.contents", "names", language)
    return None if lists is None else _NameList.of(chain.from_iterable(map(_read_names, lists, lists.values())))


def _read_names(key: str, entries: Iterable[str] | Mapping[str, str]) -> Iterator[Name]:
    """Yield the names of one list, in which conditions have no regions."""
    regions = entries if isinstance(entries, Mapping) else dict.fromkeys(entries, "")
    for forms, codes in regions.items():
        yield Name(
            _KINDS[key],
            tuple(form.strip() for form in forms.split("|")),
            frozenset(code.strip() for code in codes.split(",") if code.strip()),
        )


@dataclass(frozen=True)
class _Text:
    """The text of a finished file, or of a document of a region for which no file was made."""

    edition: Edition
    format: str | None
    words: str

    def __str__(self) -> str:
        where = f"{self.edition.region.code}, {self.format}" if self.format else self.edition.region.code
        return f"{self.edition.handout.id} ({where})"


def _find_undeclared_names(subject: Subject) -> Iterator[Found]:
    """Find each name once, where the guide writes it or in the first handout that shows it."""
    names = _load_names(subject.guide.language)
    if names is None:
        return
    declared = {name for text in _list_declared_texts(subject.guide) for name, _ in names.find_names(text)}
    countries = _list_regions(subject.guide)
    places: dict[Name, dict[str, tuple[_Text, str]]] = {}
    for text in _list_texts(subject):
        for name, found in names.find_names(text.words):
            home = countries if name.kind == "country" else {text.edition.region.code}
            if name not in declared and name.regions.isdisjoint(home):
                places.setdefault(name, {}).setdefault(str(text), (text, found.group()))
    for name, found_in in places.items():
        yield _describe_name(subject, names, name, list(found_in.values()))


def _list_texts(subject: Subject) -> Iterator[_Text]:
    """Yield the text of each finished file, and of the documents for the other regions."""
    rendered = {file.edition.region.code for file in subject.rendered_texts}
    for file in subject.rendered_texts:
        yield _Text(file.edition, file.format, file.words)
    for edition in subject.editions:
        if edition.region.code not in rendered:
            units = (unit for block in edition.document.sections for unit in find_units(block))
            yield _Text(edition, None, " ".join(units))


def _list_declared_texts(guide: Guide) -> Iterator[str]:
    """Yield the texts of the parts that declare names."""
    yield from (region.name for region in guide.regions)
    for part in DECLARING_PARTS:
        for _, value in walk_values(getattr(guide, part)):
            if isinstance(value, Prose):
                yield make_passage("", value).words
            elif isinstance(value, str):
                yield value


def _list_regions(guide: Guide) -> frozenset[str]:
    """Return the codes of the regions of the guide and of its records."""
    records = (walk_values(getattr(guide, part)) for part in DECLARING_PARTS)
    codes = (str(value) for values in records for path, value in values if path and path[-1] == "region")
    return frozenset({*guide.regions.ids, *codes})


def _describe_name(subject: Subject, names: _NameList, name: Name, places: list[tuple[_Text, str]]) -> Found:
    """Return the finding about one name: at the passage that has it, or else at the handout."""
    (text, form), *others = places
    more = f" and {len(others)} more" if len(others) > 1 else f" and {others[0][0]}" if others else ""
    shown = f"{text}{more}"
    message = f"{quote_sentence(form)} is a {name.kind} that the guide does not declare. It is in the text of {shown}"
    for passage in (*subject.passages, *subject.other_passages):
        words = _find_form(names, name, passage)
        if words:
            return Found(passage.path, f"{message}.", words)
    words = text.edition.document.labels.words
    label = next((key for key in words if _has_name(names, name, words[key])), None)
    source = f", in the label '{label}'" if label else ""
    return Found(_locate_label(text.edition, label), f"{message}{source}.", form)


def _locate_label(edition: Edition, label: str | None) -> str:
    """Return the path at which the guide writes a label, or else that of the handout."""
    if label in edition.region.labels.words:
        return f"regions.{edition.region.code}.labels"
    return "labels" if label in edition.guide.labels.words else f"handouts.{edition.handout.id}"


def _find_form(names: _NameList, name: Name, passage: Passage) -> str | None:
    return next((found.group() for other, found in names.find_names(passage.words) if other == name), None)


def _has_name(names: _NameList, name: Name, words: str) -> bool:
    return any(other == name for other, _ in names.find_names(words))


CHECKS = (
    Check(
        code="C110",
        languages=ENGLISH,
        title="A handout names a condition, country, body or currency that the guide does not declare",
        severity="warning",
        why="Words for another condition or country, such as those of a guide that was copied, mislead a reader.",
        fix="Remove the name, or declare it where it belongs: in `condition`, `conditions`, `glossary`, `regions`, "
        "`evidence`, `costs`, `practitioners` or `references`. In a label, use {condition} or {people}.",
        source="Rule of acucontent: the condition and the country of a text are data of the guide.",
        find=_find_undeclared_names,
        needs_rendered_files=True,
    ),
)

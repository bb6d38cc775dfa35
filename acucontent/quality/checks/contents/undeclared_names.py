"""Find names of conditions, countries, bodies and currencies in finished files that the guide does not declare.

A guide declares a name in the parts where it belongs: its title and condition, its conditions, its glossary, its
regions, its evidence, costs and practitioners, and its references. A fact of one region declares nothing for others. A
region declares what is at home in it. Other prose and the labels declare nothing, so a word that was copied from
another guide, or is in a label, is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.model.narrowing import Scope, narrow_guide
from acucontent.model.paths import walk_values
from acucontent.model.prose import Prose
from acucontent.quality.check import Check, Found
from acucontent.quality.checks.contents.name_list import Name, NameList, load_names
from acucontent.quality.languages import ENGLISH
from acucontent.quality.passages import Passage, make_passage
from acucontent.quality.phrases import quote_sentence
from acucontent.quality.readability import find_units
from acucontent.quality.subject import Subject

DECLARING_PARTS = (
    *("title", "subtitle", "condition", "codes", "conditions", "glossary", "references"),
    *("evidence", "costs", "practitioners"),
)
"""The fields of a guide in which a name is declared."""


@dataclass(frozen=True)
class _Text:
    """The text of a finished file, or of a document of a region for which no file was made."""

    edition: Edition
    format: str | None
    words: str
    is_narrowed: bool = True
    """Whether the text has only the facts of its region; a format such as JSON has all facts of the guide."""

    def __str__(self) -> str:
        where = f"{self.edition.region.code}, {self.format}" if self.format else self.edition.region.code
        return f"{self.edition.handout.id} ({where})"


def _find_undeclared_names(subject: Subject) -> Iterator[Found]:
    """Find each name once, where the guide writes it or in the first handout that shows it."""
    names = load_names(subject.guide.language)
    if names is None:
        return
    declared = _Declared(subject.guide, names)
    places: dict[Name, dict[str, tuple[_Text, str]]] = {}
    for text in _list_texts(subject):
        known = declared.list_names(text)
        for name, found in names.find_names(text.words):
            if name not in known:
                places.setdefault(name, {}).setdefault(str(text), (text, found.group()))
    for name, found_in in places.items():
        yield _describe_name(subject, names, name, list(found_in.values()))


def _list_texts(subject: Subject) -> Iterator[_Text]:
    """Yield the text of each finished file, and of the documents for the other regions."""
    rendered = {file.edition.region.code for file in subject.rendered_texts}
    for file in subject.rendered_texts:
        yield _Text(file.edition, file.format, file.words, is_narrowed=file.added_texts is not None)
    for edition in subject.editions:
        if edition.region.code not in rendered:
            units = (unit for block in edition.document.sections for unit in find_units(block))
            yield _Text(edition, None, " ".join(units))


class _Declared:
    """The names that are declared for each text."""

    def __init__(self, guide: Guide, names: NameList) -> None:
        self._guide, self._names = guide, names
        self._countries = _list_regions(guide)
        self._by_region: dict[str | None, frozenset[Name]] = {}

    def list_names(self, text: _Text) -> frozenset[Name]:
        """Return the names that the guide, the region and the clinic declare for a text."""
        region = text.edition.region.code
        at_home = (name for name in self._names.names.values() if self._is_at_home(name, region))
        return self._list_declared(region if text.is_narrowed else None).union(
            at_home, self._find(_list_clinic_texts(text.edition))
        )

    def _is_at_home(self, name: Name, region: str) -> bool:
        """Return whether a region declares a name; the guide declares the names of the countries of its records."""
        return not name.regions.isdisjoint(self._countries if name.kind == "country" else {region})

    def _list_declared(self, region: str | None) -> frozenset[Name]:
        """Return the names that the guide declares for a region, or for all of them."""
        if region not in self._by_region:
            guide = self._guide if region is None else narrow_guide(self._guide, Scope(region))
            self._by_region[region] = self._find(_list_declared_texts(guide))
        return self._by_region[region]

    def _find(self, texts: Iterable[str]) -> frozenset[Name]:
        return frozenset(name for text in texts for name, _ in self._names.find_names(text))


def _list_clinic_texts(edition: Edition) -> Iterator[str]:
    """Yield the words of a clinic, which are no words of the guide."""
    if edition.overlay is not None:
        own = (section for section in edition.document.sections if section.role == "clinic")
        yield from (unit for section in own for unit in find_units(section))


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


def _describe_name(subject: Subject, names: NameList, name: Name, places: list[tuple[_Text, str]]) -> Found:
    """Return the finding about one name: at the passage that has it, or else at the handout."""
    (text, form), *others = places
    more = f" and {len(others)} more" if len(others) > 1 else f" and {others[0][0]}" if others else ""
    shown = f"{text}{more}"
    message = f"{quote_sentence(form)} is a {name.kind} that the guide does not declare. It is in the text of {shown}"
    for passage in (*subject.passages, *subject.other_passages):
        words = _find_form(names, name, passage)
        if words:
            return Found(passage.path, f"{message}.", words)
    labels = text.edition.document.labels.words
    label = next((key for key in labels if _has_name(names, name, labels[key])), None)
    source = f", in the label '{label}'" if label else ""
    return Found(_locate_label(text.edition, label), f"{message}{source}.", form)


def _locate_label(edition: Edition, label: str | None) -> str:
    """Return the path at which the guide writes a label, or else that of the handout."""
    if label in edition.region.labels.words:
        return f"regions.{edition.region.code}.labels"
    return "labels" if label in edition.guide.labels.words else f"handouts.{edition.handout.id}"


def _find_form(names: NameList, name: Name, passage: Passage) -> str | None:
    return next((found.group() for other, found in names.find_names(passage.words) if other == name), None)


def _has_name(names: NameList, name: Name, words: str) -> bool:
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

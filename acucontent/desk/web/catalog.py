"""What can be chosen: the sheets of all guides, their regions, languages and options."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from babel import Locale, UnknownLocaleError

from acucontent.desk.desk import Desk
from acucontent.errors import AcucontentError
from acucontent.model.guide import Guide
from acucontent.model.handouts import Handout
from acucontent.model.regional import get_limits, holds_in

_KINDS = {"guide": "Booklet", "reference": "Booklet"}
"""The kinds of handouts that have many pages."""


@dataclass(frozen=True)
class SheetEntry:
    """A sheet that can be chosen."""

    key: str
    """The guide and the handout, as `guide/handout`."""
    title: str
    kind: str
    """Its kind, if it has many pages."""
    purpose: str
    words: str
    """The words by which the search finds it."""
    is_decision_aid: bool


@dataclass(frozen=True)
class OptionEntry:
    """An option of a decision aid."""

    key: str
    """The guide and the option, as `guide/option`."""
    name: str
    is_required: bool
    """Whether it is always shown: an aid always offers to start nothing new."""
    regions: tuple[str, ...] = ()
    """The codes of the regions that have it; empty for all."""

    def is_in(self, region: str) -> bool:
        """Return whether a region has it."""
        return holds_in(self.regions, region)


@dataclass(frozen=True)
class GuideEntry:
    """A guide with its sheets, or the reason why it cannot be used."""

    id: str
    title: str
    language: str = ""
    """The language of its title and of those of its sheets, as a BCP 47 tag."""
    edition: str = ""
    sheets: tuple[SheetEntry, ...] = ()
    options: tuple[OptionEntry, ...] = ()
    regions: tuple[tuple[str, str], ...] = ()
    """The code and the name of each region."""
    languages: tuple[str, ...] = ()
    problem: str = ""
    is_reviewed: bool = True
    is_outdated: bool = False
    """Whether its files changed since it was read."""
    overdue_since: str = ""
    """The date on which the review was due, if it is past."""


@dataclass(frozen=True)
class Catalog:
    """The guides of the desk."""

    guides: tuple[GuideEntry, ...]

    def list_options(self, guide: str, region: str) -> tuple[OptionEntry, ...]:
        """Return the options that the decision aid of a guide can show in a region."""
        return tuple(
            option for each in self.guides if each.id == guide for option in each.options if option.is_in(region)
        )

    @property
    def sheets(self) -> dict[str, SheetEntry]:
        """All sheets by key."""
        return {sheet.key: sheet for guide in self.guides for sheet in guide.sheets}

    @property
    def regions(self) -> dict[str, str]:
        """The names of all regions by code."""
        return {code: name for guide in self.guides for code, name in guide.regions}

    @property
    def languages(self) -> dict[str, str]:
        """The names of all languages by tag."""
        return name_languages(tag for guide in self.guides for tag in guide.languages)


def make_catalog(desk: Desk) -> Catalog:
    """Return the catalog of a desk. Guides that were not read yet are read at the same time."""
    ids = desk.shelf.ids
    with ThreadPoolExecutor(max(1, len(ids))) as threads:
        return Catalog(tuple(threads.map(partial(_make_entry, desk), ids)))


def _make_entry(desk: Desk, key: str) -> GuideEntry:
    try:
        guide = desk.shelf.get(key)
    except AcucontentError as error:
        return GuideEntry(key, key, problem=explain_guide_error(error))
    today, due = desk.today(), guide.review.next_due
    return GuideEntry(
        id=key,
        title=guide.title,
        language=guide.language,
        edition=guide.edition,
        sheets=tuple(_list_sheets(key, guide)),
        options=tuple(_list_options(key, guide)),
        regions=tuple((each.code, each.name) for each in guide.regions),
        languages=guide.languages,
        is_reviewed=guide.review.status == "reviewed",
        is_outdated=desk.shelf.is_outdated(key),
        overdue_since=f"{due:%Y-%m-%d}" if today > due else "",
    )


def _list_sheets(key: str, guide: Guide) -> Iterator[SheetEntry]:
    """Yield the sheets of a guide, those of one sheet of paper first."""
    for handout in sorted(guide.handouts, key=lambda each: each.is_volume):
        yield SheetEntry(
            key=f"{key}/{handout.id}",
            title=handout.title,
            kind=_KINDS.get(handout.kind, ""),
            purpose=str(handout.purpose),
            words=_join_words(guide, handout),
            is_decision_aid=handout.kind == "decision aid",
        )


def _list_options(key: str, guide: Guide) -> Iterator[OptionEntry]:
    for option in guide.decision.options if guide.decision else ():
        yield OptionEntry(f"{key}/{option.id}", option.name, option.no_new_treatment, get_limits(option))


def _join_words(guide: Guide, handout: Handout) -> str:
    """Return everything about a sheet that a person may search for, in lower case."""
    condition: Sequence[str] = (guide.condition.name, guide.condition.short_name)
    texts = (
        handout.title,
        handout.id,
        str(handout.purpose),
        _KINDS.get(handout.kind, handout.kind),
        guide.title,
        *condition,
    )
    return " ".join(texts).casefold()


def name_languages(tags: Iterable[str]) -> dict[str, str]:
    """Return the English names of languages by tag; one that is there for several regions is named with them."""
    unique = dict.fromkeys(tags)
    bases = Counter(tag.partition("-")[0] for tag in unique)
    return {tag: _name_language(tag if bases[base] > 1 else base) for tag in unique if (base := tag.partition("-")[0])}


def _name_language(tag: str) -> str:
    """Return the English name of a language, such as `Spanish`."""
    try:
        return Locale.parse(tag, sep="-").get_display_name("en") or tag
    except (UnknownLocaleError, ValueError):
        return tag


def explain_guide_error(error: AcucontentError) -> str:
    """Return why a guide cannot be used, in one line for a person who did not write it."""
    first = next(iter(str(error).splitlines()), "")
    return f"This guide cannot be used: {first}"

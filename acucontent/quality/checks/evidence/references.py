"""Whether each source can be found, was there when it was read, still stands, and was looked into."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator

from acucontent.model.base import ReferenceKey
from acucontent.model.guide import Guide
from acucontent.model.references import PartialDate, Reference
from acucontent.quality.check import Check, Found
from acucontent.quality.subject import Subject, letters

_DOI = re.compile(r"10\.\d{4,9}/[-._;()/:A-Za-z0-9<>]*[A-Za-z0-9)>]")
"""The shape of a DOI after Crossref's 'DOIs and matching regular expressions', without the end of a sentence."""

_PAGES = re.compile(r"([A-Za-z]*)(\d+)\s*[-–]\s*([A-Za-z]*)(\d+)")
_RETRACTED = re.compile(r"\s*\W?\s*retracted\b", re.IGNORECASE)


def _not_findable(subject: Subject) -> Iterator[Found]:
    for one in subject.guide.references:
        for place, told in _faults(one):
            path = f"references.{one.id}" + (f".{place}" if place else "")
            yield Found(path, f"'{one.id}' {told}.")


def _faults(one: Reference) -> Iterator[tuple[str, str]]:
    """What keeps a reader from finding a reference, each with its field."""
    if one.type == "article-journal" and one.container_title is None:
        yield "", "is an article and names no journal (container-title)"
    if one.type == "article-journal" and one.issued is None:
        yield "", "is an article and has no year (issued)"
    if one.type == "webpage" and one.URL is None and one.checked.note is None:
        yield "", "is a web page without an address (URL), and no note says where it was seen"
    if one.type == "book" and one.publisher is None and one.ISBN is None:
        yield "", "is a book without a publisher or an ISBN"
    if one.DOI is not None and not _DOI.fullmatch(one.DOI):
        yield "DOI", f"has '{one.DOI}', which is no DOI that resolves"
    if one.page is not None and _reversed(one.page):
        yield "page", f"has pages that run backward: {one.page}"


def _reversed(pages: str) -> bool:
    """Whether a range of pages ends before it begins; '1247-52' means 1247 to 1252."""
    found = _PAGES.fullmatch(pages)
    if found is None or found.group(1).casefold() != (found.group(3) or found.group(1)).casefold():
        return False
    first, last = found.group(2), found.group(4)
    return int(first) > int(first[: len(first) - len(last)] + last)


def _ahead_of_time(subject: Subject) -> Iterator[Found]:
    """Dates that are still to come."""
    latest = max(subject.today, subject.guide.published)
    for one in subject.guide.references:
        for place, day in _dates(one):
            if day > latest:
                told = f"'{one.id}' has a date that is still to come: {day:%Y-%m-%d} ({place})."
                yield Found(f"references.{one.id}.{place}", told)


def _dates(one: Reference) -> Iterator[tuple[str, datetime.date]]:
    dated: tuple[tuple[str, PartialDate | None], ...] = (("issued", one.issued), ("accessed", one.accessed))
    yield from ((place, date.find_first_day()) for place, date in dated if date is not None)
    if one.checked.on is not None:
        yield "checked.on", one.checked.on


def _twice(subject: Subject) -> Iterator[Found]:
    """References that are another one again."""
    seen: dict[tuple[str, str], str] = {}
    for one in subject.guide.references:
        for name, value in (("DOI", one.DOI), ("PMID", one.PMID), ("title", _told_by_title(one))):
            if value is None:
                continue
            first = seen.setdefault((name, value.casefold()), one.id)
            if first != one.id:
                yield Found(f"references.{one.id}.{name}", f"'{one.id}' is '{first}' again: the same {name}.")
                break


def _told_by_title(one: Reference) -> str | None:
    year = one.issued.date_parts[0][0] if one.issued else None
    return f"{letters(one.title)} {year}" if one.author else None


def _unchecked(subject: Subject) -> Iterator[Found]:
    """Claims whose sources nobody looked into."""
    references = subject.guide.references
    for path, keys in _claims(subject.guide):
        known = [references[key] for key in dict.fromkeys(keys)]
        if known and all(one.checked.how == "unchecked" for one in known):
            names = ", ".join(one.id for one in known)
            yield Found(path, f"It rests only on what nobody has checked: {names}.")


def _claims(guide: Guide) -> Iterator[tuple[str, Iterable[ReferenceKey]]]:
    """The records that claim something, with what they cite."""
    yield from ((f"evidence.statements.{one.id}.citations", one.citations) for one in guide.evidence.statements)
    yield from (
        (f"evidence.recommendations.{one.id}.citations", one.citations) for one in guide.evidence.recommendations
    )
    for effect in guide.risks.effects:
        if effect.rate is not None:
            yield f"risks.effects.{effect.id}.rate", (effect.rate.citation,)
        yield f"risks.effects.{effect.id}.citations", effect.citations
    for coverage in guide.costs.coverage:
        yield f"costs.coverage.{coverage.id}.citations", coverage.citations


def _retracted(subject: Subject) -> Iterator[Found]:
    for one in subject.guide.references:
        notice = subject.retracted.get((one.DOI or "").casefold()) if one.DOI else None
        if notice is not None:
            yield Found(f"references.{one.id}.DOI", f"'{one.id}' was retracted: {notice.rstrip('.')}.")
        elif _RETRACTED.match(one.title):
            yield Found(f"references.{one.id}.title", f"'{one.id}' says in its own title that it was retracted.")


CHECKS = (
    Check(
        code="E120",
        title="A reference cannot be found as it is written",
        severity="error",
        why="A source that cannot be looked up is no source.",
        fix="Copy the journal, year, pages and DOI from the publisher's own page.",
        source="ICMJE Recommendations, section IV.A.3.g. Crossref, 'DOIs and matching regular expressions' (2015).",
        find=_not_findable,
    ),
    Check(
        code="E121",
        title="A reference has a date that is still to come",
        severity="error",
        why="Nobody can have read what is not there yet; the date or the reference is made up or mistyped.",
        fix="Look the date up in the source.",
        source="DISCERN, question 5: it is clear when the information was produced.",
        find=_ahead_of_time,
    ),
    Check(
        code="E122",
        title="A reference stands in the list twice",
        severity="warning",
        why="One study under two numbers looks like two studies that agree.",
        fix="Delete one of them, and cite the other in its place.",
        source="ICMJE Recommendations, section IV.A.3.g: accurate references.",
        find=_twice,
    ),
    Check(
        code="E123",
        title="A claim rests only on sources that nobody checked",
        severity="warning",
        why="What was never looked up may not say what it is cited for.",
        fix="Read the source and write how it was checked, cite one that was, or leave the claim out.",
        source="ICMJE Recommendations, section IV.A.3.g: references are verified against the original.",
        find=_unchecked,
    ),
    Check(
        code="E124",
        title="A reference was retracted",
        severity="error",
        why="A retracted paper cannot be relied on, and patients have been harmed by care that rested on one.",
        fix="Take the claim out or rest it on another source; if the retraction is the point, say so in the text.",
        source="COPE Retraction Guidelines. Retraction Watch Database (Crossref), columns OriginalPaperDOI and Reason.",
        find=_retracted,
    ),
)

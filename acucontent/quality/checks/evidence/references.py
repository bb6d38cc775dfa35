"""Check that each source can be found, has valid dates, is listed once, was checked, and was not retracted."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator

from acucontent.model.base import ReferenceKey
from acucontent.model.guide import Guide
from acucontent.model.references import PartialDate, Reference
from acucontent.quality.check import Check, Found
from acucontent.quality.subject import Subject, normalize_letters

_DOI = re.compile(r"10\.\d{4,9}/[-._;()/:A-Za-z0-9<>]*[A-Za-z0-9)>]")
"""The syntax of a DOI according to Crossref's 'DOIs and matching regular expressions', without final punctuation."""

_PAGES = re.compile(r"([A-Za-z]*)(\d+)\s*[-–]\s*([A-Za-z]*)(\d+)")
_RETRACTED = re.compile(r"\s*\W?\s*retracted\b", re.IGNORECASE)


def _find_incomplete_references(subject: Subject) -> Iterator[Found]:
    for one in subject.guide.references:
        for place, fault in _list_faults(one):
            path = f"references.{one.id}" + (f".{place}" if place else "")
            yield Found(path, f"'{one.id}' {fault}.")


def _list_faults(one: Reference) -> Iterator[tuple[str, str]]:
    """Yield each reason why readers cannot find a reference, with its field."""
    if one.type == "article-journal" and one.container_title is None:
        yield "", "is an article without a journal (container-title)"
    if one.type == "article-journal" and one.issued is None:
        yield "", "is an article without a year (issued)"
    if one.type == "webpage" and one.URL is None and one.checked.note is None:
        yield "", "is a web page without an address (URL) or a note on where it was seen"
    if one.type == "book" and one.publisher is None and one.ISBN is None:
        yield "", "is a book without a publisher or an ISBN"
    if one.DOI is not None and not _DOI.fullmatch(one.DOI):
        yield "DOI", f"has '{one.DOI}', which is not a valid DOI"
    if one.page is not None and _is_reversed(one.page):
        yield "page", f"has a last page before the first: {one.page}"


def _is_reversed(pages: str) -> bool:
    """Return whether a range of pages ends before it begins; '1247-52' means 1247 to 1252."""
    found = _PAGES.fullmatch(pages)
    if found is None or found.group(1).casefold() != (found.group(3) or found.group(1)).casefold():
        return False
    first, last = found.group(2), found.group(4)
    return int(first) > int(first[: len(first) - len(last)] + last)


def _find_future_dates(subject: Subject) -> Iterator[Found]:
    """Find dates in the future."""
    latest = max(subject.today, subject.guide.published)
    for one in subject.guide.references:
        for place, day in _list_dates(one):
            if day > latest:
                message = f"'{one.id}' has a date in the future: {day:%Y-%m-%d} ({place})."
                yield Found(f"references.{one.id}.{place}", message)


def _list_dates(one: Reference) -> Iterator[tuple[str, datetime.date]]:
    dated: tuple[tuple[str, PartialDate | None], ...] = (("issued", one.issued), ("accessed", one.accessed))
    yield from ((place, date.find_first_day()) for place, date in dated if date is not None)
    if one.checked.on is not None:
        yield "checked.on", one.checked.on


def _find_duplicates(subject: Subject) -> Iterator[Found]:
    """Find references to a source that an earlier reference already has."""
    seen: dict[tuple[str, str], str] = {}
    for one in subject.guide.references:
        for name, value in (("DOI", one.DOI), ("PMID", one.PMID), ("title", _make_title_key(one))):
            if value is None:
                continue
            first = seen.setdefault((name, value.casefold()), one.id)
            if first != one.id:
                yield Found(f"references.{one.id}.{name}", f"'{one.id}' duplicates '{first}': the same {name}.")
                break


def _make_title_key(one: Reference) -> str | None:
    year = one.issued.date_parts[0][0] if one.issued else None
    return f"{normalize_letters(one.title)} {year}" if one.author else None


def _find_unchecked_claims(subject: Subject) -> Iterator[Found]:
    """Find claims whose sources are all unchecked."""
    references = subject.guide.references
    for path, keys in _list_claims(subject.guide):
        known = [references[key] for key in dict.fromkeys(keys)]
        if known and all(one.checked.how == "unchecked" for one in known):
            names = ", ".join(one.id for one in known)
            yield Found(path, f"All sources of this claim are unchecked: {names}.")


def _list_claims(guide: Guide) -> Iterator[tuple[str, Iterable[ReferenceKey]]]:
    """Yield the path of each claim, with the keys of the references that it cites."""
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


def _find_retracted(subject: Subject) -> Iterator[Found]:
    for one in subject.guide.references:
        notice = subject.retracted.get((one.DOI or "").casefold()) if one.DOI else None
        if notice is not None:
            yield Found(f"references.{one.id}.DOI", f"'{one.id}' was retracted: {notice.rstrip('.')}.")
        elif _RETRACTED.match(one.title):
            yield Found(f"references.{one.id}.title", f"'{one.id}' is marked as retracted in its title.")


CHECKS = (
    Check(
        code="E120",
        title="A reference is incomplete or invalid",
        severity="error",
        why="Readers cannot check a source that they cannot find.",
        fix="Copy the journal, year, pages and DOI from the publisher's own page.",
        source="ICMJE Recommendations, section IV.A.3.g. Crossref, 'DOIs and matching regular expressions' (2015).",
        find=_find_incomplete_references,
    ),
    Check(
        code="E121",
        title="A reference has a date in the future",
        severity="error",
        why="A source cannot be read before it exists; the date or the reference is invented or mistyped.",
        fix="Look the date up in the source.",
        source="DISCERN, question 5: it is clear when the information was produced.",
        find=_find_future_dates,
    ),
    Check(
        code="E122",
        title="A reference is listed twice",
        severity="warning",
        why="One study listed twice looks like two studies that agree.",
        fix="Delete one of them, and cite the other one instead.",
        source="ICMJE Recommendations, section IV.A.3.g: accurate references.",
        find=_find_duplicates,
    ),
    Check(
        code="E123",
        title="A claim has only unchecked sources",
        severity="warning",
        why="An unchecked source may not support the claim that cites it.",
        fix="Read the source and write how it was checked, cite a checked source, or remove the claim.",
        source="ICMJE Recommendations, section IV.A.3.g: references are verified against the original.",
        find=_find_unchecked_claims,
    ),
    Check(
        code="E124",
        title="A reference was retracted",
        severity="error",
        why="A retracted paper is unreliable, and care based on one has harmed patients.",
        fix="Remove the claim or cite another source; if the text is about the retraction, say so there.",
        source="COPE Retraction Guidelines. Retraction Watch Database (Crossref), columns OriginalPaperDOI and Reason.",
        find=_find_retracted,
    ),
)

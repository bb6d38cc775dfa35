"""References in the fields of CSL-JSON, so that Zotero reads and writes them, and how each was checked."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from acucontent.model import identifiers
from acucontent.model.base import Record, Slug, Text
from acucontent.model.identifiers import LanguageTag, WebAddress
from acucontent.model.ranges import Checked

LongText = Annotated[str, Field(min_length=1, max_length=1000)]


class CslRecord(Record):
    """A record whose keys are written with hyphens, as CSL-JSON has them."""

    model_config = ConfigDict(alias_generator=lambda name: name.replace("_", "-"))


class Name(CslRecord):
    """A person, or a body as `literal`."""

    family: Text | None = None
    """The family name."""
    given: Text | None = None
    """Given names or initials."""
    literal: Text | None = None
    """The whole name of a body."""

    @model_validator(mode="after")
    def _one_kind(self) -> Name:
        if (self.family is None) == (self.literal is None):
            raise PydanticCustomError("name", "needs family (a person) or literal (a body), not both")
        return self


class PartialDate(CslRecord):
    """A date that may lack its day or month, as CSL-JSON writes it: `date-parts: [[2020, 12]]`."""

    date_parts: Annotated[
        tuple[Annotated[tuple[int, ...], Field(min_length=1, max_length=3)], ...], Field(min_length=1, max_length=1)
    ]
    """Year, month, day; the later ones may be missing."""

    def first_day(self) -> datetime.date:
        """The first day that the date can mean."""
        year, month, day = (*self.date_parts[0], 1, 1)[:3]
        return datetime.date(year, month, day)

    @model_validator(mode="after")
    def _real(self) -> PartialDate:
        try:
            self.first_day()
        except (ValueError, OverflowError) as error:
            why = "a number is too large" if isinstance(error, OverflowError) else str(error)
            raise PydanticCustomError("date_parts", "is not a date: {why}", {"why": why}) from None
        return self


class Check(Record):
    """How a reference was checked."""

    how: Checked
    """The full text was read, its abstract was, another source was that quotes it, or nothing."""
    on: datetime.date | None = None
    """When; none for what was not checked."""
    note: Text | None = None
    """What of it was not checked, and where it was seen."""


class Reference(CslRecord):
    """One source, in the fields of CSL-JSON 1.0.2, and how it was checked."""

    id: Slug
    """The key by which it is cited: `[@key]`."""
    type: Literal[
        "article-journal",
        "article-newspaper",
        "article-magazine",
        "book",
        "chapter",
        "report",
        "webpage",
        "legislation",
        "thesis",
    ]
    """The kind of source, in the words of CSL."""
    title: LongText
    """The title."""
    author: tuple[Name, ...] = ()
    """Authors in order."""
    more_authors: bool = False
    """Whether there are more authors than these, so that the list ends in 'et al'."""
    editor: tuple[Name, ...] = ()
    """Editors in order."""
    container_title: Text | None = None
    """The journal, book or site it stands in."""
    issued: PartialDate | None = None
    """When it was published."""
    accessed: PartialDate | None = None
    """When a page was read."""
    volume: Text | None = None
    """The volume."""
    issue: Text | None = None
    """The issue."""
    page: Text | None = None
    """The pages."""
    number: Text | None = None
    """The number of a report, article or law."""
    edition: Text | None = None
    """The edition of a book."""
    publisher: Text | None = None
    """The publisher."""
    publisher_place: Text | None = None
    """Where the publisher is."""
    DOI: identifiers.DOI | None = None
    """The DOI, without https://doi.org/."""
    ISBN: identifiers.ISBN | None = None
    """The ISBN."""
    PMID: Annotated[str, Field(pattern=r"^[0-9]{1,9}$")] | None = None
    """The number in PubMed."""
    PMCID: Annotated[str, Field(pattern=r"^PMC[0-9]{1,9}$")] | None = None
    """The number in PubMed Central."""
    URL: WebAddress | None = None
    """A web address."""
    language: LanguageTag | None = None
    """The language it is in, where not the guide's."""
    note: Text | None = None
    """A remark."""
    checked: Check
    """How it was checked."""

"""References in the fields of CSL-JSON, which Zotero reads and writes, and how each was checked."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from acucontent.model import identifiers
from acucontent.model.base import Record, Text
from acucontent.model.citation_key import CitationKey
from acucontent.model.identifiers import LanguageTag, WebAddress
from acucontent.model.ranges import Checked

LongText = Annotated[str, Field(min_length=1, max_length=1000)]


class CslRecord(Record):
    """A record whose keys are written with hyphens, as in CSL-JSON."""

    model_config = ConfigDict(alias_generator=lambda name: name.replace("_", "-"))


class Name(CslRecord):
    """A person, or an organization in the field `literal`."""

    family: Text | None = None
    """The family name."""
    given: Text | None = None
    """Given names or initials."""
    literal: Text | None = None
    """The full name of an organization."""

    @model_validator(mode="after")
    def _check_kind(self) -> Name:
        if (self.family is None) == (self.literal is None):
            raise PydanticCustomError(
                "name", "needs either family (for a person) or literal (for an organization), not both"
            )
        return self


class PartialDate(CslRecord):
    """A date that may lack its day or month, as CSL-JSON writes it: `date-parts: [[2020, 12]]`."""

    date_parts: Annotated[
        tuple[Annotated[tuple[int, ...], Field(min_length=1, max_length=3)], ...], Field(min_length=1, max_length=1)
    ]
    """Year, month and day; the day, or the month and day, may be missing."""

    def find_first_day(self) -> datetime.date:
        """Return the first day that the date can mean."""
        year, month, day = (*self.date_parts[0], 1, 1)[:3]
        return datetime.date(year, month, day)

    @model_validator(mode="after")
    def _check_date(self) -> PartialDate:
        try:
            self.find_first_day()
        except (ValueError, OverflowError) as error:
            why = "a number is too large" if isinstance(error, OverflowError) else str(error)
            raise PydanticCustomError("date_parts", "is not a valid date: {why}", {"why": why}) from None
        return self


class SourceCheck(Record):
    """How a reference was checked."""

    how: Checked
    """What was read: the full text, the abstract, a secondary source that quotes it, or nothing."""
    on: datetime.date | None = None
    """The date of the check; leave it out if unchecked."""
    note: Text | None = None
    """What was not checked, and where the source was seen."""


class Reference(CslRecord):
    """One source, in the fields of CSL-JSON 1.0.2, and how it was checked."""

    id: CitationKey
    """The key used to cite it: `[@key]`."""
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
    """The CSL type of the source."""
    title: LongText
    """The title."""
    author: tuple[Name, ...] = ()
    """Authors in order."""
    more_authors: bool = False
    """Whether there are more authors than these, so that the list ends in 'et al'."""
    editor: tuple[Name, ...] = ()
    """Editors in order."""
    container_title: Text | None = None
    """The journal, book or website that contains it."""
    issued: PartialDate | None = None
    """When it was published."""
    accessed: PartialDate | None = None
    """When a web page was read."""
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
    """The PubMed id."""
    PMCID: Annotated[str, Field(pattern=r"^PMC[0-9]{1,9}$")] | None = None
    """The PubMed Central id."""
    URL: WebAddress | None = None
    """A web address."""
    language: LanguageTag | None = None
    """The language of the source, if it differs from the guide's."""
    note: Text | None = None
    """A remark."""
    checked: SourceCheck
    """How it was checked."""

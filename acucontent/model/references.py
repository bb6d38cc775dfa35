"""References in the fields of CSL-JSON, which Zotero reads and writes, and how each was checked."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from acucontent.model import csl, identifiers
from acucontent.model.base import Record, Text, require_one_line
from acucontent.model.characters import normalize_text
from acucontent.model.citation_key import CitationKey
from acucontent.model.identifiers import LanguageTag, WebAddress
from acucontent.model.ranges import Checked


def _clean_text(value: Any) -> Any:
    return csl.clean_csl_text(value) if isinstance(value, str) else value


CslText = Annotated[Text, BeforeValidator(_clean_text)]
"""Plain text of one line; the markup of CSL-JSON and HTML entities are removed."""

LongText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=1000),
    AfterValidator(normalize_text),
    AfterValidator(require_one_line),
    BeforeValidator(_clean_text),
]


class CslRecord(Record):
    """A record whose keys are written with hyphens, as in CSL-JSON."""

    model_config = ConfigDict(alias_generator=lambda name: name.replace("_", "-"))

    converted_keys: ClassVar[frozenset[str]] = frozenset()
    """Keys that are not fields, but whose values are converted to fields."""
    ignored_keys: ClassVar[frozenset[str]] = frozenset()
    """Keys of CSL-JSON that are not printed."""


class Name(CslRecord):
    """A person, or an organization in the field `literal`."""

    ignored_keys = frozenset({"comma-suffix", "static-ordering", "comma-dropping-particle", "parse-names", "multi"})

    family: CslText | None = None
    """The family name."""
    given: CslText | None = None
    """Given names or initials."""
    dropping_particle: CslText | None = None
    """A particle that belongs to the given names, such as 'von' in Alexander von Humboldt."""
    non_dropping_particle: CslText | None = None
    """A particle that belongs to the family name, such as 'van den' in Ada van den Berg."""
    suffix: CslText | None = None
    """A suffix such as 'Jr' or 'III'."""
    literal: CslText | None = None
    """The full name of an organization."""

    @model_validator(mode="before")
    @classmethod
    def _read_csl(cls, value: Any) -> Any:
        return csl.read_csl_name(value)

    @model_validator(mode="after")
    def _check_kind(self) -> Name:
        if (self.family is None) == (self.literal is None):
            raise PydanticCustomError(
                "name", "needs either family (for a person) or literal (for an organization), not both"
            )
        return self


class PartialDate(CslRecord):
    """A date that may lack its day or month, as CSL-JSON writes it: `date-parts: [[2020, 12]]`."""

    converted_keys = frozenset({"raw", "literal"})
    ignored_keys = frozenset({"season"})

    date_parts: Annotated[
        tuple[Annotated[tuple[int, ...], Field(min_length=1, max_length=3)], ...], Field(min_length=1, max_length=2)
    ]
    """Year, month and day; the day, or the month and day, may be missing. A second date is the end of a range."""
    circa: bool | None = None
    """True if the date is approximate."""

    @model_validator(mode="before")
    @classmethod
    def _read_csl(cls, value: Any) -> Any:
        return csl.read_csl_date(value)

    def find_first_day(self) -> datetime.date:
        """Return the first day that the date can mean."""
        return find_first_day(self.date_parts[0])

    @model_validator(mode="after")
    def _check_date(self) -> PartialDate:
        try:
            days = [find_first_day(parts) for parts in self.date_parts]
        except (ValueError, OverflowError) as error:
            why = "a number is too large" if isinstance(error, OverflowError) else str(error)
            raise PydanticCustomError("date_parts", "is not a valid date: {why}", {"why": why}) from None
        if sorted(days) != days:
            raise PydanticCustomError("date_parts", "is not a valid range: the second date is before the first")
        return self


def find_first_day(parts: tuple[int, ...]) -> datetime.date:
    """Return the first day that a year, a month or a day can mean."""
    year, month, day = (*parts, 1, 1)[:3]
    return datetime.date(year, month, day)


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

    ignored_keys = csl.IGNORED_KEYS

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
    container_title: CslText | None = None
    """The journal, book or website that contains it."""
    issued: PartialDate | None = None
    """When it was published."""
    accessed: PartialDate | None = None
    """When a web page was read."""
    volume: CslText | None = None
    """The volume."""
    issue: CslText | None = None
    """The issue."""
    page: CslText | None = None
    """The pages."""
    number: CslText | None = None
    """The number of a report, article or law."""
    edition: CslText | None = None
    """The edition of a book."""
    publisher: CslText | None = None
    """The publisher."""
    publisher_place: CslText | None = None
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
    note: CslText | None = None
    """A remark."""
    checked: SourceCheck
    """How it was checked."""

    @model_validator(mode="before")
    @classmethod
    def _read_csl(cls, value: Any) -> Any:
        return csl.read_csl_reference(value) if isinstance(value, dict) else value

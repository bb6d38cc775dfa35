"""Publication metadata: contributors, series, identifiers and the accessibility evaluation."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import Field

from acucontent.model import identifiers
from acucontent.model.base import Record, Text


class Contributor(Record):
    """A person or body that made the guide."""

    name: Text
    """The name."""
    role: Literal["author", "editor", "illustrator", "translator", "reviewer"] = "author"
    """What they did."""
    kind: Literal["person", "organization"] = "person"
    """Whether it is a person, or an organization or group; bookshops and libraries file them differently."""
    sort_as: Text | None = None
    """The name as a library files it, if it differs."""


class Series(Record):
    """A series that the guide belongs to."""

    title: Text
    """The title of the series."""
    number: Annotated[int, Field(ge=1)] | None = None
    """The guide's number in the series."""
    issn: identifiers.ISSN | None = None
    """The ISSN of the series."""


class Identifiers(Record):
    """Standard identifiers of the guide."""

    isbn_pdf: identifiers.ISBN | None = None
    """The ISBN of the printed or PDF edition."""
    isbn_epub: identifiers.ISBN | None = None
    """The ISBN of the ebook."""
    doi: identifiers.DOI | None = None
    """The guide's DOI."""


class AccessEvaluation(Record):
    """Who evaluated the accessibility of this edition, for what no program can check.

    These are: whether text relies on color or position, whether the description of a picture gives its content, and
    whether the text of a link names its destination.
    """

    by: Text
    """The body or person that evaluated it and is responsible for the result."""
    on: datetime.date
    """The date of the evaluation. Anything published later has not been evaluated."""
    report: identifiers.WebAddress | None = None
    """The address of the report."""

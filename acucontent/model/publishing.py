"""What a publisher and a library say of a guide: who made it, its series, its numbers, and who judged its access."""

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
    """Whether it is one person, or a body or group: shops and libraries file them in different ways."""
    sort_as: Text | None = None
    """The name as a library files it, where it differs."""


class Series(Record):
    """A series that the guide belongs to."""

    title: Text
    """The title of the series."""
    number: Annotated[int, Field(ge=1)] | None = None
    """The guide's number in it."""
    issn: identifiers.ISSN | None = None
    """The ISSN of the series."""


class Identifiers(Record):
    """Numbers under which the guide is known."""

    isbn_pdf: identifiers.ISBN | None = None
    """The ISBN of the printed or PDF edition."""
    isbn_epub: identifiers.ISBN | None = None
    """The ISBN of the ebook."""
    doi: identifiers.DOI | None = None
    """The guide's DOI."""


class AccessEvaluation(Record):
    """Who judged the accessibility of this edition, for what no program can see.

    That is: whether words lean on a color or a place on the page, whether the words beside a picture tell what it
    shows, whether a link says where it leads.
    """

    by: Text
    """The body, or the person, who judged it and answers for it."""
    on: datetime.date
    """When they judged it. What was published later has not been judged."""
    report: identifiers.WebAddress | None = None
    """The address of their report."""

"""Forms to fill in with a pen or on a screen: diaries with a row for each day, and lists to check off."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from acucontent.model.base import Citations, Record, Records, Slug, Text
from acucontent.model.common import Item
from acucontent.model.pictures import Picture
from acucontent.model.prose import Prose

MAX_ROWS = 31
"""The most rows of a form: one for each day of a month."""
MAX_COLUMNS = 6
"""The most columns of a form, without the one that names the rows."""
MAX_LINES = 4
"""The most lines above a form."""
MAX_LABEL = 24
"""The most letters of the label of a line, which takes half the width of a page."""

ColumnKind = Literal["text", "number", "check"]
"""What a reader writes in a cell: words, a number, or a check mark in a box."""

_USUAL_WIDTHS: Mapping[ColumnKind, int] = MappingProxyType({"text": 8, "number": 4, "check": 3})


class FormColumn(Record):
    """One column of a form, whose cells a reader fills in."""

    id: Slug
    """The column's id; it is part of the name of each field of the column."""
    head: Text
    """The head of the column, in a few short words."""
    picture: Picture
    kind: ColumnKind = "text"
    """What a reader writes in its cells: text, a number, or a check mark in a box."""
    width: Annotated[int, Field(ge=2, le=40)] | None = None
    """The width of a cell in letters; leave it out for the usual width of its kind."""

    @property
    def letters(self) -> int:
        """The width of a cell, in letters."""
        return self.width or _USUAL_WIDTHS[self.kind]


class FormRow(Record):
    """One row of a form that has a name."""

    id: Slug
    """The row's id; it is part of the name of each field of the row."""
    head: Text
    """The name of the row, such as a day of the week."""


class FormLine(Record):
    """One line above a form."""

    id: Slug
    """The line's id; it is part of the name of its field."""
    label: Text
    """What to write on the line, such as Name, in at most 24 letters."""

    @field_validator("label")
    @classmethod
    def _check_length(cls, label: str) -> str:
        if len(label) > MAX_LABEL:
            message = "has {found} letters, but a line has room for {most} before it: shorten it"
            raise PydanticCustomError("form_label", message, {"found": len(label), "most": MAX_LABEL})
        return label


class Form(Record):
    """A table to fill in, such as a diary with a row for each day."""

    id: Slug
    """The form's id; it is part of the names of its fields."""
    title: Text
    """The heading above the form."""
    introduction: Prose | None = None
    """How to fill it in."""
    lines: Annotated[Records[FormLine], Field(max_length=MAX_LINES)] = Field(default_factory=Records)
    """Lines above the form, at most four, such as the name and the month."""
    caption: Text
    """What the form is for, in a few words; a screen reader reads it before the table."""
    row_head: Text
    """The head of the first column, which names the rows, such as Day."""
    row_count: Annotated[int, Field(ge=1, le=MAX_ROWS)] | None = None
    """The number of rows, if they have the names 1, 2, 3 and so on."""
    rows: Annotated[Records[FormRow], Field(max_length=MAX_ROWS)] = Field(default_factory=Records)
    """The rows, if they have names of their own."""
    columns: Annotated[Records[FormColumn], Field(min_length=1, max_length=MAX_COLUMNS)]
    """The columns to fill in, at most six."""
    citations: Citations

    @model_validator(mode="after")
    def _check_rows(self) -> Form:
        if (self.row_count is None) == (not self.rows):
            raise PydanticCustomError(
                "form_rows", "needs either row_count, for rows with numbers, or rows with names of their own"
            )
        return self

    @property
    def row_names(self) -> Mapping[str, str]:
        """The name of each row by its id, in order."""
        if self.row_count:
            return {str(number): str(number) for number in range(1, self.row_count + 1)}
        return {row.id: row.head for row in self.rows}


class Checklist(Record):
    """A list with a box to check before each item."""

    id: Slug
    """The list's id; it is part of the names of its boxes."""
    title: Text
    """The heading above the list."""
    introduction: Prose | None = None
    """When and how to use the list."""
    items: Annotated[Records[Item], Field(min_length=1, max_length=MAX_ROWS)]
    """The items to check off."""

"""Find out which field of the sheet each column of a table fills in, by its heading."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from acucontent.batch.records import BadTable, Cell, Record
from acucontent.model.characters import remove_invisible
from acucontent.model.suggestions import find_nearest, suggest
from acucontent.problems import escape_unprintable

_ALIASES = {
    "name": "patient",
    "patient name": "patient",
    "full name": "patient",
    "visit": "date",
    "treated by": "practitioner",
    "note": "notes",
    "next": "next_visit",
    "lang": "language",
}
"""Other headings that are accepted, unless a column has the heading itself."""
_ORDER = ("patient", "date", "time", "next_visit", "practitioner", "notes", "language")
"""The order of the columns in messages, which is also that of the help."""
_TYPING_ERROR = 0.8
"""How much an unknown heading resembles a known one if it is a typing error, as `difflib` measures it."""
_MOST_NAMED = 10
"""How many skipped columns are named."""
_LONGEST_NAME = 40


@dataclass(frozen=True)
class Headings:
    """The headings that are known: the names of the fields, the labels on the sheet, and other usual words."""

    fields: tuple[str, ...]
    """The names of the columns, in their usual order."""
    labels: Mapping[str, str]
    """The label of each field on the sheet, by the name of the field."""

    def find_field(self, heading: str) -> str | None:
        """Return the column that a heading names exactly, by its name or its label on the sheet."""
        return self._by_heading.get(_normalize(heading))

    def find_alias(self, heading: str) -> str | None:
        """Return the column that a heading names by another usual word."""
        alias = _ALIASES.get(_normalize(heading))
        return alias if alias in self.fields else None

    def count_known(self, cells: Iterable[str]) -> int:
        """Return how many of some cells are known headings."""
        return sum(bool(self.find_field(cell) or self.find_alias(cell)) for cell in cells)

    @cached_property
    def _by_heading(self) -> Mapping[str, str]:
        labels = {_normalize(label): name for name, label in self.labels.items()}
        return labels | {_normalize(name): name for name in self.fields}

    def describe(self) -> str:
        """Return the sentence that lists the columns, and the labels that can be used instead."""
        other = [label for name, label in self.labels.items() if _normalize(label) != _normalize(name)]
        return f"Columns: {', '.join(self.fields)}" + (f" (or, as on the sheet: {', '.join(other)})" if other else "")


@dataclass(frozen=True)
class Columns:
    """The columns of a table."""

    fields: tuple[str | None, ...]
    """The field that each column fills in; None for a column that fills in none."""
    headings: tuple[str, ...]
    """The heading of each column; empty for a column without a heading."""

    def describe_skipped(self) -> str:
        """Return the names of the columns that fill in no field, on one line; empty if there are none."""
        skipped = [heading for name, heading in zip(self.fields, self.headings, strict=True) if heading and not name]
        named = ", ".join(escape_unprintable(heading[:_LONGEST_NAME]) for heading in skipped[:_MOST_NAMED])
        more = f" and {len(skipped) - _MOST_NAMED} more" if len(skipped) > _MOST_NAMED else ""
        return f"{named}{more}"


def make_headings(names: Iterable[str], labels: Mapping[str, str]) -> Headings:
    """Return the known headings of a sheet.

    Args:
        names: The fields of the sheet that can be filled in.
        labels: The label of each field on the sheet, by the name of the field.
    """
    order = {name: place for place, name in enumerate(_ORDER)}
    known = [*names, "language"]
    if "date" in known:
        known.append("time")  # the line of the date also shows the time
    fields = sorted(known, key=lambda name: order.get(name, len(order)))
    return Headings(tuple(fields), {name: label for name, label in labels.items() if name in fields})


def match_columns(record: Record, known: Headings) -> Columns:
    """Return the columns of a table by the row with its headings.

    Raises:
        BadTable: `patient` is missing, a column is duplicated, or a heading has a typing error. The message does not
            quote headings, because the first row of a table without headings has the name of a patient.
    """
    headings = [_read_heading(cell) for cell in record.cells]
    exact = [known.find_field(heading) for heading in headings]
    fields = [name or _find_alias(heading, known, exact) for name, heading in zip(exact, headings, strict=True)]
    if "patient" not in fields:
        raise BadTable(f"line {record.line}: missing column 'patient'. {known.describe()}")
    for name in known.fields:
        _check_unique(record.line, name, [place for place, each in enumerate(fields, start=1) if each == name])
    for place, (field, heading) in enumerate(zip(fields, headings, strict=True), start=1):
        if heading and not field:
            _check_spelling(record.line, place, heading, [each for each in known.fields if each not in fields])
    return Columns(tuple(fields), tuple(headings))


def _read_heading(cell: Cell) -> str:
    return " ".join(remove_invisible(cell).split()) if isinstance(cell, str) else ""


def _find_alias(heading: str, known: Headings, taken: Sequence[str | None]) -> str | None:
    alias = known.find_alias(heading)
    return None if alias in taken else alias


def _check_unique(line: int, name: str, places: list[int]) -> None:
    if len(places) > 1:
        where = " and ".join(map(str, places))
        raise BadTable(f"line {line}: duplicate column '{name}': columns {where}. To fix it, delete or rename one")


def _check_spelling(line: int, place: int, heading: str, missing: Sequence[str]) -> None:
    nearest = find_nearest(_normalize(heading).replace(" ", "_"), missing, count=1, cutoff=_TYPING_ERROR)
    if nearest:
        raise BadTable(f"line {line}: unknown heading of column {place}. {suggest(nearest)}")


def _normalize(heading: str) -> str:
    """Return a heading without case, punctuation and repeated spaces."""
    folded = unicodedata.normalize("NFKC", heading).casefold()
    return " ".join("".join(each if each.isalnum() or _is_mark(each) else " " for each in folded).split())


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")

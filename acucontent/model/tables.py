"""Tables with the author's own words, and the width that a table or form needs on paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Annotated, Any
from unicodedata import east_asian_width

from pydantic import Field

from acucontent.model.base import Citations, Record, Records, Slug, Text
from acucontent.model.forms import Form
from acucontent.model.plain_text import flatten
from acucontent.model.prose import Paragraph, Prose, ProseBlock

MAX_ROWS = 30
"""The most rows of a table, which is read as a whole."""
MAX_COLUMNS = 5
"""The most columns of a table."""

PAGE_LETTERS = 58
"""The width of a page in letters of large print, on the narrower paper (A4) and with its margins."""
GUTTER = 1
"""The space between two columns, as a number of letters."""

_PIECE = re.compile(r"[^\s\u200b-]+-?|-")
"""A part of a text in which a line does not break."""


class TableColumn(Record):
    """One column of a table."""

    id: Slug
    """The column's id."""
    head: Text
    """The head of the column, in a few words."""


class TableRow(Record):
    """One row of a table."""

    id: Slug
    """The row's id."""
    cells: Annotated[tuple[Prose, ...], Field(min_length=2, max_length=MAX_COLUMNS)]
    """Its cells, one for each column. The first one names the row."""
    citations: Citations


class TextTable(Record):
    """A small table of words or numbers. The first cell of each row names the row."""

    id: Slug
    """The table's id."""
    title: Text
    """The heading above the table."""
    introduction: Prose | None = None
    """What the table compares, and how to read it."""
    caption: Text
    """What the table shows, in a few words; a screen reader reads it before the table."""
    columns: Annotated[Records[TableColumn], Field(min_length=2, max_length=MAX_COLUMNS)]
    """The columns, two to five. The first one names the rows."""
    rows: Annotated[Records[TableRow], Field(min_length=1, max_length=MAX_ROWS)]
    """The rows."""


def measure_word(text: str) -> int:
    """Return the number of letters of the longest part of a text in which a line does not break.

    A wide East Asian character has the width of two letters, and a line can break after it.
    """
    pieces = _PIECE.findall("".join(f"{each} " if _is_wide(each) else each for each in text))
    return max((len(piece) + _is_wide(piece[0]) for piece in pieces), default=0)


def _is_wide(character: str) -> bool:
    return east_asian_width(character) in "WF"


def measure_columns(table: Form | TextTable) -> tuple[int, ...]:
    """Return the least width of each column of a form or table in letters, the first column included."""
    if isinstance(table, Form):
        names = max(map(measure_word, (table.row_head, *table.row_names.values())))
        return (names, *(max(measure_word(each.head), each.letters) for each in table.columns))
    return tuple(
        max(measure_word(column.head), *(_measure_prose(cell) for cell in cells))
        for column, cells in zip(table.columns, zip(*(row.cells for row in table.rows), strict=True), strict=True)
    )


def _measure_prose(prose: Prose) -> int:
    return max((measure_word(text) for text in _list_texts(prose.blocks)), default=0)


def _list_texts(blocks: Iterable[ProseBlock]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield flatten(block.children)
        else:
            for item in block.items:
                yield from _list_texts(item)


def refuse_table(table: Any) -> tuple[Sequence[str | int], str] | None:
    """Return the place in a form or table and the message why it cannot be printed; None if it can."""
    if isinstance(table, TextTable):
        for row in table.rows:
            if len(row.cells) != len(table.columns):
                message = f"has {len(row.cells)} cells, but the table has {len(table.columns)} columns"
                return ("rows", row.id, "cells"), f"{message}: write one cell for each column"
    widths = measure_columns(table)
    if sum(widths) + GUTTER * len(widths) <= PAGE_LETTERS:
        return _find_repeated_name(table)
    return ("columns",), _describe_excess(table, widths)


def _find_repeated_name(table: Form | TextTable) -> tuple[Sequence[str | int], str] | None:
    """Return the second line, row or column with one name, which neither readers nor screen readers can tell apart."""
    named = [("columns", each.id, "head", each.head) for each in table.columns]
    if isinstance(table, Form):
        named += [("rows", each.id, "head", each.head) for each in table.rows]
        named += [("lines", each.id, "label", each.label) for each in table.lines]
    seen: set[tuple[str, str]] = set()
    for part, key, field, name in named:
        if (part, name.casefold()) in seen:
            return (part, key, field), f"'{name}' is used already in {part}: give each its own name"
        seen.add((part, name.casefold()))
    return None


def _describe_excess(table: Form | TextTable, widths: Sequence[int]) -> str:
    """Return the message that a form or table is too wide for a page, and what fits."""
    heads = (table.row_head, *(each.head for each in table.columns)) if isinstance(table, Form) else ()
    names = heads or tuple(each.head for each in table.columns)
    longest = ", ".join(f"{name}: {width}" for name, width in zip(names, widths, strict=True))
    room = PAGE_LETTERS - GUTTER * len(widths)
    return (
        f"does not fit on a page: {len(widths)} columns have room for {room} letters in a line, but need "
        f"{sum(widths)} ({longest}). To fix it, use shorter words, narrower columns or fewer columns"
    )

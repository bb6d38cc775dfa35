"""Write tables and facts: in columns if each row fits on one line, otherwise one record for each row.

Rows are never wrapped within columns, because a screen reader would read across the cells and mix them up. In text that
is not wrapped there are only records, because it can be shown in a font in which columns do not line up.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from acucontent.document.blocks import Blank, Facts, Grid, Table
from acucontent_text.lines import count_columns, wrap_text, write_spaces
from acucontent_text.page import Page, Passage

_GAP = "  "
_LONGEST_LINE = 12
"""The longest line to write on, in columns."""

Row: TypeAlias = tuple[str, ...]


def write_facts(block: Facts, page: Page) -> Iterator[Passage]:
    """Yield the title, and one line for each fact: `Label: value`."""
    yield from _write_title(page.format_text(block.title), page)
    facts_in_words = [_join_label(page.format_text(fact.label), page.format_inlines(fact.value)) for fact in block.rows]
    lines = [line for text in facts_in_words if text for line in wrap_text(text, page.width, rest=2 * _GAP)]
    if lines:
        yield Passage(tuple(lines))


def write_table(block: Table, page: Page) -> Iterator[Passage]:
    """Yield the caption, and the rows in columns or as records."""
    rows = [tuple(page.format_inlines(cell) for cell in row) for row in block.rows]
    yield from _write_rows(block, rows, page)


def write_grid(block: Grid, page: Page) -> Iterator[Passage]:
    """Yield a table to fill in, with a box or a line to write on in each cell.

    In records, a row with a number has the head of the rows before it: `Day 1`.
    """
    rows = [
        (
            page.format_inlines(row.head),
            *(_draw_blank(*each, page) for each in zip(row.blanks, block.widths[1:], strict=True)),
        )
        for row in block.rows
    ]
    yield from _write_rows(block, rows, page)


def _draw_blank(blank: Blank, width: int, page: Page) -> str:
    """Return the box, circle or line of a blank. Screen readers read a short row of underscores as "blank"."""
    if blank.kind == "check":
        return "[ ]" if page.ascii else "☐"
    if blank.kind == "choice":
        return "( )" if page.ascii else "○"
    return "_" * min(width, _LONGEST_LINE)


def _write_rows(block: Table | Grid, rows: list[Row], page: Page) -> Iterator[Passage]:
    yield from _write_title(page.format_inlines(block.caption), page)
    head = tuple(page.format_inlines(column.head) for column in block.columns)
    widths = [max(map(count_columns, cells)) for cells in zip(head, *rows, strict=True)]
    if page.width is not None and page.has_room(sum(widths) + len(_GAP) * (len(widths) - 1)):
        yield from _write_columns(head, rows, widths)
    else:
        yield from _write_records(head, rows, page)


def _name_row(head: str, name: str) -> str:
    """Return the first line of a record: `Day 1`, `Effect: bruise`."""
    return f"{head} {name}" if name.isdecimal() else _join_label(head, name)


def _write_title(title: str, page: Page) -> Iterator[Passage]:
    if not page.is_heading_repeated(title):
        yield from page.make_passage(title)


def _write_columns(head: Row, rows: list[Row], widths: list[int]) -> Iterator[Passage]:
    for part in ([head], rows):
        lines = tuple(_format_row(row, widths) for row in part)
        if any(lines):
            yield Passage(lines)


def _format_row(row: Row, widths: list[int]) -> str:
    cells = (cell + " " * (width - count_columns(cell)) for cell, width in zip(row, widths, strict=True))
    return write_spaces(_GAP.join(cells))


def _write_records(head: Row, rows: list[Row], page: Page) -> Iterator[Passage]:
    for name, *cells in rows:
        lines = [*wrap_text(_name_row(head[0], name), page.width)] if name else []
        for label, cell in zip(head[1:], cells, strict=True):
            if cell:
                lines += wrap_text(_join_label(label, cell), page.width, first=_GAP, rest=2 * _GAP)
        if lines:
            yield Passage(tuple(lines))


def _join_label(label: str, value: str) -> str:
    if not label or not value:
        return label or value
    return f"{label} {value}" if label[-1] in ":?!." else f"{label}: {value}"

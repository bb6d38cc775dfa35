"""Tables and facts: in columns while each row fits on one line, else one small record a row.

A row that is wrapped within its columns is read across by a screen reader, which mixes its cells up.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from acucontent.document.blocks import Facts, Table
from acucontent_text.lines import KEPT_SPACE, columns, set_lines
from acucontent_text.page import Page, Passage

_GAP = "  "

Row: TypeAlias = tuple[str, ...]


def facts(block: Facts, page: Page) -> Iterator[Passage]:
    """A line a fact: `Label: value`."""
    yield from _title(page.text(block.title), page)
    facts_in_words = [_labelled(page.text(fact.label), page.words(fact.value)) for fact in block.rows]
    lines = [line for text in facts_in_words if text for line in set_lines(text, page.width, rest=2 * _GAP)]
    if lines:
        yield Passage(tuple(lines))


def table(block: Table, page: Page) -> Iterator[Passage]:
    """The caption, and the rows in columns or as records."""
    yield from _title(page.words(block.caption), page)
    head = tuple(page.words(column.head) for column in block.columns)
    rows = [tuple(page.words(cell) for cell in row) for row in block.rows]
    widths = [max(map(columns, cells)) for cells in zip(head, *rows, strict=True)]
    if sum(widths) + len(_GAP) * (len(widths) - 1) <= page.width:
        yield from _in_columns(head, rows, widths)
    else:
        yield from _as_records(head, rows, page)


def _title(title: str, page: Page) -> Iterator[Passage]:
    if not page.repeats_heading(title):
        yield from page.passage(title)


def _in_columns(head: Row, rows: list[Row], widths: list[int]) -> Iterator[Passage]:
    for part in ([head], rows):
        lines = tuple(_in_line(row, widths) for row in part)
        if any(lines):
            yield Passage(lines)


def _in_line(row: Row, widths: list[int]) -> str:
    cells = (cell + " " * (width - columns(cell)) for cell, width in zip(row, widths, strict=True))
    return _GAP.join(cells).replace(KEPT_SPACE, " ").rstrip()


def _as_records(head: Row, rows: list[Row], page: Page) -> Iterator[Passage]:
    for name, *cells in rows:
        lines = [*set_lines(name, page.width)] if name else []
        for label, cell in zip(head[1:], cells, strict=True):
            if cell:
                lines += set_lines(_labelled(label, cell), page.width, first=_GAP, rest=2 * _GAP)
        if lines:
            yield Passage(tuple(lines))


def _labelled(label: str, value: str) -> str:
    if not label or not value:
        return label or value
    return f"{label} {value}" if label[-1] in ":?!." else f"{label}: {value}"

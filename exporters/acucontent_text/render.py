"""Render blocks as lines, in a layout that works with screen readers.

W3C's techniques T1, T2 and T3 for plain text (sufficient for WCAG 1.3.1) require blank lines: one before a paragraph
or list item, two before a heading and one after it. Headings are numbered to show their level. They are not underlined,
because some screen readers read a row of `=` or `-` aloud ("seventy-two dashes").
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count
from typing import assert_never

from acucontent.document.blocks import (
    Blank,
    Blocks,
    Callout,
    Facts,
    Figure,
    Form,
    Grid,
    ListBlock,
    Paragraph,
    ReferenceList,
    Section,
    Table,
    Words,
)
from acucontent.document.document import Document
from acucontent_text.lines import count_columns, wrap_text
from acucontent_text.page import Page, Passage
from acucontent_text.tables import write_facts, write_grid, write_table

_INDENT = "    "
_NARROWEST = 20
"""The minimum number of columns after an indent; an indent that leaves fewer is omitted."""
_LINE_TO_WRITE_ON = 20
"""The length of a line to write on, in columns: no more than what is available at any indent."""


def render_text(
    document: Document,
    width: int | None,
    *,
    ascii: bool,  # noqa: A002 - the option's name
    has_contents: bool = True,
) -> str:
    """Return a document as text with lines that end in LF.

    Args:
        document: The document.
        width: The maximum width of a line, in columns; None if lines are not wrapped.
        ascii: Whether to write only ASCII characters.
        has_contents: Whether the text of a volume has a table of contents.
    """
    page = Page(width, ascii, document.labels)
    return _join_passages(_write_document(document, page, has_contents=has_contents and document.about.is_volume))


def _write_document(document: Document, page: Page, *, has_contents: bool) -> Iterator[Passage]:
    about = document.about
    yield from page.make_passage(page.format_text(about.title), heading=True)
    yield from page.make_passage(page.format_text(about.subtitle or ""))
    yield from _write_blocks(document.opening, page)
    if has_contents:
        yield from _write_contents(document, page)
    yield from _write_blocks(document.sections, page)


def _join_passages(passages: Iterable[Passage]) -> str:
    parts: list[str] = []
    for passage in passages:
        if parts:
            parts.append("\n\n\n" if passage.heading else "\n\n")
        parts.append("\n".join(passage.lines))
    return f"{''.join(parts)}\n"


def _write_contents(document: Document, page: Page) -> Iterator[Passage]:
    """Yield the list of chapters, with the numbers of their headings."""
    chapters = tuple((Paragraph(section.title),) for section in document.sections if section.listed)
    yield from page.make_passage(page.format_text(document.labels("contents")), heading=True)
    yield from _write_list(ListBlock(chapters, "number"), page)


def _write_blocks(blocks: Blocks, page: Page) -> Iterator[Passage]:  # noqa: C901, PLR0912 - one case a kind of block
    numbers = count(1)
    for block in blocks:
        match block:
            case Section():
                yield from _write_section(block, page.enter_section(next(numbers) if block.listed else None))
            case Paragraph(inlines):
                yield from page.make_passage(page.format_inlines(inlines))
            case ListBlock():
                yield from _write_list(block, page)
            case Table():
                yield from write_table(block, page)
            case Facts():
                yield from write_facts(block, page)
            case Callout():
                yield from _write_callout(block, page)
            case Figure(caption=caption, alternative=alternative):
                yield from page.make_passage(page.format_inlines(caption))
                yield from _indent_blocks(_INDENT, (Paragraph((Words(alternative),)),), page)
            case Form():
                for blank in block.blanks:
                    yield from _write_blank(blank, page)
            case Grid():
                for line in block.lines:
                    yield from _write_blank(line, page)
                yield from write_grid(block, page)
            case ReferenceList():
                yield from _write_references(block, page)
            case _:
                assert_never(block)


def _write_section(section: Section, page: Page) -> Iterator[Passage]:
    title = page.format_inlines(section.title)
    number = f"{'.'.join(map(str, page.number))}. " if page.number else ""
    yield from page.make_passage(f"{number}{title}", rest=" " * len(number), heading=True)
    yield from _write_blocks(section.blocks, replace(page, heading=title))


def _write_list(block: ListBlock, page: Page) -> Iterator[Passage]:
    markers = [_make_marker(block, index, page) for index in range(len(block.items))]
    widest = max(map(count_columns, markers), default=0)
    for marker, item in zip(markers, block.items, strict=True):
        yield from _indent_blocks(f"{marker.ljust(widest)} ", item, replace(page, lists=page.lists + 1))


def _make_marker(block: ListBlock, index: int, page: Page) -> str:
    """Return the marker of a list item. Nested lists have other markers, so that listeners can recognize the level."""
    match block.marker:
        case "bullet":
            return ("-*+" if page.ascii else "•◦▪")[page.lists % 3]
        case "check":
            return "[ ]" if page.ascii else "☐"
        case "number":
            lettered = page.lists % 2 and index < len(string.ascii_lowercase)
            return f"{string.ascii_lowercase[index] if lettered else index + block.first}."
        case _:
            assert_never(block.marker)


def _write_callout(block: Callout, page: Page) -> Iterator[Passage]:
    """Yield a callout, indented. Its title begins with its kind, unless the title of an urgent callout contains it."""
    in_title = block.kind in {"emergency", "urgent", "soon"}
    title = block.title if in_title else f"{page.labels(block.kind)}: {block.title}"
    yield from _indent_blocks(_INDENT, (Paragraph((Words(title),)), *block.blocks), page)


def _write_blank(blank: Blank, page: Page) -> Iterator[Passage]:
    """Yield a form field: its label with a line to write on, and more lines if needed.

    The lines are short, because screen readers read a short row of underscores as "blank".
    """
    line = "_" * _LINE_TO_WRITE_ON
    first = wrap_text(f"{page.format_text(blank.label)}: {line}", page.width)
    yield Passage((*first, *(line for _ in range(blank.lines - 1))))


def _write_references(block: ReferenceList, page: Page) -> Iterator[Passage]:
    """Yield the entries with the same marks as their citations, so that a search for `[3]` finds both."""
    marks = [f"[{entry.number}]" for entry in block.entries]
    widest = max(map(len, marks), default=0)
    for mark, entry in zip(marks, block.entries, strict=True):
        yield from _indent_blocks(f"{mark.ljust(widest)} ", (Paragraph(entry.inlines),), page)


def _indent_blocks(marker: str, blocks: Blocks, page: Page) -> Iterator[Passage]:
    """Yield blocks indented after a marker, or below it if the lines would be too narrow."""
    indent = " " * count_columns(marker)
    if not page.has_room(len(indent) + _NARROWEST):
        yield from page.make_passage(marker.strip())
        yield from _write_blocks(blocks, page)
        return
    start = marker
    for passage in _write_blocks(blocks, page.indent(len(indent))):
        first, *rest = passage.lines
        yield replace(passage, lines=(start + first, *(indent + line for line in rest)))
        start = indent

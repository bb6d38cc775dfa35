"""Blocks as lines, set out so that a screen reader tells them apart.

W3C's techniques T1, T2 and T3 for plain text (sufficient for WCAG 1.3.1) rest on blank lines: one before a paragraph
or an item of a list, two before a heading and one after it. Headings are not underlined and nothing is ruled off:
a row of `=` or `-` is read out ("seventy-two dashes") by some screen readers, and says nothing of a heading's level.
A number before the heading does, aloud as on paper.
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
    ListBlock,
    Paragraph,
    ReferenceList,
    Section,
    Table,
    Words,
)
from acucontent.document.document import Document
from acucontent_text.lines import columns
from acucontent_text.page import Page, Passage
from acucontent_text.tables import facts, table

_INDENT = "    "
_NARROWEST = 20
"""An indent that would leave fewer columns than this is left out."""


def render(document: Document, width: int, *, ascii: bool) -> str:  # noqa: A002 - the option's name
    """The document as text: lines of at most `width` columns, each ended by a newline."""
    page = Page(width, ascii, document.labels)
    return _set_apart(_document(document, page))


def _document(document: Document, page: Page) -> Iterator[Passage]:
    about = document.about
    yield from page.passage(page.text(about.title), heading=True)
    yield from page.passage(page.text(about.subtitle or ""))
    yield from _blocks(document.opening, page)
    if about.complete:
        yield from _contents(document, page)
    yield from _blocks(document.sections, page)


def _set_apart(passages: Iterable[Passage]) -> str:
    parts: list[str] = []
    for passage in passages:
        if parts:
            parts.append("\n\n\n" if passage.heading else "\n\n")
        parts.append("\n".join(passage.lines))
    return f"{''.join(parts)}\n"


def _contents(document: Document, page: Page) -> Iterator[Passage]:
    """The chapters with the numbers of their headings."""
    chapters = tuple((Paragraph(section.title),) for section in document.sections if section.listed)
    yield from page.passage(page.text(document.labels("contents")), heading=True)
    yield from _list(ListBlock(chapters, "number"), page)


def _blocks(blocks: Blocks, page: Page) -> Iterator[Passage]:  # noqa: C901 - one case a kind of block
    numbers = count(1)
    for block in blocks:
        match block:
            case Section():
                yield from _section(block, page.in_section(next(numbers) if block.listed else None))
            case Paragraph(inlines):
                yield from page.passage(page.words(inlines))
            case ListBlock():
                yield from _list(block, page)
            case Table():
                yield from table(block, page)
            case Facts():
                yield from facts(block, page)
            case Callout():
                yield from _callout(block, page)
            case Figure(caption=caption, alternative=alternative):
                yield from page.passage(page.words(caption))
                yield from _after(_INDENT, (Paragraph((Words(alternative),)),), page)
            case Form():
                for blank in block.blanks:
                    yield from _blank(blank, page)
            case ReferenceList():
                yield from _references(block, page)
            case _:
                assert_never(block)


def _section(section: Section, page: Page) -> Iterator[Passage]:
    title = page.words(section.title)
    number = f"{'.'.join(map(str, page.number))}. " if page.number else ""
    yield from page.passage(f"{number}{title}", rest=" " * len(number), heading=True)
    yield from _blocks(section.blocks, replace(page, heading=title))


def _list(block: ListBlock, page: Page) -> Iterator[Passage]:
    markers = [_marker(block, index, page) for index in range(len(block.items))]
    widest = max(map(columns, markers), default=0)
    for marker, item in zip(markers, block.items, strict=True):
        yield from _after(f"{marker.ljust(widest)} ", item, replace(page, lists=page.lists + 1))


def _marker(block: ListBlock, index: int, page: Page) -> str:
    """What an item starts with; a list within a list has other marks, so that they tell their level when read."""
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


def _callout(block: Callout, page: Page) -> Iterator[Passage]:
    """Indented; its kind is written before its title, but that of an emergency or urgent box is in the title."""
    in_title = block.kind in {"emergency", "urgent"}
    title = block.title if in_title else f"{page.labels(block.kind)}: {block.title}"
    yield from _after(_INDENT, (Paragraph((Words(title),)), *block.blocks), page)


def _blank(blank: Blank, page: Page) -> Iterator[Passage]:
    """The label with room after it; more room on lines of its own. A short row of marks is read as "blank"."""
    line = "_" * min(20, page.width)
    first = f"{page.text(blank.label)}: {line}"
    yield Passage((first, *(line for _ in range(blank.lines - 1))))


def _references(block: ReferenceList, page: Page) -> Iterator[Passage]:
    """The entries under the marks that lead to them, so that a search for `[3]` finds both."""
    marks = [f"[{entry.number}]" for entry in block.entries]
    widest = max(map(len, marks), default=0)
    for mark, entry in zip(marks, block.entries, strict=True):
        yield from _after(f"{mark.ljust(widest)} ", (Paragraph(entry.inlines),), page)


def _after(marker: str, blocks: Blocks, page: Page) -> Iterator[Passage]:
    """Blocks that hang after a marker, or follow it where there is no room to hang."""
    indent = " " * columns(marker)
    if page.width - len(indent) < _NARROWEST:
        yield from page.passage(marker.strip())
        yield from _blocks(blocks, page)
        return
    start = marker
    for passage in _blocks(blocks, replace(page, width=page.width - len(indent))):
        first, *rest = passage.lines
        yield replace(passage, lines=(start + first, *(indent + line for line in rest)))
        start = indent

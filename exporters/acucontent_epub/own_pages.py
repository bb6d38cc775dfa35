"""A page that a book has and a sheet has not: the key to the words for how sure and how often."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

from acucontent.document.blocks import (
    Block,
    BlockId,
    CrossLink,
    Document,
    Facts,
    Inline,
    Inlines,
    Paragraph,
    Section,
    Table,
    Words,
    plain,
    rewrite_inlines,
)
from acucontent.document.labels import Labels
from acucontent.model.evidence import CertaintyLevel
from acucontent.model.ranges import Frequency

KEY: BlockId = "key_to_words"
"""The id of the page that explains the set words."""

BACK_MATTER = (KEY, "glossary", "review", "references")
"""The chapters that stand after the text."""


def with_key(document: Document) -> Document:
    """The document with a key to its words for how sure and how often, and a link to it wherever one is used.

    A document that does not use them has no such page.
    """
    if not any(_says_how_sure(block, document.labels) for block in document.blocks()):
        return document
    linked = tuple(_linked(section, document.labels) for section in document.sections)
    ends = [number for number, section in enumerate(linked) if section.id in BACK_MATTER] or [len(linked)]
    return replace(document, sections=(*linked[: ends[0]], _key(document.labels), *linked[ends[0] :]))


def _says_how_sure(block: Block, labels: Labels) -> bool:
    match block:
        case Facts():
            return any(label == labels("how_sure") for label, _ in block.rows)
        case Table():
            return any(plain(head) == labels("how_sure") for head in block.head)
        case _:
            return False


def _key(labels: Labels) -> Section:
    levels = [level for level in get_args(CertaintyLevel) if level != "low or very low"]
    bands = [band for band in get_args(Frequency) if band != "not known"]
    sure = _words(labels, "certainty", levels)
    often = _words(labels, "frequency", bands)
    return Section(
        KEY,
        (Words(labels("key_to_words")),),
        (
            Section(
                f"{KEY}.sure", (Words(labels("how_sure")),), (Paragraph((Words(labels("certainty_intro")),)), sure)
            ),
            Section(f"{KEY}.often", (Words(labels("how_often")),), (often,)),
        ),
    )


def _words(labels: Labels, kind: str, names: list[str]) -> Table:
    head = ((Words(labels("word")),), (Words(labels("what_it_says")),))
    rows = tuple(((Words(labels(f"{kind}.{name}")),), (Words(labels(f"{kind}_means.{name}")),)) for name in names)
    return Table(f"{KEY}.{kind}_table", (Words(labels(f"{kind}_table")),), head, rows)


def _linked(section: Section, labels: Labels) -> Section:
    return replace(section, blocks=tuple(_linked_block(block, labels) for block in section.blocks))


def _linked_block(block: Block, labels: Labels) -> Block:
    match block:
        case Section():
            return _linked(block, labels)
        case Facts():
            sure = labels("how_sure")
            rows = ((label, _to_key(value, labels) if label == sure else value) for label, value in block.rows)
            return replace(block, rows=tuple(rows))
        case Table():
            columns = {number for number, head in enumerate(block.head) if plain(head) == labels("how_sure")}
            return replace(block, rows=tuple(_linked_row(row, columns, labels) for row in block.rows))
        case _:
            return block


def _linked_row(row: tuple[Inlines, ...], columns: set[int], labels: Labels) -> tuple[Inlines, ...]:
    return tuple(_to_key(cell, labels) if number in columns else cell for number, cell in enumerate(row))


def _to_key(inlines: Inlines, labels: Labels) -> Inlines:
    """The inlines, where each word for how sure leads to the key."""
    return rewrite_inlines(inlines, lambda inline: tuple(_parts(inline, labels)))


def _parts(inline: Inline, labels: Labels) -> Iterator[Inline]:
    if not isinstance(inline, Words):
        yield inline
        return
    for number, part in enumerate(_level_words(labels).split(inline.text)):
        if part:
            yield CrossLink(KEY, (Words(part),)) if number % 2 else Words(part)


def _level_words(labels: Labels) -> re.Pattern[str]:
    """A word for how sure at the beginning of a grade, or at the other end of a range of grades."""
    words = sorted((labels(f"certainty.{level}") for level in get_args(CertaintyLevel)), key=len, reverse=True)
    joint = labels("certainty_range", most="", least="")
    return re.compile(
        rf"(?:^|(?<=; )|(?<={re.escape(joint)}))({'|'.join(map(re.escape, words))})(?![\w-])", re.IGNORECASE
    )

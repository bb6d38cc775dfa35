"""The words that a file of a document must contain, in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias, assert_never

from acucontent.document.anchors import OPENING, Anchor, make_anchor
from acucontent.document.blocks import (
    Block,
    Blocks,
    Callout,
    CertaintyWord,
    CrossLink,
    Facts,
    Figure,
    Form,
    Grid,
    Inline,
    Inlines,
    ListBlock,
    Note,
    Paragraph,
    Pictogram,
    ReferenceList,
    Section,
    Table,
    WebLink,
    Words,
)
from acucontent.document.document import Document
from acucontent.quality.words import SOFT_HYPHEN, find_words, normalize_words

Text: TypeAlias = tuple[Anchor, Inlines]
"""Words that belong together, such as a paragraph, with the anchor that starts with them, or an empty string."""

_GAP = "\ue000"
"""Marks a place within a text where a format may add something. It is in no text: it is for private use."""


@dataclass(frozen=True)
class DocumentWords:
    """The words of a document."""

    words: tuple[str, ...]
    """The words and signs in reading order."""
    gaps: frozenset[int]
    """The indexes of the words before which a format may add a text: the first word of each text, and those around a
    link or citation, and before a mark for certainty."""
    starts: tuple[tuple[Anchor, int], ...]
    """Each anchor with the index of its first word."""
    texts: Mapping[int, int]
    """The index after the last word of each text, by the index of its first word."""
    optional: tuple[str, ...] = ()
    """Texts that each format can add: the title in the line that identifies the edition."""


def list_document_words(document: Document) -> DocumentWords:
    """Return the words of a document: its title, its opening and its sections.

    The alternative texts and words of drawings, and the names of boxes without a visible title, are not included. Nor
    is the title in the line that identifies the edition, because formats show it apart.
    """
    words: list[str] = []
    gaps: set[int] = set()
    starts: list[tuple[Anchor, int]] = []
    texts: dict[int, int] = {}
    for anchor, inlines in _list_texts(document):
        if anchor:
            starts.append((anchor, len(words)))
        start = len(words)
        gaps.add(start)
        text = normalize_words("".join(map(_format_inline, _sort_notes(inlines))))
        for word in find_words(text.replace(SOFT_HYPHEN, "")):
            if word[0] == _GAP:
                gaps.add(len(words))
            else:
                words.append(word[0])
        texts[start] = len(words)
    gaps.add(len(words))
    return DocumentWords(tuple(words), frozenset(gaps), tuple(starts), texts, (f"{document.about.title}.",))


def _list_texts(document: Document) -> Iterator[Text]:
    yield "", (Words(document.about.title),)
    for number, block in enumerate(document.opening, start=1):
        anchor = make_anchor(OPENING, number)
        if isinstance(block, Paragraph) and block.role == "identity":
            yield anchor, (Words(document.about.edition_note),)
        else:
            yield from _list_block_texts(block, anchor)
    yield from _list_inner_texts(document.sections, "")


def _list_inner_texts(blocks: Blocks, parent: Anchor) -> Iterator[Text]:
    for number, block in enumerate(blocks, start=1):
        yield from _list_block_texts(block, make_anchor(parent, number))


def _list_block_texts(block: Block, name: Anchor) -> Iterator[Text]:  # noqa: C901 - one case a kind of block
    match block:
        case Paragraph():
            yield name, block.inlines
        case ListBlock():
            for number, item in enumerate(block.items, start=1):
                yield make_anchor(name, number), ()
                yield from _list_inner_texts(item, "")
        case Section():
            yield block.id, block.title
            yield from _list_inner_texts(block.blocks, block.id)
        case Callout():
            yield block.id, (Words(block.title),)
            yield from _list_inner_texts(block.blocks, block.id)
        case Table() | Facts():
            yield from _list_table_texts(block)
        case Grid():
            yield from (("", (Words(line.label),)) for line in block.lines)
            yield block.id, block.caption
            yield from (("", column.head) for column in block.columns)
            yield from ((make_anchor(block.id, number), row.head) for number, row in enumerate(block.rows, start=1))
        case Form():
            for number, blank in enumerate(block.blanks, start=1):
                yield make_anchor(block.id, number), (Words(blank.label),)
        case Figure():
            yield "", block.caption
        case ReferenceList():
            yield from ((entry.id, entry.inlines) for entry in block.entries)
        case _:
            assert_never(block)


def _list_table_texts(block: Table | Facts) -> Iterator[Text]:
    if isinstance(block, Facts):
        rows: list[tuple[Inlines, ...]] = [((Words(fact.label),), fact.value) for fact in block.rows]
        yield block.id, ()
    else:
        rows = list(block.rows)
        yield block.id, block.caption
        yield from (("", column.head) for column in block.columns)
    for number, cells in enumerate(rows, start=1):
        yield make_anchor(block.id, number), ()
        yield from (("", cell) for cell in cells)


def _sort_notes(inlines: Inlines) -> Iterator[Inline]:
    """Yield inlines with adjacent citation marks in the order of their numbers, as every format shows them."""
    for is_note, run in groupby(inlines, key=lambda inline: isinstance(inline, Note)):
        inner = list(run)
        yield from sorted(inner, key=lambda note: getattr(note, "number", 0)) if is_note else inner


def _format_inline(inline: Inline) -> str:
    match inline:
        case Words(text):
            return text
        case Pictogram():
            return ""
        case Note(number=number):
            return f"{_GAP}{number}{_GAP}"
        case _:
            inner = "".join(map(_format_inline, _sort_notes(inline.children)))
            if isinstance(inline, CertaintyWord) and inline.marked:
                return f"{_GAP}{inner}"  # the dots
            return f"{inner}{_GAP}" if isinstance(inline, WebLink | CrossLink) else inner

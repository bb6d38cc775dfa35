"""Blocks are walked in reading order, and can be rewritten without a change of their structure."""

from __future__ import annotations

from typing import get_args

import pytest

from acucontent.document.blocks import (
    Block,
    CrossLink,
    Inline,
    Inlines,
    Note,
    Paragraph,
    Pictogram,
    Section,
    Strong,
    Words,
)
from acucontent.document.document import Document
from acucontent.document.traversal import rewrite_block, rewrite_inlines, walk_blocks
from acucontent.model.plain_text import flatten
from tests.document.examples import BLOCKS, INLINES
from tests.document.reading_order import list_inlines, list_top_blocks


def capitalize_words(inline: Inline) -> Inlines:
    """Return words in capitals, and other inlines unchanged."""
    return (Words(inline.text.upper()),) if isinstance(inline, Words) else (inline,)


@pytest.mark.parametrize("of", get_args(Block))
def test_every_kind_of_block_can_be_rewritten(of: type[Block]) -> None:
    """A rewrite without changes returns an equal block, and a rewrite of words changes every block that has words."""
    block = BLOCKS[of]

    assert rewrite_block(block, lambda inline: (inline,)) == block
    assert (rewrite_block(block, capitalize_words) != block) == bool(list_inlines([block]))
    assert type(rewrite_block(block, capitalize_words)) is of


@pytest.mark.parametrize("of", get_args(Inline))
def test_every_kind_of_inline_is_rewritten(of: type[Inline]) -> None:
    """A rewrite is called with each inline, nested ones first, and can remove it."""
    found: list[type[Inline]] = []

    def remove(inline: Inline) -> Inlines:
        found.append(type(inline))
        return ()

    assert rewrite_inlines((INLINES[of],), remove) == ()
    assert found == ([of] if of in (Words, Note, Pictogram) else [Words, of])


def test_plain_text_has_no_citation_marks() -> None:
    """A heading in a table of contents has no citation."""
    inlines = (Words("a "), Strong((CrossLink("x", (Words("b"),)),)), Note("hum", 1, "i"))

    assert flatten(inlines) == "a b"


def test_blocks_are_walked_in_reading_order() -> None:
    """Containers come before their content, and blocks are in the order of the page."""
    leaf = Paragraph((Words("leaf"),))
    tree = Section("a", (), (leaf, Section("a.b", (), (leaf,))))

    assert [getattr(block, "id", "-") for block in walk_blocks((tree,))] == ["a", "-", "a.b", "-"]


def test_subsections_are_those_that_are_listed() -> None:
    """A subsection that the table of contents does not list is left out."""
    unlisted, listed = Section("a.b", (), (), listed=False), Section("a.c", (), ())

    assert Section("a", (), (unlisted, listed)).subsections == (listed,)


def test_a_document_walks_all_its_blocks(complete: Document) -> None:
    """The opening comes first, and no block is left out."""
    blocks = list(complete.walk_blocks())

    assert blocks[: len(complete.opening)] == list(complete.opening)
    assert [block for block in blocks if block in complete.sections] == list(complete.sections)
    assert len(blocks) > len(list_top_blocks(complete))


def test_sections_are_hashable(complete: Document) -> None:
    """Sections can be the key of a cache."""
    assert isinstance(hash(complete.sections), int)

"""The tree of a document: every block is met in reading order, and can be rewritten without changing its shape."""

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
    Section,
    Strong,
    Words,
)
from acucontent.document.document import Document
from acucontent.document.traversal import rewrite, rewrite_inlines, walk_blocks
from acucontent.model.plain_text import flatten
from tests.document.examples import BLOCKS, INLINES
from tests.document.reading_order import all_blocks, inlines


def shout(inline: Inline) -> Inlines:
    """Words in capitals, all else as it is."""
    return (Words(inline.text.upper()),) if isinstance(inline, Words) else (inline,)


@pytest.mark.parametrize("of", get_args(Block))
def test_every_kind_of_block_can_be_rewritten(of: type[Block]) -> None:
    """Rewriting to the same gives an equal block; rewriting words reaches all of them."""
    block = BLOCKS[of]

    assert rewrite(block, lambda inline: (inline,)) == block
    assert (rewrite(block, shout) != block) == bool(inlines([block]))
    assert type(rewrite(block, shout)) is of


@pytest.mark.parametrize("of", get_args(Inline))
def test_every_kind_of_inline_is_met(of: type[Inline]) -> None:
    """A rewrite is asked about each inline, those within it first, and may leave it out."""
    met: list[type[Inline]] = []

    def leave_out(inline: Inline) -> Inlines:
        met.append(type(inline))
        return ()

    assert rewrite_inlines((INLINES[of],), leave_out) == ()
    assert met == ([of] if of in (Words, Note) else [Words, of])


def test_the_words_of_inlines_have_no_marks() -> None:
    """A heading in a list of contents carries no citation."""
    inlines = (Words("a "), Strong((CrossLink("x", (Words("b"),)),)), Note("hum", 1, "i"))

    assert flatten(inlines) == "a b"


def test_blocks_are_met_in_reading_order() -> None:
    """Containers come before what they hold, and what is first on the page comes first."""
    leaf = Paragraph((Words("leaf"),))
    tree = Section("a", (), (leaf, Section("a.b", (), (leaf,))))

    assert [getattr(block, "id", "-") for block in walk_blocks((tree,))] == ["a", "-", "a.b", "-"]


def test_the_contents_list_what_is_listed() -> None:
    """A subsection that is found by its heading alone is not in the contents."""
    quiet, listed = Section("a.b", (), (), listed=False), Section("a.c", (), ())

    assert Section("a", (), (quiet, listed)).subsections == (listed,)


def test_a_document_meets_all_its_blocks(complete: Document) -> None:
    """The opening comes first, and no block is left out."""
    met = list(complete.blocks())

    assert met[: len(complete.opening)] == list(complete.opening)
    assert [block for block in met if block in complete.sections] == list(complete.sections)
    assert len(met) > len(all_blocks(complete))


def test_a_document_is_a_value(complete: Document) -> None:
    """It can be a key of a cache."""
    assert isinstance(hash(complete.sections), int)

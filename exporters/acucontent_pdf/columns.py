"""Estimate where the second of two columns begins.

WeasyPrint balances columns by laying them out repeatedly, a little taller each time. With an explicit column break it
lays them out once, so the break is estimated here from the number of letters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from acucontent.document.blocks import Block, Blocks, Callout, ListBlock, Paragraph, ReferenceList
from acucontent.document.document import Document
from acucontent.document.traversal import walk_blocks
from acucontent.model.plain_text import flatten

_LETTERS_PER_LINE = {"callout": 36, "references": 50}
"""The approximate number of letters on a line of a column, by kind of list."""
_GAP = 0.25
"""The space between two items, in lines."""


def write_column_breaks(document: Document) -> str:
    """Return the CSS rules that begin the second column of each list in columns."""
    items = (item for block in document.walk_blocks() for item in _select_break_items(block))
    return "\n".join(f"{item} {{ break-before: column; }}" for item in items)


def _select_break_items(block: Block) -> Iterator[str]:
    """Yield the CSS selector of each item that begins a second column."""
    match block:
        case Callout():
            lists = [inner for inner in block.blocks if isinstance(inner, ListBlock)]
            for number, inner_list in enumerate(lists, start=1):
                words = [_extract_text(item) for item in inner_list.items]
                if second := _find_break(words, _LETTERS_PER_LINE["callout"]):
                    yield f'[id="{block.id}"] > ul:nth-of-type({number}) > li:nth-child({second})'
        case ReferenceList():
            words = [flatten(entry.inlines) for entry in block.entries]
            if second := _find_break(words, _LETTERS_PER_LINE["references"]):
                yield f'[id="{block.id}"] > li:nth-child({second})'
        case _:
            pass


def _extract_text(item: Blocks) -> str:
    return " ".join(flatten(each.inlines) for each in walk_blocks(item) if isinstance(each, Paragraph))


def _find_break(items: Sequence[str], letters: int) -> int:
    """Return the number, from 1, of the item that begins the second column.

    The columns are then about equally high. The number is 0 if there are fewer than two items.
    """
    heights = [-(-len(words) // letters) + _GAP for words in items]
    total = sum(heights)
    firsts = list(accumulate(heights))[:-1]
    return min(range(len(firsts)), key=lambda index: max(firsts[index], total - firsts[index])) + 2 if firsts else 0

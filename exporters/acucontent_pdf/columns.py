"""Where the second of two columns begins.

WeasyPrint balances columns by laying them out again and again, a little taller each time. Told where the second begins,
it lays them out once; so it is reckoned here, from the number of letters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from acucontent.document.blocks import Block, Blocks, Callout, ListBlock, Paragraph, ReferenceList
from acucontent.document.document import Document
from acucontent.document.traversal import walk_blocks
from acucontent.model.plain_text import flatten

_LETTERS = {"callout": 36, "references": 50}
"""Letters on a line of a column, about."""
_GAP = 0.25
"""The room between two items, in lines."""


def second_columns(document: Document) -> str:
    """The rules that begin the second column of each list in columns, as CSS."""
    return "\n".join(f"{item} {{ break-before: column; }}" for block in document.blocks() for item in _items(block))


def _items(block: Block) -> Iterator[str]:
    match block:
        case Callout():
            lists = [inner for inner in block.blocks if isinstance(inner, ListBlock)]
            for place, each in enumerate(lists, 1):
                words = [_words(item) for item in each.items]
                if second := _second(words, _LETTERS["callout"]):
                    yield f'[id="{block.id}"] > ul:nth-of-type({place}) > li:nth-child({second})'
        case ReferenceList():
            if second := _second([flatten(entry.inlines) for entry in block.entries], _LETTERS["references"]):
                yield f'[id="{block.id}"] > li:nth-child({second})'
        case _:
            pass


def _words(item: Blocks) -> str:
    return " ".join(flatten(each.inlines) for each in walk_blocks(item) if isinstance(each, Paragraph))


def _second(items: Sequence[str], letters: int) -> int:
    """The number of the item that begins the second column, so that the columns are of one height; 0 for none."""
    heights = [-(-len(words) // letters) + _GAP for words in items]
    whole = sum(heights)
    firsts = list(accumulate(heights))[:-1]
    return min(range(len(firsts)), key=lambda place: max(firsts[place], whole - firsts[place])) + 2 if firsts else 0

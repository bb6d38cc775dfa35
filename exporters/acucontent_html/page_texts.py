"""The texts that a page adds to the words of its document. In each text, `0` stands for any number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from acucontent import Edition
from acucontent.document import (
    Block,
    Facts,
    Figure,
    ListBlock,
    Paragraph,
    Section,
    Table,
    add_certainty_key,
    flatten,
    walk_blocks,
)
from acucontent_html.outline import list_chapters

_SIGNS = ("☐", "○", "[", "]", ",", ":")
"""Boxes, circles, the brackets and commas of citation marks, and the colon of a blank."""


def list_added_texts(edition: Edition, *, site_link: bool = False) -> Iterator[str]:
    """Yield the texts that a page of an edition adds to its document."""
    document = add_certainty_key(edition.document)
    labels, about = document.labels, document.about
    yield from (*_SIGNS, "0", labels("back_to_text"), labels("figure_in_words"))
    yield from (about.subtitle or "", about.guide_title, about.clinic or "", about.edition_note)
    yield f"{about.publisher}. {labels('licensed', licence=about.licence)}"
    yield " ".join((labels("contents"), *(flatten(section.title) for section in list_chapters(document))))
    if site_link:
        yield labels("site_link")
    if document.certainty_key:
        yield from _list_texts((document.certainty_key,))
    for block in document.walk_blocks():
        if isinstance(block, Figure):
            yield block.alternative


def _list_texts(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the texts of the key to the words for certainty."""
    for block in walk_blocks(blocks):
        match block:
            case Section():
                yield flatten(block.title)
            case Paragraph():
                yield flatten(block.inlines)
            case Table():
                yield flatten(block.caption)
                yield from (flatten(column.head) for column in block.columns)
                yield from (flatten(cell) for row in block.rows for cell in row)
            case Facts():
                yield from (f"{fact.label} {flatten(fact.value)}" for fact in block.rows)
            case ListBlock():
                pass  # its paragraphs follow
            case _:
                raise TypeError(f"the key has an unexpected {type(block).__name__}")

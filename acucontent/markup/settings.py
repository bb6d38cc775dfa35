"""The settings in which the formats that use the HTML markup differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from acucontent.document.anchors import Anchor
from acucontent.document.blocks import BlockId, Note
from acucontent.markup.drawings.lettering import Lettering


def link_within_page(block: BlockId) -> str:
    """Return the address of a block in a format that has a single page."""
    return f"#{block}"


@dataclass(frozen=True, kw_only=True)
class MarkupSettings:
    """The settings of a format. The defaults are for a single page of HTML."""

    href: Callable[[BlockId], str] = link_within_page
    """Returns the address of a block."""
    epub: bool = False
    """Whether to write `epub:type` in addition to ARIA roles."""
    back_links: bool = False
    """Whether a reference links back to the places that cite it, which is useless on paper."""
    heading_of: Callable[[BlockId], str] = str
    """Returns the heading above a citation mark, for readers who hear the link back to it."""
    note_href: Callable[[Note], str] | None = None
    """Returns the address of the note to which a citation mark links; None to link to the reference list instead."""
    certainty_key: BlockId = ""
    """The id of the section that explains the words for certainty, to which they link; if empty, they are not links."""
    descriptions: Literal["none", "linked", "folded"] = "none"
    """Where the page has text alternatives of more than one sentence, in an element whose id is that of the figure and
    `_details`; the figure itself then has the first sentence. `linked`: the format writes them elsewhere on the page,
    and the figure links to them; `folded`: they are below the figure, to unfold."""
    lettering: Lettering = field(default_factory=Lettering)
    """The fonts and sizes of the text in drawings."""
    letterings: Mapping[BlockId, Lettering] = field(default_factory=lambda: MappingProxyType({}))
    """The fonts, sizes and scale of a drawing by the id of its figure, if not those of the others."""
    addresses: bool = False
    """Whether to print the address after a link with another text, since links on paper cannot be followed."""
    brackets: bool = False
    """Whether citation marks are in brackets, so that a mark after a number does not look like an exponent."""
    stacked_tables: bool = False
    """Whether the style sheet can stack the cells of a table on a narrow screen: each table has a container, and cells
    have the name of their column. The parts have no ARIA roles, which HTML does not allow there: browsers keep the
    implicit roles if the style changes `display` (the last was Safari 17: https://github.com/Fyrd/caniuse/pull/6731)."""
    most_columns: int | None = None
    """The most columns of a table on a narrow page; None for any number. If a table has more, each row of it becomes a
    small table of its own, in which each cell has the name of its column before it."""
    anchors: bool = False
    """Whether each paragraph, item and row has its anchor as its id, for a renderer that reports the page of each."""
    pages: Mapping[Anchor, tuple[int, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """The pages of the printed edition by the anchor where they begin, for a format without pages."""

"""What differs between the formats that share the HTML markup."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from acucontent.document.anchors import Anchor
from acucontent.document.blocks import BlockId, Note
from acucontent.markup.drawings.lettering import Lettering


def link_within_page(block: BlockId) -> str:
    """Return the address of a block in a format that is one page."""
    return f"#{block}"


@dataclass(frozen=True, kw_only=True)
class MarkupSettings:
    """What a format needs that others do not. The defaults are those of a single page of HTML."""

    href: Callable[[BlockId], str] = link_within_page
    """The address of a block."""
    epub: bool = False
    """Whether to write `epub:type` beside the ARIA roles."""
    back_links: bool = False
    """Whether a reference links back to the places that cite it; paper has no use for it."""
    heading_of: Callable[[BlockId], str] = str
    """The heading above the mark of a citation, for readers who hear a link back to it."""
    note_href: Callable[[Note], str] | None = None
    """The address that the mark of a citation links to, where that is a note rather than an entry of the list."""
    certainty_key: BlockId = ""
    """The id of the section that explains the words for how sure; where it is given, each such word links to it."""
    descriptions: bool = False
    """Whether the format prints a figure's alternative text on the same page, when it is more than a sentence: in an
    element with the figure's id and `_details`. The figure then has the first sentence and a link to the rest."""
    lettering: Lettering = field(default_factory=Lettering)
    """How the words in drawings are set."""
    addresses: bool = False
    """Whether a link whose words are not its address is followed by the address; paper cannot be followed."""
    brackets: bool = False
    """Whether the marks of citations are in brackets: a raised number after another looks like a power."""
    stacked_tables: bool = False
    """Whether the style sheet may stack the rows of a table on a narrow screen. The roles of its parts are then
    written, since some browsers forget them when the style takes the grid away."""
    anchors: bool = False
    """Whether each paragraph, item and row has its anchor as an id, for a renderer that tells the page of each."""
    pages: Mapping[Anchor, tuple[int, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """The pages of a printed edition by the anchor where they begin, for a format that has no pages of its own."""

"""Blocks and inlines: the parts of a document that every format can render.

Blocks are independent of the domain and of formats. The type, `role` and `key` of a block identify it, so that no
format must find a block by its text, its position or the spelling of its id.

Ids are stable. The id of a block made from a record is the path of the record in the guide, such as
`risks.effects.bruise`, so that links, page lists and diffs can refer to it. The id of a block made from several
records, such as their table, has an underscore in its last part, as in `risks.effects_table`; no record's id has one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

from acucontent.document.drawings import Drawing
from acucontent.model.pictures import PictogramName

BlockId: TypeAlias = str
"""The id of a block, unique in its document: letters, digits, dots, hyphens and underscores."""


@dataclass(frozen=True)
class Words:
    """Plain words."""

    text: str


@dataclass(frozen=True)
class Strong:
    """Important words."""

    children: Inlines


@dataclass(frozen=True)
class Emphasis:
    """Stressed words."""

    children: Inlines


@dataclass(frozen=True)
class Foreign:
    """Words in a language other than the document's."""

    language: str
    """A BCP 47 tag."""
    children: Inlines


@dataclass(frozen=True)
class Isolated:
    """Words in the other direction than the document, which do not change the order of the words around them."""

    children: Inlines


@dataclass(frozen=True)
class Term:
    """The term that a glossary entry explains, in the title of the entry."""

    children: Inlines


@dataclass(frozen=True)
class CertaintyWord:
    """A word for the certainty of a finding, such as 'moderate'."""

    level: str
    """The level of certainty."""
    children: Inlines
    marked: bool = False
    """Whether dots that show the level come before the word; readers who do not see them have the word."""


CERTAINTY_DOTS: Mapping[str, str] = MappingProxyType(
    {"high": "●●●●", "moderate": "●●●○", "low": "●●○○", "low or very low": "●○○○", "very low": "●○○○"}
)
"""The dots that show each level of certainty."""


@dataclass(frozen=True)
class WebLink:
    """A link to an address outside the document."""

    address: str
    children: Inlines


@dataclass(frozen=True)
class CrossLink:
    """A link to a block of the same document."""

    to: BlockId
    children: Inlines
    role: Literal["link", "term"] = "link"
    """A `term` is a word of the text that links to its glossary entry."""


@dataclass(frozen=True)
class Note:
    """The mark of a citation."""

    key: str
    """The key of the reference."""
    number: int = 0
    """The number of the reference; 0 until citations are numbered."""
    id: BlockId = ""
    """The id of the mark, for links from the reference list."""

    @property
    def to(self) -> BlockId:
        """The id of the entry in the reference list."""
        return f"references.{self.key}"


@dataclass(frozen=True)
class Pictogram:
    """A pictogram in the height of a line, usually before the words that it illustrates."""

    name: PictogramName
    text: str = ""
    """Its meaning, for readers who cannot see it; empty if the words next to it have the same meaning."""


Inline: TypeAlias = (
    Words | Strong | Emphasis | Foreign | Isolated | Term | CertaintyWord | WebLink | CrossLink | Note | Pictogram
)
Inlines: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    inlines: Inlines
    role: Literal["body", "lead", "message", "small", "review", "identity"] = "body"
    """A `lead` opens a document or section. The `message` of a sheet is set apart. `small`, `review` and `identity` are
    small print: `review` states whether a clinician has reviewed the guide, and `identity` identifies the edition."""


Marker: TypeAlias = Literal["bullet", "number", "check"]


@dataclass(frozen=True)
class Blank:
    """A blank to fill in."""

    name: str
    """The name of the form field."""
    label: str
    lines: int = 1
    """The number of lines."""
    kind: Literal["text", "number", "check", "choice"] = "text"
    """What is filled in: words, a number, a check mark in a box, or a mark in one of several circles."""
    value: str = ""
    """The value of a circle: the circles of one choice have the same name and label, and each its own value."""

    @property
    def key(self) -> str:
        """The name, with the value of a circle: unique in a document."""
        return f"{self.name}={self.value}" if self.kind == "choice" else self.name


@dataclass(frozen=True)
class ListBlock:
    """A list. Items of a `number` list have an order; items of a `check` list have a box to tick."""

    items: tuple[Blocks, ...]
    marker: Marker = "bullet"
    first: int = 1
    """The number of the first item; above 1 if a numbered list continues an earlier one."""
    blanks: tuple[Blank, ...] = ()
    """For a `check` list that can be filled in on a screen, the blank of each item."""


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    key: str
    """The content of the column, the same in every language, such as `how_sure`."""
    head: Inlines


@dataclass(frozen=True)
class Table:
    """A table with a head. The first cell of each row names the row."""

    id: BlockId
    caption: Inlines
    columns: tuple[Column, ...]
    rows: tuple[tuple[Inlines, ...], ...]


@dataclass(frozen=True)
class Fact:
    """One named fact."""

    key: str
    """The kind of fact, the same in every language, such as `licence`."""
    label: str
    value: Inlines


@dataclass(frozen=True)
class Facts:
    """A few named facts."""

    id: BlockId
    title: str
    rows: tuple[Fact, ...]


@dataclass(frozen=True)
class Callout:
    """A box. Its kind is also written as text, never shown by color alone."""

    id: BlockId
    kind: Literal["emergency", "urgent", "soon", "caution", "note"]
    """The title of an `emergency`, `urgent` or `soon` box begins with its kind; for others the format can add it."""
    title: str
    blocks: Blocks
    role: Literal["body", "main_message", "overdue"] = "body"
    """`overdue` marks an edition whose review was due before the day of printing."""


@dataclass(frozen=True)
class Figure:
    """A picture: its caption, its text alternative, and the drawing as a value."""

    id: BlockId
    caption: Inlines
    alternative: str
    """Everything that the picture shows, for readers who cannot see it and formats that cannot show it."""
    drawing: Drawing
    name: str = ""
    """Its name in a list of figures; if empty, the caption."""


@dataclass(frozen=True)
class Form:
    """Blanks to fill in, with a pen or on a screen."""

    id: BlockId
    title: str
    blanks: tuple[Blank, ...]


@dataclass(frozen=True)
class GridRow:
    """A row of a grid."""

    head: Inlines
    """The name of the row."""
    blanks: tuple[Blank, ...]
    """A blank for each column but the first. Its label names the row and the column."""


@dataclass(frozen=True)
class Grid:
    """A table to fill in, with a pen or on a screen, such as a diary. The first cell of each row names the row."""

    id: BlockId
    caption: Inlines
    columns: tuple[Column, ...]
    widths: tuple[int, ...]
    """The least width of each column, in letters. Space that is left is divided in the same proportion."""
    rows: tuple[GridRow, ...]
    lines: tuple[Blank, ...] = ()
    """Lines to fill in above the table."""


@dataclass(frozen=True)
class ReferenceEntry:
    """An entry of the reference list."""

    id: BlockId
    number: int
    inlines: Inlines
    marks: tuple[BlockId, ...]
    """The ids of the citation marks that link to it."""


@dataclass(frozen=True)
class ReferenceList:
    """The reference list, in order of first use."""

    id: BlockId
    entries: tuple[ReferenceEntry, ...]


SectionRole: TypeAlias = Literal[
    "section",
    "summary",
    "key_points",
    "safety",
    "clinic",
    "conditions",
    "evidence",
    "mechanisms",
    "sessions",
    "steps",
    "risks",
    "maps",
    "acupoints",
    "practitioners",
    "costs",
    "alternatives",
    "decision",
    "questions",
    "forms",
    "page_form",
    "checklists",
    "tables",
    "certainty_key",
    "glossary",
    "review",
    "form",
    "help",
    "sources",
    "references",
]
"""The role of a section: for a part of the guide the name of the part, for a section within it `section`. A `page_form`
has a form that takes a page of its own. On a sheet, `steps` are those of a visit, `help` points to the warnings, and
`sources` says where the sources are."""


@dataclass(frozen=True)
class Section:
    """Blocks with a heading. Sections can be nested; the level of the heading is the depth."""

    id: BlockId
    title: Inlines
    blocks: Blocks
    listed: bool = True
    """Whether the table of contents lists it, unlike glossary entries and acupoints."""
    role: SectionRole = "section"

    @property
    def subsections(self) -> tuple[Section, ...]:
        """The direct subsections that the table of contents lists."""
        return tuple(block for block in self.blocks if isinstance(block, Section) and block.listed)


Block: TypeAlias = Section | Paragraph | ListBlock | Table | Facts | Callout | Figure | Form | Grid | ReferenceList
Blocks: TypeAlias = tuple[Block, ...]

"""Blocks and inlines: the parts of a document, which every format can render.

Blocks know nothing of the domain and nothing of a format. A block says what it is by its kind, its `role` and its
`key`, so that no format has to find one by its words, its position or the spelling of its id.

Ids are stable: a block made from a record carries the record's path in the guide (`risks.effects.bruise`), so a link,
a page list or a diff can name it. What belongs to several records, such as their table, has an underscore in its last
part (`risks.effects_table`): no record's id has one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from acucontent.document.drawings import Drawing

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
    """Words in another language than the document's, as a BCP 47 tag."""

    language: str
    children: Inlines


@dataclass(frozen=True)
class Term:
    """The word that an entry of the glossary explains, in the entry's title."""

    children: Inlines


@dataclass(frozen=True)
class CertaintyWord:
    """A word for how sure a finding is, such as 'moderate'."""

    level: str
    """The level of certainty that the word stands for."""
    children: Inlines


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
    """A term is a word of the text that links to its entry in the glossary."""


@dataclass(frozen=True)
class Note:
    """The mark of a citation: the key of the reference, its number, and the mark's own id for the way back."""

    key: str
    number: int = 0
    id: BlockId = ""

    @property
    def to(self) -> BlockId:
        """The id of the entry in the reference list."""
        return f"references.{self.key}"


Inline: TypeAlias = Words | Strong | Emphasis | Foreign | Term | CertaintyWord | WebLink | CrossLink | Note
Inlines: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True)
class Paragraph:
    """One paragraph."""

    inlines: Inlines
    role: Literal["body", "lead", "small", "review", "identity"] = "body"
    """A lead opens a document or section. The others are small print: `review` says whether a clinician has reviewed
    the guide, `identity` says which edition this is."""


Marker: TypeAlias = Literal["bullet", "number", "check"]


@dataclass(frozen=True)
class ListBlock:
    """A list. Steps are numbered because their order matters; checks have a box to tick."""

    items: tuple[Blocks, ...]
    marker: Marker = "bullet"
    first: int = 1
    """The number of the first item, where a numbered list continues one before it."""


@dataclass(frozen=True)
class Column:
    """A column of a table: what it holds, and its head."""

    key: str
    """What the column holds, the same in every language, such as `how_sure`."""
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
    """What the fact is, the same in every language, such as `licence`."""
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
    """A box that is set apart. Its kind is also written in words, never shown by color alone."""

    id: BlockId
    kind: Literal["emergency", "urgent", "caution", "note"]
    """The title of an emergency or urgent box says so; other boxes leave it to the format."""
    title: str
    blocks: Blocks
    role: Literal["body", "main_message", "overdue"] = "body"
    """`overdue` is the stamp on an edition whose review was due before the day of printing."""


@dataclass(frozen=True)
class Figure:
    """A picture: its caption, what it shows in words, and the drawing as data."""

    id: BlockId
    caption: Inlines
    alternative: str
    """All that the picture says, for readers who cannot see it and for formats that cannot show it."""
    drawing: Drawing
    name: str = ""
    """Its name in a list of figures, where the caption says more than that."""


@dataclass(frozen=True)
class Blank:
    """A line to fill in: its name in a form, its label, and how many lines it takes."""

    name: str
    label: str
    lines: int = 1


@dataclass(frozen=True)
class Form:
    """Lines to fill in, by pen or on a screen."""

    id: BlockId
    title: str
    blanks: tuple[Blank, ...]


@dataclass(frozen=True)
class ReferenceEntry:
    """One entry of the reference list, with the ids of the marks that link to it."""

    id: BlockId
    number: int
    inlines: Inlines
    marks: tuple[BlockId, ...]


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
    "risks",
    "maps",
    "acupoints",
    "practitioners",
    "costs",
    "alternatives",
    "questions",
    "certainty_key",
    "glossary",
    "review",
    "form",
    "references",
]
"""What a section is. A whole part of the guide has the role of its name; a section within a part is a `section`."""


@dataclass(frozen=True)
class Section:
    """A part with a heading. Sections nest; the depth gives the level of the heading."""

    id: BlockId
    title: Inlines
    blocks: Blocks
    listed: bool = True
    """Whether the table of contents lists it; a glossary entry or an acupoint is found by its heading alone."""
    role: SectionRole = "section"

    @property
    def subsections(self) -> tuple[Section, ...]:
        """The sections directly in this one that the table of contents lists."""
        return tuple(block for block in self.blocks if isinstance(block, Section) and block.listed)


Block: TypeAlias = Section | Paragraph | ListBlock | Table | Facts | Callout | Figure | Form | ReferenceList
Blocks: TypeAlias = tuple[Block, ...]

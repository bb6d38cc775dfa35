"""The document: a small tree of blocks and inlines that every format can render.

Blocks know nothing of the domain and nothing of a format. Ids are stable: a block made from a record carries the
record's path in the guide (`risks.effects.bruise`), so a link, a page list or a diff can name it. What stands
beside records, such as their table, has an underscore in its last part (`risks.effects_table`): no record's id has one.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from acucontent.clinic import Overlay
from acucontent.document.drawings import Drawing
from acucontent.document.labels import Labels

BlockId: TypeAlias = str
"""The id of a block, unique in its document: letters, digits, dots, hyphens and underscores."""


@dataclass(frozen=True)
class Words:
    """A run of plain words."""

    text: str


@dataclass(frozen=True)
class Strong:
    """Words that matter more."""

    children: Inlines


@dataclass(frozen=True)
class Emphasis:
    """Words said with stress."""

    children: Inlines


@dataclass(frozen=True)
class Foreign:
    """Words in another language than the document's, as a BCP 47 tag."""

    language: str
    children: Inlines


@dataclass(frozen=True)
class WebLink:
    """Words that lead to an address outside the document."""

    address: str
    children: Inlines


@dataclass(frozen=True)
class CrossLink:
    """Words that lead to a block of the same document."""

    to: BlockId
    children: Inlines


@dataclass(frozen=True)
class Note:
    """The mark of a citation: its number, its own id (to come back to), and the entry that it leads to."""

    key: str
    number: int = 0
    id: BlockId = ""

    @property
    def to(self) -> BlockId:
        """The id of the entry in the reference list."""
        return f"references.{self.key}"


Inline: TypeAlias = Words | Strong | Emphasis | Foreign | WebLink | CrossLink | Note
Inlines: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True)
class Paragraph:
    """One paragraph. A lead opens a document or section; small print closes one."""

    inlines: Inlines
    role: Literal["body", "lead", "small"] = "body"


Marker: TypeAlias = Literal["bullet", "number", "check"]


@dataclass(frozen=True)
class ListBlock:
    """A list. Steps are numbered because their order matters; checks have a box to tick."""

    items: tuple[Blocks, ...]
    marker: Marker = "bullet"
    first: int = 1
    """The number of the first item, where a numbered list goes on from one before it."""


@dataclass(frozen=True)
class Table:
    """A table with a head. The first cell of each row names the row."""

    id: BlockId
    caption: Inlines
    head: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]


@dataclass(frozen=True)
class Facts:
    """A few named facts: label and value."""

    id: BlockId
    title: str
    rows: tuple[tuple[str, Inlines], ...]


@dataclass(frozen=True)
class Callout:
    """Something set apart. Its kind is also said in words, never by color alone."""

    id: BlockId
    kind: Literal["emergency", "urgent", "caution", "note"]
    title: str
    blocks: Blocks


@dataclass(frozen=True)
class Figure:
    """A picture: its caption, what it shows in words, and the drawing as data."""

    id: BlockId
    caption: Inlines
    alternative: str
    """All that the picture says, for those who cannot see it and for formats that cannot show it."""
    drawing: Drawing


@dataclass(frozen=True)
class Blank:
    """Something to fill in: its name in a form, its label, and how many lines it takes."""

    name: str
    label: str
    lines: int = 1


@dataclass(frozen=True)
class Form:
    """Blanks to fill in, by pen or on a screen."""

    id: BlockId
    title: str
    blanks: tuple[Blank, ...]


@dataclass(frozen=True)
class ReferenceEntry:
    """One entry of the reference list, with the marks that lead to it."""

    id: BlockId
    number: int
    inlines: Inlines
    marks: tuple[BlockId, ...]


@dataclass(frozen=True)
class ReferenceList:
    """The reference list, in order of first use."""

    id: BlockId
    entries: tuple[ReferenceEntry, ...]


@dataclass(frozen=True)
class Section:
    """A part with a heading. Sections nest; the depth gives the level of the heading."""

    id: BlockId
    title: Inlines
    blocks: Blocks
    listed: bool = True
    """Whether the contents list it; a glossary entry or an acupoint is found by its heading alone."""

    @property
    def subsections(self) -> tuple[Section, ...]:
        """The sections directly in this one that the contents list."""
        return tuple(block for block in self.blocks if isinstance(block, Section) and block.listed)


Block: TypeAlias = Section | Paragraph | ListBlock | Table | Facts | Callout | Figure | Form | ReferenceList
Blocks: TypeAlias = tuple[Block, ...]


@dataclass(frozen=True, kw_only=True)
class About:
    """What a format says of the document itself: for title pages, running feet and metadata."""

    guide: str
    handout: str
    title: str
    subtitle: str | None
    language: str
    region: str
    description: str
    edition: str
    published: datetime.date
    reviewed: datetime.date | None
    review_note: str
    next_review: datetime.date
    authors: tuple[tuple[str, str, str | None], ...]
    """Name, MARC-like role word, and the name as filed, of each contributor."""
    publisher: str
    licence: str
    isbn_pdf: str | None
    isbn_epub: str | None
    subjects: tuple[tuple[str, str, str], ...]
    """System, code and name of each subject code."""
    complete: bool
    """Whether this is the whole guide rather than a sheet from it."""
    content_hash: str
    """The short hash of the guide's content, the same with any clinic's overlay."""
    overdue: bool
    """Whether the review was due before the day of printing."""
    clinic: str | None
    """The name of the clinic whose overlay this is."""
    report: str | None = None
    """What it is where it is no handout but a report on the guide, such as `passport`."""

    @property
    def identity(self) -> dict[str, str]:
        """What tells this edition from any other, in words fit for a QR code and for `acucontent verify`."""
        said = {
            "guide": self.guide,
            "edition": self.edition,
            "handout": self.handout,
            "language": self.language,
            "region": self.region,
            "clinic": self.clinic or "",
            "report": self.report or "",
            "sha256": self.content_hash,
        }
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True, kw_only=True)
class Document:
    """A composed edition: what it is, its sections in order, and the fixed words of its language."""

    about: About
    opening: Blocks
    sections: tuple[Section, ...]
    labels: Labels = field(repr=False)
    overlay: Overlay | None = None
    """The clinic's overlay, for its logo and colors; its words stand in the section `clinic`."""

    def blocks(self) -> Iterator[Block]:
        """Every block, in reading order, containers before what they hold."""
        for block in (*self.opening, *self.sections):
            yield from each_block(block)

    def ids(self) -> Iterator[BlockId]:
        """Every id, in reading order."""
        for block in self.blocks():
            yield from own_ids(block)


def own_ids(block: Block) -> Iterator[BlockId]:
    """The ids that a block has itself, not those of the blocks in it."""
    match block:
        case Section() | Table() | Facts() | Callout() | Figure() | Form():
            yield block.id
        case ReferenceList():
            yield block.id
            yield from (entry.id for entry in block.entries)
        case Paragraph() | ListBlock():
            pass


def each_block(block: Block) -> Iterator[Block]:
    """A block and every block in it, in reading order."""
    yield block
    for inner in _inner(block):
        yield from each_block(inner)


def _inner(block: Block) -> Iterator[Block]:
    match block:
        case Section() | Callout():
            yield from block.blocks
        case ListBlock():
            for item in block.items:
                yield from item
        case _:
            return


Rewrite: TypeAlias = Callable[[Inline], Inlines]
"""What to put in the place of an inline whose children are rewritten already."""


def rewrite(block: Block, change: Rewrite) -> Block:  # noqa: PLR0911 - one return a kind of block
    """The block with each inline replaced, in reading order."""
    match block:
        case Section():
            title = rewrite_inlines(block.title, change)
            return replace(block, title=title, blocks=rewrite_all(block.blocks, change))
        case Callout():
            return replace(block, blocks=rewrite_all(block.blocks, change))
        case Paragraph():
            return replace(block, inlines=rewrite_inlines(block.inlines, change))
        case ListBlock():
            return replace(block, items=tuple(rewrite_all(item, change) for item in block.items))
        case Table():
            caption = rewrite_inlines(block.caption, change)
            head = tuple(rewrite_inlines(cell, change) for cell in block.head)
            rows = tuple(tuple(rewrite_inlines(cell, change) for cell in row) for row in block.rows)
            return replace(block, caption=caption, head=head, rows=rows)
        case Facts():
            return replace(block, rows=tuple((label, rewrite_inlines(cell, change)) for label, cell in block.rows))
        case Form():
            return block
        case Figure():
            return replace(block, caption=rewrite_inlines(block.caption, change))
        case ReferenceList():
            entries = (replace(entry, inlines=rewrite_inlines(entry.inlines, change)) for entry in block.entries)
            return replace(block, entries=tuple(entries))


def rewrite_all(blocks: Blocks, change: Rewrite) -> Blocks:
    """The blocks with each inline replaced."""
    return tuple(rewrite(block, change) for block in blocks)


def rewrite_inlines(inlines: Inlines, change: Rewrite) -> Inlines:
    """The inlines with each one replaced, children first."""
    changed: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Words | Note):
            changed += change(inline)
        else:
            changed += change(replace(inline, children=rewrite_inlines(inline.children, change)))
    return tuple(changed)


def plain(inlines: Inlines) -> str:
    """The words of inlines, without marks of citations."""
    parts = []
    for inline in inlines:
        match inline:
            case Words(text):
                parts.append(text)
            case Note():
                pass
            case Strong() | Emphasis() | Foreign() | WebLink() | CrossLink():
                parts.append(plain(inline.children))
    return "".join(parts)

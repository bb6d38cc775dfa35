"""The writer, which converts values of a guide to inlines and blocks, and formats them for a language."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import takewhile
from string import Formatter
from typing import get_args

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from acucontent.document import blocks as doc
from acucontent.document.blocks import (
    Blank,
    Block,
    Blocks,
    CertaintyWord,
    Column,
    Fact,
    Facts,
    Inline,
    Inlines,
    ListBlock,
    Marker,
    Note,
    Paragraph,
    Section,
    SectionRole,
    Words,
)
from acucontent.document.labels import Labels
from acucontent.model import prose as source
from acucontent.model.base import MAX_DECIMALS, ReferenceKey
from acucontent.model.common import Item
from acucontent.model.decision import DecisionOption
from acucontent.model.evidence import Certainty, CertaintyLevel
from acucontent.model.guide import Guide, Region
from acucontent.model.plain_text import flatten
from acucontent.model.prose import Prose, TermId
from acucontent.model.ranges import Quantity
from acucontent.model.volumes import VOLUMES, HandoutKind

MINUS = "\N{MINUS SIGN}"
"""The sign of negative numbers: a hyphen is hard to see, and screen readers skip it."""

LINKED_PARTS = (
    "safety",
    "conditions",
    "evidence",
    "sessions",
    "risks",
    "practitioners",
    "costs",
    "alternatives",
    "glossary",
)
"""The parts to which prose links by their heading in quotes, such as “Costs and who pays.”"""


@dataclass(frozen=True)
class Writer:
    """Writes the parts of one guide in one language for one region."""

    guide: Guide
    region: Region
    labels: Labels
    language: str
    """A BCP 47 tag."""
    kind: HandoutKind = "guide"
    """The kind of the handout."""
    other_options: tuple[DecisionOption, ...] = ()
    """The options of the decision in its region that the document does not show."""

    @property
    def decision_options(self) -> tuple[str, ...]:
        """The ids of the options of the decision that the document shows; empty for all of the region."""
        decision = self.guide.decision
        return decision.options.ids if decision and self.other_options else ()

    @property
    def is_volume(self) -> bool:
        """Whether the document is the guide for patients or the reference volume."""
        return self.kind in VOLUMES

    @property
    def has_all_details(self) -> bool:
        """Whether no later volume of the guide has details that the document leaves out."""
        return self.kind != "guide" or not any(one.kind == "reference" for one in self.guide.handouts)

    def write_label(self, name: str, **values: object) -> Inlines:
        """Write a label as inlines."""
        return (Words(self.labels(name, **values)),)

    def write_sentence(self, name: str, **values: Inlines) -> Inlines:
        """Write a label whose placeholders are replaced by inlines."""
        shared = self.labels.shared_values
        written: list[Inline] = []
        for text, field, _, _ in Formatter().parse(self.labels.find_template(name)):
            written += make_words(text) if text else ()
            if field:
                written += values[field] if field in values else make_words(shared[field])
        return tuple(written)

    def make_columns(self, *names: str) -> tuple[Column, ...]:
        """Make the columns of a table from their keys, with the label of each key as the head."""
        return tuple(Column(name, self.write_label(name)) for name in names)

    def make_facts(self, path: str, title: str, rows: Iterable[tuple[str, Inlines]]) -> Facts:
        """Make facts from rows of a key and a value, each with the label of its key."""
        return Facts(path, title, tuple(Fact(key, self.labels(key), value) for key, value in rows))

    def write_inlines(self, prose: Prose, citations: Iterable[ReferenceKey] = ()) -> Inlines:
        """Write prose as inlines, for a table cell: paragraphs and lists follow each other in one line."""
        return append_notes(
            join_inlines([self._write_run(block) for block in prose.blocks], " "), make_notes(citations)
        )

    def _write_run(self, block: source.ProseBlock) -> Inlines:
        match block:
            case source.Paragraph(children):
                return self._convert_inlines(children)
            case source.ListBlock(items=items):
                return _join_items([self._write_run(inner) for item in items for inner in item])

    def write_blocks(self, prose: Prose, citations: Iterable[ReferenceKey] = (), role: str = "body") -> Blocks:
        """Write prose as blocks, with citation marks at the end.

        Args:
            prose: The prose.
            citations: The keys of the references.
            role: `lead` to make its paragraphs leads, else `body`.
        """
        written = [self._convert_block(block, role) for block in prose.blocks]
        return (*written[:-1], append_inlines(written[-1], make_notes(citations)))

    def _convert_block(self, block: source.ProseBlock, role: str = "body") -> Block:
        match block:
            case source.Paragraph(children):
                return Paragraph(self._convert_inlines(children), role="lead" if role == "lead" else "body")
            case source.ListBlock(ordered, items):
                marker: Marker = "number" if ordered else "bullet"
                return ListBlock(tuple(tuple(self._convert_block(inner) for inner in item) for item in items), marker)

    def _convert_inlines(self, inlines: tuple[source.Inline, ...]) -> Inlines:
        """Convert inlines of prose to those of a document, without spaces before citation marks."""
        written: list[Inline] = []
        for inline in inlines:
            before = written[-1] if written else None
            if isinstance(inline, source.Citation) and isinstance(before, Words):
                written[-1] = Words(before.text.rstrip(" "))
            written += self._convert_inline(inline)
        return tuple(written)

    def _convert_inline(self, inline: source.Inline) -> Inlines:
        match inline:
            case source.Words(text):
                return self._link_headings(text)
            case source.Strong(children):
                return (doc.Strong(self._convert_inlines(children)),)
            case source.Emphasis(children):
                return (doc.Emphasis(self._convert_inlines(children)),)
            case source.WebLink(address, children):
                return (doc.WebLink(address, self._convert_inlines(children)),)
            case source.InnerLink(to, children):
                inner = self._mark_foreign_term(to, self._convert_inlines(children))
                return (doc.CrossLink(f"{to.target}.{to}", inner, "term" if isinstance(to, TermId) else "link"),)
            case source.Citation(keys):
                return make_notes(keys)

    def _link_headings(self, text: str) -> Inlines:
        """Make links of the headings of parts in quotes."""
        places = {self.labels(part): part for part in LINKED_PARTS}
        headings = "|".join(map(re.escape, places))
        pieces = (piece for piece in re.split(rf"(?<=“)({headings})(?=[.,?]?”)", text) if piece)
        return tuple(
            doc.CrossLink(places[piece], make_words(piece)) if piece in places else Words(piece) for piece in pieces
        )

    def _mark_foreign_term(self, to: str, children: Inlines) -> Inlines:
        """Mark the text of a link with the language of its glossary entry, if the text is the term itself."""
        term = self.guide.glossary.get(to)
        if term is None or term.language is None or flatten(children).casefold() != term.term.casefold():
            return children
        return (doc.Foreign(term.language, children),)

    def make_list(self, items: Iterable[Item], marker: Marker = "bullet") -> ListBlock:
        """Make a list of items."""
        written = tuple(self.write_blocks(item.text, item.citations) for item in items)
        return ListBlock(written, marker)

    def make_checklist(self, path: str, items: Iterable[Item]) -> ListBlock:
        """Make a list of items with a box to check before each; its field has the words of the item.

        Args:
            path: The path of the list in the guide, which begins the names of the fields.
            items: The items.
        """
        shown = tuple(items)
        texts = (flatten(self.write_inlines(item.text)) for item in shown)
        blanks = make_boxes(path, zip((item.id for item in shown), texts, strict=True))
        return replace(self.make_list(shown, "check"), blanks=blanks)

    def make_section(self, path: str, label: str, *content: Block | Blocks, role: SectionRole = "section") -> Section:
        """Make a section.

        Args:
            path: The id of the section: the path of its content in the guide.
            label: The name of the label that is its heading.
            content: Its blocks, singly or in tuples.
            role: Its role.
        """
        return Section(path, self.write_label(label), flatten_blocks(content), role=role)

    def write_certainty_word(self, level: CertaintyLevel, *, marked: bool = False) -> Inlines:
        """Write the word for a level of certainty, if wanted after its mark."""
        return (CertaintyWord(level, self.write_label(f"certainty.{level}"), marked),)

    def write_certainty(self, certainty: Certainty) -> Inlines:
        """Write a certainty with its grader."""
        level = self.write_certainty_word(certainty.level)
        if certainty.graded_by is None:
            return level
        graded = self.write_sentence("certainty_by", level=level, grader=make_words(certainty.graded_by))
        return (*graded, *make_notes([certainty.citation] if certainty.citation else []))

    def write_certainties(self, certainties: Iterable[Certainty]) -> Inlines:
        """Write several certainties with their graders."""
        return join_inlines([self.write_certainty(certainty) for certainty in certainties], "; ")

    def summarize_certainties(self, certainties: Iterable[Certainty], *, marked: bool = False) -> Inlines:
        """Write several certainties in short: one level, or the range from the highest to the lowest.

        Args:
            certainties: The certainties.
            marked: Whether graded levels have a mark. A range has that of its lowest level.
        """
        found: dict[CertaintyLevel, None] = dict.fromkeys(certainty.level for certainty in certainties)
        levels: tuple[CertaintyLevel, ...] = get_args(CertaintyLevel)
        graded: list[CertaintyLevel] = [level for level in levels if level in found and level != "not graded"]
        if len(graded) < 2:
            shown = graded if marked else list(found)
            return join_inlines([self.write_certainty_word(level, marked=marked) for level in shown], "; ")
        lowest: CertaintyLevel = graded[-1] if "low or very low" not in graded else "very low"
        if marked:
            most, least = (self.write_label(f"certainty.{level}") for level in (graded[0], lowest))
            return (CertaintyWord(lowest, self.write_sentence("certainty_range", most=most, least=least), marked=True),)
        most, least = self.write_certainty_word(graded[0]), self.write_certainty_word(lowest)
        return self.write_sentence("certainty_range", most=most, least=least)

    def format_date(self, date: datetime.date) -> str:
        """Format a date with the name of the month, as is usual in the language."""
        return str(format_date(date, format="long", locale=self._locale))

    def format_month(self, date: datetime.date) -> str:
        """Format the month and year of a date."""
        return format_date(date, format="MMMM y", locale=self._locale)

    def format_number(self, number: float) -> str:
        """Format a number as is usual in the language, without trailing zeros."""
        return str(format_decimal(number, format=f"#,##0.{'#' * MAX_DECIMALS}", locale=self._locale)).replace(
            "-", MINUS
        )

    def choose_unit(self, number: float, one: str, many: str) -> str:
        """Return the unit that follows a number in the language: 'day' after 1, 'days' after 0, 1.5 and 2."""
        size = abs(number)
        count: int | Decimal = int(size) if float(size).is_integer() else Decimal(str(size))
        return one if Locale.parse(self._locale).plural_form(count) == "one" else many

    def format_interval(self, value: float, *ends: float) -> tuple[str, ...]:
        """Format a value and the ends of its interval, with trailing zeros where they are needed for equal decimals.

        Sources usually give all three numbers with the same decimals. If two of them have a decimal, a zero is added to
        the third: -1.21 (-1.5 to -0.92) becomes -1.21 (-1.50 to -0.92). If only one has it, the others stay as
        they are: -1.3 (-2.6 to -0.03).
        """
        shown = [self.format_number(number) for number in (value, *ends)]
        digits = sorted(_count_decimals(number) for number in (value, *ends))[len(ends) // 2]
        return tuple(
            self._pad_number(number, digits) if _count_decimals(number) < digits else text
            for number, text in zip((value, *ends), shown, strict=True)
        )

    def _pad_number(self, number: float, digits: int) -> str:
        pattern = f"#,##0.{'0' * digits}"
        return str(format_decimal(number, format=pattern, locale=self._locale)).replace("-", MINUS)

    def format_money(self, amount: float, currency: str) -> str:
        """Format an amount of money, with cents only if there are any."""
        whole = float(amount).is_integer()
        return str(
            format_currency(
                amount, currency, format="¤#,##0" if whole else "¤#,##0.00", locale=self._locale, currency_digits=False
            )
        )

    @property
    def _locale(self) -> str:
        return self.language.replace("-", "_")


def _count_decimals(number: float) -> int:
    """Return how many decimals of a number are shown."""
    return len(f"{number:.{MAX_DECIMALS}f}".rstrip("0").partition(".")[2])


def format_range(writer: Writer, quantity: Quantity) -> str:
    """Format a quantity with its unit, such as '8 to 15 visits'."""
    only_one = quantity.low == quantity.high == 1
    unit = writer.labels(f"unit_one.{quantity.unit}" if only_one else f"units.{quantity.unit}")
    low, high = writer.format_number(quantity.low), writer.format_number(quantity.high)
    if low == high:
        return writer.labels("range_one", low=low, unit=unit)
    return writer.labels("range", low=low, high=high, unit=unit)


def make_notes(keys: Iterable[ReferenceKey]) -> Inlines:
    """Make citation marks, which are numbered later."""
    return tuple(Note(str(key)) for key in keys)


def make_words(text: str) -> Inlines:
    """Make inlines of plain text."""
    return (Words(text),)


def capitalize_text(text: str) -> str:
    """Return the text with a capital first letter."""
    return text[:1].upper() + text[1:]


def capitalize_inlines(inlines: Inlines) -> Inlines:
    """Return the inlines with a capital first letter."""
    match inlines:
        case (Words(text), *others):
            return (Words(capitalize_text(text)), *others)
        case (CertaintyWord() as first, *others):
            return (replace(first, children=capitalize_inlines(first.children)), *others)
        case _:
            return inlines


def make_strong(text: str) -> Inline:
    """Make a strong inline of plain text."""
    return doc.Strong(make_words(text))


def join_inlines(runs: Iterable[Inlines], separator: str) -> Inlines:
    """Join runs of inlines with a separator."""
    return tuple(inline for index, run in enumerate(runs) for inline in ((Words(separator), *run) if index else run))


def _join_items(runs: Iterable[Inlines]) -> Inlines:
    """Join the items of a list: sentences with periods, other items with semicolons."""
    items = [_strip_period(run) for run in runs]
    if all(flatten(item)[:1].isupper() for item in items):
        return join_inlines([(*item, Words(".")) for item in items], " ")
    return (*join_inlines(items, "; "), Words("."))


def _strip_period(run: Inlines) -> Inlines:
    """Return the run without a period at its end."""
    match run:
        case (*before, Words(text)):
            return (*before, Words(text.rstrip(". ")))
        case _:
            return run


def prepend_name(name: str, text: Blocks) -> Blocks:
    """Begin the first paragraph of the text with a name in strong type."""
    return prepend_inlines((make_strong(f"{name.rstrip('.')}."), *make_words(" ")), text)


def prepend_inlines(opening: Inlines, text: Blocks) -> Blocks:
    """Begin the first paragraph of the text with inlines."""
    first, *others = text
    if isinstance(first, Paragraph):
        return (Paragraph((*opening, *first.inlines)), *others)
    return (Paragraph(opening), first, *others)


def flatten_blocks(content: Iterable[Block | Blocks]) -> Blocks:
    """Return blocks and tuples of blocks as one tuple."""
    return tuple(block for part in content for block in (part if isinstance(part, tuple) else (part,)))


def make_boxes(path: str, labels: Iterable[tuple[str, str]]) -> tuple[Blank, ...]:
    """Make the boxes to check of a list, from its path and the id and label of each item."""
    prefix = path.replace(".", "_")
    return tuple(Blank(f"{prefix}_{key}", label, kind="check") for key, label in labels)


def make_paragraph(*inlines: Inline) -> Paragraph:
    """Make a paragraph of inlines."""
    return Paragraph(inlines)


def append_notes(inlines: Inlines, marks: Inlines) -> Inlines:
    """Return inlines with citation marks after them, without those that the words before already end in."""
    before = tuple(takewhile(lambda inline: isinstance(inline, Note), reversed(inlines)))
    return (*inlines, *(mark for mark in marks if mark not in before))


def append_inlines(block: Block, marks: Inlines) -> Block:
    """Return the block with inlines, such as citation marks, after its last words."""
    if not marks:
        return block
    match block:
        case Paragraph(inlines, role):
            return Paragraph(append_notes(inlines, marks), role)
        case ListBlock(items, marker):
            last = (*items[-1][:-1], append_inlines(items[-1][-1], marks))
            return ListBlock((*items[:-1], last), marker)
        case _:
            return block


def write_lead(prose: Prose | None, writer: Writer) -> Blocks:
    """Write the introduction of a part as leads; return no blocks if there is none."""
    return () if prose is None else writer.write_blocks(prose, role="lead")

"""The writer: turns the fields of records into inlines and blocks, with the fixed words of the language."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from string import Formatter
from typing import Protocol, TypeVar, get_args

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from acucontent.document import blocks as doc
from acucontent.document.blocks import (
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
from acucontent.model.base import ReferenceKey
from acucontent.model.common import Item
from acucontent.model.evidence import Certainty, CertaintyLevel
from acucontent.model.guide import Guide, Region
from acucontent.model.plain_text import flatten
from acucontent.model.prose import Prose, TermId
from acucontent.model.ranges import Quantity


class _Regional(Protocol):
    """A record that holds in one region."""

    @property
    def region(self) -> str: ...


L = TypeVar("L", bound=_Regional)

MINUS = "\N{MINUS SIGN}"
"""A hyphen is too short to be seen, and is read aloud as nothing."""

POINTED = (
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
"""The parts that prose can point to by their heading in quotes: “Costs and coverage.”"""

MOST_DIGITS = 4
"""So many digits after its point a number shows at most."""


@dataclass(frozen=True)
class Writer:
    """Writes the parts of one guide in one language for one region."""

    guide: Guide
    region: Region
    labels: Labels
    language: str
    """A BCP 47 tag."""
    whole: bool = True
    """Whether the whole guide is written rather than a sheet from it."""

    def local(self, records: Iterable[L]) -> tuple[L, ...]:
        """On a sheet, the records of the edition's region, where the guide has any; in the whole guide all of them."""
        every = tuple(records)
        near = tuple(record for record in every if record.region == self.region.code)
        return every if self.whole or not near else near

    def label(self, name: str, **values: object) -> Inlines:
        """A fixed word or sentence as inlines."""
        return (Words(self.labels(name, **values)),)

    def sentence(self, name: str, **values: Inlines) -> Inlines:
        """A fixed sentence whose values are inlines."""
        written: list[Inline] = []
        for text, field, _, _ in Formatter().parse(self.labels.find_template(name)):
            written += words(text) if text else ()
            written += values[field] if field else ()
        return tuple(written)

    def columns(self, *names: str) -> tuple[Column, ...]:
        """The columns of a table, each with the label of its key as its head."""
        return tuple(Column(name, self.label(name)) for name in names)

    def facts(self, path: str, title: str, rows: Iterable[tuple[str, Inlines]]) -> Facts:
        """Facts, each with the label of its key; the second of a row is its value."""
        return Facts(path, title, tuple(Fact(key, self.labels(key), value) for key, value in rows))

    def inlines(self, prose: Prose, citations: Iterable[ReferenceKey] = ()) -> Inlines:
        """Prose as one run of inlines, as a table cell needs it: paragraphs and lists follow in one line."""
        return (*joined([self._run(block) for block in prose.blocks], " "), *notes(citations))

    def _run(self, block: source.ProseBlock) -> Inlines:
        match block:
            case source.Paragraph(children):
                return self._all(children)
            case source.ListBlock(items=items):
                return _enumerated([self._run(inner) for item in items for inner in item])

    def blocks(self, prose: Prose, citations: Iterable[ReferenceKey] = (), role: str = "body") -> Blocks:
        """Prose as blocks, with the marks of citations at its end."""
        written = [self._block(block, role) for block in prose.blocks]
        return (*written[:-1], _with_notes(written[-1], notes(citations)))

    def _block(self, block: source.ProseBlock, role: str = "body") -> Block:
        match block:
            case source.Paragraph(children):
                return Paragraph(self._all(children), role="lead" if role == "lead" else "body")
            case source.ListBlock(ordered, items):
                marker: Marker = "number" if ordered else "bullet"
                return ListBlock(tuple(tuple(self._block(inner) for inner in item) for item in items), marker)

    def _all(self, inlines: tuple[source.Inline, ...]) -> Inlines:
        """The inlines; no space is left between words and the mark of their citation."""
        written: list[Inline] = []
        for inline in inlines:
            before = written[-1] if written else None
            if isinstance(inline, source.Citation) and isinstance(before, Words):
                written[-1] = Words(before.text.rstrip(" "))
            written += self._inline(inline)
        return tuple(written)

    def _inline(self, inline: source.Inline) -> Inlines:
        match inline:
            case source.Words(text):
                return self._pointing(text)
            case source.Strong(children):
                return (doc.Strong(self._all(children)),)
            case source.Emphasis(children):
                return (doc.Emphasis(self._all(children)),)
            case source.WebLink(address, children):
                return (doc.WebLink(address, self._all(children)),)
            case source.InnerLink(to, children):
                inner = self._in_own_language(to, self._all(children))
                return (doc.CrossLink(f"{to.target}.{to}", inner, "term" if isinstance(to, TermId) else "link"),)
            case source.Citation(keys):
                return notes(keys)

    def _pointing(self, text: str) -> Inlines:
        """Words in which the heading of a part, quoted as a pointer to it, leads there."""
        places = {self.labels(part): part for part in POINTED}
        headings = "|".join(map(re.escape, places))
        pieces = (piece for piece in re.split(rf"(?<=“)({headings})(?=[.,?]?”)", text) if piece)
        return tuple(
            doc.CrossLink(places[piece], words(piece)) if piece in places else Words(piece) for piece in pieces
        )

    def _in_own_language(self, to: str, children: Inlines) -> Inlines:
        """The words of a link to a glossary entry in another language, when they are the entry's word."""
        term = self.guide.glossary.get(to)
        if term is None or term.language is None or flatten(children).casefold() != term.term.casefold():
            return children
        return (doc.Foreign(term.language, children),)

    def items(self, items: Iterable[Item], marker: Marker = "bullet") -> ListBlock:
        """Items as a list."""
        written = tuple(self.blocks(item.text, item.citations) for item in items)
        return ListBlock(written, marker)

    def section(self, path: str, label: str, *content: Block | Blocks, role: SectionRole = "section") -> Section:
        """A section with a fixed heading; its id is the path of what it shows."""
        return Section(path, self.label(label), flat(content), role=role)

    def certainty_word(self, level: CertaintyLevel) -> Inlines:
        """The word for how sure a finding is."""
        return (CertaintyWord(level, self.label(f"certainty.{level}")),)

    def certainty(self, certainty: Certainty) -> Inlines:
        """A grade and its grader."""
        level = self.certainty_word(certainty.level)
        if certainty.graded_by is None:
            return level
        graded = self.sentence("certainty_by", level=level, grader=words(certainty.graded_by))
        return (*graded, *notes([certainty.citation] if certainty.citation else []))

    def certainties(self, certainties: Iterable[Certainty]) -> Inlines:
        """Several grades with their graders."""
        return joined([self.certainty(certainty) for certainty in certainties], "; ")

    def how_sure(self, certainties: Iterable[Certainty]) -> Inlines:
        """Several grades in a few words: one word, or the range from the surest to the least sure."""
        found: dict[CertaintyLevel, None] = dict.fromkeys(certainty.level for certainty in certainties)
        levels: tuple[CertaintyLevel, ...] = get_args(CertaintyLevel)
        graded: list[CertaintyLevel] = [level for level in levels if level in found and level != "not graded"]
        if len(graded) < 2:
            return joined([self.certainty_word(level) for level in found], "; ")
        least = self.certainty_word(graded[-1] if "low or very low" not in graded else "very low")
        return self.sentence("certainty_range", most=self.certainty_word(graded[0]), least=least)

    def date(self, date: datetime.date) -> str:
        """A date in words, after the language's custom."""
        return str(format_date(date, format="long", locale=self._locale))

    def month(self, date: datetime.date) -> str:
        """A month and year in words."""
        return format_date(date, format="MMMM y", locale=self._locale)

    def number(self, number: float) -> str:
        """A number after the language's custom, with no more digits than it was given."""
        return str(format_decimal(number, format=f"#,##0.{'#' * MOST_DIGITS}", locale=self._locale)).replace("-", MINUS)

    def alike(self, value: float, *ends: float) -> tuple[str, ...]:
        """A value and the ends of its interval, with the zeros that a number loses at its end.

        A source gives the three with as many digits each, or nearly so. Where two of them have a digit, the third has
        lost it: -1.21 (-1.5 to -0.92) is -1.50. Where only one has it, the source was uneven: -1.3 (-2.6 to -0.03).
        """
        shown = [self.number(number) for number in (value, *ends)]
        digits = sorted(_digits(number) for number in (value, *ends))[len(ends) // 2]
        return tuple(
            self._padded(number, digits) if _digits(number) < digits else words
            for number, words in zip((value, *ends), shown, strict=True)
        )

    def _padded(self, number: float, digits: int) -> str:
        pattern = f"#,##0.{'0' * digits}"
        return str(format_decimal(number, format=pattern, locale=self._locale)).replace("-", MINUS)

    def money(self, amount: float, currency: str) -> str:
        """An amount of money; cents are shown when there are any."""
        whole = float(amount).is_integer()
        return str(
            format_currency(
                amount, currency, format="¤#,##0" if whole else "¤#,##0.00", locale=self._locale, currency_digits=False
            )
        )

    @property
    def _locale(self) -> str:
        return self.language.replace("-", "_")


def _digits(number: float) -> int:
    """How many digits a number has after its point, of those that are shown."""
    return len(f"{number:.{MOST_DIGITS}f}".rstrip("0").partition(".")[2])


def span(writer: Writer, quantity: Quantity) -> str:
    """A range in words, with its unit: '8 to 15 visits'."""
    only_one = quantity.low == quantity.high == 1
    unit = writer.labels(f"unit_one.{quantity.unit}" if only_one else f"units.{quantity.unit}")
    low, high = writer.number(quantity.low), writer.number(quantity.high)
    if low == high:
        return writer.labels("range_one", low=low, unit=unit)
    return writer.labels("range", low=low, high=high, unit=unit)


def notes(keys: Iterable[ReferenceKey]) -> Inlines:
    """The marks of citations, still without numbers."""
    return tuple(Note(str(key)) for key in keys)


def words(text: str) -> Inlines:
    """Plain words as inlines."""
    return (Words(text),)


def capital(text: str) -> str:
    """The text with a capital first letter, as a cell of a table begins."""
    return text[:1].upper() + text[1:]


def capitalized(inlines: Inlines) -> Inlines:
    """Inlines whose first words begin with a capital."""
    match inlines:
        case (Words(text), *others):
            return (Words(capital(text)), *others)
        case (CertaintyWord() as first, *others):
            return (replace(first, children=capitalized(first.children)), *others)
        case _:
            return inlines


def strong(text: str) -> Inline:
    """Plain words that matter more."""
    return doc.Strong(words(text))


def joined(runs: Iterable[Inlines], by: str) -> Inlines:
    """Runs of inlines with words between them."""
    return tuple(inline for index, run in enumerate(runs) for inline in ((Words(by), *run) if index else run))


def _enumerated(runs: Iterable[Inlines]) -> Inlines:
    """The items of a list in one run: sentences stay sentences, and what is less is parted by semicolons."""
    items = [_unclosed(run) for run in runs]
    if all(flatten(item)[:1].isupper() for item in items):
        return joined([(*item, Words(".")) for item in items], " ")
    return (*joined(items, "; "), Words("."))


def _unclosed(run: Inlines) -> Inlines:
    """The run without the point at its end."""
    match run:
        case (*before, Words(text)):
            return (*before, Words(text.rstrip(". ")))
        case _:
            return run


def named(name: str, text: Blocks) -> Blocks:
    """A name in strong, then the text in the same paragraph."""
    first, *others = text
    opening = (strong(f"{name.rstrip('.')}."), *words(" "))
    if isinstance(first, Paragraph):
        return (Paragraph((*opening, *first.inlines)), *others)
    return (Paragraph(opening), first, *others)


def flat(content: Iterable[Block | Blocks]) -> Blocks:
    """Blocks and runs of blocks as one run."""
    return tuple(block for part in content for block in (part if isinstance(part, tuple) else (part,)))


def paragraph(*inlines: Inline) -> Paragraph:
    """A paragraph of these inlines."""
    return Paragraph(inlines)


def _with_notes(block: Block, marks: Inlines) -> Block:
    """The block with marks after its last words."""
    if not marks:
        return block
    match block:
        case Paragraph(inlines, role):
            return Paragraph((*inlines, *marks), role)
        case ListBlock(items, marker):
            last = (*items[-1][:-1], _with_notes(items[-1][-1], marks))
            return ListBlock((*items[:-1], last), marker)
        case _:
            return block


def lead(prose: Prose | None, writer: Writer) -> Blocks:
    """The opening words of a part, where it has any."""
    return () if prose is None else writer.blocks(prose, role="lead")

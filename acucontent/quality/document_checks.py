"""Checks of composed documents, for rules that the fields of a guide cannot break but `compose` could."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import TypeVar

from acucontent.document.blocks import Block, Callout, Figure, ListBlock, Section, Table
from acucontent.edition import Edition
from acucontent.model.plain_text import flatten
from acucontent.quality.check import DocumentCheck, Found
from acucontent.quality.checks.reading.sentences import is_passive
from acucontent.quality.languages import ENGLISH
from acucontent.quality.passages import find_passages
from acucontent.quality.readability import find_units
from acucontent.quality.subject import Subject

MAX_COLUMNS, MAX_HEAD_WORDS = 5, 5
"""The maximum number of columns of a simple table, and of words in the head of a column."""

B = TypeVar("B", bound=Block)


def _find_blocks(subject: Subject, kind: type[B]) -> Iterator[tuple[Edition, B]]:
    """Yield every block of a kind in every handout, with its edition."""
    for edition in subject.handout_editions:
        for block in edition.document.walk_blocks():
            if isinstance(block, kind):
                yield edition, block


def _make_found(edition: Edition, message: str) -> Found:
    return Found(f"handouts.{edition.handout.id}", message)


def _find_handouts_without(
    subject: Subject, kind: type[Block], is_wanted: Callable[[Block], bool], message: str
) -> Iterator[Found]:
    for edition in subject.handout_editions:
        if not any(isinstance(block, kind) and is_wanted(block) for block in edition.document.walk_blocks()):
            yield _make_found(edition, f"The handout “{edition.handout.title}” {message}.")


def _find_missing_headings(subject: Subject) -> Iterator[Found]:
    for edition, section in _find_blocks(subject, Section):
        if not flatten(section.title).strip():
            yield _make_found(edition, f"The section {section.id} of “{edition.handout.title}” has no heading.")


def _find_missing_captions(subject: Subject) -> Iterator[Found]:
    for edition, figure in _find_blocks(subject, Figure):
        caption, alternative = flatten(figure.caption).strip(), figure.alternative.strip()
        if not caption or not alternative:
            message = f"The figure {figure.id} of “{edition.handout.title}” has no caption or no text alternative."
            yield _make_found(edition, message)
        elif caption.casefold() == alternative.casefold():
            yield _make_found(edition, f"The text alternative of the figure {figure.id} only repeats its caption.")


def _find_complex_tables(subject: Subject) -> Iterator[Found]:
    for edition, table in _find_blocks(subject, Table):
        heads = [flatten(column.head).strip() for column in table.columns]
        if len(heads) > MAX_COLUMNS or not all(0 < len(head.split()) <= MAX_HEAD_WORDS for head in heads):
            problem = f"The table {table.id} of “{edition.handout.title}” has too many or too long column heads"
            yield _make_found(edition, f"{problem}: {', '.join(heads)}.")
        if not all(flatten(row[0]).strip() for row in table.rows):
            yield _make_found(edition, f"A row of the table {table.id} of “{edition.handout.title}” has no head.")


def _find_missing_lists(subject: Subject) -> Iterator[Found]:
    return _find_handouts_without(subject, ListBlock, lambda block: True, "has no list")


def _find_missing_boxes(subject: Subject) -> Iterator[Found]:
    return _find_handouts_without(subject, Callout, lambda block: True, "has no box")


def _find_missing_calls_for_help(subject: Subject) -> Iterator[Found]:
    urgent = {"emergency", "urgent"}
    return _find_handouts_without(
        subject,
        Callout,
        lambda box: isinstance(box, Callout) and box.kind in urgent,
        "does not say when to get medical help",
    )


def _find_unboxed_messages(subject: Subject) -> Iterator[Found]:
    for edition, section in _find_blocks(subject, Section):
        if section.role == "key_points" and not any(map(_is_main_message, section.blocks)):
            yield _make_found(edition, f"The main message of “{edition.handout.title}” is not in a box.")


def _is_main_message(block: Block) -> bool:
    return isinstance(block, Callout) and block.role == "main_message"


def _find_passive_messages(subject: Subject) -> Iterator[Found]:
    """Find passive sentences in the main message, and in what to do at once for each red flag.

    That is the first sentence of the action, up to a colon: the reason may follow it.
    """
    for passage in find_passages(subject.guide):
        steps = passage.path.split(".")
        if passage.path == "main_message":
            sentences = list(passage.sentences)
        elif steps[:2] == ["risks", "red_flags"] and steps[-1] == "action":
            sentences = [sentence.partition(":")[0] for sentence in list(passage.sentences)[:1]]
        else:
            continue
        yield from (Found(passage.path, f"“{sentence}” is passive.") for sentence in sentences if is_passive(sentence))


def _find_rates_without_words(subject: Subject) -> Iterator[Found]:
    for effect in subject.guide.risks.effects:
        if effect.rate and effect.frequency == "not known":
            message = f"“{effect.name}” has a rate but no word for its frequency."
            yield Found(f"risks.effects.{effect.id}.frequency", message)


def _find_missing_sources(subject: Subject) -> Iterator[Found]:
    guide = subject.guide
    cited = [(f"evidence.statements.{one.id}", one.id, one.citations) for one in guide.evidence.statements]
    cited += [(f"evidence.recommendations.{one.id}", one.id, one.citations) for one in guide.evidence.recommendations]
    for path, record, citations in cited:
        if not any(key in guide.references.ids for key in citations):
            yield Found(path, f"“{record}” cites no reference.")


def _find_missing_dates(subject: Subject) -> Iterator[Found]:
    for edition in subject.handout_editions:
        document = edition.document
        year = str(document.about.published.year)
        opening = " ".join(unit for block in document.opening for unit in find_units(block))
        if year not in opening:
            yield _make_found(
                edition, f"The opening of the handout “{edition.handout.title}” does not contain its date."
            )


CHECKS: tuple[DocumentCheck, ...] = (
    DocumentCheck(
        code="headings",
        title="A section has no heading",
        source="PEMAT-P, item 9. CDC Clear Communication Index, item 9.",
        find=_find_missing_headings,
    ),
    DocumentCheck(
        code="captions",
        title="A figure has no caption or no text alternative",
        source="PEMAT-P, item 17.",
        find=_find_missing_captions,
    ),
    DocumentCheck(
        code="simple-tables",
        title="A table has too many columns, a long head or a row without a head",
        source="PEMAT-P, item 19.",
        find=_find_complex_tables,
    ),
    DocumentCheck(
        code="lists",
        title="A handout has no list",
        source="CDC Clear Communication Index, item 8.",
        find=_find_missing_lists,
    ),
    DocumentCheck(
        code="boxes",
        title="A handout has no box",
        source="PEMAT-P, item 12.",
        find=_find_missing_boxes,
    ),
    DocumentCheck(
        code="call-for-help",
        title="A handout does not say when to get medical help",
        source="PEMAT-P, item 20. CDC Clear Communication Index, items 5 and 12.",
        find=_find_missing_calls_for_help,
    ),
    DocumentCheck(
        code="boxed-message",
        title="The main message is not in a box",
        source="CDC Clear Communication Index, item 3.",
        find=_find_unboxed_messages,
    ),
    DocumentCheck(
        code="active-message",
        languages=ENGLISH,
        title="The main message or the action for a red flag is passive",
        source="CDC Clear Communication Index, item 6.",
        find=_find_passive_messages,
    ),
    DocumentCheck(
        code="rates-in-words",
        title="An effect with a rate has no word for its frequency",
        source="CDC Clear Communication Index, item 20.",
        find=_find_rates_without_words,
    ),
    DocumentCheck(
        code="cited-sources",
        title="A finding or recommendation cites no reference",
        source="DISCERN, question 4. IPDAS v4, item 2.2.1.",
        find=_find_missing_sources,
    ),
    DocumentCheck(
        code="printed-date",
        title="The opening of a handout does not contain its date",
        source="DISCERN, question 5. IPDAS v4, item 2.2.2.",
        find=_find_missing_dates,
    ),
)
"""The checks of this module."""

CHECKS_BY_CODE: Mapping[str, DocumentCheck] = MappingProxyType({check.code: check for check in CHECKS})
"""The checks of this module by code."""

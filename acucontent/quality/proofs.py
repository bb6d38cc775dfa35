"""Proofs on the composed documents: what no field of a guide can spoil is looked at all the same, not taken on trust.

A proof yields a sentence for each thing that is wrong, and nothing where all is well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import TypeVar

from acucontent.document.blocks import Block, Callout, Figure, ListBlock, Section, Table
from acucontent.edition import Edition
from acucontent.model.plain_text import flatten
from acucontent.quality.checks.reading.sentences import passive
from acucontent.quality.passages import passages
from acucontent.quality.reading import units
from acucontent.quality.subject import Subject

COLUMNS, HEAD_WORDS = 5, 5
"""The most columns of a simple table, and the most words of the head of one."""

B = TypeVar("B", bound=Block)


def _blocks(subject: Subject, kind: type[B]) -> Iterator[tuple[Edition, B]]:
    """Every block of a kind in every handout."""
    for edition in subject.sheets:
        for block in edition.document.blocks():
            if isinstance(block, kind):
                yield edition, block


def _without(subject: Subject, kind: type[Block], wanted: Callable[[Block], bool], what: str) -> Iterator[str]:
    """The handouts that have no such block."""
    for edition in subject.sheets:
        if not any(isinstance(block, kind) and wanted(block) for block in edition.document.blocks()):
            yield f"The handout “{edition.handout.title}” has {what}."


def headed(subject: Subject) -> Iterator[str]:
    """Each section has a heading."""
    for edition, section in _blocks(subject, Section):
        if not flatten(section.title).strip():
            yield f"The section {section.id} of “{edition.handout.title}” has no heading."


def captioned(subject: Subject) -> Iterator[str]:
    """Each figure has a caption, and other words that say what it shows."""
    for edition, figure in _blocks(subject, Figure):
        caption, alternative = flatten(figure.caption).strip(), figure.alternative.strip()
        if not caption or not alternative:
            yield f"The figure {figure.id} of “{edition.handout.title}” lacks its caption or its words."
        elif caption.casefold() == alternative.casefold():
            yield f"The words of the figure {figure.id} only repeat its caption."


def tabled(subject: Subject) -> Iterator[str]:
    """Each table is simple: few columns, a short head to each, and a name to each row."""
    for edition, table in _blocks(subject, Table):
        heads = [flatten(column.head).strip() for column in table.columns]
        if len(heads) > COLUMNS or not all(0 < len(head.split()) <= HEAD_WORDS for head in heads):
            yield f"The table {table.id} of “{edition.handout.title}” has the heads {', '.join(heads)}."
        if not all(flatten(row[0]).strip() for row in table.rows):
            yield f"A row of the table {table.id} of “{edition.handout.title}” has no name."


def listed(subject: Subject) -> Iterator[str]:
    """Each handout has a list."""
    return _without(subject, ListBlock, lambda block: True, "no list")


def set_apart(subject: Subject) -> Iterator[str]:
    """Each handout sets something apart in a box."""
    return _without(subject, Callout, lambda block: True, "no box")


def tells_what_to_do(subject: Subject) -> Iterator[str]:
    """Each handout says when to call for help."""
    urgent = {"emergency", "urgent"}
    return _without(subject, Callout, lambda box: isinstance(box, Callout) and box.kind in urgent, "no call for help")


def message_set_apart(subject: Subject) -> Iterator[str]:
    """Where the main points stand, the main message has a box of its own."""
    for edition, section in _blocks(subject, Section):
        if section.role == "key_points" and not any(map(_is_main_message, section.blocks)):
            yield f"The main message has no box in “{edition.handout.title}”."


def _is_main_message(block: Block) -> bool:
    return isinstance(block, Callout) and block.role == "main_message"


def active_message(subject: Subject) -> Iterator[str]:
    """The main message is active, and so is the first sentence of what to do at each warning sign."""
    for passage in passages(subject.guide):
        steps = passage.path.split(".")
        if passage.path == "main_message":
            sentences = list(passage.sentences)
        elif steps[:2] == ["risks", "red_flags"] and steps[-1] == "action":
            sentences = list(passage.sentences)[:1]
        else:
            continue
        yield from (f"“{sentence}” is passive ({passage.path})." for sentence in sentences if passive(sentence))


def rates_in_words(subject: Subject) -> Iterator[str]:
    """Each counted effect has a word for how often it comes."""
    for effect in subject.guide.risks.effects:
        if effect.rate and effect.frequency == "not known":
            yield f"“{effect.name}” has a figure and no word for how often it comes."


def cited(subject: Subject) -> Iterator[str]:
    """Each finding and recommendation leads to a reference."""
    guide = subject.guide
    named = [(one.id, one.citations) for one in guide.evidence.statements]
    named += [(one.id, one.citations) for one in guide.evidence.recommendations]
    for record, citations in named:
        if not any(key in guide.references.ids for key in citations):
            yield f"“{record}” names no source."


def dated(subject: Subject) -> Iterator[str]:
    """Each handout prints the day of its edition in its opening."""
    for edition in subject.sheets:
        document = edition.document
        year = str(document.about.published.year)
        opening = " ".join(unit for block in document.opening for unit in units(block))
        if year not in opening:
            yield f"The handout “{edition.handout.title}” does not print its date."


PROOFS: Mapping[str, Callable[[Subject], Iterator[str]]] = MappingProxyType(
    {
        proof.__name__: proof
        for proof in (
            *(headed, captioned, tabled, listed, set_apart, tells_what_to_do),
            *(message_set_apart, active_message, rates_in_words, cited, dated),
        )
    }
)
"""Every proof by its name."""

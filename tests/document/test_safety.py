"""The promise that matters most: every sheet carries the signs that need a doctor, and comes to them first."""

from __future__ import annotations

import pytest

from acucontent.document.blocks import Callout, ListBlock
from acucontent.document.compose import BEFORE_SAFETY, PARTS
from acucontent.document.document import Document
from acucontent.edition import Edition
from acucontent.model.guide import Guide
from tests import factories as make
from tests.document.reading_order import section, words


def test_red_flags_are_on_every_handout(documents: tuple[Document, ...], back_pain: Guide) -> None:
    """No handout leaves out a sign that needs urgent care."""
    assert len(back_pain.risks.red_flags) >= 10

    for document in documents:
        shown = words([section(document, "safety")])
        for flag in back_pain.risks.red_flags:
            assert flag.sign in shown, (document.about.handout, flag.id)


def test_precautions_to_avoid_are_on_every_handout(documents: tuple[Document, ...], back_pain: Guide) -> None:
    """No handout leaves out a situation that rules the treatment out."""
    assert len(back_pain.risks.to_avoid) >= 3

    for document in documents:
        shown = words([section(document, "safety")])
        for precaution in back_pain.risks.to_avoid:
            assert precaution.situation in shown, (document.about.handout, precaution.id)


def test_safety_comes_first(documents: tuple[Document, ...]) -> None:
    """Only the summary and the main points may stand before the safety section."""
    for document in documents:
        ids = [one.id for one in document.sections]
        assert set(ids[: ids.index("safety")]) <= {"summary", "key_points"}


@pytest.mark.parametrize("part", PARTS)
def test_no_sheet_can_do_without_safety(part: str) -> None:
    """Whatever a handout includes, safety is added, once, at its place."""
    guide = make.make_guide(handouts=[make.make_handout(include=[part])])

    ids = [one.id for one in Edition.of(guide).document.sections]

    assert [one for one in ids if one != "references"] == (
        [part, "safety"] if part in BEFORE_SAFETY else ["safety", part]
    )


def test_what_comes_first_stays_first_though_listed_last() -> None:
    """A handout that lists the summary last does not push safety down."""
    guide = make.make_guide(handouts=[make.make_handout(include=["glossary", "key_points", "summary"])])

    ids = [one.id for one in Edition.of(guide).document.sections]

    assert ids == ["key_points", "summary", "safety", "glossary", "references"]


def test_urgency_is_said_in_words(documents: tuple[Document, ...], back_pain: Guide) -> None:
    """Each sign stands under what to do about it; no color is needed to tell them apart."""
    for document in documents:
        callouts = {block.id: block for block in section(document, "safety").blocks if isinstance(block, Callout)}
        assert list(callouts) == ["safety.emergency", "safety.urgent", "safety.avoid"]
        assert callouts["safety.urgent"].title == "Urgent: see a doctor today"
        for flag in back_pain.risks.red_flags:
            assert flag.sign in words([callouts[f"safety.{flag.urgency}"]]), flag.id


@pytest.mark.parametrize(("region", "number"), [("US", "911"), ("GB", "999"), ("AU", "000"), ("EU", "112")])
def test_the_emergency_number_is_that_of_the_region(back_pain: Guide, region: str, number: str) -> None:
    """A reader is told the number that works where they live, and no other."""
    document = Edition.of(back_pain, "first-visit", region).document

    shown = words([section(document, "safety")])

    others = {other.emergency_number for other in back_pain.regions} - {number}
    assert f"call {number} or go to an emergency room" in shown
    assert not [other for other in others if f"call {other}" in shown]


def test_a_guide_without_emergencies_has_no_empty_box() -> None:
    """A callout stands only where there is a sign to put in it."""
    urgent = make.make_red_flag(urgency="urgent")
    guide = make.make_guide(risks=make.make_risks(red_flags=[urgent], precautions=[]))

    safety = section(Edition.of(guide).document, "safety")

    assert [block.id for block in safety.blocks if isinstance(block, Callout)] == ["safety.urgent"]


def test_every_sign_has_its_action_in_the_whole_guide(complete: Document, back_pain: Guide) -> None:
    """The whole guide says of each sign what to do and why."""
    boxes = {box.kind: box for box in section(complete, "risks.red_flags").blocks if isinstance(box, Callout)}

    for flag in back_pain.risks.red_flags:
        items = next(block.items for block in boxes[flag.urgency].blocks if isinstance(block, ListBlock))
        assert [words(item) for item in items if words(item).startswith(f"{flag.sign}. ")], flag.id


def test_what_rules_needles_out_is_boxed_wherever_it_stands(complete: Document) -> None:
    """The chapter on risks warns as loudly as the safety section, in the same words."""
    boxes = {block.id: block for block in complete.blocks() if isinstance(block, Callout)}
    again, first = boxes["risks.precautions.avoid"], boxes["safety.avoid"]

    assert (again.kind, again.title) == (first.kind, first.title) == ("caution", "Do not have needles if:")

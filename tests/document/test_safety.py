"""Every handout has all signs that need a doctor, before its other sections."""

from __future__ import annotations

import pytest

from acucontent.document.blocks import Callout, CrossLink, ListBlock, Paragraph, Section
from acucontent.document.compose import BEFORE_SAFETY, PARTS
from acucontent.document.compose.safety import LostWarning, list_warnings, refuse_lost_warnings
from acucontent.document.compose.sheet import FRONT_BLOCKS
from acucontent.document.compose.writer import Writer, make_words
from acucontent.document.document import Document
from acucontent.document.labels import load_labels
from acucontent.document.traversal import walk_inlines
from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.model.situations import SITUATIONS, Situation
from acucontent.model.spelling import spell_guide
from tests import factories as make
from tests.document.reading_order import find_section, get_text


def test_red_flags_are_on_every_handout(documents: tuple[Document, ...], back_pain: Guide) -> None:
    """No handout leaves out a sign that needs urgent care: a volume has it in full, others have its short form."""
    assert len(back_pain.risks.red_flags) >= 10

    for document in documents:
        shown = get_text([find_section(document, "safety")])
        for flag in spell_guide(back_pain, document.about.region).risks.red_flags:
            assert (flag.sign if document.about.is_volume else flag.short) in shown, (document.about.handout, flag.id)


def test_precautions_to_avoid_are_on_every_handout(documents: tuple[Document, ...], back_pain: Guide) -> None:
    """No handout leaves out a situation that rules the treatment out."""
    assert len(back_pain.risks.to_avoid) >= 3

    for document in documents:
        shown = get_text([find_section(document, "safety")])
        for precaution in spell_guide(back_pain, document.about.region).risks.to_avoid:
            text = precaution.situation if document.about.is_volume else precaution.short
            assert text, precaution.id
            assert text in shown, (document.about.handout, precaution.id)


def make_writer(guide: Guide) -> Writer:
    """Return a writer for the first region of a guide."""
    return Writer(guide, guide.regions[0], load_labels("en"), "en-US")


@pytest.mark.parametrize("situation", SITUATIONS)
def test_a_sheet_lists_every_warning_once(back_pain: Guide, situation: Situation) -> None:
    """The warnings of a situation come first, and all others follow in the same list."""
    lists = list_warnings(make_writer(back_pain), situation)

    shown = [one for each in lists for one in each.warnings]
    assert sorted(shown, key=repr) == sorted([*back_pain.risks.red_flags, *back_pain.risks.to_avoid], key=repr)
    assert all(situation in one.situations for each in lists for one in each.own)
    assert not any(situation in one.situations for each in lists for one in each.others)


def test_a_warning_after_a_visit_does_not_speak_of_booking(back_pain: Guide) -> None:
    """Titles fit the situation of the sheet."""
    after, before = (
        " ".join(each.title for each in list_warnings(make_writer(back_pain), situation))
        for situation in ("after a visit", "before booking")
    )

    assert "book" not in after
    assert "before you book" in before


def test_safety_comes_first(documents: tuple[Document, ...]) -> None:
    """Only the summary and the main points can come before the safety section of a volume."""
    for document in documents:
        ids = [one.id for one in document.sections]
        if document.about.is_volume:
            assert set(ids[: ids.index("safety")]) <= {"summary", "key_points"}


def test_the_front_of_a_sheet_points_to_the_warnings(documents: tuple[Document, ...]) -> None:
    """The front, of at most three blocks, ends with the emergency number and a link to the warnings, which follow."""
    for document in documents:
        if document.about.kind != "sheet":
            continue
        ids = [one.id for one in document.sections]
        strip = find_section(document, "help")

        assert ids.index("help") + 1 == ids.index("safety") <= FRONT_BLOCKS + 1
        assert "safety" in [inline.to for inline in walk_inlines((strip,)) if isinstance(inline, CrossLink)]
        assert any(character.isdigit() for character in get_text([strip]).split("\n")[0])


@pytest.mark.parametrize("part", PARTS)
def test_every_handout_has_the_safety_section(part: str) -> None:
    """The safety section is added once, at its place, to any handout."""
    guide = make.make_guide(handouts=[make.make_handout(include=[part])])

    ids = [one.id for one in Edition.of(guide).document.sections]

    wanted = [] if part == "glossary" else [part]  # no other section links to a term
    assert [one for one in ids if one != "references"] == (
        [*wanted, "safety"] if part in BEFORE_SAFETY else ["safety", *wanted]
    )


def test_the_summary_comes_first_even_if_listed_last() -> None:
    """The order of the handout does not move the safety section."""
    guide = make.make_guide(handouts=[make.make_handout(include=["review", "key_points", "summary"])])

    ids = [one.id for one in Edition.of(guide).document.sections]

    assert ids == ["key_points", "summary", "safety", "review", "references"]


def test_urgency_is_in_the_title(documents: tuple[Document, ...], back_pain: Guide) -> None:
    """Each sign is in a box whose title states what to do, so that color is not needed."""
    for document in documents:
        callouts = {block.id: block for block in find_section(document, "safety").blocks if isinstance(block, Callout)}
        assert list(callouts) == ["safety.emergency", "safety.urgent", "safety.soon", "safety.avoid"]
        gp = document.about.region == "GB"
        assert f"see {'a GP or call 111' if gp else 'a doctor'} today" in callouts["safety.urgent"].title
        for flag in spell_guide(back_pain, document.about.region).risks.red_flags:
            text = flag.sign if document.about.is_volume else flag.short
            assert text in get_text([callouts[f"safety.{flag.urgency}"]]), flag.id


@pytest.mark.parametrize(
    ("region", "number", "place"),
    [
        ("US", "911", "an emergency room"),
        ("GB", "999", "A&E"),
        ("AU", "000", "an emergency department"),
        ("EU", "112", "an emergency department"),
    ],
)
def test_the_emergency_number_is_that_of_the_region(back_pain: Guide, region: str, number: str, place: str) -> None:
    """A document has only the emergency number of its region, and names the place to go as people there do."""
    document = Edition.of(back_pain, "first-visit", region).document

    shown = get_text([find_section(document, "safety")])

    others = {other.emergency_number for other in back_pain.regions} - {number}
    assert f"call {number} or go to {place} now" in shown
    assert not [other for other in others if f"call {other}" in shown]


def test_a_guide_without_emergencies_has_no_empty_box() -> None:
    """Urgencies without signs have no box."""
    urgent = make.make_red_flag(urgency="urgent")
    guide = make.make_guide(risks=make.make_risks(red_flags=[urgent], precautions=[]))

    safety = find_section(Edition.of(guide).document, "safety")

    assert [block.id for block in safety.blocks if isinstance(block, Callout)] == ["safety.urgent"]


def test_every_sign_has_its_action_in_the_whole_guide(complete: Document, back_pain: Guide) -> None:
    """The complete guide has what to do, and why, for each sign."""
    boxes = {box.kind: box for box in find_section(complete, "safety").blocks if isinstance(box, Callout)}

    for flag in back_pain.risks.red_flags:
        items = next(block.items for block in boxes[flag.urgency].blocks if isinstance(block, ListBlock))
        assert [get_text(item) for item in items if get_text(item).startswith(f"{flag.sign}. ")], flag.id


def test_precautions_to_avoid_are_in_one_box(complete: Document, back_pain: Guide) -> None:
    """The guide has them once, in a box of the safety section, and the part on risks does not repeat them."""
    boxes = {block.id: block for block in complete.walk_blocks() if isinstance(block, Callout)}
    box = boxes["safety.avoid"]
    text = get_text(complete.sections)

    assert (box.kind, box.title) == ("caution", "When to say no to needles or electric current:")
    for one in back_pain.risks.to_avoid:
        assert one.situation in get_text([box])
        assert text.count(f"{one.situation.rstrip('.')}. ") == 1, one.id


@pytest.mark.parametrize("kind", ["sheet", "guide"])
def test_only_a_sheet_can_have_the_short_form_alone(kind: str) -> None:
    """The proof of a document accepts the short form of a warning on a sheet, but not in a volume."""
    flag = make.make_red_flag(short="Blue mouth")
    guide = make.make_guide(risks=make.make_risks(red_flags=[flag], precautions=[]))
    short = Section("safety", (), (Paragraph(make_words("Blue mouth")),), role="safety")

    if kind == "sheet":
        refuse_lost_warnings(guide, make.make_handout(kind=kind), (short,))
    else:
        with pytest.raises(LostWarning, match="Blue lips"):
            refuse_lost_warnings(guide, make.make_handout(kind=kind), (short,))

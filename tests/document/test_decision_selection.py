"""A decision aid can show some of its options: a balanced choice, which says what it leaves out."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from acucontent.document.blocks import Callout, Figure, ListBlock, Paragraph, Section, Table
from acucontent.document.document import Document
from acucontent.document.drawings import PairedIcons
from acucontent.edition import Edition
from acucontent.model.base import NoSuchRecord
from acucontent.model.decision_selection import BadDecisionOptions
from acucontent.model.guide import Guide
from acucontent.model.plain_text import flatten
from tests.factories import make_comparison, make_decision, make_decision_option, make_guide, make_handout
from tests.shipped import load_shipped

AID = make_handout(id="aid", kind="decision aid", title="Should I hum?", include=["decision"])
VOLUME = make_handout(id="book", kind="guide", include=["decision"])
SHEET = make_handout(id="sheet", include=["costs"])
REGIONS = [
    {"code": "US", "name": "United States", "emergency_number": "911"},
    {"code": "GB", "name": "United Kingdom", "emergency_number": "999"},
]
SPRAY = make_decision_option(id="spray", name="A throat spray", short_name="Spray", regions=["US"])


def make_aid(**changes: Any) -> Guide:
    """Return a guide whose decision aid has four options, one of them for the United States only."""
    options = [*make_decision().options, SPRAY]
    decision = make_decision(**{"options": options} | changes)
    return make_guide(handouts=[VOLUME, AID, SHEET], decision=decision, regions=REGIONS)


def compose(*options: str, **changes: Any) -> Document:
    """Return the decision aid with some options."""
    return Edition.of(make_aid(**changes), "aid", decision_options=options).document


def list_texts(document: Document) -> list[str]:
    """Return the text of each paragraph."""
    return [flatten(block.inlines) for block in document.walk_blocks() if isinstance(block, Paragraph)]


def find_pictures(document: Document) -> list[list[str]]:
    """Return the titles of the groups in each picture."""
    figures = [block.drawing for block in document.walk_blocks() if isinstance(block, Figure)]
    return [[array.title for array in drawing.arrays] for drawing in figures if isinstance(drawing, PairedIcons)]


def list_warnings(document: Document) -> list[str]:
    """Return the text of each item in a box."""
    boxes = [block for block in document.walk_blocks() if isinstance(block, Callout)]
    lists = [block for box in boxes for block in box.blocks if isinstance(block, ListBlock)]
    return [str(item) for block in lists for item in block.items]


def test_only_the_selected_options_are_shown() -> None:
    """The columns and the boxes of the worksheet are those of the selected options, in the order of the guide."""
    document = compose("wait", "hum")
    table = next(block for block in document.walk_blocks() if isinstance(block, Table))
    boxes = next(block for block in document.walk_blocks() if isinstance(block, ListBlock) and block.marker == "check")

    assert [flatten(column.head) for column in table.columns[1:]] == ["Humming", "Waiting"]
    assert [blank.name for blank in boxes.blanks] == [f"decision_lean_{key}" for key in ("hum", "wait", "not-sure")]


def test_the_aid_says_that_other_options_exist() -> None:
    """It has the numbers and names of the options of its region, and nothing about other regions."""
    assert "This sheet shows 2 of 4 choices. Ask about the others: A glass of water; A throat spray." in list_texts(
        compose("hum", "wait")
    )
    assert "This sheet shows 3 of 4 choices. Ask about the other one: A throat spray." in list_texts(
        compose("hum", "water", "wait")
    )
    british = Edition.of(make_aid(), "aid", "GB", decision_options=["hum", "wait"]).document
    assert "This sheet shows 2 of 3 choices. Ask about the other one: A glass of water." in list_texts(british)


def test_all_options_are_no_selection() -> None:
    """An edition with every option of its region equals the usual one, which has no such line."""
    usual = Edition.of(make_aid(), "aid")

    assert Edition.of(usual.guide, "aid", decision_options=["spray", "wait", "water", "hum"]) == usual
    assert Edition.of(usual.guide, "aid", decision_options=["hum", "wait"]) != usual
    assert not [text for text in list_texts(usual.document) if "This sheet shows" in text]
    assert usual.document.about.decision_options == ()
    assert compose("wait", "hum").about.identity["decision_options"] == "hum,wait"


def test_an_arm_that_is_not_selected_is_left_out() -> None:
    """A comparison with another arm stays; its comparator stays under its own name, also if it is not selected."""
    options = [*make_decision().options, SPRAY.model_copy(update={"regions": None})]
    arms = [{"option": "hum", "count": 41}, {"option": "spray", "count": 20}]
    comparator = {"option": "water", "name": "a glass of water", "count": 17}
    comparison = make_comparison(arms=arms, comparator=comparator)

    assert find_pictures(compose("hum", "wait", options=options, comparisons=[comparison])) == [
        ["Humming every day: 41 of 100 people", "A glass of water: 17 of 100 people"]
    ]


def test_a_comparison_without_an_arm_is_left_out() -> None:
    """A comparator alone compares nothing. If no comparison is left, the aid says so in place of the guide's line."""
    document = compose("water", "wait")
    (section,) = (
        one for one in document.walk_blocks() if isinstance(one, Section) and one.id == "decision.comparisons"
    )

    assert find_pictures(document) == []
    assert list_texts(document).count("We have no counts of people that compare these choices.") == 1
    assert len(section.blocks) == 1
    assert "Nobody counted the people who drank water." in list_texts(compose("hum", "wait"))


@pytest.mark.parametrize("name", ["back-pain", "migraine"])
def test_no_selection_loses_a_warning(name: str) -> None:
    """Each balanced selection has the same warnings as the whole aid, and cites only what it prints."""
    guide = load_shipped(name)
    assert guide.decision is not None
    aid = next(one.id for one in guide.handouts if one.kind == "decision aid")
    whole = Edition.of(guide, aid).document
    wanted = list_warnings(whole)
    untreated = next(one.id for one in guide.decision.options if one.no_new_treatment)
    others = [one.id for one in guide.decision.options if one.id != untreated]

    for count in (1, 2):
        for chosen in combinations(others, count):
            narrowed = Edition.of(guide, aid, decision_options=(untreated, *chosen)).document
            assert list_warnings(narrowed) == wanted
            assert set(narrowed.walk_ids()) < set(whole.walk_ids())


REFUSED: dict[str, tuple[str, str, list[str], type[Exception], str]] = {
    "unknown": ("aid", "US", ["hmu", "wait"], NoSuchRecord, "Unknown decision option 'hmu'. Did you mean 'hum'?"),
    "one": ("aid", "US", ["wait"], BadDecisionOptions, "at least 2 options, but only 'wait' was selected. To fix it"),
    "unbalanced": ("aid", "US", ["hum", "water"], BadDecisionOptions, r"\(IPDAS\). To fix it, also select: wait"),
    "elsewhere": ("aid", "GB", ["spray", "wait"], BadDecisionOptions, "'spray' is not available in region GB"),
    "sheet": ("sheet", "US", ["hum", "wait"], BadDecisionOptions, "'sheet' shows no decision options.*for: aid"),
    "volume": ("book", "US", ["hum", "wait"], BadDecisionOptions, "'book' always shows all decision options.*for: aid"),
}


@pytest.mark.parametrize(("handout", "region", "options", "error", "message"), REFUSED.values(), ids=REFUSED)
def test_other_selections_are_refused(
    handout: str, region: str, options: list[str], error: type[Exception], message: str
) -> None:
    """A selection is balanced (IPDAS), and of options that the edition has."""
    with pytest.raises(error, match=message):
        Edition.of(make_aid(), handout, region, decision_options=options)


def test_a_guide_without_a_decision_has_no_selection() -> None:
    """The error names the guide, and a text is not read as a list of letters."""
    with pytest.raises(BadDecisionOptions, match="Guide 'hiccups' has no decision aid"):
        Edition.of(make_guide(decision=None, handouts=[make_handout(include=["costs"])]), decision_options=["hum"])
    with pytest.raises(TypeError, match="must be a list of ids"):
        Edition.of(make_aid(), "aid", decision_options="hum")

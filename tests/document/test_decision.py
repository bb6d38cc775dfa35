"""A decision aid begins with the options side by side, and ends with what a person fills in."""

from __future__ import annotations

from acucontent.document.blocks import Blank, Block, Figure, Grid, ListBlock, Paragraph, Section, Table
from acucontent.document.document import Document
from acucontent.document.drawings import PairedIcons
from acucontent.document.traversal import list_blanks
from acucontent.edition import Edition
from acucontent.model.plain_text import flatten
from tests.factories import make_comparison, make_decision, make_guide, make_handout

AID = make_handout(id="aid", kind="decision aid", title="Should I hum?", include=["decision"])


def compose_aid(**changes: object) -> Document:
    """Return the decision aid of the tiny guide."""
    guide = make_guide(handouts=[make_handout(), AID], decision=make_decision(**changes))
    return Edition.of(guide, "aid").document


def find_block(document: Document, id_: str) -> Block:
    """Return the block with an id."""
    return next(block for block in document.walk_blocks() if getattr(block, "id", None) == id_)


def list_names(block: Block) -> list[tuple[str, str, str]]:
    """Return the name, kind and value of each blank of a block."""
    return [(blank.name, blank.kind, blank.value) for blank in list_blanks(block)]


def test_the_options_come_first() -> None:
    """The first section is the decision, its first table the option grid, and the warnings follow it."""
    document = compose_aid()
    table = next(block for block in document.walk_blocks() if isinstance(block, Table))

    assert [section.id for section in document.sections] == ["decision", "safety", "references"]
    assert table.id == "decision.options_table"
    assert [flatten(column.head) for column in table.columns[1:]] == ["Humming", "Water", "Waiting"]
    assert [flatten(row[0]) for row in table.rows][:2] == ["Will it stop my hiccups?", "How long until I know?"]


def test_the_guide_names_the_sheet_to_fill_in() -> None:
    """A volume has no worksheet, so it says which sheet has it."""
    guide = make_guide(handouts=[make_handout(kind="guide", include=["decision"]), AID], decision=make_decision())
    document = Edition.of(guide).document

    texts = [flatten(block.inlines) for block in document.walk_blocks() if isinstance(block, Paragraph)]
    assert any("use the sheet “Should I hum?.”" in text for text in texts)


def test_comparable_counts_are_paired_pictures() -> None:
    """Each option and the comparator have an array of 100 people; counts out of 10,000 are words only."""
    (figure,) = (block for block in compose_aid().walk_blocks() if isinstance(block, Figure))
    rare = compose_aid(comparisons=[make_comparison(of=10_000)])

    assert isinstance(figure.drawing, PairedIcons)
    assert [array.title for array in figure.drawing.arrays] == [
        "Humming every day: 41 of 100 people",
        "Silence: 17 of 100 people",
    ]
    assert not [block for block in rare.walk_blocks() if isinstance(block, Figure)]


def test_each_value_is_one_choice_from_0_to_5() -> None:
    """Six circles share the name of a value, which is also their label."""
    grid = find_block(compose_aid(), "decision.values_grid")
    assert isinstance(grid, Grid)

    assert grid.rows[0].blanks == tuple(
        Blank("decision_values_value-1", "Tune 1", kind="choice", value=str(rating)) for rating in range(6)
    )
    assert len(grid.rows) == 3


def test_a_person_can_lean_and_be_sure_or_not() -> None:
    """Each option and "not sure" have a box; the four SURE questions have yes and no."""
    document = compose_aid()
    boxes = [block for block in document.walk_blocks() if isinstance(block, ListBlock) and block.marker == "check"]
    sure = find_block(document, "decision.sure_grid")

    assert [name for name, _, _ in list_names(boxes[0])] == [
        "decision_lean_hum",
        "decision_lean_water",
        "decision_lean_wait",
        "decision_lean_not-sure",
    ]
    assert list_names(sure)[:2] == [("decision_sure_sure", "choice", "yes"), ("decision_sure_sure", "choice", "no")]
    assert len(list_names(sure)) == 8


def test_the_guide_has_the_options_without_the_worksheet() -> None:
    """In the guide for patients, nothing of the decision is to be filled in."""
    (part,) = (one for one in Edition.of(make_guide()).document.sections if one.id == "decision")
    inner = [block.id for block in part.blocks if isinstance(block, Section)]

    assert inner == ["decision.options", "decision.comparisons"]


def test_the_aid_says_who_paid_and_how_old_the_evidence_is() -> None:
    """The date of the evidence, the funding and the interests are on the aid (IPDAS)."""
    words = str(find_block(compose_aid(), "decision.disclosure_facts"))

    assert "December 2029" in words
    assert "Nobody paid." in words
    assert "None." in words

"""The forms, checklists and tables of a guide as blocks."""

from __future__ import annotations

from acucontent.document.blocks import Grid, ListBlock, Section, Table
from acucontent.document.document import Document
from acucontent.document.traversal import list_blanks
from acucontent.edition import Edition
from acucontent.model.plain_text import flatten
from tests.factories import make_form, make_guide, make_handout

WEEK = make_form(id="week", row_count=None, rows=[{"id": "monday", "head": "Monday"}])
INCLUDE = ["forms.diary", "forms.week", "checklists.pack", "tables.tunes"]


def compose_sheet() -> Document:
    """Return a sheet with two forms, a checklist and a table."""
    sheet = make_handout(id="sheet", include=INCLUDE)
    return Edition.of(make_guide(forms=[make_form(), WEEK], handouts=[make_handout(), sheet]), "sheet").document


def test_a_form_for_a_page_ends_the_front_of_a_sheet() -> None:
    """The warnings come right after a diary of a month; other parts follow in the order of the handout."""
    assert [section.id for section in compose_sheet().sections] == [
        *("forms.diary", "help", "safety", "forms.week", "checklists.pack", "tables.tunes", "sources"),
    ]


def test_a_blank_is_named_by_ids_and_labeled_by_heads() -> None:
    """The field of a cell has a stable name, and a label with the heads of its row and column."""
    blanks = {blank.name: blank.label for block in compose_sheet().walk_blocks() for blank in list_blanks(block)}

    assert blanks["forms_diary_31_worst"] == "Day 31: Worst, 0 to 10"
    assert blanks["forms_week_monday_tune"] == "Monday: Tune"
    assert blanks["forms_diary_month"] == "Month"
    assert blanks["checklists_pack_water"] == "A glass of water"


def test_each_record_is_a_section_with_its_block() -> None:
    """A handout can include a form, a checklist or a table by its path."""
    sections = {block.id: block for block in compose_sheet().walk_blocks() if isinstance(block, Section)}
    kinds = [type(sections[path].blocks[-1]) for path in INCLUDE]

    assert kinds == [Grid, Grid, ListBlock, Table]
    assert sections["forms.diary"].role == "page_form"
    assert flatten(sections["tables.tunes"].title) == "Tunes and keys"

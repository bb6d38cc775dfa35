"""The forms, checklists and tables of a guide on paper, and as form fields."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import outloud
import pdfua
import pytest

from acucontent.document.blocks import ListBlock
from acucontent.document.traversal import list_blanks
from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent_pdf import PdfOptions, export, template
from tests.exporters.pdf.tagged_pdf import Pdf
from tests.exporters.pdf.verapdf import validate_files
from tests.factories import make_checklist, make_form, make_guide, make_handout
from tests.shipped import load_shipped

TWO_TABLES = "TBL-014"
"""The rule of outloud that takes the lines of two tables on a page for one grid, of which neither table covers half."""
DIARY = {
    "id": "diary",
    "title": "Hiccup diary",
    "situation": "after a visit",
    "include": ["checklists.pack", "forms.week", "forms.diary"],
}
WEEK = {
    "id": "week",
    "title": "Your week",
    "lines": [],
    "caption": "A row for each day",
    "row_count": None,
    "rows": [{"id": "monday", "head": "Monday"}, {"id": "tuesday", "head": "Tuesday"}],
}


@pytest.fixture(scope="module")
def guide() -> Guide:
    """Return a guide with a sheet that has two forms and a checklist."""
    return make_guide(
        forms=[make_form(row_count=1), make_form(**WEEK)],
        checklists=[make_checklist()],
        handouts=[make_handout(), make_handout(**DIARY)],
    )


@pytest.fixture(scope="module")
def fillable(guide: Guide) -> Pdf:
    """Return the sheet with form fields."""
    return Pdf.from_guide(guide, "diary", fillable=True)


def list_fields(pdf: Pdf) -> dict[str, Any]:
    """Return the form fields by name."""
    return {str(field.T): field for field in pdf.file.Root.AcroForm.Fields}


def test_each_cell_and_item_is_a_field(fillable: Pdf) -> None:
    """Each cell has a field with the heads of its row and column, in reading order; each item has a check box."""
    fields = list_fields(fillable)
    own = [name for name in fields if "_" in name and name != "next_visit"]

    assert own[:4] == [
        "checklists_pack_water",
        "checklists_pack_tune",
        "forms_week_monday_hiccups",
        "forms_week_monday_worst",
    ]
    assert own[-1] == "forms_diary_1_tune"
    assert len(own) == 2 + 3 * 2 + 2 + 3 * 1
    assert str(fields["forms_diary_month"].TU) == "Month"
    assert str(fields["forms_diary_1_worst"].TU) == "Day 1: Worst, 0 to 10"
    assert str(fields["forms_week_monday_tune"].TU) == "Monday: Tune"
    assert str(fields["checklists_pack_water"].TU) == "A glass of water"


@pytest.mark.parametrize("name", ["back-pain", "migraine"])
def test_each_box_to_check_has_a_field(name: str) -> None:
    """In every document each item with a box has a field of its own name, labelled with the words of its item."""
    guide = load_shipped(name)

    for handout in guide.handouts:
        blocks = tuple(Edition.of(guide, handout.id).document.walk_blocks())
        lists = [block for block in blocks if isinstance(block, ListBlock) and block.marker == "check"]
        boxes = [blank for block in lists for blank in block.blanks]
        keys = [blank.key for block in blocks for blank in list_blanks(block)]
        assert len(boxes) == sum(len(block.items) for block in lists), handout.id
        assert all(blank.label for blank in boxes), handout.id
        assert len(keys) == len(set(keys)), handout.id


def test_a_check_box_has_its_two_looks(fillable: Pdf) -> None:
    """A box is empty until it is checked, and draws its check mark itself, as PDF/A requires."""
    fields = list_fields(fillable)
    boxes = [field for field in fields.values() if field.FT == "/Btn"]

    assert len(boxes) == 2 + 2 + 1
    for box in boxes:
        assert box.AS == "/Off"
        assert set(box.AP.N.keys()) == {"/Yes", "/Off"}
        assert b" S" in box.AP.N.Yes.read_bytes()


def test_fields_are_tagged_in_their_cells_and_items(fillable: Pdf) -> None:
    """Each field is a form element in the cell of its row, or in the text of its item."""
    numbers = fillable.file.Root.StructTreeRoot.ParentTree.Nums
    tags = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
    places = {name: tags[int(field.StructParent)].P for name, field in list_fields(fillable).items()}

    assert places["forms_week_monday_worst"].S == "/TD"
    assert places["forms_week_monday_worst"].P.K[0].A.Scope == "/Row"
    assert places["checklists_pack_water"].S == "/LBody"


@pytest.mark.parametrize(("paper", "large"), list(product(["letter", "a4"], [False, True])))
def test_a_month_has_a_page_of_its_own(guide: Guide, paper: str, large: bool) -> None:
    """A diary is on one side of the sheet; in large print it may go on to the next one."""
    printed = export(Edition.of(guide, "diary"), PdfOptions(paper=paper, large_print=large))

    first, last = printed.pages["forms.diary"], printed.pages["forms.diary_grid__1"]
    assert last - first <= int(large)
    assert printed.page_count is not None
    assert printed.page_count <= (4 if large else 2)


def test_a_personal_sheet_leaves_the_forms_blank(guide: Guide) -> None:
    """`acucontent batch` fills in the lines of the sheet; the forms of the guide stay for a pen."""
    sheet = template(Edition.of(guide, "diary"), PdfOptions())

    assert sheet.names == ("patient", "date", "practitioner", "next_visit", "notes")
    assert sheet.fill({"patient": "Ann Example"}).startswith(sheet.content)


@pytest.mark.slow
def test_the_tools_find_nothing(guide: Guide, tmp_path: Path) -> None:
    """The sheet conforms on each paper, plain and with fields."""
    files = {
        f"{paper}-{fillable}": export(Edition.of(guide, "diary"), PdfOptions(paper=paper, fillable=fillable)).data
        for paper, fillable in product(["letter", "a4"], [False, True])
    }

    found = validate_files(files, tmp_path)
    assert all(each.compliant for results in found.values() for each in results)
    for name, data in files.items():
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(data)
        assert {finding.rule for finding in outloud.check(str(path)).findings} <= {TWO_TABLES}, name
        assert pdfua.validate(str(path)).findings == (), name


def test_each_value_is_one_field_of_six_circles() -> None:
    """On a decision aid, a value is a radio group named by its text, and each circle has its own value."""
    aid = make_handout(id="aid", kind="decision aid", title="Should I hum?", include=["decision"])
    pdf = Pdf.from_guide(make_guide(handouts=[make_handout(), aid]), "aid", fillable=True)
    field = list_fields(pdf)["decision_values_value-1"]

    assert str(field.TU) == "Tune 1"
    assert [str(kid.TU) for kid in field.Kids] == [f"Tune 1: {rating}" for rating in range(6)]
    assert [next(key for key, _ in kid.AP.N.items() if key != "/Off") for kid in field.Kids] == [
        f"/{n}" for n in range(6)
    ]
    assert "decision_sure_sure" in list_fields(pdf)

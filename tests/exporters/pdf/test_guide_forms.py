"""The forms, checklists and tables of a guide on paper, and as form fields."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import outloud
import pdfua
import pytest

from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent_pdf import EXPORTER, PdfOptions
from tests.exporters.pdf.tagged_pdf import Pdf
from tests.exporters.pdf.verapdf import validate_files
from tests.factories import make_checklist, make_form, make_guide, make_handout, make_table

DIARY = {
    "id": "diary",
    "title": "Hiccup diary",
    "include": ["checklists.pack", "tables.tunes", "forms.week", "forms.diary"],
}
WEEK = {
    "id": "week",
    "title": "Your week",
    "caption": "A row for each day",
    "row_count": None,
    "rows": [{"id": "monday", "head": "Monday"}, {"id": "tuesday", "head": "Tuesday"}],
}


@pytest.fixture(scope="module")
def guide() -> Guide:
    """Return a guide with a sheet that has two forms, a checklist and a table."""
    return make_guide(
        forms=[make_form(), make_form(**WEEK)],
        checklists=[make_checklist()],
        tables=[make_table()],
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
    assert own[-1] == "forms_diary_31_tune"
    assert len(own) == 2 + 3 * 2 + 3 * 31
    assert str(fields["forms_diary_31_worst"].TU) == "Day 31: Worst, 0 to 10"
    assert str(fields["forms_week_monday_tune"].TU) == "Monday: Tune"
    assert str(fields["checklists_pack_water"].TU) == "A glass of water"

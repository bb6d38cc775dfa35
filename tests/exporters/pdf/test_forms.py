"""The lines to fill in, as lines for a pen and as form fields."""

from __future__ import annotations

from typing import Any

import pytest

from acucontent.model.guide import Guide
from tests.exporters.pdf.tagged_pdf import Pdf
from tests.factories import make_guide

NAMES = ["patient", "date", "practitioner", "next_visit", "notes"]


@pytest.fixture(scope="module")
def fillable(back_pain: Guide) -> Pdf:
    """Return a sheet with form fields."""
    return Pdf.from_guide(back_pain, "first-visit", fillable=True)


def list_fields(pdf: Pdf) -> list[Any]:
    """Return the form fields."""
    return list(pdf.file.Root.AcroForm.Fields)


def test_default_has_no_fields(first_visit: Pdf) -> None:
    """Without the option there is no form."""
    assert "/AcroForm" not in first_visit.file.Root


def test_fields_are_named(fillable: Pdf) -> None:
    """Each blank is a text field with a name and a label for screen readers; notes have several lines."""
    fields = [field for field in list_fields(fillable) if str(field.FT) == "/Tx"]

    assert [str(field.T) for field in fields] == NAMES
    assert [str(field.TU) for field in fields] == [
        "Name",
        "Visit: day and time",
        "With",
        "Your next visit",
        "A note for you",
    ]
    assert [bool(field.Ff & 1 << 12) for field in fields] == [False] * 4 + [True]


def test_items_to_check_off_are_boxes(fillable: Pdf, back_pain: Guide) -> None:
    """Each item of a list to check off is a check box with the words of the item."""
    boxes = {str(field.T): str(field.TU) for field in list_fields(fillable) if str(field.FT) == "/Btn"}

    assert len(boxes) > 10
    assert boxes["sessions_prepare_eat-something"] == back_pain.sessions.prepare["eat-something"].short


def test_fields_look_like_the_lines(fillable: Pdf) -> None:
    """Fields have their own appearance, are printed, and are inside their page."""
    assert "/NeedAppearances" not in fillable.file.Root.AcroForm
    for field in (each for each in list_fields(fillable) if str(each.FT) == "/Tx"):
        left, bottom, right, top = (float(edge) for edge in field.Rect)
        assert 0 < left < right - 100 < 612
        assert 0 < bottom < top - 12 < 792
        assert field.AP.N.Subtype == "/Form"
        assert field.F == 4


def test_fields_are_tagged(fillable: Pdf) -> None:
    """Each field has a form element in the tag of its line, is in the parent tree, and is on its page."""
    numbers = fillable.file.Root.StructTreeRoot.ParentTree.Nums
    tags = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}

    assert list(tags) == sorted(tags)
    for field in list_fields(fillable):
        tag = tags[int(field.StructParent)]
        assert tag.S == "/Form"
        assert tag.K[0].Obj.objgen == field.objgen
        assert tag.objgen in [kid.objgen for kid in tag.P.K if not isinstance(kid, int)]
        assert field.objgen in [note.objgen for note in field.P.Annots]


def test_fields_change_no_word(fillable: Pdf, first_visit: Pdf) -> None:
    """The sheet has the same text with and without fields."""
    assert fillable.tree.text == first_visit.tree.text


def test_a_volume_has_fields_and_feet() -> None:
    """The chapters in the feet of a volume are not taken for blanks."""
    pdf = Pdf.from_guide(make_guide(), fillable=True)

    assert len(pdf.file.Root.AcroForm.Fields) > 3
    assert "Page 2 of" in pdf.read_artifacts(2)

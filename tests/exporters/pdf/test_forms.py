"""The lines to fill in: for a pen, or as fields to type in."""

from __future__ import annotations

from typing import Any

import pytest

from acucontent.model.guide import Guide
from tests.exporters.pdf.tagged import Pdf

NAMES = ["patient", "date", "next_visit", "practitioner", "notes"]


@pytest.fixture(scope="module")
def filled(back_pain: Guide) -> Pdf:
    """A sheet with fields."""
    return Pdf.of(back_pain, "first-visit", fillable=True)


def fields(pdf: Pdf) -> list[Any]:
    """The form fields."""
    return list(pdf.file.Root.AcroForm.Fields)


def test_pen_needs_no_fields(first_visit: Pdf) -> None:
    """Unless asked for, there is no form."""
    assert "/AcroForm" not in first_visit.file.Root


def test_fields_are_named(filled: Pdf) -> None:
    """Each blank is a field of text, with its name and what it says to who cannot see it; notes take several lines."""
    assert [str(field.T) for field in fields(filled)] == NAMES
    assert [str(field.TU) for field in fields(filled)] == ["Patient", "Date", "Next visit", "Treated by", "Notes"]
    assert [bool(field.Ff & 1 << 12) for field in fields(filled)] == [False] * 4 + [True]
    assert {str(field.FT) for field in fields(filled)} == {"/Tx"}


def test_fields_look_like_the_lines(filled: Pdf) -> None:
    """Fields are drawn by us and not by the reader's program, are printed, and stay on their page."""
    assert "/NeedAppearances" not in filled.file.Root.AcroForm
    for field in fields(filled):
        left, bottom, right, top = (float(edge) for edge in field.Rect)
        assert 0 < left < right - 150 < 612
        assert 0 < bottom < top - 15 < 792
        assert field.AP.N.Subtype == "/Form"
        assert field.F == 4


def test_fields_are_tagged(filled: Pdf) -> None:
    """Each field is a form in the tag of its line, is found from its number, and is on its page."""
    numbers = filled.file.Root.StructTreeRoot.ParentTree.Nums
    tags = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}

    assert list(tags) == sorted(tags)
    for field in fields(filled):
        tag = tags[int(field.StructParent)]
        assert tag.S == "/Form"
        assert tag.K[0].Obj.objgen == field.objgen
        assert tag.objgen in [kid.objgen for kid in tag.P.K if not isinstance(kid, int)]
        assert field.objgen in [note.objgen for note in field.P.Annots]


def test_fields_change_no_word(filled: Pdf, first_visit: Pdf) -> None:
    """With fields and without, the sheet says the same."""
    assert filled.tree.text == first_visit.tree.text

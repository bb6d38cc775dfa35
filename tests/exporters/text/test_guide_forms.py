"""The forms of a guide in plain text."""

from __future__ import annotations

from acucontent.edition import Edition
from acucontent_text import TextOptions, export
from tests.factories import make_form, make_guide, make_handout


def write_form(width: int = 72, **changes: object) -> str:
    """Return the text of a sheet with a form of two days."""
    form = make_form(row_count=2, **changes)
    guide = make_guide(forms=[form], handouts=[make_handout(), make_handout(id="diary", include=["forms.diary"])])
    return export(Edition.of(guide, "diary"), TextOptions(width=width)).data.decode("utf-8")


def test_a_form_is_a_table_if_it_fits() -> None:
    """Lines come first, then a row for each day with a box or a short line in each cell."""
    text = write_form()

    assert "Name: ____________________\n\nMonth: ____________________\n\nA row for each day\n\n" in text
    assert "Day  Hiccups  Worst, 0 to 10  Tune\n\n1    ☐        ______          ____________\n2    ☐" in text


def test_a_form_that_does_not_fit_has_a_record_for_each_row() -> None:
    """On narrow lines, each day is a record with the head of each column, and its number after the head of the rows."""
    text = write_form(width=40)

    assert "\n\nDay 2\n  Hiccups: ☐\n  Worst, 0 to 10: ______\n  Tune: ____________\n" in text
    assert max(map(len, text.splitlines())) <= 40

"""Forms to fill in, checklists, and tables in the author's own words."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from acucontent.model.prose import Prose
from acucontent.model.tables import measure_columns, measure_word
from tests.factories import make_form, make_guide, make_table

WIDE = [{"id": f"column-{number}", "head": f"Medicine {number}", "width": 12} for number in range(6)]


def find_message(**parts: Any) -> tuple[tuple[str | int, ...], str]:
    """Return the place and message of the only problem of a guide with these parts."""
    with pytest.raises(ValidationError) as caught:
        make_guide(**parts)
    (error,) = caught.value.errors()
    return error["loc"], error["msg"]


def test_a_form_has_numbered_rows_or_rows_with_names() -> None:
    """A form has exactly one kind of rows; named rows have their own ids."""
    week = [{"id": "monday", "head": "Monday"}, {"id": "tuesday", "head": "Tuesday"}]

    assert list(make_form(row_count=2).row_names) == ["1", "2"]
    assert dict(make_form(row_count=None, rows=week).row_names) == {"monday": "Monday", "tuesday": "Tuesday"}
    for both in ({"row_count": None}, {"rows": week}):
        with pytest.raises(ValidationError, match="either row_count"):
            make_form(**both)


def test_a_form_that_is_too_wide_is_an_error_at_its_columns() -> None:
    """A form that does not fit on a page is refused; the message says how many letters fit and what each needs."""
    place, message = find_message(forms=[make_form(columns=WIDE)])

    assert place == ("forms", "diary", "columns")
    assert "7 columns have room for 51 letters in a line, but need 75 (Day: 3, Medicine 0: 12" in message


def test_a_row_of_a_table_has_a_cell_for_each_column() -> None:
    """A row with too many cells is an error at this row."""
    rows = [{"id": "march", "cells": ["A march", "High", "Loud"]}]

    place, message = find_message(tables=[make_table(rows=rows)])

    assert place == ("tables", "tunes", "rows", "march", "cells")
    assert message.startswith("has 3 cells, but the table has 2 columns")


def test_a_table_is_as_wide_as_its_longest_words() -> None:
    """A line can break at spaces, after hyphens and after Han characters, which are two letters wide."""
    cells = ["A short name", "- otorhinolaryngologist\n- doctor"]

    assert measure_columns(make_table(rows=[{"id": "one", "cells": cells}])) == (5, 21)
    assert [measure_word(text) for text in ("well-known", "头痛日记", "")] == [5, 2, 0]


TABLES = {
    "with a rule": ("Some words.\n\n| Day | Pain |\n|-----|:---:|\n| 1 | 2 |", 3),
    "without outer signs": ("Day | Pain\n--- | ---\n1 | 2", 1),
    "without a rule": ("Day | Pain\n1 | 2", 1),
    "short rule": ("Day|Pain\n-|-\n1|2", 1),
    "in a list": ("- one\n- | Day | Pain |", 2),
    "with borders": ("+-----+------+\n| Day | Pain |\n+-----+------+", 1),
}


@pytest.mark.parametrize(("text", "line"), TABLES.values(), ids=TABLES)
def test_a_table_in_prose_is_refused(text: str, line: int) -> None:
    """A table in prose would be printed as pipes: the error names its line and the record to use instead."""
    with pytest.raises(ValueError, match=rf"line {line} of the text: a table is not allowed.* `tables`"):
        Prose.parse(text)


@pytest.mark.parametrize("text", ["Yes | no", "The size |d| of a change\nis small", "A dash - or two -- is fine"])
def test_a_pipe_alone_is_no_table(text: str) -> None:
    """One line with a pipe is text."""
    assert str(Prose.parse(text)) == text


def test_columns_and_rows_have_names_of_their_own() -> None:
    """Two columns, rows or lines with one name are refused: a reader of a field could not tell them apart."""
    week = [{"id": "monday", "head": "Monday"}, {"id": "tuesday", "head": "monday"}]
    place, message = find_message(forms=[make_form(row_count=None, rows=week)])

    assert place == ("forms", "diary", "rows", "tuesday", "head")
    assert message.startswith("'monday' is used already in rows")

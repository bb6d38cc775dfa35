"""References have the fields of CSL-JSON, written with hyphens; names and dates say one thing."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from acucontent.model.references import Name, PartialDate, Reference
from tests.factories import make_reference

REFUSED = {
    "nobody": ({"author": [{"given": "Ada"}]}, "needs family (a person) or literal (a body), not both"),
    "a person who is a body": ({"author": [{"family": "Hum", "literal": "Board"}]}, "needs family (a person) or"),
    "no such month": ({"issued": {"date-parts": [[2020, 13]]}}, "is not a date: month"),
    "no such day": ({"issued": {"date-parts": [[2021, 2, 29]]}}, "is not a date: day"),
    "no such year": ({"issued": {"date-parts": [[0]]}}, "is not a date: year"),
    "no date": ({"issued": {"date-parts": []}}, "too_short"),
    "two dates": ({"issued": {"date-parts": [[2020], [2021]]}}, "too_long"),
    "a clock": ({"issued": {"date-parts": [[2020, 1, 1, 12]]}}, "too_long"),
    "no kind": ({"type": "song"}, "literal_error"),
    "no title": ({"title": ""}, "string_too_short"),
    "an unknown key": ({"journal": "Lancet"}, "extra_forbidden"),
    "PMID of letters": ({"PMID": "PMC12"}, "string_pattern_mismatch"),
    "PMCID of digits": ({"PMCID": "12"}, "string_pattern_mismatch"),
    "no check": ({"checked": None}, "model_type"),
    "an unknown way to check": ({"checked": {"how": "guessed"}}, "literal_error"),
}
DAYS = {(2020,): (2020, 1, 1), (2020, 12): (2020, 12, 1), (2020, 2, 29): (2020, 2, 29)}


@pytest.mark.parametrize(("changes", "message"), REFUSED.values(), ids=REFUSED)
def test_an_unsound_reference_is_refused(changes: dict[str, Any], message: str) -> None:
    """What CSL-JSON does not know, or no library could file, is refused."""
    with pytest.raises(ValidationError) as caught:
        make_reference(**changes)

    assert message in str(caught.value)


@pytest.mark.parametrize(("parts", "day"), DAYS.items())
def test_a_date_may_lack_its_day_or_month(parts: tuple[int, ...], day: tuple[int, int, int]) -> None:
    """What is known of a date is enough to order it."""
    assert PartialDate.model_validate({"date-parts": [parts]}).first_day() == datetime.date(*day)


@given(st.lists(st.integers(), min_size=1, max_size=3))
def test_any_numbers_are_a_date_or_refused(parts: list[int]) -> None:
    """No numbers, however large, raise anything but a validation error."""
    try:
        date = PartialDate.model_validate({"date-parts": [parts]})
    except ValidationError:
        return

    assert date.first_day().year == parts[0]


def test_keys_are_written_as_csl_writes_them() -> None:
    """Zotero reads what is written, and what it writes is read: keys have hyphens, and others are unknown."""
    reference = make_reference(container_title="Journal", publisher_place="Here", DOI="10.1000/1")

    written = json.loads(reference.model_dump_json(by_alias=True, exclude_none=True))

    assert {"container-title", "publisher-place", "DOI", "more-authors"} <= set(written)
    assert written["issued"] == {"date-parts": [[1999]]}
    assert Reference.model_validate(written) == reference
    with pytest.raises(ValidationError, match="container_title"):
        Reference.model_validate({**written, "container_title": "Journal"})


def test_a_body_is_a_name() -> None:
    """A body is named as a whole, a person by family and given name."""
    assert Name(literal="World Health Organization").family is None
    assert Name(family="Mu", given="J").literal is None

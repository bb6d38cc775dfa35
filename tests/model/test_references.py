"""References have the fields of CSL-JSON with hyphenated keys, and unambiguous names and dates."""

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
    "nobody": (
        {"author": [{"suffix": "Jr"}]},
        "needs either family (for a person) or literal (for an organization), not both",
    ),
    "a person and an organization": (
        {"author": [{"family": "Hum", "literal": "Board"}]},
        "needs either family (for a person) or",
    ),
    "no such month": ({"issued": {"date-parts": [[2020, 13]]}}, "is not a valid date: month"),
    "no such day": ({"issued": {"date-parts": [[2021, 2, 29]]}}, "is not a valid date: day"),
    "no such year": ({"issued": {"date-parts": [[0]]}}, "is not a valid date: year"),
    "no date": ({"issued": {"date-parts": []}}, "too_short"),
    "three dates": ({"issued": {"date-parts": [[2020], [2021], [2022]]}}, "too_long"),
    "a clock": ({"issued": {"date-parts": [[2020, 1, 1, 12]]}}, "too_long"),
    "no kind": ({"type": "song"}, "literal_error"),
    "no title": ({"title": ""}, "string_too_short"),
    "an unknown key": ({"journal": "Lancet"}, "extra_forbidden"),
    "PMID of letters": ({"PMID": "PMC12"}, "string_pattern_mismatch"),
    "PMCID of letters": ({"PMCID": "PMCX"}, "string_pattern_mismatch"),
    "no check": ({"checked": None}, "model_type"),
    "an unknown way to check": ({"checked": {"how": "guessed"}}, "literal_error"),
}
DAYS = {(2020,): (2020, 1, 1), (2020, 12): (2020, 12, 1), (2020, 2, 29): (2020, 2, 29)}


@pytest.mark.parametrize(("changes", "message"), REFUSED.values(), ids=REFUSED)
def test_an_invalid_reference_is_rejected(changes: dict[str, Any], message: str) -> None:
    """References that are not valid CSL-JSON or have no usable name, title or date are rejected."""
    with pytest.raises(ValidationError) as caught:
        make_reference(**changes)

    assert message in str(caught.value)


@pytest.mark.parametrize(("parts", "day"), DAYS.items())
def test_a_date_may_lack_its_day_or_month(parts: tuple[int, ...], day: tuple[int, int, int]) -> None:
    """A partial date counts as its first possible day."""
    assert PartialDate.model_validate({"date-parts": [parts]}).find_first_day() == datetime.date(*day)


@given(st.lists(st.integers(), min_size=1, max_size=3))
def test_any_numbers_are_a_date_or_rejected(parts: list[int]) -> None:
    """No numbers, however large, raise any other error than a validation error."""
    try:
        date = PartialDate.model_validate({"date-parts": [parts]})
    except ValidationError:
        return

    assert date.find_first_day().year == parts[0]


def test_keys_are_written_as_in_csl() -> None:
    """Keys are written and read with hyphens, as in Zotero; keys with underscores are unknown."""
    reference = make_reference(container_title="Journal", publisher_place="Here", DOI="10.1000/1")

    written = json.loads(reference.model_dump_json(by_alias=True, exclude_none=True))

    assert {"container-title", "publisher-place", "DOI", "more-authors"} <= set(written)
    assert written["issued"] == {"date-parts": [[1999]]}
    assert Reference.model_validate(written) == reference
    with pytest.raises(ValidationError, match="container_title"):
        Reference.model_validate({**written, "container_title": "Journal"})


def test_an_organization_is_a_name() -> None:
    """An organization has one full name, a person a family and given name."""
    assert Name(literal="World Health Organization").family is None
    assert Name(family="Mu", given="J").literal is None

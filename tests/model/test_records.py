"""Records: an ordered list with lookup by id, the same in YAML, JSON and Python."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from acucontent.model.acupoints import Acupoint
from acucontent.model.base import NoSuchRecord, Records
from acucontent.model.glossary import Term
from tests.factories import make_acupoint, make_term

TERMS: TypeAdapter[Records[Term]] = TypeAdapter(Records[Term])


@pytest.fixture
def terms() -> Records[Term]:
    """Return three terms."""
    return Records(make_term(id=name) for name in ("hiccup", "hum", "tune"))


def test_a_record_is_found_by_position_and_id(terms: Records[Term]) -> None:
    """Lookup by position and by id returns the same record."""
    assert terms["hum"] is terms[1]
    assert terms[-1] is terms.get("tune")
    assert terms.get("drum") is None


def test_a_record_is_found_by_the_key_of_its_kind() -> None:
    """An acupoint is found by its WHO code, even if an older code was given."""
    points = Records([make_acupoint(code="ub-40")])

    assert points["BL40"].code == "BL40"
    assert Acupoint.key_field == "code"


def test_an_unknown_id_gets_a_suggestion(terms: Records[Term]) -> None:
    """The message for a misspelled id suggests the nearest one."""
    with pytest.raises(NoSuchRecord, match=r"Unknown record 'hiccups'\. Did you mean 'hiccup'\?"):
        terms["hiccups"]


def test_an_invalid_position_is_an_index_error(terms: Records[Term]) -> None:
    """Invalid positions raise the same error as in any sequence."""
    with pytest.raises(IndexError):
        terms[3]


def test_a_slice_is_records(terms: Records[Term]) -> None:
    """A slice keeps the lookup by id."""
    some = terms[1:]

    assert some.ids == ("hum", "tune")
    assert some["tune"] is terms["tune"]
    assert "hiccup" not in some


def test_equal_records_make_equal_lists(terms: Records[Term]) -> None:
    """Lists are compared by content and order, and are hashable."""
    same = Records(make_term(id=name) for name in ("hiccup", "hum", "tune"))

    assert same == terms
    assert hash(same) == hash(terms)
    assert terms[::-1] != terms
    assert terms != list(terms)


def test_membership_is_by_id_or_by_record(terms: Records[Term]) -> None:
    """`in` accepts an id or a record."""
    assert "hum" in terms
    assert terms[0] in terms
    assert "drum" not in terms
    assert repr(terms) == "Records(['hiccup', 'hum', 'tune'])"


def test_records_are_a_list_in_json(terms: Records[Term]) -> None:
    """Records are a plain array in JSON and equal after reading it back."""
    written = TERMS.dump_json(terms)

    assert written.startswith(b'[{"id":"hiccup"')
    assert TERMS.validate_json(written) == terms


def test_an_invalid_record_is_reported_with_its_position() -> None:
    """The error of a record gives its position in the list."""
    with pytest.raises(ValidationError) as caught:
        TERMS.validate_python([{"id": "hum", "term": "hum", "definition": "A sound."}, {"id": "Tune"}])

    assert {error["loc"] for error in caught.value.errors()} == {(1, "id"), (1, "term"), (1, "definition")}

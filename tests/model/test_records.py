"""Records: a list in order that is also a lookup by id, in YAML, JSON and Python alike."""

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
    """Three words."""
    return Records(make_term(id=name) for name in ("hiccup", "hum", "tune"))


def test_a_record_is_found_by_its_place_and_its_id(terms: Records[Term]) -> None:
    """Both ways lead to the same record."""
    assert terms["hum"] is terms[1]
    assert terms[-1] is terms.get("tune")
    assert terms.get("drum") is None


def test_a_record_is_found_by_the_key_of_its_kind() -> None:
    """An acupoint is found by its code, however it was written."""
    points = Records([make_acupoint(code="ub-40")])

    assert points["BL40"].code == "BL40"
    assert Acupoint.key_field == "code"


def test_an_unknown_id_names_the_nearest(terms: Records[Term]) -> None:
    """A misspelt id is answered with what may have been meant."""
    with pytest.raises(NoSuchRecord, match=r"No record 'hiccups'\. Did you mean 'hiccup'\?"):
        terms["hiccups"]


def test_a_place_that_is_not_there_is_an_index_error(terms: Records[Term]) -> None:
    """Places fail as those of any sequence do."""
    with pytest.raises(IndexError):
        terms[3]


def test_a_slice_is_records_too(terms: Records[Term]) -> None:
    """Part of a list keeps the lookup by id."""
    some = terms[1:]

    assert some.ids == ("hum", "tune")
    assert some["tune"] is terms["tune"]
    assert "hiccup" not in some


def test_equal_records_make_equal_lists(terms: Records[Term]) -> None:
    """Lists are compared by what they hold, in order, and can be members of a set."""
    same = Records(make_term(id=name) for name in ("hiccup", "hum", "tune"))

    assert same == terms
    assert hash(same) == hash(terms)
    assert terms[::-1] != terms
    assert terms != list(terms)


def test_membership_is_by_id_or_by_record(terms: Records[Term]) -> None:
    """Both questions that a reader of code expects are answered."""
    assert "hum" in terms
    assert terms[0] in terms
    assert "drum" not in terms
    assert repr(terms) == "Records(['hiccup', 'hum', 'tune'])"


def test_records_are_a_list_in_json(terms: Records[Term]) -> None:
    """JSON holds a plain array, and gives equal records back."""
    written = TERMS.dump_json(terms)

    assert written.startswith(b'[{"id":"hiccup"')
    assert TERMS.validate_json(written) == terms


def test_a_wrong_record_is_refused_at_its_place() -> None:
    """The error of one record names its place in the list."""
    with pytest.raises(ValidationError) as caught:
        TERMS.validate_python([{"id": "hum", "term": "hum", "definition": "A sound."}, {"id": "Tune"}])

    assert {error["loc"] for error in caught.value.errors()} == {(1, "id"), (1, "term"), (1, "definition")}

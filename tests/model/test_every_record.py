"""Rules that every record of the model must follow."""

from __future__ import annotations

import importlib
import pkgutil
import typing
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import ValidationError

import acucontent
import acucontent.model
from acucontent.model.base import Record, Records
from acucontent.model.guide import SCHEMA_ID, Guide
from tests.factories import make_guide


def every_record() -> Iterator[type[Record]]:
    """Yield every record class that a module of the model declares."""
    for module in pkgutil.iter_modules(acucontent.model.__path__, "acucontent.model."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, type) and issubclass(value, Record):
                yield value


KINDS = sorted(set(every_record()) - {Record}, key=lambda kind: kind.__name__)
FIELDS = [(kind, name) for kind in KINDS for name in kind.model_fields]


def test_records_are_found() -> None:
    """The tests below run on all parts of a guide, not on an empty list."""
    names = {kind.__name__ for kind in KINDS}

    assert {"Guide", "Acupoint", "RedFlag", "Statement", "Reference", "Handout", "LedgerEntry"} <= names
    assert len(FIELDS) > 200


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_record_is_frozen_and_closed(kind: type[Record]) -> None:
    """No record can be changed, and none accepts an unknown key."""
    assert kind.model_config["frozen"] is True

    with pytest.raises(ValidationError) as caught:
        kind.model_validate({"no_such_key": 1})

    assert ("no_such_key",) in {error["loc"] for error in caught.value.errors() if error["type"] == "extra_forbidden"}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_record_has_its_own_docstring(kind: type[Record]) -> None:
    """Each record class has a docstring, which the schema shows."""
    assert kind.__doc__
    assert kind.__doc__ != Record.__doc__


@pytest.mark.parametrize(("kind", "name"), FIELDS, ids=[f"{kind.__name__}.{name}" for kind, name in FIELDS])
def test_every_field_is_described(kind: type[Record], name: str) -> None:
    """Each field has a one-sentence description for the schema and for forms."""
    description = kind.model_fields[name].description

    assert description
    assert description[0].isupper()
    assert description.endswith(".")


@pytest.mark.parametrize(("kind", "name"), FIELDS, ids=[f"{kind.__name__}.{name}" for kind, name in FIELDS])
def test_no_field_is_mutable(kind: type[Record], name: str) -> None:
    """No field is a list, dict or set, which could be changed inside a frozen record."""
    types_of_field = set(_types(kind.model_fields[name].annotation))

    assert not types_of_field & {list, dict, set}
    assert Any not in types_of_field


def _types(annotation: Any) -> Iterator[Any]:
    yield typing.get_origin(annotation) or annotation
    if typing.get_origin(annotation) is not typing.Literal:
        for inner in typing.get_args(annotation):
            yield from _types(inner)


def test_lists_of_records_support_lookup_by_id() -> None:
    """Records with ids are never in a plain tuple, which has no lookup."""
    with_ids = {kind for kind in KINDS if kind.key_field in kind.model_fields}

    for kind, name in FIELDS:
        annotation = kind.model_fields[name].annotation
        if typing.get_origin(annotation) is tuple:
            assert not with_ids & set(_types(annotation)), f"{kind.__name__}.{name}"


@pytest.mark.parametrize("whole", ["tiny", "shipped"])
def test_a_guide_is_the_same_after_json(whole: str, back_pain: Guide) -> None:
    """A guide written as JSON and read again is equal to the original."""
    guide = make_guide() if whole == "tiny" else back_pain

    again = Guide.model_validate_json(guide.model_dump_json(by_alias=True))

    assert again == guide
    assert again.schema_id == SCHEMA_ID
    assert isinstance(again.acupoints, Records)


def test_a_guide_is_a_value() -> None:
    """Equal guides have equal hashes."""
    assert len({make_guide(), make_guide()}) == 1

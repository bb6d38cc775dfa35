"""The schema files are current, readable, and accepted by two independent validators."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import acucontent_schemas
from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.schema import SCHEMAS, format_schema
from acucontent_json import JsonOptions, export
from tests.schemas.conftest import Validate

MINIMAL = Path(__file__).parents[1] / "exporters" / "json" / "golden" / "minimal" / "expected.json"


@pytest.fixture
def minimal() -> dict[str, Any]:
    """Return the export of a small guide."""
    document: dict[str, Any] = json.loads(MINIMAL.read_bytes())
    return document


def records(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the schema of each record with its name."""
    yield "guide", schema
    yield from schema["$defs"].items()


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_file_is_current(name: str, golden: Callable[[Path, str], None]) -> None:
    """A schema file equals the schema of the model; --save-golden updates it."""
    golden(Path(str(acucontent_schemas.find_path(f"{name}-1"))), format_schema(name))


def test_each_document_has_its_file() -> None:
    """Each schema has a file, and each file has a schema."""
    assert acucontent_schemas.list_names() == tuple(f"{name}-1" for name in sorted(SCHEMAS))


def test_an_unknown_name_is_an_error() -> None:
    """The message lists the known names."""
    with pytest.raises(acucontent_schemas.NoSuchSchema, match=r"Unknown schema 'guide-9'\. Schemas: clinic-1, guide-1"):
        acucontent_schemas.load_schema("guide-9")


@pytest.mark.parametrize("name", SCHEMAS)
def test_dialect_and_id_come_first(name: str) -> None:
    """A schema begins with `$schema` and `$id`."""
    schema = acucontent_schemas.load_schema(f"{name}-1")

    assert list(schema)[:2] == ["$schema", "$id"]
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == schema["properties"]["$schema"]["const"] == f"urn:acucontent:schema:{name}-1"
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize(("name", "least"), [("guide", 30), ("clinic", 3)])
def test_each_record_is_closed_and_has_a_title_and_description(name: str, least: int) -> None:
    """Each record rejects unknown keys and has a title and description for editors."""
    found = dict(records(acucontent_schemas.load_schema(f"{name}-1")))

    assert len(found) >= least
    assert [name for name, record in found.items() if record["additionalProperties"] is not False] == []
    assert [name for name, record in found.items() if not (record["title"] and record["description"])] == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_property_is_described(name: str) -> None:
    """Each property, or the record in it, has a description for editors."""
    schema = acucontent_schemas.load_schema(f"{name}-1")

    bare = [
        f"{inner}.{key}"
        for inner, record in records(schema)
        for key, definition in record["properties"].items()
        if not (definition.get("description") or schema["$defs"][definition["$ref"].split("/")[-1]]["description"])
    ]

    assert bare == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_properties_are_in_the_order_of_the_model(name: str) -> None:
    """Properties have the same order as the fields of the model."""
    properties = acucontent_schemas.load_schema(f"{name}-1")["properties"]

    assert list(properties) == [field.alias or key for key, field in SCHEMAS[name].model_fields.items()]


def test_defaults_are_not_empty() -> None:
    """The schema contains no null or empty default."""
    text = acucontent_schemas.find_path("guide-1").read_text(encoding="utf-8")

    assert sorted(line.strip() for line in text.splitlines() if '"default":' in line) == [
        '"default": "author"',
        '"default": "benefit"',
        '"default": "other"',
        '"default": "person"',
        '"default": "sheet"',
        '"default": "text"',
        '"default": 100',
        '"default": 100',
        '"default": 95',
        '"default": true',
        '"default": true',
    ]
    assert '"default":' not in acucontent_schemas.find_path("clinic-1").read_text(encoding="utf-8")


def test_the_export_is_valid(validate: Validate, minimal: dict[str, Any]) -> None:
    """The JSON export of a guide is valid."""
    assert validate(minimal) == []


def test_the_export_of_the_shipped_guide_is_valid(validate: Validate, back_pain: Guide) -> None:
    """The JSON export of the shipped guide is valid."""
    assert validate(json.loads(export(Edition.of(back_pain), JsonOptions()).data)) == []


REFUSED = {
    "unknown key": (("risks", "redflags"), []),
    "unknown key in a record of a list": (("acupoints", 0, "depth"), "1 cun"),
    "word not on the list": (("risks", "red_flags", 0, "urgency"), "later"),
    "date that is none": (("published",), "2026-13-01"),
    "text for a number": (("sessions", "amounts", "weeks", "low"), "4"),
    "number below zero": (("sessions", "amounts", "weeks", "low"), -1),
    "point that cannot be": (("acupoints", 0, "code"), "BL 40"),
    "empty list that must not be": (("risks", "red_flags"), []),
    "too few key points": (("key_points",), ["One."]),
    "another schema": (("$schema",), "urn:acucontent:schema:guide-2"),
}


@pytest.mark.parametrize(("path", "value"), REFUSED.values(), ids=REFUSED)
def test_an_invalid_guide_is_rejected(
    validate: Validate, minimal: dict[str, Any], path: tuple[str | int, ...], value: object
) -> None:
    """Both validators report the same errors as the model."""
    *way, last = path
    place: Any = minimal
    for step in way:
        place = place[step]

    place[last] = value

    assert validate(minimal) != []


@pytest.mark.parametrize("missing", ["title", "review", "risks", "handouts"])
def test_a_missing_field_is_rejected(validate: Validate, minimal: dict[str, Any], missing: str) -> None:
    """Both validators report a missing required field."""
    partial = copy.deepcopy(minimal)

    del partial[missing]

    assert validate(partial) != []

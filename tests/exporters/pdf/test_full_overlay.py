"""The overlay for which a sheet keeps space has each text and each list at the limit of a clinic's overlay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from acucontent.clinic import ALL_HANDOUTS, MAX_GENERAL_NOTE, MAX_NOTE, Clinic
from acucontent_pdf.full_overlay import make_full_overlay

HANDOUT = "first-visit"
SCHEMA = Clinic.model_json_schema()
OTHERS = {
    "schema_id": "is not printed",
    "logo": "is drawn by `draw_logo`",
    "color": "takes no space",
    "second_color": "takes no space",
    "labels": "are those of the package: a clinic's own are about as long",
    **dict.fromkeys(("phone", "out_of_hours", "emergency"), "have 25 characters, more than a number with an extension"),
    "notes": "are at most two on a sheet, with a limit that depends on the handout: see the next test",
}
"""The fields that are not compared, with the reason."""
FIELDS = [name for name in Clinic.model_fields if name not in OTHERS]


def list_lengths(schema: Mapping[str, Any], value: Any, path: str) -> Iterator[tuple[str, int, int]]:
    """Yield the path, the length and the limit of each limited text and list in a value, by its JSON Schema."""
    for each in schema.get("anyOf", [schema]):
        rules = SCHEMA["$defs"][each["$ref"].rpartition("/")[2]] if "$ref" in each else each
        if limit := rules.get("maxLength") or rules.get("maxItems"):
            yield path, len(value or ()), limit
        for index, item in enumerate(value if "items" in rules else ()):
            yield from list_lengths(rules["items"], item, f"{path}.{index}")
        for name, inner in rules.get("properties", {}).items():
            yield from list_lengths(inner, value[name], f"{path}.{name}")


@pytest.mark.parametrize("name", FIELDS)
def test_each_text_and_list_is_at_its_limit(name: str) -> None:
    """No clinic can have a longer one."""
    value = make_full_overlay(HANDOUT).clinic.model_dump(mode="json")[name]

    lengths = list(list_lengths(SCHEMA["properties"][name], value, name))

    assert lengths
    assert [(path, length) for path, length, _ in lengths] == [(path, limit) for path, _, limit in lengths]


def test_both_notes_of_a_sheet_are_at_their_limit() -> None:
    """A sheet has a note for all handouts and one of its own."""
    notes = make_full_overlay(HANDOUT).clinic.notes

    lengths = {note.handout: len(note.text.source) for note in notes}
    assert lengths == {ALL_HANDOUTS: MAX_GENERAL_NOTE, HANDOUT: MAX_NOTE}

"""Guides are read from JSON, in the form that the exporter writes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from acucontent.model.guide import Guide
from acucontent.reading import read_guide

ReportProblems = Callable[..., list[str]]
Write = Callable[..., None]

TITLE = 'A 😀 "sore" \\ud83d thumb / 针灸'


@pytest.fixture
def guide(write: Write, minimal: str) -> Guide:
    """Return the small guide with a title that needs escapes."""
    write({"minimal.yaml": minimal})
    return read_guide(Path("minimal.yaml")).model_copy(update={"title": TITLE})


@pytest.fixture
def document(guide: Guide) -> dict[str, Any]:
    """Return the same guide as plain values."""
    document: dict[str, Any] = json.loads(guide.model_dump_json(by_alias=True))
    return document


@pytest.mark.parametrize(
    "style",
    [
        pytest.param({}, id="escapes"),
        pytest.param({"ensure_ascii": False}, id="as-they-are"),
        pytest.param({"separators": (",", ":")}, id="compact"),
        pytest.param({"indent": "\t"}, id="tabs"),
        pytest.param({"indent": 2}, id="indented"),
    ],
)
def test_every_form_of_json_is_read(
    style: dict[str, Any], guide: Guide, document: dict[str, Any], write: Write
) -> None:
    """Surrogate pairs, escaped slashes and null are read."""
    write({"guide.json": json.dumps(document, **style).replace(" / ", r" \/ ")})

    assert read_guide(Path("guide.json")) == guide


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            '"id": "sore-thumb"',
            '"note": "\\ud83d\\ude00", "ID": 1, "id": "sore-thumb"',
            "unknown-key guide.json:1:70: unknown key 'ID'. Did you mean 'id'?",
            id="place-after-escapes",
        ),
        pytest.param(
            '"id": "sore-thumb"',
            '"id": "sore-thumb", "\\u0069d": "b"',
            "duplicate-key guide.json:1:66: id: the key 'id' is already in line 1: keep one",
            id="duplicate-key",
        ),
        pytest.param(
            '"id": "sore-thumb"',
            '"id": null',
            "empty guide.json:1:52: id: is empty: write a value, or leave it out",
            id="null-where-required",
        ),
        pytest.param(
            '"id": "sore-thumb"',
            '"id": "\\ud83d"',
            "text-character guide.json:1:52: id: has half of a surrogate pair: delete it",
            id="half-a-pair",
        ),
        pytest.param(
            '"id": "sore-thumb"',
            '"id": sore',
            "syntax guide.json:1:52: is not JSON: 's' is not expected here: check the quotes, commas and brackets",
            id="yaml",
        ),
        pytest.param(
            '"id": "sore-thumb"',
            '"id": "sore-thumb',
            "syntax guide.json:1:66: is not JSON: 't' is not expected here: check the quotes, commas and brackets",
            id="open-quote",
        ),
    ],
)
def test_problems_of_json_have_their_places(
    old: str, new: str, expected: str, document: dict[str, Any], report_problems: ReportProblems
) -> None:
    """Columns are counted as in an editor."""
    assert expected in report_problems({"guide.json": json.dumps(document).replace(old, new, 1)}, "guide.json")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "empty guide.json:1:1: is empty: add content, or delete the file"),
        ("null", "wrong-kind guide.json:1:1: is not a mapping: expected keys with values"),
        ("[" * 500_000, f"too-deep guide.json:1:21: {'.'.join('0' * 20)}: is nested deeper than 20 levels"),
    ],
)
def test_json_without_a_guide_is_refused(text: str, expected: str, report_problems: ReportProblems) -> None:
    """JSON of another kind is one problem."""
    assert report_problems({"guide.json": text}, "guide.json") == [expected]

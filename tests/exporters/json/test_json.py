"""The JSON exporter writes equal guides equally and loses nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from acucontent.edition import Edition
from acucontent.model.guide import SCHEMA_ID, Guide
from acucontent_json import JsonOptions, acucontent_exporters, export

CASES = sorted((Path(__file__).parent / "golden").iterdir())


def export_text(guide: Guide) -> str:
    """Return the export of a guide as text."""
    return export(Edition.of(guide), JsonOptions()).data.decode("utf-8")


def read_case(case: Path) -> Guide:
    """Return the guide of a case."""
    return Guide.model_validate_json((case / "guide.json").read_bytes())


@pytest.fixture
def minimal() -> Guide:
    """Return a small guide."""
    return read_case(CASES[0])


def test_there_is_one_file_for_each_guide() -> None:
    """A build writes one JSON file for the guide, not one for each handout."""
    (exporter,) = acucontent_exporters()

    assert (exporter.name, exporter.suffix, exporter.scope) == ("json", ".json", "guide")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_golden(case: Path, golden: Callable[[Path, str], None]) -> None:
    """A guide is written in its canonical form."""
    golden(case / "expected.json", export_text(read_case(case)))


@pytest.mark.parametrize("name", ["minimal", "back_pain"])
def test_reading_it_back_gives_an_equal_guide(name: str, request: pytest.FixtureRequest) -> None:
    """Nothing is lost, and a second export has the same bytes."""
    guide = request.getfixturevalue(name)

    again = Guide.model_validate_json(export_text(guide))

    assert again == guide
    assert export_text(again) == export_text(guide)


def test_it_names_its_schema(minimal: Guide) -> None:
    """The file names the schema for its validation."""
    assert json.loads(export_text(minimal))["$schema"] == SCHEMA_ID


def test_only_optional_empty_fields_are_left_out(minimal: Guide) -> None:
    """Empty fields are left out only if the schema allows it."""
    data = json.loads(export_text(minimal))

    assert not {"subtitle", "identifiers", "codes", "glossary"} & data.keys()
    assert data["risks"]["effects"] == []
    assert data["authors"] == [{"name": "A. Writer", "role": "author", "kind": "person"}]


def test_whole_numbers_have_no_point(minimal: Guide) -> None:
    """5.0 and 5 are the same number and are written in the same way."""
    text = export_text(minimal)

    assert '"low": 5,' in text
    assert '"low": 0.5,' in text
    assert ".0," not in text


def test_the_handout_and_region_change_nothing(back_pain: Guide) -> None:
    """The file is the same for every handout and region."""
    options = JsonOptions()

    whole = export(Edition.of(back_pain), options)

    assert len(back_pain.handouts) > 1
    assert all(export(Edition.of(back_pain, handout=name), options) == whole for name in back_pain.handouts.ids)
    assert all(export(Edition.of(back_pain, region=code), options) == whole for code in back_pain.regions.ids)

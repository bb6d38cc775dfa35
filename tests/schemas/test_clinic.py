"""The schema of a clinic overlay: two validators agree with the model."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from acucontent.cli.new import render_overlay_template
from acucontent.clinic import Clinic
from tests.schemas.conftest import Validate


@pytest.fixture
def example() -> dict[str, Any]:
    """Return the overlay that `acucontent new --clinic` writes."""
    document: dict[str, Any] = yaml.safe_load(render_overlay_template())
    return document


def test_the_example_is_valid(validate_clinic: Validate, example: dict[str, Any]) -> None:
    """The overlay that the command writes is valid."""
    assert validate_clinic(example) == []
    assert Clinic.model_validate(example).name == "Example Clinic"


def test_a_name_is_enough(validate_clinic: Validate) -> None:
    """All other fields are optional."""
    assert validate_clinic({"name": "Example Clinic"}) == []


REFUSED = {
    "unknown key": {"nmae": "Example Clinic"},
    "long name": {"name": "x" * 10_000},
    "empty name": {"name": ""},
    "list for a text": {"name": ["Example Clinic"]},
    "text for a list": {"address": "100 Example Street"},
    "too many lines": {"address": ["line"] * 6},
    "number that cannot be dialed": {"phone": "555-0100<script>"},
    "address of no one": {"email": "desk at example.org"},
    "color by name": {"color": "red"},
    "color with code": {"color": "#1f5a7a;background:url(x)"},
    "note without words": {"notes": [{"handout": "all"}]},
    "unknown key of a note": {"notes": [{"handout": "all", "text": "Hello.", "html": "yes"}]},
    "note for no id": {"notes": [{"handout": "First Visit", "text": "Hello."}]},
    "too many notes": {"notes": [{"handout": f"h{number}", "text": "Hello."} for number in range(51)]},
    "another schema": {"$schema": "urn:acucontent:schema:guide-1"},
}


@pytest.mark.parametrize("change", REFUSED.values(), ids=REFUSED)
def test_an_invalid_overlay_is_rejected(
    validate_clinic: Validate, example: dict[str, Any], change: dict[str, Any]
) -> None:
    """Both validators report the same errors as the model."""
    wrong = example | change

    assert validate_clinic(wrong) != []
    with pytest.raises(ValidationError):
        Clinic.model_validate(wrong)


def test_a_name_is_required(validate_clinic: Validate, example: dict[str, Any]) -> None:
    """An overlay without a name is rejected."""
    del example["name"]

    assert validate_clinic(example) != []

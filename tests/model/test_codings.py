"""Codes for a subject must have the format of their classification."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from acucontent.model.common import Coding

SOUND = [
    ("ICD-10", "M54"),
    ("ICD-10", "M54.5"),
    ("ICD-11", "ME84.2"),
    ("ICD-11", "XS25"),
    ("SNOMED CT", "279039007"),
    ("MeSH", "D015670"),
    ("MeSH", "D000067616"),
    ("BISAC", "HEA001000"),
    ("Thema", "VXH"),
    ("Thema", "1DDU-GB-ES"),
    ("Thema", "5AX"),
]
UNSOUND = [
    ("ICD-10", "M545"),
    ("ICD-10", "54.5"),
    ("ICD-11", "M54.5"),
    ("SNOMED CT", "279039008"),
    ("SNOMED CT", "12345"),
    ("MeSH", "E02.190.044"),
    ("BISAC", "HEA001"),
    ("BISAC", "HEA 001000"),
    ("Thema", "vxh"),
    ("Thema", "7AB"),
]


@pytest.mark.parametrize(("system", "code"), SOUND)
def test_valid_codes_are_kept(system: str, code: str) -> None:
    """A valid code is kept unchanged."""
    assert Coding.model_validate({"system": system, "code": code, "display": "Name"}).code == code


@pytest.mark.parametrize(("system", "code"), UNSOUND)
def test_an_invalid_code_is_rejected(system: str, code: str) -> None:
    """The message for an invalid code shows a valid example."""
    with pytest.raises(
        ValidationError, match=rf"'{code}' is not a valid {system} code. Expected a code such as .*copy it"
    ):
        Coding.model_validate({"system": system, "code": code, "display": "Name"})

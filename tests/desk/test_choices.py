"""Choices of sheets are stored and read again; the words for a patient are not shown anywhere."""

from __future__ import annotations

import json
from typing import Any

import pytest

from acucontent.desk.choices import InvalidChoice, PatientWords, SheetChoice

CHOICE = SheetChoice(
    "back-pain",
    ("first-visit", "evidence"),
    "GB",
    "en-US",
    "a4",
    large_print=True,
    grey=True,
    clinic="example.yaml",
    decision_options=("acupuncture",),
)
SHORT = {"guide": "back-pain", "handouts": ["first-visit"], "region": "US", "language": "en-US"}


def test_a_choice_survives_json() -> None:
    """Equal choices are read from what was written."""
    assert SheetChoice.from_json(json.loads(json.dumps(CHOICE.to_json()))) == CHOICE


def test_fields_with_a_default_may_be_missing() -> None:
    """A choice that an older version stored can be read."""
    assert SheetChoice.from_json(SHORT) == SheetChoice("back-pain", ("first-visit",), "US", "en-US")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"handouts": "first-visit"}, "handouts: expected a list"),
        ({"handouts": ["costs", "costs"]}, "handouts: has an id twice"),
        ({"handouts": [1]}, "handouts: expected a list"),
        ({"handouts": ["costs"] * 51}, "handouts: expected a list of at most 50 ids"),
        ({"region": None}, "region: expected a text"),
        ({"language": "en\n"}, "language: expected a text"),
        ({"paper": "a3"}, "paper: expected one of letter, a4"),
        ({"grey": 1}, "grey: expected true or false"),
        ({"clinic": "../example.yaml"}, "clinic: expected the name of a file"),
        ({"clinic": ".hidden.yaml"}, "clinic: expected the name of a file"),
        ({"clinic": ""}, "clinic: expected the name of a file"),
        ({"patient": "A. Example"}, "unknown fields: patient"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else None,
)
def test_an_invalid_choice_is_an_error(change: dict[str, Any], message: str) -> None:
    """The message names the field."""
    with pytest.raises(InvalidChoice, match=message):
        SheetChoice.from_json({**SHORT, **change})


@pytest.mark.parametrize("value", [None, [], "back-pain", {}, {"guide": "back-pain"}], ids=repr)
def test_what_is_no_choice_is_an_error(value: object) -> None:
    """Anything can be in a file that a person edited."""
    with pytest.raises(InvalidChoice, match=r"expected an object|missing fields: .*handouts, region, language"):
        SheetChoice.from_json(value)


def test_words_are_not_shown() -> None:
    """A log or an error with the words in it shows nothing of them."""
    words = PatientWords(patient="Zzyzx Testperson", notes="Bring your scan.")

    assert "Zzyzx" not in f"{words} {words!r} {(words,)!r}"


def test_words_are_false_if_all_are_empty() -> None:
    """Spaces are no words."""
    assert not PatientWords()
    assert not PatientWords(patient=" ", notes="\n")
    assert PatientWords(time="14:30")

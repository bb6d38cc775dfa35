"""The identity of an edition differs from that of every other edition, and has the options of its format."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from acucontent import Edition, Guide, Overlay, Registry, discover, export, verify
from acucontent.clinic import Clinic
from acucontent.identity import IDENTITY, Identity, format_options, identify, make_embedded_files
from acucontent.model.canonical import HASH_LENGTH
from tests.factories import make_guide

CLINIC = Overlay(Clinic(name="Example Clinic"))
FIELDS: dict[str, Any] = {
    "guide": "hiccups",
    "edition": "1.0.0",
    "handout": "complete",
    "language": "en-US",
    "region": "US",
    "sha256": "0" * HASH_LENGTH,
}


@pytest.mark.parametrize("handout", ["complete", "first-visit"])
@pytest.mark.parametrize("overlay", [None, CLINIC], ids=["plain", "clinic"])
def test_a_file_embeds_the_identity(handout: str, overlay: Overlay | None, back_pain: Guide) -> None:
    """The identity made without composing a document equals the one in the finished file."""
    edition = Edition.of(back_pain, handout, "GB", overlay=overlay)
    options = {"paper": "a4", "large_print": True}

    assert Identity.model_validate_json(make_embedded_files(edition, options)[IDENTITY]) == identify(edition, options)


def test_a_pdf_embeds_the_options_that_it_was_made_with(tmp_path: Path) -> None:
    """A PDF names the options that are not the defaults, so that it can be made again."""
    file = tmp_path / "sheet.pdf"
    file.write_bytes(export(make_guide(), "pdf", paper="a4", grey=True, large_print=False))

    assert verify(file, registry=Registry()).identity.options == {"paper": "a4", "grey": True}


def test_an_option_that_adds_a_companion_is_not_part_of_the_identity() -> None:
    """An ebook has the same identity with its ONIX record and without."""
    epub = discover().get_exporter("epub")

    assert epub.make_options({"onix": True}).get_non_defaults("US") == {}


@pytest.mark.parametrize("value", [True, 1, 0.5, " a ", None])
def test_options_round_trip(value: object) -> None:
    """Numbers do not become flags, and spaces in text are kept."""
    identity = Identity(**FIELDS, options={"it": value})
    again = Identity.model_validate_json(identity.model_dump_json()).options["it"]

    assert (again, type(again)) == (value, type(value))


@pytest.mark.parametrize("options", [{"it": [1]}, {"it": "x" * 5_000}, {"\x1b": 1}], ids=["list", "long", "name"])
def test_unknown_options_are_refused(options: dict[str, Any]) -> None:
    """A file from an unknown source may name any option."""
    with pytest.raises(ValidationError):
        Identity.model_validate_json(json.dumps({**FIELDS, "options": options}))


def test_options_are_safe_to_print() -> None:
    """Control characters are not printed."""
    assert format_options({"name": "\x1b[2J", "grey": True}) == 'grey=true, name="\\u001b[2J"'

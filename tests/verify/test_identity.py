"""The identity of an edition differs from that of any other, and has what is needed to make its files again."""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import Any

import pytest
from pydantic import ValidationError

from acucontent import Edition, Guide, Overlay, discover
from acucontent.clinic import Clinic
from acucontent.identity import IDENTITY, Identity, format_options, identify, make_embedded_files
from acucontent.rendering.versions import list_versions
from tests.factories import make_guide

CLINIC = Overlay(Clinic(name="Example Clinic"))
FIELDS: dict[str, Any] = {
    "guide": "hiccups",
    "edition": "1.0.0",
    "handout": "complete",
    "language": "en-US",
    "region": "US",
    "format": "pdf",
    "sha256": "0" * 64,
}


@pytest.mark.parametrize("handout", ["complete", "first-visit"])
@pytest.mark.parametrize("overlay", [None, CLINIC], ids=["plain", "clinic"])
def test_a_file_embeds_the_identity(handout: str, overlay: Overlay | None, back_pain: Guide) -> None:
    """The identity made without composing a document equals the one in the finished file, except versions."""
    edition, exporter = Edition.of(back_pain, handout, "GB", overlay=overlay), discover().get_exporter("pdf")
    options = exporter.make_options({"paper": "letter", "large_print": True})

    embedded = Identity.model_validate_json(make_embedded_files(edition, exporter, options)[IDENTITY])

    assert embedded.options == {"paper": "letter", "large_print": True}
    assert embedded.model_copy(update={"versions": {}}) == identify(edition, exporter, options)
    assert embedded.versions == list_versions(exporter, edition)


def test_versions_are_of_everything_that_the_bytes_depend_on() -> None:
    """They are of the libraries, the fonts and the native libraries, but not of those that only read arguments."""
    found = list_versions(discover().get_exporter("pdf"), Edition.of(make_guide()))

    assert {"acucontent", "babel", "weasyprint", "pydyf", "fontpkg-source-sans-3", "pango", "zlib"} <= found.keys()
    assert found["weasyprint"] == version("weasyprint")
    assert not {"click", "rich", "ebooklib", "pytest"} & found.keys()


@pytest.mark.parametrize("name", ["pdf", "epub"])
def test_versions_are_of_the_fonts_that_an_edition_shows(name: str) -> None:
    """The fonts of another script count where the script is used, and nowhere else."""
    exporter = discover().get_exporter(name)
    korean, plain = (Edition.of(make_guide(title=title)) for title in ("\ub538\uafd1\uc9c8", "Hiccups"))

    added = list_versions(exporter, korean).items() - list_versions(exporter, plain).items()
    assert added == {("pylopdf-fonts-ko", version("pylopdf-fonts-ko"))}


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


WRONG = {
    "list": {"options": {"it": [1]}},
    "long": {"options": {"it": "x" * 5_000}},
    "name": {"options": {"\x1b": 1}},
    "version": {"versions": {"weasyprint": "\x1b[2J"}},
    "short-hash": {"sha256": "0" * 12},
    "option-path": {"decision_options": ["../hum"]},
    "many-options": {"decision_options": ["hum"] * 5},
    "other-key": {"address": "file:///"},
}


@pytest.mark.parametrize("values", WRONG.values(), ids=WRONG)
def test_other_values_are_refused(values: dict[str, Any]) -> None:
    """A file from an unknown source may have any values."""
    with pytest.raises(ValidationError):
        Identity.model_validate_json(json.dumps(FIELDS | values))


def test_options_are_safe_to_print() -> None:
    """Control characters are not printed."""
    assert format_options({"name": "\x1b[2J", "grey": True}) == 'grey=true, name="\\u001b[2J"'


def test_the_printed_identity_stays_short() -> None:
    """The QR code has the short hash, and nothing about versions."""
    about = Edition.of(make_guide()).document.about

    assert about.identity["sha256"] == about.content_hash
    assert set(about.identity) == {"guide", "edition", "handout", "language", "region", "sha256"}

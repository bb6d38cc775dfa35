"""Each value of a guide is found in its file, and words in a long text at their own line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from acucontent.model.canonical import dump_canonical_json
from acucontent.reading import Locations, read_guide, read_with_locations
from tests.reading.conftest import Files

Write = Callable[[Files], None]

LONG = """summary: >-
  A bandage may help. [@doe-2020]

  It is **not
  a cure** for a [sore thumb](https://example.org/cure).
  A cure there is none.
"""


@pytest.fixture
def places(minimal: str, write: Write) -> Locations:
    """Return the places of the small guide, whose summary has several lines."""
    write({"thumb.yaml": minimal.replace("summary: What a bandage can do for a sore thumb.\n", LONG)})
    return read_with_locations(Path("thumb.yaml"))[1]


def _read_line_from(places: Locations, path: str, words: str | None = None) -> str:
    """Return the text of the file from a place to the end of the line."""
    place = places.find_location(path, words)
    assert Path(place.file).read_text(encoding="utf-8").split("\n")[place.line - 1] == place.source_line
    return place.source_line[place.column - 1 :]


PATHS = {
    "": "id: sore-thumb",
    "title": "A sore thumb",
    "review.next_due": "2027-01-31",
    "key_points.2": "See a doctor if it turns blue.",
    "regions.US.name": "United States",
    "references.doe-2020.issued.date-parts": "date-parts: [[2020, 12]]",
    "evidence.statements.pain-soon.numbers.0.low": "-9",
    "evidence.statements.pain-soon": "id: pain-soon",
    "sessions": "sessions:",
    "references.doe-2020.type": "article-journal",
}


@pytest.mark.parametrize(("path", "seen"), PATHS.items(), ids=[path or "whole" for path in PATHS])
def test_a_value_is_found(path: str, seen: str, places: Locations) -> None:
    """The path of a value gives the place where the value starts."""
    assert _read_line_from(places, path) == seen


WORDS = {
    "A bandage may help": "A bandage may help. [@doe-2020]",
    "may help. It is": "may help. [@doe-2020]",
    "not a cure": "not",
    "a cure for a sore thumb. A cure": "a cure** for a [sore thumb](https://example.org/cure).",
    "A cure": "A cure there is none.",
    "THERE IS": "there is none.",
    "ure": ">-",
    "nowhere to be seen": ">-",
    "**": "**not",
}


@pytest.mark.parametrize(("words", "seen"), WORDS.items(), ids=WORDS)
def test_words_are_found_at_their_own_line(words: str, seen: str, places: Locations) -> None:
    """Line breaks, markup and citations between words are ignored; link targets are not searched."""
    assert _read_line_from(places, "summary", words) == seen


def test_words_of_the_next_value_are_not_found(places: Locations) -> None:
    """Only the text of the value itself is searched."""
    assert places.find_location("title", "United States") == places.find_location("title")


def test_a_missing_value_has_the_place_of_its_record(places: Locations) -> None:
    """A default value has no line of its own."""
    assert _read_line_from(places, "evidence.statements.pain-soon.limits") == "id: pain-soon"
    assert _read_line_from(places, "funding.nothing") == _read_line_from(places, "funding")
    assert _read_line_from(places, "accepted") == "id: sore-thumb"


def test_escapes_are_not_words(minimal: str, write: Write) -> None:
    r"""In double quotes, the letters of an escape such as \n are ignored."""
    write({"thumb.yaml": minimal.replace("What a bandage can do for", r'"What a bandage\ncan do for')[:-1] + "\n"})
    text = Path("thumb.yaml").read_text(encoding="utf-8").replace("for a sore thumb.", 'for a sore thumb."', 1)
    Path("thumb.yaml").write_text(text, encoding="utf-8")

    places = read_with_locations(Path("thumb.yaml"))[1]

    assert _read_line_from(places, "summary", "bandage can do").startswith(r"bandage\ncan do")


def test_values_in_json_are_found(minimal: str, write: Write) -> None:
    """A guide as the JSON exporter writes it has a line for each value."""
    write({"thumb.yaml": minimal})
    Path("thumb.json").write_text(dump_canonical_json(read_guide(Path("thumb.yaml"))), encoding="utf-8")

    places = read_with_locations(Path("thumb.json"))[1]

    assert _read_line_from(places, "key_points.1", "rarely does") == 'rarely does harm.",'


def test_a_folder_names_the_file_of_the_part(minimal: str, write: Write) -> None:
    """A value of a part is found in the file of the part."""
    whole = yaml.load(minimal, Loader=yaml.BaseLoader)
    costs = whole.pop("costs")
    write({"thumb/guide.yaml": json.dumps(whole, default=str), "thumb/costs.yaml": yaml.safe_dump(costs)})

    places = read_with_locations(Path("thumb"))[1]

    assert places.find_location("costs").file == str(Path("thumb", "costs.yaml"))
    assert places.find_location("title").file == str(Path("thumb", "guide.yaml"))


def test_an_acupoint_is_found_by_any_code(write: Write) -> None:
    """A point is found by its WHO code even if the document has an older code."""
    folder = Path(__file__).parents[2] / "content" / "acucontent_guides" / "back_pain"
    files = {file.name: file.read_text(encoding="utf-8") for file in folder.glob("*.yaml")}
    files["acupoints.yaml"] = files["acupoints.yaml"].replace("code: BL40", "code: UB-40")
    write({f"back/{name}": text for name, text in files.items()})

    places = read_with_locations(Path("back"))[1]

    assert _read_line_from(places, "acupoints.BL40.code") == "UB-40"
    assert (
        _read_line_from(places, "references.0.container_title")
        == _read_line_from(places, "references.0.container_title").strip()
    )

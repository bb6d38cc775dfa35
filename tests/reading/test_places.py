"""Each value of a guide is found in its file, and words in a long text at their own line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from acucontent.model.canonical import dump_canonical_json
from acucontent.reading import Places, read_guide, read_with_places
from tests.reading.conftest import Files

Write = Callable[[Files], None]

LONG = """summary: >-
  A bandage may help. [@doe-2020]

  It is **not
  a cure** for a [sore thumb](https://example.org/cure).
  A cure there is none.
"""


@pytest.fixture
def places(minimal: str, write: Write) -> Places:
    """The places of the small guide, its summary in several lines, as one file."""
    write({"thumb.yaml": minimal.replace("summary: What a bandage can do for a sore thumb.\n", LONG)})
    return read_with_places(Path("thumb.yaml"))[1]


def _seen(places: Places, path: str, words: str | None = None) -> str:
    """The text of the file from the place on, to the end of the line."""
    place = places.at(path, words)
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
def test_a_value_is_found(path: str, seen: str, places: Places) -> None:
    """A path of fields, ids and places in lists leads to where the value starts."""
    assert _seen(places, path) == seen


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
def test_words_are_found_at_their_own_line(words: str, seen: str, places: Places) -> None:
    """Line breaks, emphasis, links and citations between the words do not matter; the target of a link is no word."""
    assert _seen(places, "summary", words) == seen


def test_words_beyond_a_value_are_not_its_own(places: Places) -> None:
    """What stands in the next field is not found."""
    assert places.at("title", "United States") == places.at("title")


def test_what_is_left_out_is_told_at_what_stands_around_it(places: Places) -> None:
    """A default has no line of its own."""
    assert _seen(places, "evidence.statements.pain-soon.limits") == "id: pain-soon"
    assert _seen(places, "funding.nothing") == _seen(places, "funding")
    assert _seen(places, "accepted") == "id: sore-thumb"


def test_escapes_are_no_words(minimal: str, write: Write) -> None:
    """In double quotes a line break is written as letters, and parts no words."""
    write({"thumb.yaml": minimal.replace("What a bandage can do for", r'"What a bandage\ncan do for')[:-1] + "\n"})
    text = Path("thumb.yaml").read_text(encoding="utf-8").replace("for a sore thumb.", 'for a sore thumb."', 1)
    Path("thumb.yaml").write_text(text, encoding="utf-8")

    places = read_with_places(Path("thumb.yaml"))[1]

    assert _seen(places, "summary", "bandage can do").startswith(r"bandage\ncan do")


def test_json_has_places_too(minimal: str, write: Write) -> None:
    """A guide as the JSON format writes it is told line by line."""
    write({"thumb.yaml": minimal})
    Path("thumb.json").write_text(dump_canonical_json(read_guide(Path("thumb.yaml"))), encoding="utf-8")

    places = read_with_places(Path("thumb.json"))[1]

    assert _seen(places, "key_points.1", "rarely does") == 'rarely does harm.",'


def test_a_folder_names_the_file_of_the_part(minimal: str, write: Write) -> None:
    """A value of a part is told in the part's own file."""
    whole = yaml.load(minimal, Loader=yaml.BaseLoader)
    costs = whole.pop("costs")
    write({"thumb/guide.yaml": json.dumps(whole, default=str), "thumb/costs.yaml": yaml.safe_dump(costs)})

    places = read_with_places(Path("thumb"))[1]

    assert places.at("costs").file == str(Path("thumb", "costs.yaml"))
    assert places.at("title").file == str(Path("thumb", "guide.yaml"))


def test_an_acupoint_is_found_by_its_code_however_it_is_written(write: Write) -> None:
    """The guide knows BL40; the document may say UB-40."""
    folder = Path(__file__).parents[2] / "content" / "acucontent_guides" / "back_pain"
    files = {file.name: file.read_text(encoding="utf-8") for file in folder.glob("*.yaml")}
    files["acupoints.yaml"] = files["acupoints.yaml"].replace("code: BL40", "code: UB-40")
    write({f"back/{name}": text for name, text in files.items()})

    places = read_with_places(Path("back"))[1]

    assert _seen(places, "acupoints.BL40.code") == "UB-40"
    assert _seen(places, "references.0.container_title") == _seen(places, "references.0.container_title").strip()

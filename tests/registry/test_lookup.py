"""Formats and guides are found by name; what is not there is told of with the nearest names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import acucontent
from acucontent import (
    BadOptions,
    GuideSource,
    NoSuchRecord,
    Registry,
    UnknownFormat,
    UnknownGuide,
    discover,
    export,
    load,
)
from tests.factories import make_guide, make_handout


def test_an_unknown_format_names_the_nearest_and_all() -> None:
    """The message says what there is."""
    with pytest.raises(UnknownFormat) as raised:
        discover().get_exporter("pfd")

    assert str(raised.value) == "No format 'pfd'. Did you mean 'pdf'?  Formats: epub, json, pdf, text"


def test_a_registry_is_a_mapping() -> None:
    """A registry is asked as any mapping is, also for what it has not."""
    registry = discover()

    assert "pdf" in registry
    assert registry.get("pfd") is None


def test_an_unknown_guide_names_the_nearest_and_all() -> None:
    """The message says that a path would have done."""
    with pytest.raises(UnknownGuide) as raised:
        load("bak-pain")

    assert str(raised.value) == "No guide, file or folder 'bak-pain'. Did you mean 'back-pain'?  Guides: back-pain"


@pytest.mark.parametrize("kind", [str, Path])
def test_a_guide_is_loaded_from_a_file(kind: type, tmp_path: Path) -> None:
    """A path is a string or a Path."""
    file = tmp_path / "hiccups.json"
    file.write_bytes(export(make_guide(), "json"))

    assert load(kind(file)) == make_guide()


def test_an_id_comes_before_a_folder_of_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a name means does not depend on the current folder; `./name` is the folder."""
    (tmp_path / "back-pain").mkdir()
    monkeypatch.chdir(tmp_path)

    assert load("back-pain").id == "back-pain"
    with pytest.raises((ValueError, OSError)):
        load(f".{os.sep}back-pain")


def test_a_guide_is_loaded_from_the_registry_that_is_passed(tmp_path: Path) -> None:
    """Nothing but the registry says which guides there are."""
    file = tmp_path / "hiccups.json"
    file.write_bytes(export(make_guide(), "json"))
    registry = Registry(guides={"hum": GuideSource("hum", file)})

    assert load("hum", registry=registry) == make_guide()


def test_export_gives_a_handout_with_options() -> None:
    """The library face: a guide, a format, a handout and the format's own options."""
    sheet = make_handout(id="sheet", title="One sheet", include=["costs"])
    guide = make_guide(handouts=[make_handout(), sheet])

    text = export(guide, "text", handout="sheet", width=50).decode("utf-8")

    assert text.startswith("One sheet")
    assert max(map(len, text.splitlines())) <= 50


@pytest.mark.parametrize(
    ("arguments", "error", "said"),
    [
        ({"handout": "shet"}, NoSuchRecord, "No handout 'shet'. Did you mean 'sheet'?  Handouts: complete, sheet"),
        ({"region": "FR"}, NoSuchRecord, "No region 'FR'.  Regions: US"),
        ({"widht": 50}, BadOptions, "No option of text 'widht'. Did you mean 'width'?  Options: ascii, width"),
    ],
    ids=["handout", "region", "option"],
)
def test_export_tells_what_there_is(arguments: dict[str, object], error: type[Exception], said: str) -> None:
    """A wrong word is answered with the right ones."""
    guide = make_guide(handouts=[make_handout(), make_handout(id="sheet")])

    with pytest.raises(error) as raised:
        acucontent.export(guide, "text", **arguments)  # type: ignore[arg-type]

    assert str(raised.value) == said


def test_a_format_of_the_whole_guide_takes_no_handout() -> None:
    """A handout that would change nothing is refused rather than passed over."""
    with pytest.raises(BadOptions, match="whole guide"):
        export(make_guide(), "json", handout="complete")

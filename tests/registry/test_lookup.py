"""Formats and guides are found by name; for an unknown name, the message suggests similar names."""

from __future__ import annotations

from pathlib import Path

import pytest

import acucontent
from acucontent import (
    BadOptions,
    GuideProblems,
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


def test_the_error_for_an_unknown_format_lists_all() -> None:
    """The message suggests a similar name and lists all formats."""
    with pytest.raises(UnknownFormat) as raised:
        discover().get_exporter("pfd")

    assert str(raised.value) == "Unknown format 'pfd'. Did you mean 'pdf'? Formats: epub, fhir, html, json, pdf, text"


def test_a_registry_is_a_mapping() -> None:
    """A registry has the methods of a mapping."""
    registry = discover()

    assert "pdf" in registry
    assert registry.get("pfd") is None


def test_the_error_for_an_unknown_guide_lists_all() -> None:
    """The message says that a file or folder is allowed, too."""
    with pytest.raises(UnknownGuide) as raised:
        load("bak-pain")

    assert (
        str(raised.value)
        == "Unknown guide 'bak-pain': no such file or folder. Did you mean 'back-pain'? Guides: back-pain, migraine"
    )


@pytest.mark.parametrize("kind", [str, Path])
def test_a_guide_is_loaded_from_a_file(kind: type, tmp_path: Path) -> None:
    """The path may be a string or a Path."""
    file = tmp_path / "hiccups.json"
    file.write_bytes(export(make_guide(), "json"))

    assert load(kind(file)) == make_guide()


@pytest.mark.parametrize("content", [{}, {"guide.yaml": "id: back-pain"}, {"Risks.YML": ""}])
def test_a_folder_has_precedence_over_an_installed_guide(
    content: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A user who names a folder never gets an installed guide of the same name instead."""
    (tmp_path / "back-pain").mkdir()
    for name, text in content.items():
        (tmp_path / "back-pain" / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    with pytest.raises(GuideProblems):
        load("back-pain")
    assert discover().load_installed("back-pain").id == "back-pain"


def test_a_folder_without_yaml_is_no_guide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The output folder of a build can have the name of the guide that was built."""
    (tmp_path / "back-pain").mkdir()
    (tmp_path / "back-pain" / "back-pain.json").write_text("{}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert load("back-pain").id == "back-pain"


def test_only_an_installed_guide_is_loaded_by_its_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder is not an installed guide."""
    (tmp_path / "neck-pain").mkdir()
    monkeypatch.chdir(tmp_path)

    with pytest.raises(UnknownGuide, match="Unknown guide 'neck-pain'"):
        discover().load_installed("neck-pain")


def test_a_guide_is_loaded_from_a_registry(tmp_path: Path) -> None:
    """Only the guides of the registry are installed."""
    file = tmp_path / "hiccups.json"
    file.write_bytes(export(make_guide(), "json"))
    registry = Registry(guides={"hum": GuideSource("hum", file)})

    assert load("hum", registry=registry) == make_guide()


def test_export_accepts_a_handout_and_options() -> None:
    """The arguments are a guide, a format, a handout and the options of the format."""
    sheet = make_handout(id="sheet", title="One sheet", include=["costs"])
    guide = make_guide(handouts=[make_handout(), sheet])

    text = export(guide, "text", handout="sheet", width=50).decode("utf-8")

    assert text.startswith("One sheet")
    assert max(map(len, text.splitlines())) <= 50


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"handout": "shet"}, NoSuchRecord, "Unknown handout 'shet'. Did you mean 'sheet'? Handouts: complete, sheet"),
        ({"region": "FR"}, NoSuchRecord, "Unknown region 'FR'. Regions: US"),
        (
            {"widht": 50},
            BadOptions,
            (
                "Unknown option 'widht' for text. Did you mean 'width'? "
                "Options: ascii, blanks, citations, crlf, sections, unwrapped, width"
            ),
        ),
    ],
    ids=["handout", "region", "option"],
)
def test_export_rejects_unknown_names(arguments: dict[str, object], error: type[Exception], message: str) -> None:
    """The message lists the valid names."""
    guide = make_guide(handouts=[make_handout(), make_handout(id="sheet")])

    with pytest.raises(error) as raised:
        acucontent.export(guide, "text", **arguments)  # type: ignore[arg-type]

    assert str(raised.value) == message


def test_a_format_of_the_whole_guide_rejects_a_handout() -> None:
    """A handout that has no effect is an error."""
    with pytest.raises(BadOptions, match="whole guide"):
        export(make_guide(), "json", handout="complete")

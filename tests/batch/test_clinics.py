"""Each clinic of a group has a folder of its own, which no other clinic's files replace."""

from __future__ import annotations

from pathlib import Path

import pytest

from acucontent import Artifact, Clinic, Edition, Exporter, Options, Overlay, Registry, WouldOverwrite, build
from acucontent.batch import clinics
from acucontent.batch.clinics import ClinicSet, find_overlays
from acucontent.batch.target import Remote, open_target
from acucontent.registry import discover
from tests.factories import make_guide

GROUPS = {
    "two suffixes": (("a.yaml", "a.yml", "b.yaml"), ("a.yaml", "a.yml", "b")),
    "case": (("East.yaml", "east.yml"), ("East.yaml", "east.yml")),
    "full names that differ in case": (("A.yaml", "a.YAML"), ("A.yaml", "a.YAML-2")),
    "a name with two suffixes": (("a.yaml", "a.yaml.yaml", "a.yml"), ("a.yaml", "a.yaml.yaml", "a.yml")),
    "composed and decomposed letters": (("\u00e9.yaml", "e\u0301.yaml"), ("e\u0301.yaml", "\u00e9.yaml-2")),
    "names without a stem": (("...yaml", ".yaml", "._a.yaml", "a.yaml"), ("a",)),
    "a dot at the end": (("a..yaml", "a.yaml"), ("a..yaml", "a.yaml")),
}


@pytest.mark.parametrize(("names", "folders"), GROUPS.values(), ids=GROUPS)
def test_no_two_overlays_share_a_folder(names: tuple[str, ...], folders: tuple[str, ...], tmp_path: Path) -> None:
    """Each overlay has a folder within the output folder, on systems that fold case and Unicode forms, too."""
    for name in names:
        (tmp_path / name).write_text("name: Example\n", encoding="utf-8")

    assert tuple(find_overlays(tmp_path)) == folders


def _make_overlay(street: str, hours: str = "9-5") -> Overlay:
    return Overlay(Clinic(name="Example Clinic", address=(street,), hours=(hours,)))


def test_a_set_replaces_only_files_of_its_own_clinic(tmp_path: Path) -> None:
    """A second run may update a clinic; another clinic in a folder with the same name is refused."""
    work = ClinicSet(make_guide(), open_target(tmp_path), ("text",), (), None, {}, None)
    work(("a", _make_overlay("1 North St")))
    work(("a", _make_overlay("1 North St", "10-6")))
    before = (tmp_path / "a" / "hiccups.txt").read_bytes()

    with pytest.raises(WouldOverwrite, match=r"same name \(1 North St; this build: 2 South St\)"):
        work(("a", _make_overlay("2 South St")))

    assert (tmp_path / "a" / "hiccups.txt").read_bytes() == before


def test_a_build_does_not_replace_the_files_of_a_clinic_with_the_same_name(tmp_path: Path) -> None:
    """Two sites with one name differ by their address or telephone number."""
    guide, text = make_guide(), discover()
    build(guide, text, formats=["text"], out=tmp_path, overlay=Overlay(Clinic(name="Example", phone="555-0100")))

    with pytest.raises(WouldOverwrite, match="belongs to another clinic with the same name"):
        build(guide, text, formats=["text"], out=tmp_path, overlay=Overlay(Clinic(name="Example", phone="555-0101")))


def test_a_remote_set_replaces_only_files_of_its_own_clinic(tmp_path: Path) -> None:
    """On another storage, too, a second run may update a clinic, and any other file is refused."""
    target = Remote(f"memory:/{tmp_path}")
    work = ClinicSet(make_guide(), target, ("text",), (), None, {}, None)
    work(("a", _make_overlay("1 North St")))
    work(("a", _make_overlay("1 North St", "10-6")))
    before = target.read("a/hiccups.txt")
    target.put("b/hiccups.txt", b"mine")

    with pytest.raises(WouldOverwrite, match=r"same name \(1 North St; this build: 2 South St\)"):
        work(("a", _make_overlay("2 South St")))
    with pytest.raises(WouldOverwrite, match="was not written by acucontent build"):
        work(("b", _make_overlay("2 South St")))

    assert target.read("a/hiccups.txt") == before
    assert target.read("b/hiccups.txt") == b"mine"


def _export_with_note(edition: Edition, options: Options) -> Artifact:
    return Artifact(edition.guide.id.encode(), notes=("3 pages with the words of the clinic",))


def test_notes_of_exporters_are_part_of_a_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a build would note, such as a page too many, is noted for each clinic with the name of the file."""
    exporter = Exporter(
        name="card", title="Cards", suffix=".card", media_type="text/plain", options=Options, export=_export_with_note
    )
    monkeypatch.setattr(clinics, "_discover_once", lambda: Registry({"card": exporter}))
    work = ClinicSet(make_guide(), open_target(tmp_path), ("card",), (), None, {}, None)

    assert work(("a", _make_overlay("1 North St"))).notes == ("a/hiccups.card: 3 pages with the words of the clinic",)

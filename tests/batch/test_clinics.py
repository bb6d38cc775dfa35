"""Each clinic of a group has a folder of its own, which no other clinic's files replace."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from acucontent import (
    Artifact,
    Clinic,
    Edition,
    Exporter,
    ExportFailed,
    MissingLibrary,
    NoSuchRecord,
    Options,
    Overlay,
    Registry,
    WouldOverwrite,
    build,
)
from acucontent.batch import clinics
from acucontent.batch.clinics import ClinicSet, FailedSet, MadeSet, find_overlays, make_sets
from acucontent.batch.target import Remote, open_target
from acucontent.build import ALL
from acucontent.clinic import ClinicNote
from acucontent.registry import discover
from tests.batch.fakes import open_inline
from tests.factories import make_guide, make_handout

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

    failed = work(("a", _make_overlay("2 South St")))

    assert isinstance(failed, FailedSet)
    assert "same name (1 North St; this build: 2 South St)" in failed.reason
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

    other, strange = (work((folder, _make_overlay("2 South St"))) for folder in "ab")

    assert isinstance(other, FailedSet)
    assert "same name (1 North St; this build: 2 South St)" in other.reason
    assert isinstance(strange, FailedSet)
    assert "was not written by acucontent build" in strange.reason
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

    made = work(("a", _make_overlay("1 North St")))

    assert isinstance(made, MadeSet)
    assert made.notes == ("a/hiccups.card: 3 pages with the words of the clinic",)


def _export_unless_far(edition: Edition, options: Options) -> Artifact:
    street = edition.overlay.clinic.address[0] if edition.overlay else ""
    if "Nowhere" in street and edition.handout.kind != "guide":
        raise ExportFailed("no font has 'N'") if street.startswith("1") else ValueError("no street")
    return Artifact(edition.handout.id.encode())


def _make_set(folder: Path, monkeypatch: pytest.MonkeyPatch, export: Any, handout: str = ALL) -> ClinicSet:
    exporter = Exporter(
        name="card", title="Cards", suffix=".card", media_type="text/plain", options=Options, export=export
    )
    monkeypatch.setattr(clinics, "_discover_once", lambda: Registry({"card": exporter}))
    guide = make_guide(handouts=[make_handout(), make_handout(id="visit"), make_handout(id="aftercare")])
    return ClinicSet(guide, open_target(folder), ("card",), (handout,), None, {}, None)


def test_a_clinic_that_fails_does_not_stop_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its reason is given once with the files that have it, also if it is a bug, and none of its files is written."""
    work = _make_set(tmp_path, monkeypatch, _export_unless_far)
    streets = {"a": "1 Nowhere St", "b": "2 Nowhere St", "c": "3 North St"}
    overlays = [(folder, _make_overlay(street)) for folder, street in streets.items()]

    sets = dict(make_sets(overlays, work, open_inline, 1))

    names = "hiccups-visit.card, hiccups-aftercare.card"
    assert sets["a"] == FailedSet(f"{names} failed: no font has 'N'")
    assert sets["b"] == FailedSet(f"{names} failed: ValueError: no street")
    assert isinstance(sets["c"], MadeSet)
    assert sorted(path.parent.name for path in tmp_path.glob("*/*.card")) == ["c", "c", "c"]


def test_an_overlay_that_is_refused_does_not_stop_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A note for an unknown handout is the problem of one clinic; an unknown handout of the request is that of all."""
    note = ClinicNote.model_validate({"handout": "vsit", "text": "Hum."})
    overlays = [("a", Overlay(Clinic(name="Example", notes=(note,)))), ("b", _make_overlay("1 North St"))]

    sets = dict(make_sets(overlays, _make_set(tmp_path, monkeypatch, _export_with_note), open_inline, 1))

    assert isinstance(sets["a"], FailedSet)
    assert "notes.0.handout: Unknown handout 'vsit'" in sets["a"].reason
    assert isinstance(sets["b"], MadeSet)
    with pytest.raises(NoSuchRecord, match="Unknown handout 'visits'"):
        list(make_sets(overlays, _make_set(tmp_path, monkeypatch, _export_with_note, "visits"), open_inline, 1))


def _export_without_library(edition: Edition, options: Options) -> Artifact:
    raise MissingLibrary("Pango is not installed")


def test_a_missing_library_is_not_the_fault_of_a_clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is one error, not one for each clinic."""
    work = _make_set(tmp_path, monkeypatch, _export_without_library)

    with pytest.raises(MissingLibrary, match="Pango is not installed"):
        list(make_sets([("a", _make_overlay("1 North St")), ("b", _make_overlay("2 South St"))], work, open_inline, 1))

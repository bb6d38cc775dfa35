"""A build overwrites only older versions of its own files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from acucontent import (
    Artifact,
    BuildFailed,
    CannotWrite,
    Clinic,
    Edition,
    Guide,
    Options,
    Overlay,
    Registry,
    UnknownLanguage,
    WouldOverwrite,
    build,
    discover,
    export,
)
from acucontent import output_folder as rule
from acucontent.output_folder import MANIFEST
from tests.build.conftest import MakeExporter, list_outputs
from tests.factories import make_guide, make_handout

REGIONS = [
    {"code": "US", "name": "United States", "emergency_number": "911"},
    {"code": "GB", "name": "United Kingdom", "emergency_number": "999"},
]
SHEET = make_handout(id="sheet", title="One sheet", include=["costs"])


@pytest.fixture
def guide() -> Guide:
    """Return a guide with two handouts and two regions."""
    return make_guide(handouts=[make_handout(), SHEET], regions=REGIONS)


def _overlay(name: str) -> Overlay:
    return Overlay(Clinic(name=name))


def _read_all(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


OTHERS: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "region": ({}, {"region": "GB"}, "region: US; this build: GB"),
    "clinic": ({"overlay": _overlay("A")}, {"overlay": _overlay("B")}, "clinic: A; this build: B"),
    "no clinic": ({"overlay": _overlay("A")}, {}, "clinic: A; this build: none"),
    "paper": ({"options": {"paper": "a4"}}, {}, "paper=a4; this build: paper=letter"),
    "another option": ({}, {"options": {"width": 50}}, "width=72; this build: width=50"),
}


@pytest.mark.parametrize(("first", "second", "message"), OTHERS.values(), ids=OTHERS)
def test_another_edition_is_not_overwritten(
    first: dict[str, Any], second: dict[str, Any], message: str, both: tuple[Guide, Registry], tmp_path: Path
) -> None:
    """The error comes before anything is written, and lists each file with its edition and the fix."""
    build(*both, out=tmp_path, **first)
    before = _read_all(tmp_path)

    with pytest.raises(WouldOverwrite) as raised:
        build(*both, out=tmp_path, **second)

    lines = str(raised.value).splitlines()
    assert re.fullmatch(rf"  hiccups\.\w+: belongs to another edition \({re.escape(message)}\)", lines[1])
    assert lines[-1] == "To fix it, choose another folder with --out, or overwrite the files with --overwrite."
    assert _read_all(tmp_path) == before


def test_another_language_is_not_overwritten(guide: Guide, registry: Registry, tmp_path: Path) -> None:
    """A guide whose own language changed has files with the same names."""
    build(guide, registry, out=tmp_path)

    with pytest.raises(WouldOverwrite, match="language: en-US; this build: en-GB"):
        build(guide.edit({"language": "en-GB"}), registry, out=tmp_path)


def test_another_guide_and_handout_are_not_overwritten(registry: Registry, tmp_path: Path) -> None:
    """The sheet `b` of the guide `a` has the name of the guide `a-b`."""
    build(make_guide(id="a", handouts=[make_handout(), make_handout(id="b")]), registry, out=tmp_path)

    with pytest.raises(
        WouldOverwrite, match=r"a-b\.print: belongs to another edition \(guide: a; this build: a-b\), \(handout: b"
    ):
        build(make_guide(id="a-b"), registry, out=tmp_path)


def test_overwrite_overwrites(guide: Guide, registry: Registry, tmp_path: Path) -> None:
    """Whatever stands there; afterwards the folder holds the new edition."""
    build(guide, registry, out=tmp_path)
    (tmp_path / "hiccups.words").write_text("my own words")

    build(guide, registry, out=tmp_path, region="GB", overwrite=True)
    build(guide, registry, out=tmp_path, region="GB")

    assert (tmp_path / "hiccups.words").read_text() == "Humming for hiccups, GB, 72"


def test_a_newer_version_replaces_the_older_one(guide: Guide, registry: Registry, tmp_path: Path) -> None:
    """The same edition can be built again and again, with any content and version."""
    build(guide, registry, out=tmp_path)
    build(guide, registry, out=tmp_path)

    newer = guide.edit({"edition": "2.0.0", "title": "Humming anew"})
    build(newer, registry, out=tmp_path)

    assert (tmp_path / "hiccups.whole").read_text() == "Humming anew"


def test_the_same_sheet_on_another_paper_replaces_it(
    guide: Guide, registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A format names the options in which two versions of a file can differ."""
    monkeypatch.setattr(registry["print"].options, "version_options", frozenset({"paper"}))
    build(guide, registry, out=tmp_path, options={"paper": "a4"})

    build(guide, registry, out=tmp_path, options={"paper": "letter"})

    assert (tmp_path / "hiccups.print").read_text().endswith(", letter")


def test_a_file_that_was_edited_is_not_overwritten(guide: Guide, registry: Registry, tmp_path: Path) -> None:
    """The changes would be lost."""
    build(guide, registry, out=tmp_path)
    (tmp_path / "hiccups.words").write_text("corrected by hand")

    with pytest.raises(WouldOverwrite, match=r"hiccups\.words: was changed after acucontent build wrote it"):
        build(guide, registry, out=tmp_path)


def test_a_file_that_no_build_wrote_is_not_overwritten(guide: Guide, registry: Registry, tmp_path: Path) -> None:
    """Such as the file that the guide was read from."""
    (tmp_path / "hiccups.whole").write_text("the source")

    with pytest.raises(WouldOverwrite, match=r"hiccups\.whole: was not written by acucontent build"):
        build(guide, registry, out=tmp_path)

    assert list_outputs(tmp_path) == ["hiccups.whole"]


@pytest.mark.parametrize("manifest", [b"", b"{", b'{"files": 1}'], ids=["empty", "cut", "wrong"])
def test_a_damaged_manifest_is_the_reason(manifest: bytes, guide: Guide, registry: Registry, tmp_path: Path) -> None:
    """The message does not deny that acucontent wrote the file."""
    build(guide, registry, out=tmp_path)
    (tmp_path / MANIFEST).write_bytes(manifest)

    with pytest.raises(
        WouldOverwrite, match=r"hiccups\.whole: cannot be recognized, because \.acucontent\.json is damaged"
    ):
        build(guide, registry, out=tmp_path)


@pytest.mark.parametrize("manifest", [None, b"", b"{}", b'{"files": 1}'], ids=["none", "empty", "bare", "wrong"])
def test_without_a_manifest_the_embedded_identity_decides(manifest: bytes | None, tmp_path: Path) -> None:
    """A PDF or EPUB is recognized wherever it comes from; another edition is still refused."""
    guide, formats = make_guide(regions=REGIONS), ["pdf", "epub"]
    for name in formats:
        (tmp_path / f"hiccups.{name}").write_bytes(export(make_guide(edition="0.9", regions=REGIONS), name))
    if manifest is not None:
        (tmp_path / MANIFEST).write_bytes(manifest)

    with pytest.raises(WouldOverwrite, match=r"hiccups\.pdf: .*region: US; this build: GB(.|\n)*hiccups\.epub: .*GB"):
        build(guide, discover(), formats=formats, out=tmp_path, region="GB")
    with pytest.raises(WouldOverwrite, match=r"hiccups\.pdf: .*grey=false; this build: grey=true"):
        build(guide, discover(), formats=["pdf"], out=tmp_path, options={"grey": True})
    assert len(build(guide, discover(), formats=formats, out=tmp_path)) == len(formats)
    assert build(guide, discover(), formats=["pdf"], out=tmp_path, options={"paper": "letter"})


def test_a_build_that_was_killed_can_be_run_again(
    guide: Guide, registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when it was killed just before a file took the place of the older one."""
    build(guide, registry, out=tmp_path)
    real = rule.write_file

    def write(path: Path, data: bytes) -> None:
        if path.name != MANIFEST:
            raise CannotWrite("killed")
        real(path, data)

    monkeypatch.setattr(rule, "write_file", write)
    with pytest.raises(BuildFailed):
        build(guide.edit({"title": "Second"}), registry, out=tmp_path)
    monkeypatch.setattr(rule, "write_file", real)
    build(guide.edit({"title": "Third"}), registry, out=tmp_path)

    assert (tmp_path / "hiccups.whole").read_text() == "Third"


def _with_record(edition: Edition, options: Options) -> Artifact:
    return Artifact(b"book", companions={".record.xml": b"<record/>"})


def test_a_companion_is_not_overwritten_either(guide: Guide, make_exporter: MakeExporter, tmp_path: Path) -> None:
    """Then the file that it belongs to is not written."""
    (tmp_path / "hiccups.record.xml").write_text("mine")

    with pytest.raises(BuildFailed, match=r"hiccups\.record\.xml: was not written by acucontent build"):
        build(guide, Registry({"book": make_exporter("book", export=_with_record)}), out=tmp_path)

    assert list_outputs(tmp_path) == ["hiccups.record.xml"]


@pytest.mark.parametrize(("region", "folder"), [(None, "hiccups"), ("US", "hiccups"), ("GB", "hiccups/GB")])
def test_another_region_has_a_folder_of_its_own(
    region: str | None, folder: str, both: tuple[Guide, Registry], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first region's files are in the guide's folder, those of any other in a folder below it."""
    monkeypatch.chdir(tmp_path)

    built = build(*both, formats=["whole"], region=region)

    assert [each.path for each in built] == [Path("build", folder, "hiccups.whole")]


def test_a_translation_is_built_into_the_same_folder(
    guide: Guide, registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file names of a translation differ, so both are in one folder."""
    monkeypatch.setattr(Guide, "languages", ("en-US", "es"))

    build(guide, registry, out=tmp_path, formats=["words"])
    build(guide, registry, out=tmp_path, formats=["words"], language="ES")

    assert list_outputs(tmp_path) == ["hiccups.es.words", "hiccups.words"]


def test_an_unknown_language_is_rejected_before_anything_is_built(
    guide: Guide, registry: Registry, tmp_path: Path
) -> None:
    """The message lists the languages of the guide."""
    with pytest.raises(
        UnknownLanguage, match=r"^Language 'es' is not available for guide 'hiccups'\. Languages: en-US$"
    ):
        build(guide, registry, out=tmp_path / "out", language="es")

    assert not (tmp_path / "out").exists()

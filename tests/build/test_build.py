"""A build makes the requested files under their names, even if some of them fail."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from acucontent import (
    Artifact,
    BadOptions,
    BuildFailed,
    CannotWrite,
    Edition,
    ExportFailed,
    Guide,
    NoSuchRecord,
    Options,
    Registry,
    UnknownFormat,
    build,
)
from acucontent.build import PlannedFile
from tests import factories as make
from tests.build.conftest import MakeExporter, list_outputs

CASES = {
    "nothing": ({}, ["hiccups.print", "hiccups-sheet.print", "hiccups.whole", "hiccups.words"]),
    "one-format": ({"formats": ["words"]}, ["hiccups.words"]),
    "a-format-twice": ({"formats": ["words", "words"]}, ["hiccups.words"]),
    "one-handout": (
        {"handouts": ["sheet"]},
        ["hiccups-sheet.print", "hiccups-sheet.words", "hiccups.whole"],
    ),
    "all-handouts": (
        {"formats": ["words"], "handouts": ["all"]},
        ["hiccups.words", "hiccups-sheet.words"],
    ),
    "a-handout-twice": ({"formats": ["words"], "handouts": ["sheet", "sheet"]}, ["hiccups-sheet.words"]),
    "first-handout": ({"formats": ["print"], "handouts": ["complete"]}, ["hiccups.print"]),
}


@pytest.mark.parametrize(("arguments", "names"), CASES.values(), ids=CASES)
def test_files_are_named_after_guide_and_handout(
    arguments: dict[str, Any], names: list[str], guide: Guide, registry: Registry, tmp_path: Path
) -> None:
    """The first handout has the name of the guide; the others add their own."""
    built = build(guide, registry, out=tmp_path, **arguments)

    assert sorted(each.path.name for each in built) == sorted(names)
    assert list_outputs(tmp_path) == sorted(names)


def test_a_build_returns_each_file(guide: Guide, registry: Registry, tmp_path: Path) -> None:
    """The result has the path, size, pages, format and handout."""
    whole, words, first, sheet = build(guide, registry, out=tmp_path)

    assert (whole.format, whole.handout, whole.pages) == ("whole", None, None)
    assert (words.path, words.size) == (tmp_path / "hiccups.words", len("Humming for hiccups, US, 72"))
    assert (first.handout, sheet.handout, sheet.pages) == ("complete", "sheet", 2)


def test_the_default_folder_is_named_after_the_guide(
    guide: Guide, registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The default folder is build/<guide>."""
    monkeypatch.chdir(tmp_path)

    built = build(guide, registry, formats=["whole"])

    assert [each.path for each in built] == [Path("build/hiccups/hiccups.whole")]
    assert (tmp_path / "build" / "hiccups" / "hiccups.whole").read_text() == "Humming for hiccups"


def test_each_format_receives_its_own_options(guide: Guide, registry: Registry, tmp_path: Path) -> None:
    """All formats share one set of options, and the region."""
    build(guide, registry, out=tmp_path, region="US", options={"paper": "a4", "width": "50"})

    assert (tmp_path / "hiccups.print").read_text() == "Humming for hiccups, a4"
    assert (tmp_path / "hiccups.words").read_text() == "Humming for hiccups, US, 50"


WRONG = {
    "format": ({"formats": ["wrds"]}, UnknownFormat, "Unknown format 'wrds'. Did you mean 'words'?"),
    "handout": ({"handouts": ["shet"]}, NoSuchRecord, "Unknown handout 'shet'. Did you mean 'sheet'?"),
    "region": ({"region": "FR"}, NoSuchRecord, "Unknown region 'FR'."),
    "option": ({"options": {"papr": "a4"}}, BadOptions, "Unknown option 'papr'. Did you mean 'paper'?"),
    "option-of-another": (
        {"formats": ["words"], "options": {"paper": "a4"}},
        BadOptions,
        "No selected format has the option 'paper'. Formats that have it: print",
    ),
    "value": ({"options": {"paper": "a5"}}, BadOptions, "print: paper: 'a5' is not one of: 'letter' or 'a4'"),
    "handout-of-whole": (
        {"formats": ["whole"], "handouts": ["sheet"]},
        BadOptions,
        "Handouts are not supported by whole, which always contains the whole guide.",
    ),
}


@pytest.mark.parametrize(("arguments", "error", "message"), WRONG.values(), ids=WRONG)
def test_invalid_arguments_are_rejected_before_anything_is_built(
    arguments: dict[str, Any], error: type[Exception], message: str, both: tuple[Guide, Registry], tmp_path: Path
) -> None:
    """An unknown name or invalid value stops the build before the first file."""
    with pytest.raises(error) as raised:
        build(*both, out=tmp_path / "out", **arguments)

    assert str(raised.value).startswith(message)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_registry_is_an_error(guide: Guide, tmp_path: Path) -> None:
    """Without formats, a build fails."""
    with pytest.raises(UnknownFormat, match="acucontent list"):
        build(guide, Registry(), out=tmp_path)


def test_progress_is_reported_before_each_file(guide: Guide, registry: Registry, tmp_path: Path) -> None:
    """The callback receives each file and the total number of files."""
    reported: list[tuple[str, int, bool]] = []

    def report_file(planned: PlannedFile, count: int) -> None:
        reported.append((planned.path.name, count, planned.path.exists()))

    build(guide, registry, out=tmp_path, on_progress=report_file)

    names = ("hiccups.whole", "hiccups.words", "hiccups.print", "hiccups-sheet.print")
    assert reported == [(name, 4, False) for name in names]


def _refuse(edition: Edition, options: Options) -> Artifact:
    raise ExportFailed("point.svg: the image is missing. Add it to the folder of the guide.")


def _break(edition: Edition, options: Options) -> Artifact:
    raise KeyError("colour")


def test_all_other_files_are_built_when_one_fails(
    guide: Guide, registry: Registry, make_exporter: MakeExporter, tmp_path: Path
) -> None:
    """Every file that can be built is built, and every error is reported."""
    bad = {name: make_exporter(name, export=export) for name, export in (("bad", _refuse), ("worse", _break))}
    mixed = Registry({**bad, **registry})

    with pytest.raises(BuildFailed) as raised:
        build(guide, mixed, out=tmp_path)

    assert [each.format for each in raised.value.failed] == ["bad", "worse"]
    assert len(raised.value.built) == 4
    assert "the image is missing" in str(raised.value)
    assert list_outputs(tmp_path) == sorted(each.path.name for each in raised.value.built)


def _with_record(edition: Edition, options: Options) -> Artifact:
    return Artifact(b"book", notes=("it claims nothing",), companions={".record.xml": b"<record/>"})


def test_a_companion_is_written_next_to_its_file(guide: Guide, make_exporter: MakeExporter, tmp_path: Path) -> None:
    """A companion has the name of its file; only the file itself has notes."""
    built = build(guide, Registry({"book": make_exporter("book", export=_with_record)}), out=tmp_path)

    assert [(each.path.name, each.size, each.notes) for each in built] == [
        ("hiccups.book", 4, ("it claims nothing",)),
        ("hiccups.record.xml", 9, ()),
    ]
    assert (tmp_path / "hiccups.record.xml").read_bytes() == b"<record/>"


def test_a_companion_does_not_replace_another_file(guide: Guide, make_exporter: MakeExporter, tmp_path: Path) -> None:
    """If two formats write the same file, one of them fails."""
    book = make_exporter("book", export=_with_record)
    record = make_exporter("record", suffix=".record.xml")

    with pytest.raises(BuildFailed, match=r"the format 'record' writes a file with the same name") as raised:
        build(guide, Registry({"book": book, "record": record}), out=tmp_path)

    assert [each.path.name for each in raised.value.built] == ["hiccups.book", "hiccups.record.xml"]
    assert (tmp_path / "hiccups.record.xml").read_text() == "Humming for hiccups"


def test_a_failed_export_keeps_the_old_file(guide: Guide, make_exporter: MakeExporter, tmp_path: Path) -> None:
    """The folder is unchanged."""
    build(guide, Registry({"bad": make_exporter("bad")}), out=tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    with pytest.raises(BuildFailed):
        build(guide, Registry({"bad": make_exporter("bad", export=_refuse)}), out=tmp_path)

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_folder_that_is_a_file_is_one_error(guide: Guide, registry: Registry, tmp_path: Path) -> None:
    """There is one message, not one for each file."""
    (tmp_path / "out").write_text("a file")

    with pytest.raises(CannotWrite, match=r"out: cannot be written: .*Move it, or choose another name"):
        build(guide, registry, out=tmp_path / "out")


def test_two_builds_are_equal(guide: Guide, registry: Registry, tmp_path: Path) -> None:
    """Equal guides and options give equal files."""
    first, second = (build(guide, registry, out=tmp_path / name) for name in ("a", "b"))

    assert [each.path.read_bytes() for each in first] == [each.path.read_bytes() for each in second]


@pytest.mark.parametrize(("argument", "example"), [("formats", "words"), ("handouts", "complete")])
def test_a_text_is_not_a_list_of_names(
    argument: str, example: str, guide: Guide, registry: Registry, tmp_path: Path
) -> None:
    """A text would be read as a list of letters."""
    with pytest.raises(TypeError, match=rf"^{argument} must be a list of names, such as \["):
        build(guide, registry, out=tmp_path, **{argument: example})  # type: ignore[arg-type]


@pytest.mark.parametrize(("formats", "handouts"), [([], ["all", "nope"]), (["whole"], ["nope"])])
def test_every_handout_must_exist(
    formats: list[str], handouts: list[str], guide: Guide, registry: Registry, tmp_path: Path
) -> None:
    """An unknown handout is refused next to `all`, and for a format without handouts."""
    with pytest.raises(NoSuchRecord, match="Unknown handout 'nope'"):
        build(guide, registry, out=tmp_path, formats=formats, handouts=handouts)


def test_a_build_says_why_a_difference_has_no_chart(tmp_path: Path) -> None:
    """Each file of the guide notes the figure whose outcome has no scale; with its scale, there is no note."""
    numbers = [make.make_estimate(drawn=True)]
    guides = [
        make.make_guide(
            evidence=make.make_evidence(
                outcomes=[make.make_outcome(scale=scale)], statements=[make.make_statement(numbers=numbers)]
            )
        )
        for scale in (None, make.make_scale())
    ]

    notes = [
        {note for each in build(guide, out=tmp_path / str(place), formats=["text"]) for note in each.notes}
        for place, guide in enumerate(guides)
    ]

    assert [len(found) for found in notes] == [1, 0]
    assert "the outcome 'hiccups' has no scale" in notes[0].pop()

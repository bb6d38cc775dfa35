"""One overlay has the notes for the handouts of all guides of a clinic."""

from __future__ import annotations

from pathlib import Path

import pytest

from acucontent import NoSuchRecord, discover, export, load, read_clinic
from acucontent.site.build import build_site
from tests.cli.conftest import Run
from tests.factories import make_guide, make_handout

NOTES = "name: Example\nnotes:\n  - {handout: points, text: Ring twice.}\n  - {handout: diary, text: Bring a pen.}\n"
"""Only the guide on back pain has a handout of points, and only the guide on migraine has a diary."""

COMMANDS = {
    "build": ("build", "{guide}", "--format", "text"),
    "site": ("site", "made", "{guide}", "--format", "text", "--region", "US"),
    "check": ("check", "{guide}", "--quick", "--select", "E101"),
    "batch of patients": ("batch", "table.csv", "--guide", "{guide}", "--handout", "aftercare", "--out", "out"),
}


@pytest.fixture(autouse=True)
def _write_files(run: Run) -> None:
    Path("clinic.yaml").write_text(NOTES, encoding="utf-8")
    Path("wrong.yaml").write_text(NOTES.replace("diary", "dairy"), encoding="utf-8")
    Path("table.csv").write_text("patient\nA. Example\n", encoding="utf-8")


@pytest.mark.parametrize("guide", ["back-pain", "migraine"])
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_notes_for_two_guides_are_in_one_overlay(run: Run, command: tuple[str, ...], guide: str) -> None:
    """Each command takes it for either guide."""
    done = run(*(word.format(guide=guide) for word in command), "--clinic", "clinic.yaml")

    assert done.exit_code == 0, done.output + done.stderr


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_note_for_no_handout_is_an_error(run: Run, command: tuple[str, ...]) -> None:
    """The message has the line and the nearest handout of any installed guide."""
    done = run(*(word.format(guide="back-pain") for word in command), "--clinic", "wrong.yaml")

    assert done.exit_code == 2
    assert (
        "Error: wrong.yaml:4: notes.1.handout: Unknown handout 'dairy' in a note of the overlay. Did you mean 'diary'"
        in done.stderr
    )
    assert not Path("build").exists()


def test_a_batch_of_clinics_takes_notes_for_two_guides(run: Run) -> None:
    """The overlays of a folder are read alike."""
    Path("clinics").mkdir()
    Path("clinics/one.yaml").write_text(NOTES, encoding="utf-8")
    words = ("batch", "--clinics", "clinics", "--guide", "migraine", "--handout", "diary", "--workers", "1")

    done = run(*words, "--out", "out")
    Path("clinics/one.yaml").write_text(NOTES.replace("diary", "dairy"), encoding="utf-8")
    refused = run(*words, "--out", "other")

    assert done.exit_code == 0, done.stderr
    assert refused.exit_code == 1
    assert "one.yaml:4: notes.1.handout: Unknown handout 'dairy'" in refused.stderr


def test_a_handout_has_only_its_own_note() -> None:
    """The note for a handout of the other guide is not printed."""
    overlay = read_clinic("clinic.yaml")
    points, diary = (
        export(load(guide), "text", handout=handout, overlay=overlay).decode()
        for guide, handout in (("back-pain", "points"), ("migraine", "diary"))
    )

    assert ("Ring twice." in points, "Bring a pen." in points) == (True, False)
    assert ("Ring twice." in diary, "Bring a pen." in diary) == (False, True)


def test_a_guide_that_is_not_installed_has_notes_too(tmp_path: Path) -> None:
    """The notes can be for the guide itself, for installed guides, and in a site for its other guides."""
    guide = make_guide(handouts=[make_handout(), make_handout(id="visit")])
    other = make_guide(id="yawns", handouts=[make_handout(), make_handout(id="stretch")])
    notes = NOTES + "  - {handout: visit, text: Hum.}\n"
    Path("visit.yaml").write_text(notes, encoding="utf-8")
    Path("stretch.yaml").write_text(notes + "  - {handout: stretch, text: Hum.}\n", encoding="utf-8")

    assert b"Hum." in export(guide, "text", handout="visit", overlay=read_clinic("visit.yaml"))
    with pytest.raises(NoSuchRecord, match=r"stretch\.yaml:6: notes\.3\.handout: Unknown handout 'stretch'"):
        export(guide, "text", overlay=read_clinic("stretch.yaml"))
    build_site([guide, other], discover(), tmp_path / "site", formats=["text"], overlay=read_clinic("stretch.yaml"))

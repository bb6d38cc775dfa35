"""The folder of the clinics is listed with its broken overlays, and no name leads out of it."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from PIL import Image

from acucontent import read_clinic
from acucontent.clinic import MAX_NAME
from acucontent.desk import clinics as module
from acucontent.desk.clinics import (
    ChangedMeanwhile,
    Clinics,
    InvalidClinicName,
    UnknownClinic,
    UnusableClinic,
    UnusableFolder,
    make_stem,
)
from acucontent.desk.overlay_form import apply_form
from acucontent.files import CannotWrite


def write(folder: Path, name: str, text: str) -> None:
    """Write an overlay."""
    (folder / name).write_text(text, encoding="utf-8")


def make_logo(color: str = "navy") -> bytes:
    """Return a small PNG."""
    output = io.BytesIO()
    Image.new("RGB", (20, 10), color).save(output, "PNG")
    return output.getvalue()


def test_overlays_are_listed_with_their_problems(tmp_path: Path) -> None:
    """A broken overlay is in the list with each problem at its line, and does not hide the others."""
    write(tmp_path, "north.yaml", "name: North Clinic\n")
    write(tmp_path, "South.YML", "name: South\nphone: none\ncolor: '#ffff00'\n")
    write(tmp_path, "syntax.yaml", "name: [\n")
    write(tmp_path, ".hidden.yaml", "name: Hidden\n")
    write(tmp_path, "notes.txt", "name: Text\n")
    (tmp_path / "folder.yaml").mkdir()

    south, north, syntax = Clinics(tmp_path).list()

    assert (north.name, north.title, north.problems) == ("north.yaml", "North Clinic", ())
    assert north.overlay == read_clinic(tmp_path / "north.yaml")
    assert [each[:14] for each in south.problems] == ["South.YML:2:8:", "South.YML:3:8:"]
    assert (south.title, south.overlay) == ("South.YML", None)
    assert len(syntax.problems) == 1


@pytest.mark.parametrize("folder", [None, "missing"])
def test_a_folder_that_does_not_exist_has_no_clinics(tmp_path: Path, folder: str | None) -> None:
    """A first start has no folder yet, and a user without a home has none at all."""
    assert Clinics(tmp_path / folder if folder else None).list() == ()


def test_without_a_folder_nothing_can_be_created() -> None:
    """The message names the option that helps."""
    with pytest.raises(CannotWrite, match="--clinics DIR"):
        Clinics(None).create("North")
    with pytest.raises(UnusableFolder, match="no home folder"):
        Clinics(None).choose_folder("/clinics")


def test_a_folder_that_was_named_stays(tmp_path: Path) -> None:
    """The message says how the folder was chosen."""
    with pytest.raises(UnusableFolder, match="chosen with --clinics"):
        Clinics(tmp_path).choose_folder("/clinics")


def test_the_default_folder_need_not_exist(tmp_path: Path) -> None:
    """It is created with the first clinic; until then nothing is wrong."""
    (tmp_path / "file").write_text("", encoding="utf-8")

    for folder in (tmp_path / "missing", tmp_path / "file" / "clinics"):
        assert Clinics(folder, folder).problem == ""
    assert "does not exist" in Clinics(tmp_path / "missing", tmp_path).problem


@pytest.mark.parametrize(
    "name",
    ["../outside.yaml", "/etc/passwd", "..", "", "missing.yaml", "sub/inner.yaml", "north.yaml\0", ".hidden.yaml"],
)
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    """Only the files that are listed can be read, changed or given a logo."""
    folder = tmp_path / "clinics"
    (folder / "sub").mkdir(parents=True)
    write(tmp_path, "outside.yaml", "name: Outside\n")
    write(folder, "sub/inner.yaml", "name: Inner\n")
    write(folder, ".hidden.yaml", "name: Hidden\n")
    write(folder, "north.yaml", "name: North\n")
    clinics = Clinics(folder)

    for act in (
        clinics.read,
        clinics.read_text,
        lambda each: clinics.save(each, b"name: X\n", "0"),
        lambda each: clinics.save_logo(each, make_logo()),
    ):
        with pytest.raises(UnknownClinic, match="clinic"):
            act(name)
    assert (tmp_path / "outside.yaml").read_text(encoding="utf-8") == "name: Outside\n"


@pytest.mark.skipif(os.name == "nt", reason="links need a permission on Windows")
@pytest.mark.parametrize("target", ["../outside.yaml", "link.yaml", "missing.yaml"])
def test_a_link_out_of_the_folder_is_broken(tmp_path: Path, target: str) -> None:
    """A link to another folder, to itself or to nothing is listed as broken, and is neither read nor written."""
    folder = tmp_path / "clinics"
    folder.mkdir()
    write(tmp_path, "outside.yaml", "name: Outside\n")
    (folder / "link.yaml").symlink_to(target)
    clinics = Clinics(folder)

    (link,) = clinics.list()

    assert link.problems == ("link.yaml: is a link to a file outside this folder. To fix it, copy the file here.",)
    with pytest.raises(UnusableClinic):
        clinics.read("link.yaml")
    with pytest.raises(UnusableClinic):
        clinics.save("link.yaml", b"name: X\n", "0")
    assert (tmp_path / "outside.yaml").read_text(encoding="utf-8") == "name: Outside\n"


def test_a_change_of_the_file_or_its_logo_is_seen(tmp_path: Path) -> None:
    """Overlays are kept in memory until their file or their logo changes."""
    write(tmp_path, "north.yaml", "name: North\nlogo: logo.png\n")
    clinics = Clinics(tmp_path)
    assert clinics.list()[0].overlay is None  # the logo is missing

    (tmp_path / "logo.png").write_bytes(make_logo())
    first = clinics.read("north.yaml")
    assert clinics.read("north.yaml") is first

    (tmp_path / "logo.png").write_bytes(make_logo("black"))
    os.utime(tmp_path / "logo.png", ns=(1, 1))
    assert clinics.read("north.yaml").logo != first.logo
    write(tmp_path, "north.yaml", "name: North Clinic\n")
    assert clinics.read("north.yaml").clinic.name == "North Clinic"


def test_a_broken_overlay_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its logo is not decoded for each request, and a change of the file, the logo or a permission is seen."""
    write(tmp_path, "north.yaml", "name: North\nphone: none\nlogo: logo.png\n")
    logo = tmp_path / "logo.png"
    logo.write_bytes(make_logo())
    reads = count_reads(monkeypatch)
    clinics = Clinics(tmp_path)

    problems = [clinics.list()[0].problems for _ in range(2)]

    assert problems[0] == problems[1] != ()
    assert reads == ["north.yaml"]
    logo.write_bytes(b"no image")
    assert len(clinics.list()[0].problems) == 2
    logo.chmod(0o600)
    clinics.list()
    assert len(reads) == 2 + (os.name == "posix")
    write(tmp_path, "north.yaml", "name: North\n")
    assert clinics.list()[0].problems == ()


def test_a_broken_overlay_is_read_again_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process that decodes a logo may fail for a moment, without a change of the file."""
    write(tmp_path, "north.yaml", "name: North\nphone: none\n")
    reads = count_reads(monkeypatch)
    clinics = Clinics(tmp_path)

    clinics.list()
    monkeypatch.setattr(module, "_RETRY_SECONDS", 0.0)
    clinics.list()

    assert len(reads) == 2


def count_reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list to which the name of each file that is read is added."""
    reads: list[str] = []
    read = module._read_file

    def read_and_count(path: Path) -> module.ClinicFile:
        reads.append(path.name)
        return read(path)

    monkeypatch.setattr(module, "_read_file", read_and_count)
    return reads


def test_frozen_clinics_do_not_change(tmp_path: Path) -> None:
    """The list and the overlays of one request are of one moment, also the errors."""
    write(tmp_path, "north.yaml", "name: North\n")
    write(tmp_path, "south.yaml", "name: [\n")
    frozen = Clinics(tmp_path).freeze()
    listed = frozen.list()

    write(tmp_path, "north.yaml", "name: Changed\n")
    write(tmp_path, "south.yaml", "name: South\n")
    write(tmp_path, "west.yaml", "name: West\n")

    assert frozen.list() == listed
    assert frozen.read("north.yaml") == listed[0].overlay
    with pytest.raises(UnusableClinic):
        frozen.read("south.yaml")
    with pytest.raises(UnknownClinic):
        frozen.read("west.yaml")


def test_a_change_while_the_file_is_read_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The older words are not kept with the stamp of the newer file."""
    write(tmp_path, "north.yaml", "name: North\n")
    read = module._read_file

    def read_late(path: Path) -> module.ClinicFile:
        found = read(path)
        write(tmp_path, "north.yaml", "name: North Clinic\n")
        return found

    clinics = Clinics(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(module, "_read_file", read_late)
        assert clinics.read("north.yaml").clinic.name == "North"
    assert clinics.read("north.yaml").clinic.name == "North Clinic"


def test_a_new_clinic_has_only_its_name(tmp_path: Path) -> None:
    """The comments of the template stay, but none of its examples, which would be printed."""
    clinics = Clinics(tmp_path / "clinics")

    name = clinics.create("  Praxis  Nord ")

    assert name == "praxis-nord.yaml"
    text = (tmp_path / "clinics" / name).read_text(encoding="utf-8")
    assert clinics.read(name).clinic.name == "Praxis Nord"
    assert "Example Clinic" not in text
    assert "# A PNG or JPEG in this folder" in text
    assert max(map(len, text.split("\n"))) <= 120


def test_no_clinic_is_created_over_another(tmp_path: Path) -> None:
    """A name that differs in case only is the same file on some systems."""
    write(tmp_path, "North.yaml", "name: A\n")
    clinics = Clinics(tmp_path)

    with pytest.raises(InvalidClinicName, match="There is a file north"):
        clinics.create("North")
    assert clinics.create("North", "north-2") == "north-2.yaml"


def test_a_second_click_creates_nothing(tmp_path: Path) -> None:
    """A form that is sent twice leads to the same clinic, unless that was edited meanwhile."""
    clinics = Clinics(tmp_path)
    created = clinics.create("North")

    assert clinics.create("North") == created
    assert len(clinics.list()) == 1
    write(tmp_path, created, "name: North\nphone: 555 0100\n")
    with pytest.raises(InvalidClinicName):
        clinics.create("North")


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("North Clinic", "north-clinic"),
        ("../../etc/passwd", "etc-passwd"),
        ("Café Zürich & Söhne", "cafe-zurich-sohne"),
        ("x" * MAX_NAME, "x" * 60),
        ("C:\\clinic", "c-clinic"),
        ("診療所", "zhenliaosuo"),
        ("Клиника", "klinika"),
        ("عيادة", "ydh"),
        ("Praxis 🏥", "praxis-hospital"),
    ],
)
def test_file_names_are_safe(name: str, stem: str) -> None:
    """A name of a clinic becomes letters, digits and hyphens."""
    assert make_stem(name) == stem


@pytest.mark.parametrize("name", ["", "...", "。", "con", "LPT1"])
def test_a_name_without_usable_letters_is_refused(name: str) -> None:
    """The message asks for a name of the file."""
    with pytest.raises(InvalidClinicName, match="letters from a to z"):
        make_stem(name)


def test_a_form_is_saved_in_its_file(tmp_path: Path) -> None:
    """The values change, and comments and other keys stay."""
    write(tmp_path, "north.yaml", "# ours\nname: North # short\nlogo: logo.png\n")
    (tmp_path / "logo.png").write_bytes(make_logo())
    clinics = Clinics(tmp_path)

    form = {"name": "North Clinic", "phone": "12345"}
    opened = clinics.read_text("north.yaml")
    saved = clinics.save("north.yaml", apply_form(opened.content, form).text.encode("utf-8"), opened.sha256)

    assert saved.content == b"# ours\nname: North Clinic # short\nphone: '12345'\nlogo: logo.png\n"
    assert clinics.read("north.yaml").clinic.phone == "12345"


def test_a_file_that_changed_meanwhile_is_not_saved(tmp_path: Path) -> None:
    """The other version stays, and the caller can show both."""
    write(tmp_path, "north.yaml", "name: North\n")
    clinics = Clinics(tmp_path)
    opened = clinics.read_text("north.yaml")
    write(tmp_path, "north.yaml", "name: Changed elsewhere\n")

    with pytest.raises(ChangedMeanwhile, match="changed by another program"):
        clinics.save("north.yaml", b"name: Mine\n", opened.sha256)

    assert (tmp_path / "north.yaml").read_text(encoding="utf-8") == "name: Changed elsewhere\n"


def test_a_logo_replaces_no_other_file(tmp_path: Path) -> None:
    """A logo that is there already is used, and another one gets another name."""
    write(tmp_path, "north.yaml", "name: North\n")
    clinics = Clinics(tmp_path)

    names = [clinics.save_logo("north.yaml", make_logo(color)) for color in ("navy", "navy", "black")]

    assert names == ["north-logo.png", "north-logo.png", "north-logo-2.png"]
    assert (tmp_path / "north-logo.png").read_bytes() == make_logo()

"""Output goes where the user expects it, or nowhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from acucontent import discover
from acucontent.files import CannotWrite, open_atomic, write_file
from tests.cli.conftest import Run

BUILD = ("build", "--no-cache", "--format", "text", "--handout", "aftercare", "--workers", "1")


@pytest.mark.parametrize("name", ["handout.pdf", "Sheet.PDF", "a.b.epub", "o/x.txt", "x.html", "x.json", "-"])
def test_the_name_of_a_file_is_no_folder(name: str, run: Run, tmp_path: Path) -> None:
    """`--out handout.pdf` makes no folder of this name, and the message says what is expected."""
    done = run(*BUILD, "--out", name, registry=discover())

    assert (done.exit_code, list(tmp_path.iterdir())) == (2, [])
    assert "folder" in done.stderr


@pytest.mark.parametrize("name", ["v1.2", "Dr. Smith", "given.pdf/", "there.pdf", "Praxis\nMüller"])
def test_other_names_are_folders(name: str, run: Run, tmp_path: Path) -> None:
    """A dot alone makes no file; a slash, or a folder that exists, makes the meaning clear."""
    (tmp_path / "there.pdf").mkdir()

    done = run(*BUILD, "--out", name, registry=discover())

    assert done.exit_code == 0, done.output
    assert (tmp_path / name / "back-pain-aftercare.txt").is_file()
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize("overwrite", [(), ("--overwrite",)])
@pytest.mark.parametrize("kind", ["link", "broken link", "pipe"])
def test_links_and_pipes_are_refused(kind: str, overwrite: tuple[str, ...], run: Run, tmp_path: Path) -> None:
    """A link to a shared file is neither replaced nor followed, also with --overwrite."""
    file, shared = tmp_path / "o" / "back-pain-aftercare.txt", tmp_path / "shared.txt"
    file.parent.mkdir()
    if kind == "pipe":
        os.mkfifo(file)
    else:
        file.symlink_to(shared)
    if kind == "link":
        shared.write_bytes(b"old")

    done = run(*BUILD, "--out", "o", *overwrite, registry=discover())

    assert done.exit_code == 2
    assert ("is a link to" if kind != "pipe" else "is not a regular file") in done.stderr
    assert not file.is_file() or (file.is_symlink() and shared.read_bytes() == b"old")


def test_a_manifest_that_is_a_pipe_is_not_read(run: Run, tmp_path: Path) -> None:
    """The build ends, and says what is in its way."""
    (tmp_path / "o").mkdir()
    os.mkfifo(tmp_path / "o" / ".acucontent.json")

    done = run(*BUILD, "--out", "o", registry=discover())

    assert done.exit_code == 2
    assert ".acucontent.json" in done.stderr


def test_a_device_is_not_replaced(tmp_path: Path) -> None:
    """As root, to replace /dev/null by a file would break the system."""
    device = tmp_path / "device"
    device.symlink_to(os.devnull)

    with pytest.raises(CannotWrite):
        write_file(device, b"x")
    with pytest.raises(CannotWrite), open_atomic(device):
        pass
    assert device.is_symlink()
    assert [path.name for path in tmp_path.iterdir()] == ["device"]

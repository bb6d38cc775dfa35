"""Sheets can be written to folders and to any storage that fsspec supports."""

from __future__ import annotations

from pathlib import Path

import pytest

from acucontent.batch import Target, open_target
from acucontent.batch.target import Folder, Remote
from acucontent.files import CannotWrite


@pytest.fixture(params=["folder", "memory"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Target:
    """Return a folder, or a folder that fsspec keeps in memory."""
    return open_target(tmp_path / "new") if request.param == "folder" else Remote(f"memory://{tmp_path.name}")


def test_a_file_can_be_read_after_it_was_written(target: Target) -> None:
    """A file that was written can be read; one that was not written does not exist."""
    target.put("one.pdf", b"first")
    target.put("one.pdf", b"second")
    target.put("clinic/two.pdf", b"in a folder")

    assert (target.read("one.pdf"), target.read("clinic/two.pdf")) == (b"second", b"in a folder")
    assert target.read("three.pdf") is None


def test_a_file_written_in_pieces_is_complete_or_missing(target: Target) -> None:
    """A file whose writing fails leaves nothing."""
    with target.open_file("complete.pdf") as file:
        file.write(b"one, ")
        file.write(b"two")
    with pytest.raises(TypeError), target.open_file("partial.pdf") as file:
        file.writelines([b"one, ", 2])  # type: ignore[list-item]  # fails in the middle

    assert target.read("complete.pdf") == b"one, two"
    assert target.read("partial.pdf") is None


def test_an_address_has_a_scheme(tmp_path: Path) -> None:
    """Text with a scheme is an address; everything else is a folder, stored as an absolute path for other processes."""
    assert open_target(str(tmp_path)) == Folder(tmp_path)


def test_an_unreachable_address_is_refused_before_anything_is_made() -> None:
    """An address that cannot be reached is reported before any work is done."""
    with pytest.raises(CannotWrite, match=r"^unknown://bucket: cannot be reached: "):
        open_target("unknown://bucket")


def test_a_folder_that_cannot_be_created_is_refused(tmp_path: Path) -> None:
    """A path that is a file is refused."""
    (tmp_path / "sheets").write_text("a file", encoding="utf-8")

    with pytest.raises(CannotWrite, match="sheets"):
        open_target(tmp_path / "sheets")


def test_only_leftovers_of_the_same_run_are_removed(tmp_path: Path) -> None:
    """Temporary files of other runs and finished files stay."""
    target, other = Folder(tmp_path), Folder(tmp_path)
    names = [f".one.pdf.{each.mark}01234567.part" for each in (target, other)]
    for name in (*names, "one.pdf", "notes.part"):
        (tmp_path / name).write_bytes(b"")

    target.remove_leftovers()

    assert {path.name for path in tmp_path.iterdir()} == {names[1], "one.pdf", "notes.part"}

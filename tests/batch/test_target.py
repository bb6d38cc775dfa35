"""Where sheets go: folders, and what fsspec reaches."""

from __future__ import annotations

from pathlib import Path

import pytest

from acucontent.batch import Target, target_of
from acucontent.batch.target import Folder, Remote
from acucontent.files import CannotWrite


@pytest.fixture(params=["folder", "memory"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Target:
    """A folder, and one that fsspec keeps in memory."""
    return target_of(tmp_path / "new" if request.param == "folder" else f"memory://{tmp_path.name}")


def test_what_was_put_can_be_read(target: Target) -> None:
    """And what was not put is not there."""
    target.put("one.pdf", b"first")
    target.put("one.pdf", b"second")
    target.put("clinic/two.pdf", b"in a folder")

    assert (target.read("one.pdf"), target.read("clinic/two.pdf")) == (b"second", b"in a folder")
    assert target.read("three.pdf") is None


def test_a_file_written_in_pieces_is_whole_or_not_there(target: Target) -> None:
    """One that could not be ended leaves nothing."""
    with target.writing("whole.pdf") as file:
        file.write(b"one, ")
        file.write(b"two")
    with pytest.raises(TypeError), target.writing("half.pdf") as file:
        file.writelines([b"one, ", 2])  # type: ignore[list-item]  # fails in the middle

    assert target.read("whole.pdf") == b"one, two"
    assert target.read("half.pdf") is None


def test_kinds_of_places(tmp_path: Path) -> None:
    """An address has a scheme; all else is a folder, known by its whole path wherever the work is done."""
    assert target_of("memory://sheets") == Remote("memory://sheets")
    assert target_of(str(tmp_path)) == Folder(tmp_path)


def test_an_address_that_leads_nowhere_is_refused_before_anything_is_made() -> None:
    """Not after an hour."""
    with pytest.raises(CannotWrite, match=r"^nowhere://bucket: cannot be reached: "):
        target_of("nowhere://bucket")


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    """A file stands in its place."""
    (tmp_path / "sheets").write_text("a file", encoding="utf-8")

    with pytest.raises(CannotWrite, match="sheets"):
        target_of(tmp_path / "sheets")

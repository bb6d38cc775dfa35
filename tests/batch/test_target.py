"""Sheets can be written to folders and to any storage that fsspec supports."""

from __future__ import annotations

from dataclasses import dataclass, field
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


@dataclass
class FullFilesystem:
    """A storage that writes only the beginning of a file, with or without an error."""

    silent: bool
    files: dict[str, bytes] = field(default_factory=dict)

    def pipe_file(self, path: str, content: bytes) -> None:
        """Write half of a file."""
        self.files[path] = content[: len(content) // 2]
        if not self.silent:
            raise OSError("no space left")

    def size(self, path: str) -> int:
        """Return the size of a file."""
        return len(self.files[path])

    def rm_file(self, path: str) -> None:
        """Remove a file."""
        del self.files[path]

    def invalidate_cache(self) -> None:
        """Do nothing."""


@pytest.mark.parametrize("silent", [False, True])
def test_a_full_storage_is_an_error(silent: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file counts as written only if all of it is there; half a file is removed."""
    full = FullFilesystem(silent)
    monkeypatch.setattr(Remote, "_open_filesystem", lambda self: (full, "sheets"))

    with pytest.raises(
        CannotWrite, match=r"s3://sheets/one\.pdf: cannot be written: .*check the address, its free space"
    ):
        Remote("s3://sheets").put("one.pdf", b"all of it")
    assert full.files == {}


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("memory://sheets", "is lost when the program ends"),
        ("simplecache::s3://bucket/sheets", "may leave copies in a temporary folder"),
    ],
)
def test_an_address_that_loses_or_copies_files_is_refused(address: str, reason: str) -> None:
    """Nothing is said to be written that is lost, and no copy is left in a temporary folder."""
    with pytest.raises(CannotWrite, match=reason):
        open_target(address)


def test_an_address_of_this_machine_is_a_folder(tmp_path: Path) -> None:
    """Its files are written completely or not at all, as in any folder."""
    assert open_target(f"file://{tmp_path}/new") == Folder(tmp_path / "new")


def test_files_are_listed_and_removed(target: Target) -> None:
    """Folders are not listed, and a missing file is no error."""
    target.put("one.pdf", b"1")
    target.put("folder/two.pdf", b"2")

    assert target.list_names() == ("one.pdf",)
    target.remove("one.pdf")
    target.remove("one.pdf")
    assert target.list_names() == ()

"""An entry of the cache is returned if it is intact, and made again if it is damaged."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from acucontent.rendering.cache.storage import Cache

POSIX = pytest.mark.skipif(os.name != "posix", reason="needs POSIX: modes, links and pipes")


def test_an_entry_is_made_once(tmp_path: Path) -> None:
    """The entry is read the next time."""
    cache = Cache(tmp_path)

    first, second = (cache.get_or_make("face", lambda made=made: made) for made in (b"first", b"second"))  # type: ignore[misc]

    assert first == second == b"first"


@pytest.mark.parametrize("damage", [b"", b"short", b"x" * 500], ids=["empty", "short", "other"])
def test_a_damaged_entry_is_made_again(tmp_path: Path, damage: bytes) -> None:
    """A damaged entry is not returned."""
    cache = Cache(tmp_path)
    cache.write("face", b"right")
    (path,) = cache.list_files()
    path.write_bytes(damage)

    assert cache.get_or_make("face", lambda: b"right") == b"right"
    assert cache.get_or_make("face", lambda: b"wrong") == b"right"


def test_a_folder_that_is_not_writable_is_ignored(tmp_path: Path) -> None:
    """Nothing is stored, and no file is left."""
    (tmp_path / "file").write_bytes(b"")
    cache = Cache(tmp_path / "file" / "folder")

    assert cache.get_or_make("face", lambda: b"right") == b"right"
    assert list(cache.list_files()) == []
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_clear_deletes_entries_and_nothing_else(tmp_path: Path) -> None:
    """Other files in the folder are not deleted."""
    cache = Cache(tmp_path)
    cache.write("face", b"right")
    (tmp_path / "notes.txt").write_bytes(b"mine")

    assert cache.clear() == 1
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_the_cache_is_in_the_users_cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder depends on the operating system; a user without a home folder has no cache."""
    monkeypatch.setattr("acucontent.rendering.cache.storage.user_cache_path", lambda *_, **__: tmp_path / "acucontent")
    assert Cache.of_user() == Cache(tmp_path / "acucontent")

    monkeypatch.setattr("acucontent.rendering.cache.storage.user_cache_path", lambda *_, **__: Path("~/.cache"))
    assert Cache.of_user() is None


@POSIX
@pytest.mark.parametrize("trap", ["pipe", "link", "folder"])
def test_what_is_no_file_is_never_read(trap: str, tmp_path: Path) -> None:
    """An entry that was replaced by a pipe, which would block forever, or a link is made again."""
    cache = Cache(tmp_path / "cache")
    cache.write("face", b"right")
    (path,) = cache.list_files()
    path.rename(tmp_path / "elsewhere")
    make = {"pipe": os.mkfifo, "link": lambda new: new.symlink_to(tmp_path / "elsewhere"), "folder": os.mkdir}[trap]
    make(path)

    assert cache.get_or_make("face", lambda: b"made again") == b"made again"


@POSIX
@pytest.mark.parametrize("shared", ["file", "folder"])
def test_what_others_can_write_is_not_read(shared: str, tmp_path: Path) -> None:
    """An entry is private; one that another user could have written is made again, and then it is private."""
    cache = Cache(tmp_path / "cache")
    cache.write("face", b"theirs")
    (path,) = cache.list_files()
    assert (path.stat().st_mode & 0o777, cache.folder.stat().st_mode & 0o777) == (0o600, 0o700)
    (path if shared == "file" else cache.folder).chmod(0o777)

    assert cache.get_or_make("face", lambda: b"ours") == b"ours"
    assert cache.get_or_make("face", lambda: b"again") == b"ours"

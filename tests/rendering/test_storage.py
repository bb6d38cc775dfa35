"""An entry of the cache is returned if it is intact, and made again if it is damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from acucontent.rendering.cache.storage import Cache


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

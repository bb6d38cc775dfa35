"""An entry of the cache is returned if it is whole, and made again if it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from acucontent.rendering.cache.storage import Cache


def test_an_entry_is_made_once(tmp_path: Path) -> None:
    """What was made is read the next time."""
    cache = Cache(tmp_path)

    first, second = (cache.get_or_make("face", lambda made=made: made) for made in (b"first", b"second"))  # type: ignore[misc]

    assert first == second == b"first"


@pytest.mark.parametrize("damage", [b"", b"short", b"x" * 500], ids=["empty", "short", "other"])
def test_a_damaged_entry_is_made_again(tmp_path: Path, damage: bytes) -> None:
    """A file that is not whole is not returned."""
    cache = Cache(tmp_path)
    cache.write("face", b"right")
    (path,) = cache.list_files()
    path.write_bytes(damage)

    assert cache.get_or_make("face", lambda: b"right") == b"right"
    assert cache.get_or_make("face", lambda: b"wrong") == b"right"


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    """It costs time only, and leaves nothing behind."""
    (tmp_path / "file").write_bytes(b"")
    cache = Cache(tmp_path / "file" / "folder")

    assert cache.get_or_make("face", lambda: b"right") == b"right"
    assert list(cache.list_files()) == []
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_clear_deletes_entries_and_nothing_else(tmp_path: Path) -> None:
    """Other files of the folder belong to somebody else."""
    cache = Cache(tmp_path)
    cache.write("face", b"right")
    (tmp_path / "notes.txt").write_bytes(b"mine")

    assert cache.clear() == 1
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_the_cache_is_in_the_users_cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder follows the custom of the operating system; a user without a home has no cache."""
    monkeypatch.setattr("acucontent.rendering.cache.storage.user_cache_path", lambda *_, **__: tmp_path / "acucontent")
    assert Cache.of_user() == Cache(tmp_path / "acucontent")

    monkeypatch.setattr("acucontent.rendering.cache.storage.user_cache_path", lambda *_, **__: Path("~/.cache"))
    assert Cache.of_user() is None

"""What is kept in the user's folder is served when it is whole, and made again when it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from acucontent.rendering.cache.storage import remembered


def test_cache_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was made once is read the next time."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setattr("acucontent.rendering.cache.storage.folder", lambda: tmp_path)

    first, second = (remembered("face", lambda made=made: made) for made in (b"first", b"second"))  # type: ignore[misc]

    assert first == second == b"first"


@pytest.mark.parametrize("damage", [b"", b"short", b"x" * 500], ids=["empty", "short", "other"])
def test_damaged_cache_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes) -> None:
    """A file that is not whole is made anew."""
    monkeypatch.setattr("acucontent.rendering.cache.storage.folder", lambda: tmp_path)
    remembered("face", lambda: b"right")
    (tmp_path / "face").write_bytes(damage)

    assert remembered("face", lambda: b"right") == b"right"
    assert remembered("face", lambda: b"wrong") == b"right"


def test_cache_that_cannot_be_written_is_no_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that cannot be made costs time only, and leaves nothing behind."""
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setattr("acucontent.rendering.cache.storage.folder", lambda: tmp_path / "file" / "folder")

    assert remembered("face", lambda: b"right") == b"right"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]

"""Only the user can read and write the cache, and nothing that another user could have written is used."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from acucontent.rendering.cache.storage import Cache

pytestmark = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows protects the folders of users itself")


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """Return a cache with an entry."""
    cache = Cache(tmp_path / "cache")
    cache.write("page", b"kept")
    return cache


def find_entry(cache: Cache) -> Path:
    """Return the file of the only entry."""
    (entry,) = cache.list_files()
    return entry


def replace_by_pipe(path: Path) -> None:
    """Replace a file by a named pipe, at which a reader would wait for ever."""
    path.unlink()
    os.mkfifo(path)


def replace_by_link(path: Path) -> None:
    """Replace a file by a link to its content."""
    path.replace(path.with_suffix(".moved"))
    path.symlink_to(path.with_suffix(".moved"))


def replace_by_device(path: Path) -> None:
    """Replace a file by a link to a device that never ends."""
    path.unlink()
    path.symlink_to("/dev/zero")


INTRUSIONS: dict[str, Callable[[Cache], object]] = {
    "pipe": lambda cache: replace_by_pipe(find_entry(cache)),
    "link": lambda cache: replace_by_link(find_entry(cache)),
    "device": lambda cache: replace_by_device(find_entry(cache)),
    "folder": lambda cache: (find_entry(cache).unlink(), (cache.folder / "page.cache").mkdir()),
    "file of a group": lambda cache: find_entry(cache).chmod(0o664),
    "file of all": lambda cache: find_entry(cache).chmod(0o602),
    "folder of a group": lambda cache: cache.folder.chmod(0o770),
    "folder of all": lambda cache: cache.folder.chmod(0o1777),
}


@pytest.mark.parametrize("umask", [0o000, 0o002, 0o022])
def test_only_the_user_can_read_it(umask: int, tmp_path: Path) -> None:
    """The folder and its files are private, whatever the user's usual permissions are."""
    before = os.umask(umask)
    try:
        cache = Cache(tmp_path / "deep" / "cache")
        cache.write("page", b"kept")
    finally:
        os.umask(before)

    modes = [stat.S_IMODE(path.stat().st_mode) for path in (cache.folder, find_entry(cache))]
    assert (modes, cache.read("page")) == ([0o700, 0o600], b"kept")


@pytest.mark.parametrize("intrude", INTRUSIONS.values(), ids=INTRUSIONS)
def test_what_others_could_have_written_is_not_read(intrude: Callable[[Cache], object], cache: Cache) -> None:
    """The entry is made again, and nothing waits for a pipe."""
    intrude(cache)

    assert cache.read("page") is None
    assert cache.get_or_make("page", lambda: b"new") == b"new"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
@pytest.mark.parametrize("part", ["folder", "file"])
def test_what_belongs_to_others_is_not_read(part: str, cache: Cache) -> None:
    """An entry or a folder of another user is ignored."""
    os.chown(cache.folder if part == "folder" else find_entry(cache), 12345, 12345)

    assert cache.read("page") is None


def test_a_link_of_the_user_to_another_disk_works(cache: Cache, tmp_path: Path) -> None:
    """Users may keep their cache elsewhere."""
    (tmp_path / "link").symlink_to(cache.folder)

    assert Cache(tmp_path / "link").read("page") == b"kept"

"""A file is complete or unchanged, also after an interruption."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from acucontent import CannotWrite
from acucontent.files import make_folder, open_atomic, write_file, write_new, write_new_folder
from tests.processes import start_process, wait_until

POSIX = pytest.mark.skipif(os.name != "posix", reason="needs POSIX: modes, signals and limits")


def test_a_file_is_replaced(tmp_path: Path) -> None:
    """The file has the new bytes, and there is no other file."""
    (tmp_path / "a.txt").write_bytes(b"old")

    write_file(tmp_path / "a.txt", b"new")

    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.txt", b"new")]


@POSIX
@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_the_mode_follows_the_umask(umask: int, mode: int, tmp_path: Path) -> None:
    """A file has the permissions that the umask of the user allows."""
    before = os.umask(umask)
    try:
        write_file(tmp_path / "a.txt", b"new")
    finally:
        os.umask(before)

    assert (tmp_path / "a.txt").stat().st_mode & 0o777 == mode


@POSIX
def test_a_private_file_is_for_its_owner(tmp_path: Path) -> None:
    """A private file and a new private folder have no permissions for others, whatever the umask allows."""
    make_folder(tmp_path / "out", private=True)
    write_file(tmp_path / "out" / "a.txt", b"name", private=True)
    with open_atomic(tmp_path / "out" / "b.txt", private=True) as file:
        file.write(b"name")

    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.rglob("*")}
    assert modes == {"out": 0o700, "a.txt": 0o600, "b.txt": 0o600}


@POSIX
def test_a_killed_process_leaves_no_part_of_a_long_file(tmp_path: Path) -> None:
    """A file that is written in parts has no name, not even a hidden one, until it is complete."""
    if not hasattr(os, "O_TMPFILE"):
        pytest.skip("needs Linux: files without a name")
    with open_atomic(tmp_path / "a.txt") as file:
        file.write(b"name")
        during = list(tmp_path.iterdir())

    assert during == []
    assert (tmp_path / "a.txt").read_bytes() == b"name"


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (
            OSError(errno.ENOSPC, "No space left on device"),
            "a.txt: cannot be written: No space left on device. Make room",
        ),
        (PermissionError(errno.EACCES, "Permission denied"), "Permission denied. Check its permissions"),
    ],
    ids=["disk-full", "not-allowed"],
)
def test_a_failure_leaves_the_old_file_unchanged(
    error: OSError, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old file is unchanged, there is no other file, and the message says how to fix it."""
    (tmp_path / "a.txt").write_bytes(b"old")

    def fail(descriptor: int) -> None:
        raise error

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(CannotWrite) as raised:
        write_file(tmp_path / "a.txt", b"new")

    assert message in str(raised.value)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.txt", b"old")]


def test_a_folder_is_not_overwritten(tmp_path: Path) -> None:
    """A folder is never replaced by a file."""
    (tmp_path / "a.txt").mkdir()

    with pytest.raises(CannotWrite, match=r"a\.txt: cannot be written"):
        write_file(tmp_path / "a.txt", b"new")

    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_an_interrupt_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while a file is written leaves no partial file."""

    def stop(descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        write_file(tmp_path / "a.txt", b"new")

    assert list(tmp_path.iterdir()) == []


FILL = """
import resource, sys
from pathlib import Path
from acucontent.files import write_file
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
write_file(Path(sys.argv[1]), b"x" * 100_000)
"""


@POSIX
def test_a_size_limit_leaves_the_old_file(tmp_path: Path) -> None:
    """A write that the system cuts short leaves the old file unchanged."""
    (tmp_path / "a.txt").write_bytes(b"old")

    done = subprocess.run(
        [sys.executable, "-c", FILL, str(tmp_path / "a.txt")], capture_output=True, text=True, check=False, timeout=240
    )

    assert "CannotWrite" in done.stderr
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.txt", b"old")]


WAIT = """
import os, sys, time
from pathlib import Path
from acucontent import cli, files

def wait(descriptor):
    Path(signal).touch()
    time.sleep(60)

os.fsync = wait
out, signal = sys.argv[1:]
sys.argv = ["acucontent", "schema", "--out", out]
cli.main()
"""


@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="needs a system that has files without a name: Linux")
def test_a_kill_leaves_no_file(tmp_path: Path) -> None:
    """A killed command leaves no partial file, because a file has no name until it is complete."""
    status, left = end_while_writing(signal.SIGKILL, tmp_path)

    assert status == -signal.SIGKILL
    assert left == []


def end_while_writing(sent: signal.Signals, folder: Path) -> tuple[int, list[Path]]:
    """Send a signal to a command that writes; return its status and the files that it leaves."""
    out, writes = folder / "out", folder / "writes"
    out.mkdir()
    command = [sys.executable, "-c", WAIT, str(out / "a.json"), str(writes)]
    with start_process(command, folder / "log") as running:
        wait_until(writes.exists, "a command that writes", log=folder / "log")
        running.send_signal(sent)
        status = running.wait(timeout=120)
    return status, list(out.iterdir())


def test_a_system_without_nameless_files_is_supported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There a file has a temporary name until it is complete."""
    monkeypatch.delattr(os, "O_TMPFILE", raising=False)

    write_file(tmp_path / "a.txt", b"one")
    write_new(tmp_path / "b.txt", b"two")

    assert sorted((path.name, path.read_bytes()) for path in tmp_path.iterdir()) == [
        ("a.txt", b"one"),
        ("b.txt", b"two"),
    ]


@POSIX
def test_a_termination_leaves_no_file(tmp_path: Path) -> None:
    """A command that is terminated while it writes removes its partial file."""
    status, left = end_while_writing(signal.SIGTERM, tmp_path)

    assert status == 128 + signal.SIGTERM
    assert left == []


def test_a_read_only_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without write permission is refused before any work is done."""
    monkeypatch.setattr(os, "access", lambda path, mode: False)

    with pytest.raises(CannotWrite, match=os.strerror(errno.EACCES)):
        make_folder(tmp_path)


def test_a_new_folder_needs_a_free_name(tmp_path: Path) -> None:
    """An existing folder is refused and stays as it is."""
    (tmp_path / "guide").mkdir()

    with pytest.raises(CannotWrite, match="Move it, or choose another name"):
        write_new_folder(tmp_path / "guide", {"a.yaml": b"a"})

    assert list((tmp_path / "guide").iterdir()) == []


def test_a_new_folder_is_complete_or_absent(tmp_path: Path) -> None:
    """If a file cannot be written, the folder is removed."""
    with pytest.raises(CannotWrite):
        write_new_folder(tmp_path / "guide", {"a.yaml": b"a", "no/such/folder.yaml": b"b"})

    assert list(tmp_path.iterdir()) == []

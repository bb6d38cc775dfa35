"""Tools of tests that Maven Central and npm have: folders of `tests/tools`, installed once in the user's cache.

In CI all of them are installed before the first test, whose time does not count then.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.needs import CI, is_true, make_download_folder, require_programs, skip_or_fail

try:
    import fcntl
except ImportError:  # Windows: two processes may install a tool, of which one is dropped
    fcntl = None  # type: ignore[assignment]

TOOLS = Path(__file__).parent / "tools"
ATTEMPTS = 3
"""How often CI tries to install a tool."""
PAUSE = 10
"""How long it waits in between, in seconds."""
SECONDS = 240
"""The deadline of each attempt, and of the wait for another process that installs the same tool."""

_POM, _LOCK_FILE = "pom.xml", "package-lock.json"

_failures: dict[str, str] = {}
"""Why a tool could not be installed, by its name: it is not tried again for each test."""


class NotInstalled(Exception):
    """A tool could not be installed; the message says why."""


def install_tool(name: str) -> Path:
    """Return the folder of a tool with its packages; install them when this version is first requested.

    Without what it takes the test is skipped, or fails in CI.
    """
    require_programs(*_list_programs(name))
    if name in _failures:
        skip_or_fail(_failures[name])
    try:
        return _install(name)
    except NotInstalled as error:
        _failures[name] = str(error)
        skip_or_fail(str(error))


def install_tools() -> None:
    """Install all tools for which this machine has the programs.

    Raises:
        NotInstalled: One of them cannot be installed.
    """
    for folder in sorted(TOOLS.iterdir()):
        if _list_programs(folder.name) and all(map(shutil.which, _list_programs(folder.name))):
            _install(folder.name)


def _list_programs(name: str) -> tuple[str, ...]:
    """Return the programs that a tool needs; none for a folder that is no tool."""
    if (TOOLS / name / _POM).exists():
        return ("java", "mvn")
    return ("node", "npm") if (TOOLS / name / _LOCK_FILE).exists() else ()


def _install(name: str) -> Path:
    source = TOOLS / name
    content = b"".join(path.read_bytes() for path in sorted(source.iterdir()) if path.is_file())
    folder = make_download_folder() / f"{name}-{hashlib.sha256(content).hexdigest()[:16]}"
    with _lock(folder.with_suffix(".lock")):
        if not folder.exists():
            with tempfile.TemporaryDirectory(dir=folder.parent, ignore_cleanup_errors=True) as temporary:
                made = Path(temporary, name)
                shutil.copytree(source, made, ignore=shutil.ignore_patterns("node_modules"))
                _fetch_packages(made)
                try:
                    made.rename(folder)
                except OSError:  # without a lock, another process may have been faster
                    if not folder.exists():
                        raise
    return folder


@contextmanager
def _lock(file: Path) -> Iterator[None]:
    """Wait until no other process has the lock, which ends with its process.

    Raises:
        NotInstalled: The time is up.
    """
    deadline = time.monotonic() + SECONDS
    with file.open("wb") as stream:
        while fcntl is not None:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise NotInstalled(f"{file}: another process still has the lock after {SECONDS} s") from None
                time.sleep(0.1)
        yield


def _fetch_packages(folder: Path) -> None:
    """Fetch what the POM or the lock file of a folder lists.

    Raises:
        NotInstalled: It cannot be fetched.
    """
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    if (folder / _POM).exists():
        command = ["mvn", "-q", "-B", "dependency:copy-dependencies", "-DoutputDirectory=lib"]
    for attempts_left in reversed(range(ATTEMPTS if is_true(CI) else 1)):
        try:
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=SECONDS)
            if done.returncode == 0:
                return
            reason = " ".join((done.stdout + done.stderr).split())[-500:]
        except subprocess.TimeoutExpired:
            reason = f"not ended after {SECONDS} s"
        time.sleep(PAUSE if attempts_left else 0)
    raise NotInstalled(f"{command[0]} could not install {folder.name}: {reason}")

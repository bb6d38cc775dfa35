"""The desk as a process of its own: a command that a person starts, with a home folder in the folder of the test."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.needs import skip_or_fail
from tests.processes import start_process, wait_until
from tests.shipped import TODAY

_ADDRESS = re.compile(r"http://\S+:(\d+)/")
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


@dataclass(frozen=True)
class Running:
    """A desk, or a preview, that answers at an address."""

    address: str
    """The address, such as `http://127.0.0.1:8765/`."""
    home: Path
    """The home folder, which also has the temporary files."""
    log: Path
    """The file with everything that the process writes."""
    process: subprocess.Popen[bytes]

    @property
    def port(self) -> int:
        """The port of the address."""
        found = _ADDRESS.match(self.address)
        assert found
        return int(found[1])

    @property
    def config(self) -> Path:
        """The folder with settings, saved sets and the record."""
        return self.home / ".config" / "acucontent" / "desk"

    def forget_choices(self) -> None:
        """Let the main page open as at the first start, without the choices of the last print."""
        (self.config / "settings.json").unlink(missing_ok=True)

    def stop(self) -> int:
        """Press Ctrl-C, and return the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=60)

    def list_processes(self) -> list[int]:
        """Return the ids of the process and of the processes that it started, without those that ended."""
        return [pid for pid in _list_pids() if _read_session(pid) == self.process.pid]

    def measure_memory(self) -> int:
        """Return the resident memory of all processes, in bytes."""
        return sum(_read_memory(pid) for pid in self.list_processes())


@contextmanager
def start_command(
    command: str, home: Path, *arguments: str | Path, environment: Mapping[str, str] | None = None, port: int = 0
) -> Iterator[Running]:
    """Start `acucontent desk` or `acucontent preview`, and end all its processes afterwards.

    Args:
        command: The name of the command.
        home: The home folder, in which the log is, too.
        arguments: The arguments of the command.
        environment: Environment variables that replace those of `make_environment`.
        port: The port, such as that of a desk that was stopped (default: any that is free).
    """
    home.mkdir(parents=True, exist_ok=True)
    log = home.parent / f"{home.name}-{command}.log"
    variables = {**make_environment(home), **(environment or {})}
    whole = [sys.executable, "-m", "acucontent", command, *map(str, arguments), "--no-browser", "--port", str(port)]
    with start_process(whole, log, cwd=home, env=variables, start_new_session=True) as process:
        try:
            yield Running(_wait_for_address(process, log), home, log, process)
        finally:
            _kill_all(process.pid)


def run_command(home: Path, *arguments: str | Path) -> None:
    """Run a command in the same environment as the desk, to compare its files."""
    command = [sys.executable, "-m", "acucontent", *map(str, arguments)]
    done = subprocess.run(
        command, cwd=home, env=make_environment(home), capture_output=True, text=True, check=False, timeout=600
    )
    assert done.returncode == 0, done.stdout[-1000:] + done.stderr[-1000:]


def make_environment(home: Path) -> dict[str, str]:
    """Return environment variables with which everything personal is in a home folder, and only the cache is shared."""
    temporary = home / "tmp"
    temporary.mkdir(parents=True, exist_ok=True)
    own = {
        "HOME": str(home),
        "USERPROFILE": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local" / "share"),
        "XDG_STATE_HOME": str(home / ".local" / "state"),
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary)),
        "SOURCE_DATE_EPOCH": TODAY,  # sheets of the desk and of commands are made on the same day
        "PYTHONFAULTHANDLER": "1",
    }
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return {**kept, **own}


def require_processes() -> None:
    """Skip a test that looks at processes where the system does not show them as Linux does."""
    if not Path("/proc/self/stat").exists():
        skip_or_fail("needs /proc, to see the processes of a command")


def _wait_for_address(process: subprocess.Popen[bytes], log: Path) -> str:
    def find() -> str:
        if process.poll() is not None:
            text = log.read_text(encoding="utf-8", errors="replace")
            raise AssertionError(f"ended with {process.returncode}: {text[-1000:]}")
        found = _ADDRESS.search(log.read_text(encoding="utf-8", errors="replace"))
        return found[0] if found else ""

    return wait_until(find, "the address of the desk", log=log)


def _kill_all(session: int) -> None:
    """Kill what is left of a process and of those that it started."""
    for pid in _list_pids():
        if _read_session(pid) == session and pid != os.getpid():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def _list_pids() -> list[int]:
    folder = Path("/proc")
    return [int(each.name) for each in folder.iterdir() if each.name.isdecimal()] if folder.exists() else []


def _read_session(pid: int) -> int:
    """Return the session of a process; 0 if it has ended."""
    try:
        state, _, _, session = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[:4]
    except (OSError, ValueError):
        return 0
    return 0 if state in "ZX" else int(session)


def _read_memory(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0

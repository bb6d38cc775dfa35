"""Run batches of an installed acucontent, kill a worker of one, and stop another with SIGTERM.

    python tests/hard/stop_batches.py PATH-OF-ACUCONTENT

It needs nothing but Python and Linux, so it runs in any environment. Each wait has a deadline. The exit status is 0 if
each batch ended as it should: all sheets in spite of a killed worker, and no process or unfinished file after SIGTERM.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SECONDS = 120
"""The deadline of each batch."""
ROWS = 3_000
"""So many that a worker is killed in the middle."""


def start_batch(program: str, folder: Path, rows: int) -> subprocess.Popen[bytes]:
    """Start a batch with two workers."""
    table = folder.with_suffix(".csv")
    table.write_text("patient\n" + "".join(f"Patient {row}\n" for row in range(rows)), encoding="utf-8")
    command = (program, "batch", str(table), "--handout", "aftercare", "--workers", "2", "--out", str(folder))
    return subprocess.Popen(command, start_new_session=True)


def list_children(process: int) -> list[int]:
    """Return the child processes of a process."""
    threads = Path(f"/proc/{process}/task").glob("*/children")
    return [int(each) for thread in threads for each in thread.read_text(encoding="ascii").split()]


def is_running(process: int) -> bool:
    """Return whether a process runs; one that ended may still be listed until its parent asks for its status."""
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except OSError:
        return False


def wait_for_sheet(process: subprocess.Popen[bytes], folder: Path) -> None:
    """Wait until the first sheet is there."""
    end = time.monotonic() + SECONDS
    while not any(folder.glob("*.pdf")):
        if process.poll() is not None or time.monotonic() > end:
            sys.exit(f"no sheet: status {process.returncode}")
        time.sleep(0.01)


def expect(name: str, found: object, expected: object) -> None:
    """End the program if a value is not as expected."""
    if found != expected:
        sys.exit(f"{name}: {found!r}, expected {expected!r}")
    sys.stdout.write(f"{name}: {found!r}\n")


def kill_worker(program: str, folder: Path) -> None:
    """Kill a worker of a batch: another one makes its sheets."""
    process = start_batch(program, folder, ROWS)
    wait_for_sheet(process, folder)
    os.kill(list_children(process.pid)[-1], signal.SIGKILL)
    expect("status after a killed worker", process.wait(timeout=SECONDS), 0)
    expect("sheets", len(list(folder.glob("*.pdf"))), ROWS)


def stop_batch(program: str, folder: Path) -> None:
    """Stop a batch: it ends with its workers, and leaves no unfinished file."""
    process = start_batch(program, folder, 50_000)
    wait_for_sheet(process, folder)
    workers = list_children(process.pid)
    process.send_signal(signal.SIGTERM)
    status = process.wait(timeout=SECONDS)
    expect("status after SIGTERM is not 0", status != 0, True)
    deadline = time.monotonic() + SECONDS
    while (running := [each for each in workers if is_running(each)]) and time.monotonic() < deadline:
        time.sleep(0.1)
    expect("workers that still run", running, [])
    expect("unfinished files", [path.name for path in folder.iterdir() if path.name.endswith(".part")], [])


def main() -> None:
    """Run both batches."""
    (program,) = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        kill_worker(program, Path(folder, "killed"))
        stop_batch(program, Path(folder, "stopped"))


if __name__ == "__main__":
    main()

"""Processes that tests start: each wait has a deadline, and no process can block on a full pipe."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest

Found = TypeVar("Found")


@contextmanager
def start_process(command: Sequence[str], output: Path, **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    """Start a process, and end it at the end of the block.

    Args:
        command: The program and its arguments.
        output: The file that the process writes its output and errors to.
        options: Further options of `subprocess.Popen`.
    """
    with output.open("wb") as stream:
        process = subprocess.Popen(command, stdout=stream, stderr=stream, **options)
        try:
            yield process
        finally:
            _end_process(process)


def _end_process(process: subprocess.Popen[bytes]) -> None:
    """Terminate a process so that it ends its own processes; kill it if it does not end."""
    process.terminate()
    try:
        process.wait(timeout=60)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(timeout=30)


def wait_until(find: Callable[[], Found], what: str, *, seconds: float = 120, log: Path | None = None) -> Found:
    """Wait until a function returns a true value, and return it; fail when the time is up.

    Args:
        find: The function.
        what: The name of the awaited thing, for the message.
        seconds: The deadline.
        log: The output of the process that is waited for; its last lines are part of the message.
    """
    deadline = time.monotonic() + seconds
    while True:
        is_late = time.monotonic() > deadline
        if found := find():
            return found
        if is_late:
            break
        time.sleep(0.01)
    output_end = log.read_text(encoding="utf-8", errors="replace")[-2000:] if log and log.exists() else ""
    pytest.fail(f"{what}: not seen in {seconds:.0f} s\n{output_end}")

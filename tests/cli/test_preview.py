"""The command `acucontent preview`: a stream of changes, one line for each error, and a clean end."""

from __future__ import annotations

import json
import os
import signal
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.processes import start_process, wait_until

SECONDS = 120


@contextmanager
def start(folder: Path, *arguments: str) -> Iterator[tuple[Any, str]]:
    """Start the command and yield its process and the address that it prints."""
    log = folder / "output.txt"
    command = [sys.executable, "-m", "acucontent", "preview", "--no-browser", "--port", "0", *arguments]
    with start_process(command, log) as process:
        line = wait_until(lambda: "(to stop it" in log.read_text() and log.read_text(), "address", log=log)
        assert line.startswith("acucontent preview: http://127.0.0.1:")
        yield process, line.split()[2]


def read_events(stream: Any) -> Iterator[dict[str, Any]]:
    """Yield the events of a stream."""
    for line in stream:
        if line.startswith(b"data: "):
            yield json.loads(line.removeprefix(b"data: "))


def save(file: Path, text: str) -> None:
    """Save a file at once: nobody reads a half of it."""
    new = file.with_suffix(".new")
    new.write_text(text, encoding="utf-8")
    new.replace(file)


@pytest.fixture
def guide(run: Run, tmp_path: Path) -> Path:
    """Return the folder of a small guide."""
    assert run("new", "neck-pain", "--out", tmp_path).exit_code == 0
    return tmp_path / "neck-pain"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
def test_changes_arrive_and_the_command_ends_with_an_open_stream(guide: Path, tmp_path: Path) -> None:
    """A browser gets an event for a change, and Ctrl-C ends the command, whoever still listens."""
    with (
        start(tmp_path, str(guide), "--format", "text") as (process, address),
        urllib.request.urlopen(f"{address}events", timeout=SECONDS) as stream,
    ):
        events = read_events(stream)
        first = next(events)
        file = guide / "guide.yaml"
        save(file, file.read_text().replace("title: Neck pain", "title: Stiff necks"))
        changed = next(event for event in events if event["announcement"] == "Page updated.")
        save(file, "titel: x\n")
        broken = next(event for event in events if "problems." in event["announcement"])
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=SECONDS) == 0

    assert "Stiff necks" not in first["parts"]["file"]
    assert "Stiff necks" in changed["parts"]["file"]
    assert f"{file}:1" in broken["parts"]["remarks"]
    assert "Traceback" not in (tmp_path / "output.txt").read_text()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "Error: Unknown guide 'nowhere': no such file or folder."),
        (["back-pain", "--format", "pfd"], "Error: Unknown format 'pfd'. Did you mean 'pdf'?"),
        (["back-pain", "--host", "0.0.0.0"], "needs a token"),
    ],
)
def test_an_error_is_one_message(run: Run, arguments: list[str], message: str) -> None:
    """Nothing is served."""
    result = run("preview", "--no-browser", *arguments)

    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_the_ports_of_the_commands_differ(run: Run) -> None:
    """A desk and a preview can run at the same time."""
    assert "8766" in run("preview", "--help").stdout
    assert "8765" in run("desk", "--help").stdout

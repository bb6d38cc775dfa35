"""A small guide in a folder, and a runner of tasks without worker processes."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest

from acucontent.cli.new import render_guide_template

TODAY = datetime.date(2026, 12, 1)
SECONDS = 240
"""The deadline of every wait, in seconds."""

T = TypeVar("T")


class ThreadRunner:
    """Runs tasks in threads of this process, one after the other, and counts them by class."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(1)
        self.ran: list[str] = []

    def run(self, task: Callable[[], T]) -> Future[T]:
        """Return the future result of a task."""
        self.ran.append(type(task).__name__)
        return self._threads.submit(task)

    def close(self) -> None:
        """Wait for the tasks that have begun."""
        self._threads.shutdown(cancel_futures=True)


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    """Return the folder of a small valid guide."""
    folder = tmp_path / "neck-pain"
    folder.mkdir()
    for name, content in render_guide_template("neck-pain", TODAY).items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture
def runner() -> Iterator[ThreadRunner]:
    """Return a runner of tasks."""
    runner = ThreadRunner()
    yield runner
    runner.close()

"""A sheet that is quick to fill in, and executors that fail, in a module of their own: another process can find it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from acucontent.batch import BadRow, Job, Made, Sheet
from acucontent.rendering.exporter import DoesNotFit


@dataclass(frozen=True)
class FakeTemplate:
    """Fills words into a line of text; `山` has no shape."""

    names: tuple[str, ...] = ("patient",)

    def fill(self, words: Mapping[str, str]) -> bytes:
        """The words."""
        if "山" in words["patient"]:
            raise DoesNotFit("patient: no font has '山'")
        return f"sheet of {words['patient']}".encode()

    def binder(self, out: BinaryIO) -> Any:
        """Not used."""
        raise NotImplementedError


@dataclass(frozen=True)
class DeadlyJob:
    """A job that kills its process at a row, once or always."""

    job: Job
    row: int
    once: Path
    always: bool = False

    @property
    def target(self) -> Any:
        """Where it puts files."""
        return self.job.target

    def __call__(self, chunk: tuple[Sheet | BadRow, ...]) -> tuple[Made | BadRow, ...]:
        """Do some rows, or die."""
        if any(each.row == self.row for each in chunk) and (self.always or not self.once.exists()):
            self.once.write_text("died here", encoding="utf-8")
            os.kill(os.getpid(), signal.SIGKILL)
        return self.job(chunk)


@dataclass(frozen=True)
class Inline:
    """A pool that is one thread of this process."""

    function: Callable[[Any], Any]
    executor: ThreadPoolExecutor

    def submit(self, item: Any, /) -> Future[Any]:
        """The future result of the function."""
        return self.executor.submit(self.function, item)


@contextmanager
def inline(function: Callable[[Any], Any]) -> Iterator[Inline]:
    """Opens one thread of this process."""
    with ThreadPoolExecutor(1) as executor:
        yield Inline(function, executor)

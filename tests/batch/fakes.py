"""A sheet that is quick to fill in, and executors that fail, in a module of their own: another process can find it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
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
    """A job that kills its process at a row, once."""

    job: Job
    row: int
    once: Path

    @property
    def target(self) -> Any:
        """Where it puts files."""
        return self.job.target

    def __call__(self, chunk: tuple[Sheet | BadRow, ...]) -> tuple[Made | BadRow, ...]:
        """Do some rows, or die."""
        if any(each.row == self.row for each in chunk) and not self.once.exists():
            self.once.write_text("died here", encoding="utf-8")
            os._exit(9)
        return self.job(chunk)


class Breaking(ThreadPoolExecutor):
    """An executor whose processes die at once."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """A future that never comes."""
        future: Future[Any] = Future()
        future.set_exception(BrokenProcessPool("died"))
        return future


def inline() -> AbstractContextManager[Executor]:
    """One thread of this process."""
    return ThreadPoolExecutor(1)


def breaking() -> AbstractContextManager[Executor]:
    """An executor that breaks."""
    return Breaking(1)

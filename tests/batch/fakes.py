"""Fake templates, jobs and pools, in a module of their own so that another process can import them."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from acucontent.batch import BadRow, Job, MadeSheet, Sheet
from acucontent.rendering.exporter import DoesNotFit


@dataclass(frozen=True)
class FakeTemplate:
    """A sheet of one line of text, of at most 99 characters; its font lacks `山`."""

    names: tuple[str, ...] = ("patient",)
    notes: tuple[str, ...] = ()

    def explain_blanks(self, words: Mapping[str, str]) -> Mapping[str, str]:
        """Return why the name is blank."""
        return {"patient": "no installed font has 山"} if "山" in words["patient"] else {}

    def fill(self, words: Mapping[str, str]) -> bytes:
        """Return the sheet."""
        if len(words["patient"]) > 99:
            raise DoesNotFit("patient: is too long")
        return b"sheet of" if self.explain_blanks(words) else f"sheet of {words['patient']}".encode()

    def binder(self, out: BinaryIO) -> Any:
        """Raise an error: no test uses it."""
        raise NotImplementedError


@dataclass(frozen=True)
class DeadlyJob:
    """A job that kills its process at a row, once or always, before or while it writes a file."""

    job: Job
    row: int
    once: Path
    always: bool = False
    while_writing: bool = False

    @property
    def target(self) -> Any:
        """The target of the job."""
        return self.job.target

    def __call__(self, chunk: tuple[Sheet | BadRow, ...]) -> tuple[MadeSheet | BadRow, ...]:
        """Make the sheets of some rows, or kill the process."""
        if any(each.row == self.row for each in chunk) and (self.always or not self.once.exists()):
            self.once.write_text("died here", encoding="utf-8")
            if not self.while_writing:
                _kill_process()
            Path.replace = _kill_process  # type: ignore[assignment,method-assign]  # the last step of writing a file
        return self.job(chunk)


def _kill_process(*_: object) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("the process is still alive")


@dataclass(frozen=True)
class Inline:
    """A pool of one thread of this process."""

    function: Callable[[Any], Any]
    executor: ThreadPoolExecutor

    def submit(self, item: Any, /) -> Future[Any]:
        """Return the future result of the function."""
        return self.executor.submit(self.function, item)


@contextmanager
def open_inline(function: Callable[[Any], Any]) -> Iterator[Inline]:
    """Open a pool of one thread of this process."""
    with ThreadPoolExecutor(1) as executor:
        yield Inline(function, executor)

"""Work shared among processes: done in order, with no more in hand than they can do, and nothing lost with one."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import AbstractContextManager
from typing import TypeAlias, TypeVar

from acucontent.errors import AcucontentError

TRIES = 3
"""How often a piece of work is given out when the process that had it dies."""

IN_HAND = 4
"""How many pieces wait for each process."""

Opened: TypeAlias = Callable[[], AbstractContextManager[Executor]]
"""Opens the processes that share the work."""

I = TypeVar("I")  # noqa: E741 - a piece of work
R = TypeVar("R")


class LostWorker(AcucontentError, RuntimeError):
    """The processes that do the work keep dying."""


def shared(pieces: Iterable[I], work: Callable[[I], R], opened: Opened, workers: int) -> Iterator[tuple[I, R]]:
    """Each piece with what became of it, in order. When processes die, what they had is given to new ones.

    Args:
        pieces: The pieces of work, asked for as they are needed.
        work: What is done with each; doing it twice must do no harm.
        opened: Opens the processes.
        workers: How many there are.

    Raises:
        LostWorker: the processes keep dying.
    """
    waiting: deque[I] = deque()
    coming, lost = iter(pieces), 0
    while lost < TRIES:
        with opened() as executor:
            try:
                for done in _given_out(coming, waiting, work, executor, workers * IN_HAND):
                    lost = 0
                    yield done
            except BrokenExecutor:
                lost += 1
            else:
                return
    raise LostWorker(f"The processes died {TRIES} times. Is there enough memory? Try fewer with --workers.")


def _given_out(
    coming: Iterator[I], waiting: deque[I], work: Callable[[I], R], executor: Executor, most: int
) -> Iterator[tuple[I, R]]:
    """Each piece with what became of it; what was given out and is not done stays in `waiting`."""
    given: deque[Future[R]] = deque(executor.submit(work, piece) for piece in waiting)
    try:
        while True:
            while len(given) < most and (piece := next(coming, None)) is not None:
                waiting.append(piece)
                given.append(executor.submit(work, piece))
            if not given:
                return
            done = given[0].result()
            given.popleft()
            yield waiting.popleft(), done
    finally:
        for future in given:
            future.cancel()

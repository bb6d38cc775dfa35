"""Work that is done in advance, one piece after the other, while nothing else is being done."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator

IDLE_SECONDS = 0.2
"""How long nothing else must be done before a piece of work starts."""


class IdleQueue:
    """Functions that are called one after the other, in a thread of their own, while nothing else is being done.

    They are taken from an iterator in that thread, so that it may take time to find the next one.
    """

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._waiting: Iterator[Callable[[], object]] = iter(())
        self._has_waiting = False
        self._busy = 0
        self._idle_since = time.monotonic()
        self._closed = False
        self._thread: threading.Thread | None = None

    def enter(self) -> None:
        """Note that something else begins."""
        with self._condition:
            self._busy += 1

    def leave(self, _: object = None) -> None:
        """Note that something else has ended."""
        with self._condition:
            self._busy -= 1
            self._idle_since = time.monotonic()
            self._condition.notify()

    def replace(self, work: Iterable[Callable[[], object]]) -> None:
        """Replace the functions that are still waiting. If one raises an error, those after it are dropped."""
        with self._condition:
            self._waiting, self._has_waiting = iter(work), True
            self._condition.notify()
            if self._thread is None and not self._closed:
                self._thread = threading.Thread(target=self._call_waiting, name="idle-queue", daemon=True)
                self._thread.start()

    def close(self) -> None:
        """Call no more functions."""
        with self._condition:
            self._closed = True
            self._condition.notify()

    def _call_waiting(self) -> None:
        while (waiting := self._wait_until_idle()) is not None:
            try:
                function = next(waiting, None)
                if function is not None:
                    function()
            except Exception:  # who needs the result gets the error
                function = None
            if function is None:
                self._forget(waiting)

    def _wait_until_idle(self) -> Iterator[Callable[[], object]] | None:
        """Wait until a function may be called, and return those that are waiting; None if the queue is closed."""
        with self._condition:
            while not self._closed:
                rest = self._idle_since + IDLE_SECONDS - time.monotonic()
                has_work = self._has_waiting and not self._busy
                if has_work and rest <= 0:
                    return self._waiting
                self._condition.wait(rest if has_work else None)
            return None

    def _forget(self, waiting: Iterator[Callable[[], object]]) -> None:
        """Forget functions, unless others replaced them in the meantime."""
        with self._condition:
            if self._waiting is waiting:
                self._has_waiting = False

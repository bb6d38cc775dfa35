"""Share work among processes: results come in order, and no more is read than is being worked on."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager
from itertools import islice
from typing import Any, Protocol, TypeAlias, TypeVar

QUEUE_LENGTH = 4
"""How many items wait for each process."""


class Pool(Protocol):
    """Processes that call one function with many items. An item whose process dies is given to another one."""

    def submit(self, item: Any, /) -> Future[Any]:
        """Return the future result of the function for an item."""
        raise NotImplementedError


OpenPool: TypeAlias = Callable[[Callable[[Any], Any]], AbstractContextManager[Pool]]
"""Opens the processes that call a function."""

I = TypeVar("I")  # noqa: E741 - an item of work
R = TypeVar("R")


def share(items: Iterable[I], function: Callable[[I], R], open_pool: OpenPool, workers: int) -> Iterator[tuple[I, R]]:
    """Yield each item with the result of a function for it, in order.

    Args:
        items: The items, read when they are needed.
        function: What is done with each. To do it twice must do no harm.
        open_pool: Opens the processes.
        workers: How many there are.

    Raises:
        LostWorker: every process that was given an item died.
    """
    coming, waiting = iter(items), deque[tuple[I, Future[R]]]()
    with open_pool(function) as pool:
        try:
            while True:
                more = islice(coming, workers * QUEUE_LENGTH - len(waiting))
                waiting.extend((item, pool.submit(item)) for item in more)
                if not waiting:
                    return
                item, future = waiting.popleft()
                yield item, future.result()
        finally:
            for _, future in waiting:
                future.cancel()

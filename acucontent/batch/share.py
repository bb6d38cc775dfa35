"""Share work among processes: results are in order, and items are read only as they are needed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future
from contextlib import AbstractContextManager
from itertools import islice
from typing import Any, Protocol, TypeAlias, TypeVar

QUEUE_LENGTH = 4
"""The number of items in the queue of each process."""


class Pool(Protocol):
    """Processes that call one function with many items. If a process dies, another one gets its item."""

    def submit(self, item: Any, /) -> Future[Any]:
        """Return the future result of the function for an item."""
        raise NotImplementedError


OpenPool: TypeAlias = Callable[[Callable[[Any], Any]], AbstractContextManager[Pool]]
"""A function that opens processes that call a given function."""

I = TypeVar("I")  # noqa: E741 - an item of work
R = TypeVar("R")


def share_work(
    items: Iterable[I], function: Callable[[I], R], open_pool: OpenPool, workers: int
) -> Generator[tuple[I, R], None, None]:
    """Yield each item with the result of a function, in order. Close the generator to stop the processes.

    Args:
        items: The items, read as they are needed.
        function: The function to call with each item. It may be called twice with the same item.
        open_pool: A function that opens the processes.
        workers: The number of processes.

    Raises:
        LostWorker: All processes that were given the same item died.
    """
    remaining, waiting = iter(items), deque[tuple[I, Future[R]]]()
    with open_pool(function) as pool:
        try:
            while True:
                more = islice(remaining, workers * QUEUE_LENGTH - len(waiting))
                waiting.extend((item, pool.submit(item)) for item in more)
                if not waiting:
                    return
                item, future = waiting.popleft()
                yield item, future.result()
        finally:
            for _, future in waiting:
                future.cancel()

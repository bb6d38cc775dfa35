"""The processes of a batch: those of this machine, or a Dask cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from acucontent.batch.share import OpenPool, Pool
from acucontent.errors import AcucontentError
from acucontent.rendering.exporter import MissingLibrary
from acucontent.rendering.workers import WorkerPool


class NoCluster(AcucontentError, ConnectionError):
    """No scheduler answers at an address."""


def local_pool(workers: int) -> OpenPool:
    """Return what opens a number of processes of this machine."""
    return partial(WorkerPool, workers=workers)


def cluster(address: str) -> tuple[int, OpenPool]:
    """Return how many workers a Dask cluster has, and what opens it. It gives the work of a lost worker to another.

    Args:
        address: The scheduler's, such as `tcp://10.0.0.1:8786`.

    Raises:
        MissingLibrary: Dask is not installed.
        NoCluster: no scheduler answers, or it has no workers.
    """
    with _client(address) as client:
        workers = sum(client.nthreads().values())
    if not workers:
        raise NoCluster(f"The cluster at {address} has no workers. Start one: dask worker {address}")
    return workers, partial(_cluster, address)


@dataclass(frozen=True)
class _ClusterPool:
    """The workers of a cluster, which call one function."""

    executor: Any
    function: Callable[[Any], Any]

    def submit(self, item: Any, /) -> Future[Any]:
        """Return the future result of the function for an item."""
        future: Future[Any] = self.executor.submit(self.function, item)
        return future


@contextmanager
def _cluster(address: str, function: Callable[[Any], Any]) -> Iterator[Pool]:
    with _client(address) as client, client.get_executor(pure=False, retries=3) as executor:
        yield _ClusterPool(executor, function)


@contextmanager
def _client(address: str) -> Iterator[Any]:
    try:
        from distributed import Client  # only those need it who have a cluster
    except ImportError as error:
        raise MissingLibrary(f"No cluster can be used: {error}. Install it: pip install 'acucontent[batch]'") from error
    try:
        client: Any = Client(address, timeout="10s", set_as_default=False)  # type: ignore[no-untyped-call]  # Dask's
    except (OSError, ValueError) as error:
        raise NoCluster(f"No scheduler answers at {address}. Start one: dask scheduler") from error
    with client:
        yield client

"""Open the processes of a batch: local processes or a Dask cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from acucontent.batch.share import OpenPool, Pool
from acucontent.errors import AcucontentError
from acucontent.installer import format_install_command
from acucontent.rendering.exporter import MissingLibrary
from acucontent.rendering.workers import WorkerPool

CONNECT_SECONDS = 10
"""How long a scheduler may take to answer, in seconds."""


class NoCluster(AcucontentError, ConnectionError):
    """No scheduler answers at an address, or its cluster has no workers."""


def make_local_pool(workers: int) -> OpenPool:
    """Return a function that opens a number of local processes."""
    return partial(WorkerPool, workers=workers)


def connect_cluster(address: str) -> tuple[int, OpenPool]:
    """Return the number of workers of a Dask cluster, and a function that opens it.

    The cluster gives the work of a lost worker to another one.

    Args:
        address: The address of the scheduler, such as `tcp://10.0.0.1:8786`.

    Raises:
        MissingLibrary: Dask is not installed.
        NoCluster: No scheduler answers, or the cluster has no workers.
    """
    with _open_client(address) as client:
        workers = sum(client.nthreads().values())
    if not workers:
        raise NoCluster(f"The cluster at {address} has no workers. To start one, run: dask worker {address}")
    return workers, partial(_open_cluster, address)


@dataclass(frozen=True)
class _ClusterPool:
    """The workers of a cluster, which all call the same function."""

    executor: Any
    function: Callable[[Any], Any]

    def submit(self, item: Any, /) -> Future[Any]:
        """Return the future result of the function for an item."""
        future: Future[Any] = self.executor.submit(self.function, item)
        return future


@contextmanager
def _open_cluster(address: str, function: Callable[[Any], Any]) -> Iterator[Pool]:
    with _open_client(address) as client, client.get_executor(pure=False, retries=3) as executor:
        yield _ClusterPool(executor, function)


@contextmanager
def _open_client(address: str) -> Iterator[Any]:
    try:
        from distributed import Client  # an optional library, imported only for a cluster
    except ImportError as error:
        raise MissingLibrary(
            f"Dask is not installed: {error}. To fix it, run: {format_install_command('acucontent[batch]')}"
        ) from error
    try:
        client: Any = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]  # Dask is untyped
    except (OSError, ValueError) as error:
        raise NoCluster(f"No scheduler answers at {address}. To start one, run: dask scheduler") from error
    with client:
        yield client

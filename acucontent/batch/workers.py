"""Who does the work: processes of this machine, or a Dask cluster, both as executors of the standard library's kind."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Any

from acucontent.errors import AcucontentError
from acucontent.exporter import MissingLibrary


class NoCluster(AcucontentError, ConnectionError):
    """No scheduler answers at an address."""


def processes(workers: int) -> Callable[[], AbstractContextManager[Executor]]:
    """Opens processes of this machine."""
    return partial(_processes, workers)


def _processes(workers: int) -> ProcessPoolExecutor:
    # A fresh process each: what a library holds open is not shared by chance.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_leave_the_keyboard)


def _leave_the_keyboard() -> None:
    """Ctrl-C is the parent's to answer: it lets what was begun be finished."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def cluster(address: str) -> tuple[int, Callable[[], AbstractContextManager[Executor]]]:
    """How many workers a Dask cluster has, and what opens it. What a lost worker had, the cluster gives to others.

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


@contextmanager
def _cluster(address: str) -> Iterator[Executor]:
    with _client(address) as client, client.get_executor(pure=False, retries=3) as executor:
        yield executor


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

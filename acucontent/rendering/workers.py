"""Worker processes. If a worker dies, killed or out of memory, a new one repeats its work.

Each worker has its own pipe, so a wait for a worker that dies always ends. `concurrent.futures.ProcessPoolExecutor`
does not guarantee this: on Python 3.11.2 it waits forever if a worker dies while a large item is in the pipe that all
workers share (https://github.com/python/cpython/issues/94777).
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import lru_cache
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Generic, TypeVar

from acucontent.errors import AcucontentError

I = TypeVar("I")  # noqa: E741 - an item of work
R = TypeVar("R")

MAX_ATTEMPTS = 3
"""The number of workers that may die with the same item."""


class LostWorker(AcucontentError, ChildProcessError):
    """Every worker that was given an item of work died."""


class WorkerPool(Generic[I, R]):
    """Calls a function for many items, in other processes.

    If a worker dies, its item is given to a new worker, `MAX_ATTEMPTS` times in total; then the item fails with
    `LostWorker`. This process never runs it, because a lack of memory would then end this process, too.

    The function is sent to each worker only once, so it may be large. On leaving the context, started items are
    completed; if an error was raised, the workers are stopped instead.
    """

    def __init__(self, function: Callable[[I], R], workers: int) -> None:
        """Make a pool without processes. Each process is started when it is needed.

        Args:
            function: The function to call for each item. It is pickled, and may be called twice for an item.
            workers: The maximum number of processes.
        """
        self._function = pickle.dumps(function)
        self._threads = ThreadPoolExecutor(workers)
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._busy: list[_Worker] = []
        self._closed = False

    def submit(self, item: I) -> Future[R]:
        """Return the future result of the function for an item.

        Raises:
            Exception: The item cannot be pickled; each type raises other errors.
        """
        return self._threads.submit(self._run_item, pickle.dumps(item))

    def __enter__(self) -> WorkerPool[I, R]:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End the workers."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        try:
            if kind in (None, GeneratorExit):
                self._threads.shutdown(wait=True)
        finally:
            self._stop()
            self._threads.shutdown(wait=True)

    def _run_item(self, item: bytes) -> R:
        """Run an item in a worker. This method runs in a thread, one for each worker."""
        for _ in range(MAX_ATTEMPTS):
            worker = self._take()
            try:
                answer = worker.run_item(item)
            except (EOFError, OSError):
                self._drop(worker)
            else:
                self._put_back(worker)
                result: R = _read_answer(answer)
                return result
        fix = "It may need more memory. To fix it, use fewer --workers."
        raise LostWorker(f"The worker process died {MAX_ATTEMPTS} times. {fix}")

    def _take(self) -> _Worker:
        with self._lock:
            if self._closed:
                raise LostWorker("The worker processes were stopped.")
            worker = self._idle.pop() if self._idle else _Worker(self._function)
            self._busy.append(worker)
            return worker

    def _put_back(self, worker: _Worker) -> None:
        with self._lock:
            self._busy.remove(worker)
            self._idle.append(worker)

    def _drop(self, worker: _Worker) -> None:
        worker.stop()
        with self._lock:
            self._busy.remove(worker)

    def _stop(self) -> None:
        """Stop all workers. The threads that wait for them then end."""
        with self._lock:
            self._closed = True
            workers = [*self._idle, *self._busy]
        for worker in workers:
            worker.stop()


class _Worker:
    """A worker process, with this end of its pipe."""

    def __init__(self, function: bytes) -> None:
        # "spawn" starts a new interpreter, so that no open file or lock of a library is shared.
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_run_worker, args=(theirs,))
        self._process.start()
        theirs.close()
        self._unsent: bytes | None = function

    def run_item(self, item: bytes) -> bytes:
        """Return the pickled result for an item.

        Raises:
            EOFError: The process died.
            OSError: The process died.
        """
        if self._unsent is not None:
            self._connection.send_bytes(self._unsent)
            self._unsent = None
        self._connection.send_bytes(item)
        return self._connection.recv_bytes()

    def stop(self) -> None:
        """Kill the process."""
        self._process.kill()
        self._process.join()


def _run_worker(connection: Connection) -> None:
    """Process items until the pipe is closed, also by the death of the parent. This function runs in the worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent process handles Ctrl-C
    with suppress(OSError):
        os.dup2(2, 1)  # standard output is for reports of the parent process
    with suppress(EOFError, OSError):
        function = connection.recv_bytes()
        while True:
            connection.send_bytes(_process_item(function, connection.recv_bytes()))


def _process_item(function: bytes, item: bytes) -> bytes:
    """Return the pickled result for an item and the error that was raised."""
    try:
        return pickle.dumps((_load_function(function)(pickle.loads(item)), None))
    except BaseException as error:  # a library may raise any error; the parent process reports it
        return _pack_error(error)


@lru_cache(maxsize=1)
def _load_function(function: bytes) -> Callable[[Any], Any]:
    loaded: Callable[[Any], Any] = pickle.loads(function)
    return loaded


def _pack_error(error: BaseException) -> bytes:
    """Return a pickled error that can be unpickled, and that does not end the process that raises it."""
    if not isinstance(error, Exception):
        return pickle.dumps((None, RuntimeError(f"{type(error).__name__}: {error}")))
    try:
        packed = pickle.dumps((None, error))
        pickle.loads(packed)
    except Exception:  # an error of a plugin may not support pickling
        return pickle.dumps((None, RuntimeError(f"{type(error).__name__}: {error}")))
    return packed


def _read_answer(answer: bytes) -> Any:
    result, error = pickle.loads(answer)
    if error is not None:
        raise error
    return result

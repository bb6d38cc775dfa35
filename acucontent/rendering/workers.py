"""Worker processes. One that dies, killed or out of memory, loses no work: a new one does it again.

Each worker has a pipe of its own, and nobody else holds the other end. So the death of a worker ends every wait for
it, which `concurrent.futures.ProcessPoolExecutor` does not promise: on Python 3.11.2 it waits forever when a worker
dies while a large item is in the pipe that all workers share (https://github.com/python/cpython/issues/94777).
"""

from __future__ import annotations

import multiprocessing
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

ATTEMPTS = 3
"""How often an item is given to a worker when the one that had it died."""


class LostWorker(AcucontentError, ChildProcessError):
    """Every worker that was given an item of work died."""


class WorkerPool(Generic[I, R]):
    """Calls one function with many items, in other processes.

    An item whose worker dies is given to a new worker, `ATTEMPTS` times in all; then it fails with `LostWorker`. It is
    never done in this process instead: what kills a worker, such as a lack of memory, would then end everything.

    The function is sent to each worker once, so it may be large. On leaving the context, items that have begun are
    finished, unless an error is the reason to leave: then the workers are stopped.
    """

    def __init__(self, function: Callable[[I], R], workers: int) -> None:
        """Start with no process; each is started when it is needed.

        Args:
            function: What is done with each item. To do it twice must do no harm. It is pickled.
            workers: The largest number of processes.
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
            Exception: the item cannot be pickled; each type raises errors of its own.
        """
        return self._threads.submit(self._do, pickle.dumps(item))

    def __enter__(self) -> WorkerPool[I, R]:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Let the workers end."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        try:
            if kind in (None, GeneratorExit):
                self._threads.shutdown(wait=True)
        finally:
            self._stop()
            self._threads.shutdown(wait=True)

    def _do(self, item: bytes) -> R:
        """Have a worker do an item. This runs in a thread, one for each worker."""
        for _ in range(ATTEMPTS):
            worker = self._take()
            try:
                answer = worker.do(item)
            except (EOFError, OSError):
                self._drop(worker)
            else:
                self._put_back(worker)
                result: R = _read_answer(answer)
                return result
        raise LostWorker(f"The worker process died {ATTEMPTS} times. Is there enough memory? Try fewer with --workers.")

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
        """Stop all workers. A thread that waits for one finds that it died, and gets no other."""
        with self._lock:
            self._closed = True
            workers = [*self._idle, *self._busy]
        for worker in workers:
            worker.stop()


class _Worker:
    """One process, and our end of its pipe."""

    def __init__(self, function: bytes) -> None:
        # A fresh process each: what a library holds open is not shared by chance.
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,))
        self._process.start()
        theirs.close()
        self._unsent: bytes | None = function

    def do(self, item: bytes) -> bytes:
        """Return the answer to an item.

        Raises:
            EOFError: the process died.
            OSError: the process died.
        """
        if self._unsent is not None:
            self._connection.send_bytes(self._unsent)
            self._unsent = None
        self._connection.send_bytes(item)
        return self._connection.recv_bytes()

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.join()


def _serve(connection: Connection) -> None:
    """Answer items until the other end is closed, as it is when the parent process dies. This runs in the worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent process
    with suppress(EOFError, OSError):
        function = connection.recv_bytes()
        while True:
            connection.send_bytes(_answer(function, connection.recv_bytes()))


def _answer(function: bytes, item: bytes) -> bytes:
    """Return the result for an item, or the error that was raised."""
    try:
        return pickle.dumps((_loaded(function)(pickle.loads(item)), None))
    except Exception as error:  # a plugin may raise anything; the parent process decides
        return _pack_error(error)


@lru_cache(maxsize=1)
def _loaded(function: bytes) -> Callable[[Any], Any]:
    loaded: Callable[[Any], Any] = pickle.loads(function)
    return loaded


def _pack_error(error: Exception) -> bytes:
    """Return an error in a form that can certainly be read again."""
    try:
        packed = pickle.dumps((None, error))
        pickle.loads(packed)
    except Exception:  # an error may hold anything, or be made by a function with other arguments
        return pickle.dumps((None, RuntimeError(f"{type(error).__name__}: {error}")))
    return packed


def _read_answer(answer: bytes) -> Any:
    result, error = pickle.loads(answer)
    if error is not None:
        raise error
    return result

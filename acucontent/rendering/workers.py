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
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any, Generic, TypeVar

from acucontent.errors import AcucontentError

I = TypeVar("I")  # noqa: E741 - an item of work
R = TypeVar("R")

MAX_ATTEMPTS = 3
"""The number of workers that may die with the same item."""

STARTUP_SECONDS = 60.0
"""The time limit for the start of a worker: its interpreter, its imports and its warm-up."""

_LOADED = b"+"
"""What a worker answers when it has loaded the function."""

STOPPED = "The worker processes were stopped."
"""The message of the error of an item that the closed pool did not complete."""


class LostWorker(AcucontentError, ChildProcessError):
    """Every worker that was given an item of work died."""


class TimeLimitExceeded(AcucontentError, TimeoutError):
    """An item of work took longer than its time limit, so its worker was killed."""


class WorkerPool(Generic[I, R]):
    """Calls a function for many items, in other processes.

    If a worker dies, its item is given to a new worker, `MAX_ATTEMPTS` times in total; then the item fails with
    `LostWorker`. This process never runs it, because a lack of memory would then end this process, too.

    The function is sent to each worker only once, so it may be large. On leaving the context, started items are
    completed; if an error was raised, the workers are stopped instead.
    """

    def __init__(
        self, function: Callable[[I], R], workers: int, time_limit: float | None = None, warm_up: I | None = None
    ) -> None:
        """Make a pool without processes. Each process is started when it is needed.

        Args:
            function: The function to call for each item. It is pickled, and may be called twice for an item.
            workers: The maximum number of processes.
            time_limit: The most seconds that a worker may take for an item. It is then killed, and the item fails with
                `TimeLimitExceeded` (default: no limit).
            warm_up: An item that each process is given when it has started and nothing else is to be done. Its result
                is dropped. If a process dies of it or takes too long, it is not given to others (default: none).
        """
        self._function = pickle.dumps(function)
        self._warm_up = None if warm_up is None else pickle.dumps(warm_up)
        self._workers, self._time_limit = workers, time_limit
        self._threads = ThreadPoolExecutor(workers)
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._busy: list[_Worker] = []
        self._closed = False

    def submit(self, item: I) -> Future[R]:
        """Return the future result of the function for an item.

        Raises:
            LostWorker: The pool is closed.
            Exception: The item cannot be pickled; each type raises other errors.
        """
        packed = pickle.dumps(item)
        try:
            return self._threads.submit(self._run_item, packed)
        except RuntimeError:  # the threads were shut down
            raise LostWorker(STOPPED) from None

    def start_workers(self) -> None:
        """Start all processes now, so that later items do not wait for one."""
        for _ in range(self._workers):
            self._threads.submit(self._start_worker)

    def close(self) -> None:
        """Kill the workers, also those that are busy. Items that are not completed fail with `LostWorker`."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._stop()
        self._threads.shutdown(wait=True)

    def __enter__(self) -> WorkerPool[I, R]:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End the workers."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        try:
            if kind in (None, GeneratorExit):
                self._threads.shutdown(wait=True)
        finally:
            self.close()

    def _run_item(self, item: bytes) -> R:
        """Run an item in a worker. This method runs in a thread, one for each worker."""
        for _ in range(MAX_ATTEMPTS):
            worker = self._take()
            try:
                answer = worker.run_item(item, self._time_limit)
            except TimeLimitExceeded:
                self._drop(worker)
                raise
            except (EOFError, OSError):
                self._drop(worker)
                self._require_open()
            else:
                self._put_back(worker)
                result: R = _read_answer(answer)
                return result
        fix = "It may need more memory. To fix it, use fewer --workers."
        raise LostWorker(f"The worker process died {MAX_ATTEMPTS} times. {fix}")

    def _start_worker(self) -> None:
        """Start a process, unless there are enough. This method runs in a thread, as `_run_item` does."""
        with self._lock:
            if self._closed or len(self._idle) + len(self._busy) >= self._workers:
                return
            worker = self._add_worker()
        try:
            worker.start()
        except (EOFError, OSError):
            self._drop(worker)
        else:
            self._put_back(worker)

    def _warm_up_worker(self) -> None:
        """Give the item for the warm-up to an idle process that did not have it. This method runs in a thread, too."""
        with self._lock:
            worker = next((each for each in self._idle if not each.is_warm), None)
            if self._closed or worker is None or self._warm_up is None:
                return
            self._idle.remove(worker)
            self._busy.append(worker)
        try:
            worker.warm_up(self._warm_up)
        except (EOFError, OSError):
            self._warm_up = None
            self._drop(worker)
        else:
            self._put_back(worker)

    def _require_open(self) -> None:
        if self._closed:
            raise LostWorker(STOPPED)

    def _take(self) -> _Worker:
        with self._lock:
            self._require_open()
            if not self._idle:
                return self._add_worker()
            worker = max(self._idle, key=lambda each: each.is_warm)
            self._idle.remove(worker)
            self._busy.append(worker)
            return worker

    def _add_worker(self) -> _Worker:
        worker = _Worker(self._function)
        self._busy.append(worker)
        return worker

    def _put_back(self, worker: _Worker) -> None:
        with self._lock:
            self._busy.remove(worker)
            self._idle.insert(0, worker)
        if self._warm_up is not None and not worker.is_warm:
            with suppress(RuntimeError):  # the pool is closed
                self._threads.submit(self._warm_up_worker)

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
        self.is_warm = False

    def start(self) -> None:
        """Send the function and wait until it is loaded, unless it was done before.

        Raises:
            EOFError: The process died, or was killed because it took too long.
            OSError: Likewise.
        """
        if self._unsent is None:
            return
        with _Deadline(self._process, STARTUP_SECONDS):
            self._exchange(self._unsent)
        self._unsent = None

    def warm_up(self, item: bytes) -> None:
        """Process the item for the warm-up.

        Raises:
            EOFError: The process died, or was killed because it took too long.
            OSError: Likewise.
        """
        with _Deadline(self._process, STARTUP_SECONDS):
            self._exchange(item)
        self.is_warm = True

    def run_item(self, item: bytes, time_limit: float | None) -> bytes:
        """Return the pickled result for an item.

        Raises:
            TimeLimitExceeded: The process took longer and was killed.
            EOFError: The process died.
            OSError: The process died.
        """
        self.start()
        if time_limit is None:
            return self._exchange(item)
        deadline = _Deadline(self._process, time_limit)
        answer = b""
        try:
            with deadline:
                answer = self._exchange(item)
        except (EOFError, OSError):
            if not deadline.expired:
                raise
        if deadline.expired:
            raise TimeLimitExceeded(f"It took longer than the time limit of {time_limit:g} seconds and was stopped.")
        return answer

    def _exchange(self, item: bytes) -> bytes:
        self._connection.send_bytes(item)
        return self._connection.recv_bytes()

    def stop(self) -> None:
        """Kill the process."""
        self._process.kill()
        self._process.join()


class _Deadline:
    """Kills a process if a block is not left in time."""

    def __init__(self, process: BaseProcess, seconds: float) -> None:
        self.expired = False
        self._process = process
        self._timer = threading.Timer(seconds, self._expire)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self._timer.join()

    def _expire(self) -> None:
        self.expired = True
        self._process.kill()


def _run_worker(connection: Connection) -> None:
    """Process items until the pipe is closed, also by the death of the parent. This function runs in the worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent process handles Ctrl-C
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(OSError):
        os.dup2(2, 1)  # standard output is for reports of the parent process
    with suppress(EOFError, OSError):
        function = connection.recv_bytes()
        with suppress(Exception):  # reported for each item
            _load_function(function)
        connection.send_bytes(_LOADED)
        while True:
            connection.send_bytes(_process_item(function, connection.recv_bytes()))


def _end_with_parent() -> None:
    """End this process when its parent dies, also in the middle of an item."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


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

"""Rendering for a program that keeps running, in worker processes with a time limit.

No exporter runs in the process of the program: its code, and what it needs of memory and time, stay in the workers.
"""

from __future__ import annotations

import gc
import pickle
import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from types import TracebackType
from typing import Any, Literal, Protocol, TypeAlias, TypeVar

from acucontent.rendering.cache.fingerprint import compute_input_hash
from acucontent.rendering.cache.storage import Cache
from acucontent.rendering.exporter import Artifact, Exporter, ExportFailed
from acucontent.rendering.idle_queue import IdleQueue
from acucontent.rendering.prepared_sheet import PreparedSheet, pack_template
from acucontent.rendering.render import (
    RenderJob,
    check_renderable,
    make_picklable,
    prepare_template,
    render_artifact,
    warm_up,
)
from acucontent.rendering.workers import STOPPED, LostWorker, TimeLimitExceeded, WorkerPool

__all__ = ["LostWorker", "RenderService", "Task", "TimeLimitExceeded", "compute_job_key"]

Purpose: TypeAlias = Literal["render", "prepare"]
"""What is done with a job: render an artifact, or typeset a sheet to fill in."""

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

MEMORY = 64_000_000
"""The most bytes of results that a service keeps. The least recently used are dropped first."""


class Task(Protocol[T_co]):
    """A function without arguments that can be pickled, such as a frozen dataclass with `__call__`."""

    def __call__(self) -> T_co:
        """Return the result."""
        raise NotImplementedError


@dataclass(frozen=True)
class _WarmUp:
    """Loads the libraries of exporters."""

    exporters: tuple[Exporter[Any], ...]

    def __call__(self) -> None:
        for exporter in self.exporters:
            warm_up(exporter)
        gc.freeze()  # the libraries stay: to look through them for garbage again and again would take time


def _make_warm_up(exporters: Iterable[Exporter[Any]]) -> _WarmUp:
    """Return the warm-up of some exporters, without those that cannot be sent to a worker."""
    return _WarmUp(tuple(each for each in exporters if each.warm_up is not None and _can_be_sent(each)))


def _can_be_sent(exporter: Exporter[Any]) -> bool:
    try:
        pickle.dumps(exporter)
    except Exception:  # each type that cannot be pickled raises other errors
        return False
    return True


@dataclass(frozen=True)
class _RenderTask:
    job: RenderJob
    cache: Cache | None

    def __call__(self) -> Artifact:
        return make_picklable(render_artifact(self.job, self.cache))


@dataclass(frozen=True)
class _PrepareTask:
    job: RenderJob

    def __call__(self) -> PreparedSheet:
        return pack_template(prepare_template(self.job))


def _run_task(task: Task[Any]) -> Any:
    """Run a task. This function runs in a worker process."""
    return task()


class RenderService:
    """Renders files in worker processes. All methods can be called by several threads at once.

    If a worker dies, its task is given to a new one, as in `acucontent.rendering.workers.WorkerPool`. A worker that
    exceeds the time limit is killed, and only its task fails. Errors are raised as they were in the worker.

    Results are kept in memory, and equal jobs at the same time are done once. Personal sheets are never kept.
    """

    def __init__(
        self,
        cache: Cache | None,
        workers: int = 2,
        time_limit: float = 60.0,
        *,
        exporters: Iterable[Exporter[Any]] = (),
        memory: int = MEMORY,
    ) -> None:
        """Start the worker processes.

        Args:
            cache: The cache of artifacts on the disk, or None.
            workers: The number of processes.
            time_limit: The most seconds that a task may take. The start of a process does not count.
            exporters: The exporters whose libraries each process loads when it starts.
            memory: The most bytes of results that are kept.
        """
        self._cache = cache
        self._memory = _Memory(memory)
        self._lock = threading.Lock()
        self._running: dict[str, Future[Any]] = {}
        self._idle_queue = IdleQueue() if workers > 1 else None
        self._pool = WorkerPool[Task[Any], Any](_run_task, workers, time_limit, _make_warm_up(exporters))
        self._pool.start_workers()

    def __enter__(self) -> RenderService:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End the worker processes."""
        self.close()

    def close(self) -> None:
        """Kill the worker processes, also those that are busy. Tasks that are not done fail with `LostWorker`."""
        if self._idle_queue:
            self._idle_queue.close()
        self._pool.close()

    def run(self, task: Task[T]) -> Future[T]:
        """Run a task in a worker process.

        Args:
            task: A function without arguments that can be pickled, such as a frozen dataclass with `__call__`.

        Returns:
            The future result. It raises what the task raises, `TimeLimitExceeded` or `LostWorker`. If it is cancelled
            before a worker takes the task, the task is not run.
        """
        queue = self._idle_queue
        if queue:
            queue.enter()
        source = self._submit(task)
        if queue:
            source.add_done_callback(queue.leave)
        future = _follow(source)
        future.add_done_callback(partial(_cancel_source, weakref.ref(source)))
        return future

    def recall(self, key: str, task: Task[T], measure: Callable[[T], int]) -> Future[T]:
        """Return the kept result of a task, or run it and keep its result.

        Args:
            key: The name of the result, which equal tasks have.
            task: The task.
            measure: A function that returns the size of the result, in bytes.
        """
        return self._recall(key, task, measure, self.run)

    def render(self, job: RenderJob) -> Future[Artifact]:
        """Render an artifact, or take it from memory or the cache on the disk.

        Returns:
            The future artifact. It raises what `acucontent.rendering.render.render_artifact` raises,
            `TimeLimitExceeded` or `LostWorker`.
        """
        return self._recall_job("render", job, _RenderTask(job, self._cache), _measure_artifact)

    def prepare(self, job: RenderJob) -> Future[PreparedSheet]:
        """Typeset a sheet to fill in, or take it from memory. It is never stored on the disk.

        Returns:
            The future sheet. It raises what `acucontent.rendering.render.prepare_template` raises, `TimeLimitExceeded`
            or `LostWorker`.
        """
        return self._recall_job("prepare", job, _PrepareTask(job), _measure_sheet)

    def prefetch(self, jobs: Iterable[tuple[Purpose, RenderJob]]) -> None:
        """Do jobs in advance, one after the other, while all workers are idle. They replace those that still wait.

        Their errors are dropped. With only one worker nothing is done in advance, because a real job would wait.

        Args:
            jobs: The jobs, each with what to do: `render` an artifact, or `prepare` a sheet to fill in. They are read
                one by one, in another thread.
        """
        if self._idle_queue is not None:
            self._idle_queue.replace(partial(self._do_in_advance, *each) for each in jobs)

    def _do_in_advance(self, purpose: Purpose, job: RenderJob) -> None:
        key = compute_job_key(purpose, job) if job.edition.guide.is_validated else None
        if key is None:
            return
        if purpose == "render":
            self._recall(key, _RenderTask(job, self._cache), _measure_artifact, self._submit).exception()
        else:
            self._recall(key, _PrepareTask(job), _measure_sheet, self._submit).exception()

    def _recall_job(self, kind: str, job: RenderJob, task: Task[T], measure: Callable[[T], int]) -> Future[T]:
        try:
            check_renderable(job)
            key = compute_job_key(kind, job)
        except Exception as error:  # reported as the errors of the worker are
            return _fail(error)
        future = self.run(task) if key is None else self._recall(key, task, measure, self.run)
        return _follow(future, job.exporter.plugin)

    def _recall(
        self, key: str, task: Task[T], measure: Callable[[T], int], run: Callable[[Task[T]], Future[T]]
    ) -> Future[T]:
        with self._lock:
            kept = self._memory.get(key)
            if kept is not None:
                return _succeed(kept)
            known = self._running.get(key)
            shared: Future[T] = known or self._running.setdefault(key, Future())
        if known is None:
            run(task).add_done_callback(partial(self._finish, key, shared, measure))
        return _follow(shared)

    def _finish(self, key: str, shared: Future[T], measure: Callable[[T], int], done: Future[T]) -> None:
        """Keep a result, and pass it on to those who wait for it."""
        with self._lock:
            del self._running[key]
            if _get_error(done) is None:
                self._memory.put(key, done.result(), measure(done.result()))
        _copy_outcome(shared, None, done)

    def _submit(self, task: Task[T]) -> Future[T]:
        try:
            return self._pool.submit(task)
        except LostWorker as error:
            return _fail(error)
        except Exception as error:  # each type that cannot be pickled raises other errors
            return _fail(_explain_unsent(task, error))


class _Memory:
    """Results by name, with a limit of their total size. The least recently used are dropped first."""

    def __init__(self, most: int) -> None:
        self._most, self._total = most, 0
        self._results: OrderedDict[str, tuple[Any, int]] = OrderedDict()

    def get(self, key: str) -> Any | None:
        """Return a result, or None."""
        if key not in self._results:
            return None
        self._results.move_to_end(key)
        return self._results[key][0]

    def put(self, key: str, result: Any, size: int) -> None:
        """Keep a result that is not kept yet, unless it alone is too large."""
        if size > self._most:
            return
        self._results[key] = (result, size)
        self._total += size
        while self._total > self._most:
            self._total -= self._results.popitem(last=False)[1][1]


def compute_job_key(kind: str, job: RenderJob) -> str | None:
    """Return the name of the result of a job in memory, or None for one that is not kept."""
    name = compute_input_hash(job.exporter, job.edition, job.options)
    return None if name is None else f"{kind} {name}"


def _explain_unsent(task: Task[Any], error: Exception) -> Exception:
    """Return the error for a task that cannot be pickled."""
    job = getattr(task, "job", None)
    if not isinstance(job, RenderJob):
        return error
    exporter = job.exporter
    failed = ExportFailed(f"The exporter {exporter.name!r} cannot be sent to a worker process: {error}")
    failed.plugin = exporter.plugin
    return failed


def _measure_artifact(artifact: Artifact) -> int:
    return sum(map(len, (artifact.data, *artifact.companions.values()))) + 100 * len(artifact.pages)


def _measure_sheet(sheet: PreparedSheet) -> int:
    return len(sheet.packed)


def _succeed(result: T) -> Future[T]:
    future: Future[T] = Future()
    future.set_result(result)
    return future


def _fail(error: Exception) -> Future[Any]:
    future: Future[Any] = Future()
    future.set_exception(error)
    return future


def _follow(source: Future[T], plugin: str | None = None) -> Future[T]:
    """Return a future of its own with the same result, so that to cancel it cancels no work of others."""
    future: Future[T] = Future()
    source.add_done_callback(partial(_copy_outcome, future, plugin))
    return future


def _cancel_source(source: weakref.ref[Future[Any]], done: Future[Any]) -> None:
    """Cancel the source of a future that was cancelled. A strong reference would keep their results in a cycle."""
    found = source() if done.cancelled() else None
    if found is not None:
        found.cancel()


def _get_error(done: Future[Any]) -> BaseException | None:
    """Return the error of a future that is done, if it has one; a task that was never begun lost its worker."""
    return LostWorker(STOPPED) if done.cancelled() else done.exception()


def _copy_outcome(future: Future[T], plugin: str | None, source: Future[T]) -> None:
    """Give a future the outcome of another one, and an error of a worker the name of the plugin that it worked for."""
    if not future.set_running_or_notify_cancel():
        return
    error = _get_error(source)
    if error is None:
        future.set_result(source.result())
        return
    if isinstance(error, LostWorker | TimeLimitExceeded):
        error.plugin = error.plugin or plugin
    future.set_exception(error)

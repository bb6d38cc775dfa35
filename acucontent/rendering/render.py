"""The renderer: the one way from an edition to an artifact, with the cache and with worker processes.

Nothing else calls an exporter, so whatever must hold for every artifact is checked here, in `check_renderable`.
"""

from __future__ import annotations

import gc
import io
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, replace
from functools import cached_property
from types import TracebackType
from typing import Any, TypeAlias

from acucontent.edition import Edition
from acucontent.errors import AcucontentError, describe_error
from acucontent.model.guide import require_validated
from acucontent.rendering.cache.artifacts import read_artifact, write_artifact
from acucontent.rendering.cache.fingerprint import fingerprint
from acucontent.rendering.cache.storage import Cache
from acucontent.rendering.exporter import (
    Artifact,
    BadOptions,
    Exporter,
    ExportFailed,
    MissingLibrary,
    Options,
    PluginFailed,
)
from acucontent.rendering.template import Template
from acucontent.rendering.workers import WorkerPool

Outcome: TypeAlias = Artifact | Exception
"""An artifact, or why it cannot be rendered."""


def artifact_of(outcome: Outcome) -> Artifact:
    """Return the artifact of an outcome.

    Raises:
        Exception: there is none; this is the reason.
    """
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


@dataclass(frozen=True)
class RenderJob:
    """One artifact to render. It can be pickled if its exporter can."""

    exporter: Exporter[Any]
    edition: Edition
    options: Options


def check_renderable(job: RenderJob) -> None:
    """Refuse a job that must not be rendered. Every job passes here, before the cache is asked.

    Raises:
        UnvalidatedGuide: the guide was changed without validation.
        BadOptions: the options are those of another format.
    """
    require_validated(job.edition.guide)
    if not isinstance(job.options, job.exporter.options):
        raise BadOptions(f"{job.exporter.name}: expected {job.exporter.options.__name__}, got {job.options!r}")


def render_artifact(job: RenderJob, cache: Cache | None = None) -> Artifact:
    """Return the artifact of a job.

    Args:
        job: What to render.
        cache: Where to look for it, and to store it; by default nowhere.

    Raises:
        BadOptions: the options are those of another format.
        MissingLibrary: a library is not installed, or not the native one that it needs.
        PluginFailed: the exporter is a plugin's, and raised an unexpected error.
        ExportFailed: the edition cannot be rendered.
    """
    with Renderer(cache) as renderer:
        (pending,) = renderer.start([job])
        return pending.result()


def prepare_template(job: RenderJob) -> Template:
    """Return the form template of a job: its sheet, to be filled in for many patients. It is never cached.

    Raises:
        BadOptions: the options are those of another format.
        MissingLibrary: a library is not installed, or not the native one that it needs.
        PluginFailed: the exporter is a plugin's, and raised an unexpected error.
        ExportFailed: the format has no form templates, or the edition cannot be rendered.
    """
    check_renderable(job)
    if job.exporter.template is None:
        raise ExportFailed(f"The format {job.exporter.name!r} has no sheets to fill in.")
    with _name_plugin(job.exporter), _explain_missing_library(job.exporter):
        return job.exporter.template(job.edition, job.options)


class PendingArtifact:
    """An artifact that is cached, being rendered, or still to be rendered."""

    def __init__(self, renderer: Renderer, job: RenderJob) -> None:
        self.job = job
        self.key: str | None = None
        self.known: Outcome | None = None
        self.future: Future[Artifact] | None = None
        self._renderer = renderer

    def outcome(self) -> Outcome:
        """Wait for the artifact and return it, or why it cannot be rendered."""
        if self.known is None:
            self._renderer.finish(self)
        assert self.known is not None
        return self.known

    def result(self) -> Artifact:
        """Wait for the artifact and return it.

        Raises:
            Exception: whatever the exporter raised.
        """
        return artifact_of(self.outcome())


class Renderer:
    """Renders artifacts, with other processes when there are several to render.

    A worker process that dies loses nothing, see `acucontent.rendering.workers.WorkerPool`: its job is rendered again
    by a new one, and fails with `LostWorker` when that dies, too. Only jobs that no worker has begun are rendered in
    this process.
    """

    def __init__(self, cache: Cache | None = None, workers: int = 1) -> None:
        """Start with nothing to do.

        Args:
            cache: Where to look for artifacts, and to store them; by default nowhere.
            workers: How many processes share the work, this one included.
        """
        self._cache, self._workers = cache, workers
        self._waiting: list[PendingArtifact] = []

    def __enter__(self) -> Renderer:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Let the worker processes end."""
        if "_pool" in vars(self):
            self._pool.__exit__(kind, error, at)

    def start(self, jobs: Iterable[RenderJob]) -> list[PendingArtifact]:
        """Return the pending artifact of each job, in order.

        What is cached is ready at once. Of the rest, this process renders the first when it is asked for it, and
        worker processes begin with the others now.
        """
        every = [self._find(job) for job in jobs]
        missing = [each for each in every if each.known is None]
        if self._workers > 1:
            for pending in missing[1:]:
                self._send(pending)
        return every

    def finish(self, pending: PendingArtifact) -> None:
        """Make a pending artifact known. While a worker renders it, this process renders what no worker has begun."""
        if pending.future is None or pending.future.cancel():
            self._render_here(pending)
            return
        while not pending.future.done() and (other := self._take_waiting()):
            self._render_here(other)
        try:
            outcome: Outcome = pending.future.result()
        except Exception as error:  # an exporter may raise anything, and the other artifacts are rendered
            outcome = error
        self._settle(pending, outcome)

    def _find(self, job: RenderJob) -> PendingArtifact:
        """Return a job's pending artifact, known if it is cached or must not be rendered."""
        pending = PendingArtifact(self, job)
        try:
            check_renderable(job)
        except Exception as error:  # reported with the other outcomes
            pending.known = error
            return pending
        if self._cache is not None:
            try:
                pending.key = fingerprint(job.exporter, job.edition, job.options)
            except (ImportError, OSError):  # a library cannot be loaded: reported when the job is rendered
                return pending
            pending.known = read_artifact(self._cache, pending.key) if pending.key else None
        return pending

    def _send(self, pending: PendingArtifact) -> None:
        """Give a job to a worker process, unless it cannot be pickled: a plugin's exporter may hold anything."""
        try:
            pending.future = self._pool.submit(pending.job)
        except Exception:  # each type raises errors of its own
            return
        self._waiting.append(pending)

    def _take_waiting(self) -> PendingArtifact | None:
        """Return the last job that no worker has begun."""
        while self._waiting:
            pending = self._waiting.pop()
            if pending.known is None and pending.future is not None and pending.future.cancel():
                return pending
        return None

    def _render_here(self, pending: PendingArtifact) -> None:
        try:
            outcome: Outcome = _call_exporter(pending.job)
        except Exception as error:  # an exporter may raise anything, and the other artifacts are rendered
            outcome = error
        self._settle(pending, outcome)

    def _settle(self, pending: PendingArtifact, outcome: Outcome) -> None:
        pending.known = outcome
        if self._cache is not None and pending.key and isinstance(outcome, Artifact):
            write_artifact(self._cache, pending.key, outcome)

    @cached_property
    def _pool(self) -> WorkerPool[RenderJob, Artifact]:
        return WorkerPool(_render_elsewhere, self._workers - 1)


def _render_elsewhere(job: RenderJob) -> Artifact:
    """Return an artifact in a form that can be pickled. This runs in a worker process."""
    artifact = _call_exporter(job)
    return replace(artifact, pages=dict(artifact.pages), companions=dict(artifact.companions))


def _call_exporter(job: RenderJob) -> Artifact:
    # A library may print when it fails to load; our own message says what it means.
    with (
        redirect_stdout(io.StringIO()),
        _no_garbage_collection(),
        _name_plugin(job.exporter),
        _explain_missing_library(job.exporter),
    ):
        artifact = job.exporter.export(job.edition, job.options)
        if not isinstance(artifact, Artifact):
            raise TypeError(f"the exporter {job.exporter.name!r} returned {artifact!r:.80}, expected an Artifact")
    return artifact


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Skip the search for garbage: a document is millions of objects that all live until it is rendered."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def _name_plugin(exporter: Exporter[Any]) -> Iterator[None]:
    """Name the plugin in every error of its exporter. Errors of our own exporters pass as they are."""
    try:
        yield
    except AcucontentError as error:
        error.plugin = error.plugin or exporter.plugin
        raise
    except Exception as error:
        if exporter.plugin is None:
            raise
        message = f"the plugin {exporter.plugin} failed: {describe_error(error)}. Report it to the plugin's author"
        raise PluginFailed(message) from error


_DOCTOR = "To see what is missing, run: acucontent doctor"


@contextmanager
def _explain_missing_library(exporter: Exporter[Any]) -> Iterator[None]:
    """Raise `MissingLibrary`, which says how to install it, when a library cannot be loaded."""
    try:
        yield
    except ImportError as error:
        fix = f"Install it: pip install '{exporter.extra}'" if exporter.extra else _DOCTOR
        raise MissingLibrary(f"The format {exporter.name!r} cannot be made: {error}. {fix}") from error
    except OSError as error:
        if error.errno is not None:
            raise
        # A native library that cannot be loaded has a message but, unlike a file, no error number.
        sentence = str(error).split("\n")[0].split("  ")[0].rstrip(".")
        raise MissingLibrary(f"The format {exporter.name!r} cannot be made: {sentence}. {_DOCTOR}") from error

"""Render artifacts, with the cache and worker processes.

Only this module calls exporters, so `check_renderable` checks every artifact.
"""

from __future__ import annotations

import gc
import io
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, redirect_stdout, suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import TracebackType
from typing import Any, TypeAlias

from acucontent.edition import Edition
from acucontent.errors import AcucontentError
from acucontent.model.guide import require_validated
from acucontent.plugin_code import PrintedText
from acucontent.rendering.artifact_rules import check_artifact
from acucontent.rendering.cache.artifacts import read_artifact, write_artifact
from acucontent.rendering.cache.fingerprint import compute_fingerprint
from acucontent.rendering.cache.storage import Cache
from acucontent.rendering.exporter import Artifact, BadOptions, Exporter, ExportFailed, Options
from acucontent.rendering.exporter_errors import PluginTemplate, add_plugin_name, explain_missing_library
from acucontent.rendering.template import Template
from acucontent.rendering.workers import LostWorker, WorkerPool

Outcome: TypeAlias = Artifact | Exception
"""An artifact, or the error if it could not be rendered."""


def get_artifact(outcome: Outcome) -> Artifact:
    """Return the artifact of an outcome.

    Raises:
        Exception: The outcome is this error.
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
    """Reject an invalid job. Every job is checked, before the cache is used.

    Raises:
        UnvalidatedGuide: The guide was changed without validation.
        BadOptions: The options belong to another format.
    """
    require_validated(job.edition.guide)
    if not isinstance(job.options, job.exporter.options):
        raise BadOptions(f"{job.exporter.name}: expected {job.exporter.options.__name__}, got {job.options!r}")


def render_artifact(job: RenderJob, cache: Cache | None = None) -> Artifact:
    """Return the artifact of a job.

    Args:
        job: What to render.
        cache: The cache of artifacts (default: none).

    Raises:
        BadOptions: The options belong to another format.
        MissingLibrary: A required Python package or native library is not installed.
        PluginFailed: The exporter of a plugin raised an unexpected error.
        ExportFailed: The edition cannot be rendered.
    """
    with Renderer(cache) as renderer:
        (pending,) = renderer.start([job])
        return pending.wait_for_artifact()


def prepare_template(job: RenderJob) -> Template:
    """Return the template of a job: a sheet to fill in for many patients. It is never cached.

    Raises:
        BadOptions: The options belong to another format.
        MissingLibrary: A required Python package or native library is not installed.
        PluginFailed: The exporter of a plugin raised an unexpected error.
        ExportFailed: The format has no sheets to fill in, or the edition cannot be rendered.
    """
    check_renderable(job)
    if job.exporter.template is None:
        raise ExportFailed(f"The format {job.exporter.name!r} does not support sheets to fill in.")
    plugin = job.exporter.plugin
    with _report_errors(job.exporter):
        template = job.exporter.template(job.edition, job.options)
    return template if plugin is None else PluginTemplate(template, plugin)


def check_editions(exporter: Exporter[Any], editions: Sequence[Edition], options: Options) -> None:
    """Check that options suit the editions of a build.

    Raises:
        BadOptions: They do not.
        MissingLibrary: A required Python package or native library is not installed.
        PluginFailed: The function of a plugin raised an unexpected error.
    """
    if exporter.check_editions is not None:
        with _report_errors(exporter):
            exporter.check_editions(editions, options)


def join_files(exporter: Exporter[Any], files: Sequence[tuple[str, bytes]]) -> bytes:
    """Return finished files of a format as one file for a printer.

    Args:
        exporter: The exporter of the format.
        files: The title and the bytes of each file, in order.

    Raises:
        MissingLibrary: A required Python package or native library is not installed.
        PluginFailed: The function of a plugin raised an unexpected error or returned something else than bytes.
        ExportFailed: The format does not support it, or a file is damaged.
    """
    if exporter.join is None:
        raise ExportFailed(f"The format {exporter.name!r} does not support joined files.")
    with _report_errors(exporter):
        joined = exporter.join(files)
        if not isinstance(joined, bytes):
            raise TypeError(f"the join of {exporter.name!r} returned {type(joined).__name__}, expected bytes")
    return joined


@dataclass(frozen=True)
class JoinTask:
    """Joins finished files of a format, as `join_files` does, in a worker process."""

    exporter: Exporter[Any]
    files: tuple[tuple[str, bytes], ...] = field(repr=False)

    def __call__(self) -> bytes:
        """Return the joined file."""
        return join_files(self.exporter, self.files)


def warm_up(exporter: Exporter[Any]) -> None:
    """Load the libraries of a format. One that is missing is reported when a file is rendered."""
    if exporter.warm_up is not None:
        with suppress(AcucontentError), _report_errors(exporter):
            exporter.warm_up()


def render_draft(job: RenderJob, measures: str = "") -> Artifact:
    """Return a draft of the artifact of a job: it looks like it, and is ready sooner. It is never cached.

    Args:
        job: What to render.
        measures: The `measures` of an earlier version of the artifact (default: none).

    Raises:
        BadOptions: The options belong to another format.
        MissingLibrary: A required Python package or native library is not installed.
        PluginFailed: The exporter of a plugin raised an unexpected error.
        ExportFailed: The edition cannot be rendered.
    """
    draft = job.exporter.draft
    if draft is None:
        return render_artifact(job)
    check_renderable(job)
    with _disable_garbage_collection(), _report_errors(job.exporter):
        artifact = draft(job.edition, job.options, measures)
        if job.exporter.plugin is not None or not isinstance(artifact, Artifact):
            check_artifact(job.exporter, job.edition, artifact)
    return artifact


class PendingArtifact:
    """An artifact that is cached, being rendered, or still to be rendered."""

    def __init__(self, renderer: Renderer, job: RenderJob) -> None:
        self.job = job
        self.key: str | None = None
        self.known: Outcome | None = None
        self.future: Future[Artifact] | None = None
        self._renderer = renderer

    def wait_for_outcome(self) -> Outcome:
        """Wait for the artifact and return it, or the error if it could not be rendered."""
        if self.known is None:
            self._renderer.finish(self)
        assert self.known is not None
        return self.known

    def wait_for_artifact(self) -> Artifact:
        """Wait for the artifact and return it.

        Raises:
            Exception: The exporter raised this error.
        """
        return get_artifact(self.wait_for_outcome())


class Renderer:
    """Renders artifacts, in several processes if there are several jobs.

    If a worker process dies, a new one renders its job again, see `acucontent.rendering.workers.WorkerPool`. This
    process renders only jobs that no worker has started.
    """

    def __init__(self, cache: Cache | None = None, workers: int = 1) -> None:
        """Make a renderer without jobs.

        Args:
            cache: The cache of artifacts (default: none).
            workers: The number of processes, including this one.
        """
        self._cache, self._workers = cache, workers
        self._waiting: list[PendingArtifact] = []

    def __enter__(self) -> Renderer:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End the worker processes."""
        if "_pool" in vars(self):
            self._pool.__exit__(kind, error, at)

    def start(self, jobs: Iterable[RenderJob]) -> list[PendingArtifact]:
        """Return the pending artifact of each job, in order.

        Cached artifacts are ready at once. Of the others, this process renders the first when its outcome is needed,
        and worker processes start to render the rest now.
        """
        every = [self._find_cached(job) for job in jobs]
        missing = [each for each in every if each.known is None]
        if self._workers > 1:
            for pending in missing[1:]:
                self._send_to_worker(pending)
        return every

    def finish(self, pending: PendingArtifact) -> None:
        """Complete a pending artifact. While a worker renders it, render jobs here that no worker has started."""
        if pending.future is None or pending.future.cancel():
            self._render_here(pending)
            return
        while not pending.future.done() and (other := self._take_waiting()):
            self._render_here(other)
        try:
            outcome: Outcome = pending.future.result()
        except LostWorker as error:
            error.plugin = pending.job.exporter.plugin
            outcome = error
        except Exception as error:  # an exporter may raise any error, and the other artifacts are still rendered
            outcome = error
        self._set_outcome(pending, outcome)

    def _find_cached(self, job: RenderJob) -> PendingArtifact:
        """Return the pending artifact of a job, with its outcome if it is cached or the job is invalid."""
        pending = PendingArtifact(self, job)
        try:
            check_renderable(job)
            if self._cache is not None:
                pending.key = _compute_key(job)
        except Exception as error:  # reported with the other outcomes
            pending.known = error
        if self._cache is not None and pending.key:
            pending.known = read_artifact(self._cache, pending.key)
        return pending

    def _send_to_worker(self, pending: PendingArtifact) -> None:
        """Send a job to a worker process, unless the exporter of a plugin cannot be pickled."""
        try:
            pending.future = self._pool.submit(pending.job)
        except Exception:  # each type raises other errors
            return
        self._waiting.append(pending)

    def _take_waiting(self) -> PendingArtifact | None:
        """Return the last job that no worker has started, or None."""
        while self._waiting:
            pending = self._waiting.pop()
            if pending.known is None and pending.future is not None and pending.future.cancel():
                return pending
        return None

    def _render_here(self, pending: PendingArtifact) -> None:
        try:
            outcome: Outcome = _call_exporter(pending.job)
        except Exception as error:  # an exporter may raise any error, and the other artifacts are still rendered
            outcome = error
        self._set_outcome(pending, outcome)

    def _set_outcome(self, pending: PendingArtifact, outcome: Outcome) -> None:
        pending.known = outcome
        if self._cache is not None and pending.key and isinstance(outcome, Artifact):
            write_artifact(self._cache, pending.key, outcome)

    @cached_property
    def _pool(self) -> WorkerPool[RenderJob, Artifact]:
        return WorkerPool(_render_in_worker, self._workers - 1)


def _compute_key(job: RenderJob) -> str | None:
    """Return the key of a job in the cache, or None for a job that is not cached."""
    with add_plugin_name(job.exporter.plugin):
        try:
            return compute_fingerprint(job.exporter, job.edition, job.options)
        except (ImportError, OSError):  # a library cannot be loaded, which is reported when the job is rendered
            return None


def _render_in_worker(job: RenderJob) -> Artifact:
    """Render an artifact that can be pickled. This function runs in a worker process."""
    return make_picklable(_call_exporter(job))


def make_picklable(artifact: Artifact) -> Artifact:
    """Return an artifact that can be sent to another process."""
    return replace(artifact, pages=dict(artifact.pages), companions=dict(artifact.companions))


def _call_exporter(job: RenderJob) -> Artifact:
    plugin = job.exporter.plugin
    with _disable_garbage_collection(), _report_errors(job.exporter) as printed:
        artifact = job.exporter.export(job.edition, job.options)
        if plugin is not None or not isinstance(artifact, Artifact):
            check_artifact(job.exporter, job.edition, artifact)
    notes = (*_list_document_notes(job), *artifact.notes)
    if printed is not None and printed.quote():
        note = f"The plugin {plugin} printed {printed.quote()}. Report this to the author of the plugin."
        notes = (*notes, note)
    return replace(artifact, notes=notes) if notes != artifact.notes else artifact


def _list_document_notes(job: RenderJob) -> tuple[str, ...]:
    """Return the notes of the document that the format shows; a format of the whole guide shows none."""
    return () if job.exporter.scope == "guide" else job.edition.composed_notes


@contextmanager
def _report_errors(exporter: Exporter[Any]) -> Iterator[PrintedText | None]:
    """Report the errors of an exporter in our own words, and drop what a library prints when it fails to load.

    Yields:
        What the exporter of a plugin prints; None for a format of acucontent.
    """
    with (
        redirect_stdout(io.StringIO()),
        add_plugin_name(exporter.plugin) as printed,
        explain_missing_library(exporter),
    ):
        yield printed


@contextmanager
def _disable_garbage_collection() -> Iterator[None]:
    """Disable garbage collection, which only costs time: all objects of a document are needed until it is rendered."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()

"""Artifacts made here, by other processes, or taken from the cache: the bytes are the same."""

from __future__ import annotations

import gc
import io
import multiprocessing
import pickle
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, replace
from functools import cached_property, partial
from types import TracebackType
from typing import Any, TypeAlias

from acucontent.edition import Edition
from acucontent.rendering.cache.artifacts import Cache
from acucontent.rendering.cache.fingerprint import fingerprint
from acucontent.rendering.exporter import Artifact, Exporter, Options

Ready: TypeAlias = Callable[[], Artifact | Exception]
"""Gives the artifact when it is there, or why it cannot be made."""


@dataclass(frozen=True)
class RenderJob:
    """One artifact to be made."""

    exporter: Exporter[Any]
    edition: Edition
    options: Options


class Renderer:
    """Makes artifacts, with other processes when there are several to be made."""

    def __init__(self, cache: Cache | None = None, workers: int = 1) -> None:
        """Begin with nothing to do.

        Args:
            cache: Where to look for what was made before, and to keep what is made.
            workers: How many processes may share the work, this one among them.
        """
        self._cache, self._workers = cache, workers

    def __enter__(self) -> Renderer:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Let the processes go."""
        if "_pool" in vars(self):
            self._pool.shutdown(cancel_futures=True)

    def of(self, pieces: Iterable[RenderJob]) -> Iterator[Ready]:
        """What gives each artifact, in order. Other processes begin at once with all but the first, which is ours."""
        found = [(piece, *self._kept(piece)) for piece in pieces]
        first = next((place for place, (_, _, kept) in enumerate(found) if kept is None), len(found))
        given = [
            self._given(piece, key, kept, elsewhere=self._workers > 1 and place > first)
            for place, (piece, key, kept) in enumerate(found)
        ]
        yield from given

    def _kept(self, piece: RenderJob) -> tuple[str, Artifact | None]:
        """The key of a piece, and what the cache has under it."""
        if self._cache is None:
            return "", None
        try:
            key = fingerprint(piece.exporter, piece.edition, piece.options)
        except (ImportError, OSError):  # a library that it needs cannot be loaded: that is told when it is made
            return "", None
        return key, self._cache.find(key)

    def _given(self, piece: RenderJob, key: str, kept: Artifact | None, *, elsewhere: bool) -> Ready:
        if kept is not None:
            return lambda: kept
        if elsewhere and _can_be_sent(piece):
            return partial(self._received, self._pool.submit(_sent, piece), piece, key)
        return lambda: self._remembered(_made(piece), key)

    def _received(self, future: Future[Artifact | Exception], piece: RenderJob, key: str) -> Artifact | Exception:
        """What another process made; what none has begun with is made here instead of waiting."""
        try:
            return self._remembered(_made(piece) if future.cancel() else future.result(), key)
        except Exception as error:  # the process died, or what it raised cannot be sent
            return error

    def _remembered(self, made: Artifact | Exception, key: str) -> Artifact | Exception:
        if self._cache is not None and key and isinstance(made, Artifact):
            self._cache.keep(key, made)
        return made

    @cached_property
    def _pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._workers - 1, mp_context=multiprocessing.get_context("spawn"))


def _can_be_sent(piece: RenderJob) -> bool:
    """Whether another process can make it: a stranger's exporter may hold what cannot be sent."""
    try:
        pickle.dumps(piece)
    except Exception:  # pickle raises many kinds
        return False
    return True


def _sent(piece: RenderJob) -> Artifact | Exception:
    """What was made, in a form that can be sent back."""
    made = _made(piece)
    return (
        replace(made, pages=dict(made.pages), companions=dict(made.companions)) if isinstance(made, Artifact) else made
    )


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for garbage: a document is millions of objects that all live until it is done."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _made(piece: RenderJob) -> Artifact | Exception:
    try:
        # A library may print when it fails to load; what it means is said in our own words.
        with redirect_stdout(io.StringIO()), _uncollected():
            return piece.exporter.render(piece.edition, piece.options)
    except Exception as error:  # whatever an exporter raises, the other artifacts are made
        return error

"""The guides that the desk offers. They are read in a worker process, and kept until they are read again."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from acucontent.desk.once import Once
from acucontent.errors import AcucontentError, describe_error
from acucontent.hooks import GuideSource
from acucontent.model.guide import Guide
from acucontent.model.suggestions import describe_unknown
from acucontent.problems import GuideProblems
from acucontent.reading import NotReadable, read_guide
from acucontent.reading.guide_files import GUIDE_STEM, LEDGER_STEM
from acucontent.registry import Registry, UnknownGuide
from acucontent.rendering.service import RenderService

Stamps: TypeAlias = tuple[tuple[str, int, int], ...]
"""The name, the size in bytes and the time of the last change of each file of a guide."""

RETRY_SECONDS = 300.0
"""The time after which a guide is read again if its worker failed, in seconds: reading it keeps everyone waiting."""

MAX_FILES = 2000
"""The most files of a folder that are looked at to find out whether a guide was changed."""


_SUFFIXES = (".yaml", ".yml", ".json")


class ReadFailed(AcucontentError, RuntimeError):
    """A library failed while a guide was read."""


@dataclass(frozen=True)
class ReadGuideTask:
    """Reads a guide, with its source, which is part of every file that is made from it."""

    root: Traversable

    def __call__(self) -> Guide:
        """Return the guide.

        Raises:
            GuideProblems: The guide has problems.
            NotReadable: A file cannot be read.
        """
        guide = read_guide(self.root)
        guide.source  # noqa: B018 - computed here, and sent with the guide
        return guide


@dataclass(frozen=True)
class _KeptGuide:
    """A guide, or why it cannot be read, with its files at that time."""

    guide: Guide | AcucontentError
    stamps: Stamps
    read_at: float
    """When it was read, in seconds of `time.monotonic`."""

    def should_read_again(self, root: Traversable) -> bool:
        """Return whether a guide that could not be read may be readable now."""
        if isinstance(self.guide, Guide):
            return False
        may_pass = not isinstance(self.guide, GuideProblems | NotReadable)
        is_late = time.monotonic() > self.read_at + RETRY_SECONDS
        return (may_pass and is_late) or self.stamps != _stamp_files(root)

    def get(self) -> Guide:
        """Return the guide, or raise the error."""
        if isinstance(self.guide, Guide):
            return self.guide
        raise self.guide.with_traceback(None)  # otherwise it grows each time


class GuideShelf:
    """The installed guides, and those that were named. All methods can be called by several threads at once."""

    def __init__(self, registry: Registry, service: RenderService, sources: Sequence[GuideSource] = ()) -> None:
        """Make a shelf of guides that are not read yet.

        Args:
            registry: The registry with the installed guides.
            service: The service that reads them.
            sources: More guides. One with the id of an installed guide replaces it, as a folder that is named does.
        """
        self.registry = registry
        self._service = service
        self._sources = {**{each.id: each for each in sources}, **registry.guides}
        self._sources |= {each.id: each for each in sources}
        self._kept: dict[str, _KeptGuide] = {}
        self._locks = {key: threading.Lock() for key in self._sources}

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the guides, those that were named first."""
        return tuple(self._sources)

    def get_source(self, key: str) -> GuideSource:
        """Return where a guide is read from.

        Raises:
            UnknownGuide: There is no guide with this id.
        """
        if key not in self._sources:
            raise UnknownGuide(describe_unknown("guide", key, self._sources))
        return self._sources[key]

    def get(self, key: str) -> Guide:
        """Return a guide as it was when it was read first, or was last read again.

        A guide that could not be read is read again when its files have changed, and from time to time if its worker
        failed.

        Raises:
            UnknownGuide: There is no guide with this id.
            GuideProblems: The guide has problems; the error lists all of them.
            NotReadable: A file cannot be read.
            TimeLimitExceeded: It takes too long to read it.
            LostWorker: The worker processes died.
            ReadFailed: A library failed.
        """
        source = self.get_source(key)
        with self._locks[key]:
            kept = self._kept.get(key)
            if kept is None or kept.should_read_again(source.root):
                kept = self._kept[key] = self._read(source)
        return kept.get()

    def freeze(self) -> GuideShelf:
        """Return a shelf with the same guides, each of which stays as it is when it is first taken from it."""
        return _FrozenShelf(self._service, self)

    def list_handouts(self) -> Set[str]:
        """Return the ids of the handouts of all guides that can be read."""
        found: set[str] = set()
        for key in self.ids:
            with suppress(AcucontentError):
                found.update(self.get(key).handouts.ids)
        return found

    def reload(self, key: str) -> Guide:
        """Read a guide again and return it. If it cannot be read, the guide that was read before stays.

        Raises:
            UnknownGuide: There is no guide with this id.
            GuideProblems: The guide has problems; the error lists all of them.
            NotReadable: A file cannot be read.
            TimeLimitExceeded: It takes too long to read it.
            LostWorker: The worker processes died.
            ReadFailed: A library failed.
        """
        source = self.get_source(key)
        with self._locks[key]:
            kept, before = self._read(source), self._kept.get(key)
            if before is None or isinstance(kept.guide, Guide) or not isinstance(before.guide, Guide):
                self._kept[key] = kept
        return kept.get()

    def is_outdated(self, key: str) -> bool:
        """Return whether files of a guide changed since it was read; False for one that was not read yet.

        Raises:
            UnknownGuide: There is no guide with this id.
        """
        source, kept = self.get_source(key), self._kept.get(key)
        return kept is not None and kept.stamps != _stamp_files(source.root)

    def _read(self, source: GuideSource) -> _KeptGuide:
        stamps = _stamp_files(source.root)  # before it is read, so that a later change is noticed
        found: Guide | AcucontentError
        try:
            found = self._service.run(ReadGuideTask(source.root)).result()
        except AcucontentError as error:
            found = error
        except Exception as error:  # of a library, such as a lack of memory; the other guides can be used
            found = ReadFailed(f"{source.id}: {describe_error(error)}")
        return _KeptGuide(found, stamps, time.monotonic())


class _FrozenShelf(GuideShelf):
    """A shelf that gets each guide once. It is for one request, which reads no guide again."""

    def __init__(self, service: RenderService, shelf: GuideShelf) -> None:
        super().__init__(shelf.registry, service, [shelf.get_source(key) for key in shelf.ids])
        self._shelf, self._guides = shelf, Once(shelf.get)

    def get(self, key: str) -> Guide:
        """Return a guide as it was the first time, or raise the same error."""
        return self._guides.get(key)

    def is_outdated(self, key: str) -> bool:
        """Return whether files of a guide changed since it was read for the shelf that was frozen."""
        return self._shelf.is_outdated(key)


def _stamp_files(root: Traversable) -> Stamps:
    """Return the stamps of the files of a guide; none for a guide in an archive, which cannot be edited."""
    return tuple(sorted(_walk_files(root)))


def _walk_files(root: Traversable) -> Iterator[tuple[str, int, int]]:
    for file in islice(_list_files(root), MAX_FILES):
        with suppress(OSError):  # it was deleted in the meantime, which changes the stamps, too
            stat = file.stat()
            yield file.name, stat.st_size, stat.st_mtime_ns


def _list_files(root: Traversable) -> Iterator[Path]:
    """Yield the files from which a guide is read: a folder is also read if its guide.yaml is named."""
    if isinstance(root, Path) and root.stem == GUIDE_STEM and not root.is_dir():
        root = root.parent
    with suppress(OSError):
        children = root.iterdir() if root.is_dir() else iter((root,))
        files = (file for file in children if isinstance(file, Path) and file.suffix.lower() in _SUFFIXES)
        yield from (file for file in files if file.stem != LEDGER_STEM)

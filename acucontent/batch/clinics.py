"""Make a set of handouts for each clinic of a group, in one folder for each clinic."""

from __future__ import annotations

import datetime
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, count
from pathlib import Path
from typing import Any

from acucontent.batch.share import OpenPool, share_work
from acucontent.batch.target import Folder, Target
from acucontent.build import PlannedFile, plan_files, render_files
from acucontent.clinic import Overlay
from acucontent.errors import AcucontentError
from acucontent.model.guide import Guide
from acucontent.output_folder import OutputFolder
from acucontent.registry import Registry, discover
from acucontent.rendering.cache.storage import Cache
from acucontent.rendering.render import Renderer, get_artifact


class NoClinics(AcucontentError, LookupError):
    """A folder contains no clinic overlays."""


@dataclass(frozen=True)
class MadeSet:
    """The handouts that were made for a clinic."""

    files: tuple[str, ...]
    """The names of the files, in order."""
    notes: tuple[str, ...] = ()
    """The notes of the exporters (`Artifact.notes`), each after the name of its file."""


@dataclass(frozen=True)
class ClinicSet:
    """The handouts to make for each clinic. It can be pickled."""

    guide: Guide
    target: Target
    formats: Sequence[str]
    handouts: Sequence[str]
    region: str | None
    options: Mapping[str, Any]
    today: datetime.date | None
    language: str | None = None
    decision_options: Sequence[str] = ()
    cache: Cache | None = None

    def __call__(self, clinic: tuple[str, Overlay]) -> MadeSet:
        """Make the handouts of a clinic."""
        folder, overlay = clinic
        planned = plan_files(
            self.guide,
            _discover_once(),
            Path(folder),
            formats=self.formats,
            handouts=self.handouts,
            region=self.region,
            language=self.language,
            options=self.options,
            overlay=overlay,
            today=self.today,
            decision_options=self.decision_options,
        )
        put = self._open_folder(folder, planned)
        notes: list[str] = []
        with Renderer(self.cache) as renderer:
            for each, outcome in render_files(planned, renderer):
                artifact = get_artifact(outcome)
                put(each, artifact.data)
                notes.extend(f"{each.path.as_posix()}: {note}" for note in artifact.notes)
        return MadeSet(tuple(each.path.as_posix() for each in planned), tuple(notes))

    def _open_folder(self, folder: str, planned: Sequence[PlannedFile]) -> Callable[[PlannedFile, bytes], None]:
        """Return a function that writes a file of a clinic.

        Raises:
            WouldOverwrite: The folder holds files of another clinic or edition, or files that were changed.
        """
        target = self.target
        is_local = isinstance(target, Folder)
        root = target.root if isinstance(target, Folder) else Path()
        output = OutputFolder(
            root / folder,
            put=lambda path, data: target.put(path.relative_to(root).as_posix(), data),
            read=None if is_local else lambda path: target.read(path.as_posix()),
            fix="choose another folder with --out, or delete these files",
        )
        files = {each.path: replace(each.output, path=root / each.path) for each in planned}
        output.check(files.values())
        return lambda file, data: output.write(files[file.path], data)


@cache
def _discover_once() -> Registry:
    return discover()


def find_overlays(folder: Path) -> Mapping[str, Path]:
    """Return the paths of the clinic overlays in a folder by the name of each clinic's folder, sorted.

    A clinic's folder has the name of its overlay without the suffix. If two overlays would share a folder, on any
    system, each folder has the full name of its overlay, and a number if that is not enough. Hidden files are skipped.

    Raises:
        NoClinics: The folder contains none.
    """
    found = sorted(
        path
        for path in folder.glob("*")
        if path.suffix.lower() in (".yaml", ".yml") and not path.name.startswith(".") and path.is_file()
    )
    if not found:
        raise NoClinics(
            f"{folder}: contains no clinic overlays. To create one, run: acucontent new --clinic {folder}/clinic.yaml"
        )
    shared = Counter(_fold_name(path.stem) for path in found)
    folders: dict[str, tuple[str, Path]] = {}
    for path in found:
        names = chain([path.stem] if shared[_fold_name(path.stem)] == 1 else [], _number_name(path.name))
        name = next(each for each in names if _fold_name(each) not in folders)
        folders[_fold_name(name)] = name, path
    return dict(folders.values())


def _number_name(name: str) -> Iterator[str]:
    """Yield a name, and then the name with each number from 2 on."""
    yield name
    yield from (f"{name}-{number}" for number in count(2))


def _fold_name(name: str) -> str:
    """Return a name in the form in which systems compare file names: without case, trailing dots and spaces."""
    return unicodedata.normalize("NFKC", name).casefold().rstrip(". ")


def make_sets(
    overlays: Sequence[tuple[str, Overlay]], work: ClinicSet, open_pool: OpenPool, workers: int
) -> Iterator[tuple[str, MadeSet]]:
    """Make the handouts of each clinic.

    Args:
        overlays: The name of each clinic's folder and its overlay.
        work: The handouts to make.
        open_pool: A function that opens the processes that share the work.
        workers: The number of processes.

    Yields:
        The name of each clinic's folder and what was made for it, in order.

    Raises:
        CannotWrite: A file cannot be written.
        WouldOverwrite: A folder holds files of another clinic or edition, or files that were changed.
        LostWorker: All processes that were given a clinic died.
    """
    with ExitStack() as stack:
        for folder, _ in overlays:
            stack.callback(work.target.remove_leftovers, folder)  # after the processes have stopped
        for (folder, _), made in stack.enter_context(closing(share_work(overlays, work, open_pool, workers))):
            yield folder, made

"""Make a set of handouts for each clinic of a group, in one folder for each clinic."""

from __future__ import annotations

import datetime
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
from acucontent.errors import AcucontentError, describe_error
from acucontent.files import CannotWrite
from acucontent.model.guide import Guide, UnvalidatedGuide
from acucontent.output_folder import OutputFolder
from acucontent.registry import Registry, discover
from acucontent.rendering.cache.storage import Cache
from acucontent.rendering.exporter import MissingLibrary
from acucontent.rendering.render import Outcome, Renderer, get_artifact


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
class FailedSet:
    """The handouts of a clinic, none of which was written, because some could not be made."""

    reason: str
    """Why. A reason of the exporter follows the names of the files that have it."""


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

    def check(self) -> None:
        """Check what does not depend on a clinic, so that its errors are not repeated for each.

        Raises:
            AcucontentError: `plan_files` raised this error, such as for an unknown handout or an invalid option.
        """
        self._plan_files("", None)

    def __call__(self, clinic: tuple[str, Overlay]) -> MadeSet | FailedSet:
        """Make the handouts of a clinic, and write them if all could be made.

        Raises:
            CannotWrite: A file cannot be written, or that of another run cannot be read.
            UnvalidatedGuide: The guide was changed without validation.
            MissingLibrary: A required Python package or native library is not installed.
        """
        folder, overlay = clinic
        try:
            planned = self._plan_files(folder, overlay)
            put = self._open_folder(folder, planned)
        except (CannotWrite, UnvalidatedGuide, MissingLibrary):  # no fault of the clinic
            raise
        except AcucontentError as error:
            return FailedSet(describe_error(error))
        with Renderer(self.cache) as renderer:
            outcomes = tuple(render_files(planned, renderer))
        failures = _group_failures(outcomes)
        if failures:
            return FailedSet("\n".join(f"{', '.join(names)} failed: {reason}" for reason, names in failures.items()))
        notes: list[str] = []
        for each, outcome in outcomes:
            artifact = get_artifact(outcome)
            put(each, artifact.data)
            notes.extend(f"{each.path.as_posix()}: {note}" for note in artifact.notes)
        return MadeSet(tuple(each.path.as_posix() for each in planned), tuple(notes))

    def _plan_files(self, folder: str, overlay: Overlay | None) -> tuple[PlannedFile, ...]:
        return plan_files(
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


def _group_failures(outcomes: Iterable[tuple[PlannedFile, Outcome]]) -> Mapping[str, Sequence[str]]:
    """Return the names of the files that failed for each reason: one cause is one error.

    Raises:
        MissingLibrary: A library is not installed, so that the handouts of all clinics fail.
    """
    names: dict[str, list[str]] = {}
    for planned, outcome in outcomes:
        if isinstance(outcome, MissingLibrary):
            raise outcome
        if isinstance(outcome, Exception):
            names.setdefault(describe_error(outcome), []).append(planned.path.name)
    return names


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
) -> Iterator[tuple[str, MadeSet | FailedSet]]:
    """Make the handouts of each clinic. If those of one cannot be made, the others still are.

    Args:
        overlays: The name of each clinic's folder and its overlay.
        work: The handouts to make.
        open_pool: A function that opens the processes that share the work.
        workers: The number of processes.

    Yields:
        The name of each clinic's folder, with what was made for it or the reason why nothing was, in order.

    Raises:
        AcucontentError: `ClinicSet.check` raised this error.
        CannotWrite: A file cannot be written.
        LostWorker: All processes that were given a clinic died.
        MissingLibrary: A required Python package or native library is not installed.
    """
    work.check()
    with ExitStack() as stack:
        for folder, _ in overlays:
            stack.callback(work.target.remove_leftovers, folder)  # after the processes have stopped
        for (folder, _), made in stack.enter_context(closing(share_work(overlays, work, open_pool, workers))):
            yield folder, made

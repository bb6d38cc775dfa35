"""Make a set of handouts for each clinic of a group, in one folder for each clinic."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from acucontent.batch.share import OpenPool, share_work
from acucontent.batch.target import Target
from acucontent.build import plan_files, render_files
from acucontent.clinic import Overlay
from acucontent.errors import AcucontentError
from acucontent.model.guide import Guide
from acucontent.registry import Registry, discover
from acucontent.rendering.cache.storage import Cache
from acucontent.rendering.render import Renderer, get_artifact


class NoClinics(AcucontentError, LookupError):
    """A folder contains no clinic overlays."""


class SameClinic(AcucontentError, ValueError):
    """Two clinic overlays have the same name."""


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
    cache: Cache | None = None

    def __call__(self, clinic: tuple[str, Overlay]) -> tuple[str, ...]:
        """Make the handouts of a clinic and return the names of their files."""
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
        )
        with Renderer(self.cache) as renderer:
            for each, outcome in render_files(planned, renderer):
                self.target.put(each.path.as_posix(), get_artifact(outcome).data)
        return tuple(each.path.as_posix() for each in planned)


@cache
def _discover_once() -> Registry:
    return discover()


def find_overlays(folder: Path) -> tuple[Path, ...]:
    """Return the paths of the clinic overlays in a folder, sorted.

    Raises:
        NoClinics: The folder contains none.
        SameClinic: Two overlays would be written to the same folder.
    """
    found = tuple(sorted(path for path in folder.glob("*.y*ml") if path.suffix in (".yaml", ".yml")))
    if not found:
        raise NoClinics(
            f"{folder}: contains no clinic overlays. To create one, run: acucontent new --clinic {folder}/clinic.yaml"
        )
    _check_names(found)
    return found


def _check_names(overlays: Sequence[Path]) -> None:
    """Reject names that differ only in their ending or, as some file systems see them, in case and accents' form."""
    folders: dict[str, Path] = {}
    for path in overlays:
        other = folders.setdefault(unicodedata.normalize("NFC", path.stem).casefold(), path)
        if other != path:
            fix = "To fix it, rename one of them."
            raise SameClinic(f"{path.parent}: {other.name} and {path.name} would be written to the same folder. {fix}")


def make_sets(
    overlays: Sequence[tuple[str, Overlay]], work: ClinicSet, open_pool: OpenPool, workers: int
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Make the handouts of each clinic.

    Args:
        overlays: The name of each clinic's folder and its overlay.
        work: The handouts to make.
        open_pool: A function that opens the processes that share the work.
        workers: The number of processes.

    Yields:
        The name of each clinic's folder and the names of its files, in order.

    Raises:
        CannotWrite: A file cannot be written.
        LostWorker: All processes that were given a clinic died.
    """
    with ExitStack() as stack:
        for folder, _ in overlays:
            stack.callback(work.target.remove_leftovers, folder)  # after the processes have stopped
        for (folder, _), files in stack.enter_context(closing(share_work(overlays, work, open_pool, workers))):
            yield folder, files

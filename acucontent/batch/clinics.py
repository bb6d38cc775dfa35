"""The set of sheets for each clinic of a group: one folder a clinic."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from acucontent.batch.share import OpenPool, share
from acucontent.batch.target import Target
from acucontent.build import plan_files, render_files
from acucontent.clinic import Overlay
from acucontent.errors import AcucontentError
from acucontent.model.guide import Guide
from acucontent.registry import Registry, discover
from acucontent.rendering.cache.storage import Cache
from acucontent.rendering.render import Renderer, artifact_of


class NoClinics(AcucontentError, LookupError):
    """A folder holds no overlays."""


@dataclass(frozen=True)
class ClinicSet:
    """What is made for each clinic. It can be sent to another process."""

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
        """Make the set of a clinic and return the names of its files."""
        folder, overlay = clinic
        planned = plan_files(
            self.guide,
            _registry(),
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
                self.target.put(each.path.as_posix(), artifact_of(outcome).data)
        return tuple(each.path.as_posix() for each in planned)


@cache
def _registry() -> Registry:
    return discover()


def overlays_in(folder: Path) -> tuple[Path, ...]:
    """The overlays in a folder.

    Raises:
        NoClinics: it holds none.
    """
    found = tuple(sorted(path for path in folder.glob("*.y*ml") if path.suffix in (".yaml", ".yml")))
    if not found:
        raise NoClinics(f"{folder}: holds no overlay. To begin one, run: acucontent new --clinic {folder}/clinic.yaml")
    return found


def make_sets(
    overlays: Sequence[tuple[str, Overlay]], work: ClinicSet, open_pool: OpenPool, workers: int
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The name of each clinic's folder, with the files that were made in it, in order."""
    for (folder, _), files in share(overlays, work, open_pool, workers):
        yield folder, files

"""The set of sheets for each clinic of a group: one folder a clinic."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from acucontent.batch.share import Opened, shared
from acucontent.batch.target import Target
from acucontent.build import plan
from acucontent.clinic import Overlay
from acucontent.errors import AcucontentError
from acucontent.model.guide import Guide
from acucontent.registry import Registry, discover


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

    def __call__(self, clinic: tuple[str, Overlay]) -> tuple[str, ...]:
        """Make the set of a clinic; gives its files."""
        folder, overlay = clinic
        planned = plan(
            self.guide,
            _registry(),
            Path(folder),
            formats=self.formats,
            handouts=self.handouts,
            region=self.region,
            options=self.options,
            overlay=overlay,
            today=self.today,
        )
        for each in planned:
            self.target.put(each.path.as_posix(), each.exporter.render(each.edition, each.options).data)
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
    overlays: Sequence[tuple[str, Overlay]], work: ClinicSet, opened: Opened, workers: int
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The name of each clinic's folder, with the files that were made in it, in order."""
    for (folder, _), files in shared(overlays, work, opened, workers):
        yield folder, files

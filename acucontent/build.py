"""Editions to files. One that cannot be made does not keep the others from being made."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from acucontent.cache import Cache
from acucontent.clinic import Overlay
from acucontent.edition import Edition, Printed, PrintedSource
from acucontent.exporter import Artifact, BadOptions, Exporter, ExportFailed, Options
from acucontent.files import make_folder, write
from acucontent.model.guide import Guide
from acucontent.model.names import unknown
from acucontent.registry import Registry, UnknownFormat, discover
from acucontent.rendering import Piece, Rendering

ALL = "all"
"""Stands for every handout of a guide."""


@dataclass(frozen=True)
class Planned:
    """One file to be made."""

    path: Path
    exporter: Exporter[Any]
    edition: Edition
    options: Options

    @property
    def handout(self) -> str | None:
        """The id of its handout; none when it holds the whole guide."""
        return None if self.exporter.by_default == "guide" else self.edition.handout.id

    def beside(self, suffix: str) -> Path:
        """The path of a file that goes with it: the same name with another end."""
        return self.path.with_name(self.path.name.removesuffix(self.exporter.suffix) + suffix)


@dataclass(frozen=True)
class Built:
    """One file that was made: where it stands, its size in bytes and, in a paged format, its pages."""

    path: Path
    size: int
    pages: int | None
    format: str
    handout: str | None
    notes: tuple[str, ...] = ()
    """What a person who builds should know of it, one sentence each."""


@dataclass(frozen=True)
class Failed:
    """One file that could not be made, and why. An older one in its place is as it was."""

    path: Path
    format: str
    handout: str | None
    error: Exception


class BuildFailed(RuntimeError):
    """Some files of a build could not be made: `failed` says which and why, `built` holds the others."""

    def __init__(self, built: Iterable[Built], failed: Iterable[Failed]) -> None:
        self.built, self.failed = tuple(built), tuple(failed)
        super().__init__("\n".join(f"{each.path}: {each.error}" for each in self.failed))


def build(  # noqa: PLR0913 - each has a name and a default
    guide: Guide,
    registry: Registry | None = None,
    *,
    formats: Sequence[str] = (),
    handouts: Sequence[str] = (),
    region: str | None = None,
    options: Mapping[str, Any] | None = None,
    overlay: Overlay | None = None,
    today: datetime.date | None = None,
    out: str | Path | None = None,
    on_progress: Callable[[Planned, int], None] | None = None,
    cache: Cache | None = None,
    workers: int = 1,
) -> tuple[Built, ...]:
    """Make the files of a guide.

    Args:
        guide: The guide.
        registry: The formats to choose from; what is installed unless told.
        formats: The formats to make; all unless told.
        handouts: Ids of the handouts to make, or `all`; unless told, each format has its own default.
        region: The code of a region of the guide; its first one unless told.
        options: Values of options; each goes to every chosen format that has the option.
        overlay: The overlay of the clinic that hands them out; it leaves the names of files as they are.
        today: The day of printing: what is past its review then is stamped so. Unless told, nothing is.
        out: The folder; `build/<guide id>` unless told.
        on_progress: Called before each file is made, with that file and how many there are in all.
        cache: Where to look for what was made before, and to keep what is made.
        workers: How many processes share the work. With more than one, a script that calls this needs the usual
            `if __name__ == "__main__":`.

    Raises:
        UnknownFormat: no plugin gives one of the formats.
        NoSuchRecord: the guide has no such handout or region, or no handout that the overlay has a note for.
        BadOptions: no chosen format has an option, or takes its value, or makes handouts.
        CannotWrite: the folder cannot be made or written in.
        BuildFailed: some files could not be made; all others were.
    """
    folder = Path("build", guide.id) if out is None else Path(out)
    registry = discover() if registry is None else registry
    planned = plan(
        guide,
        registry,
        folder,
        formats=formats,
        handouts=handouts,
        region=region,
        options=options,
        overlay=overlay,
        today=today,
    )
    make_folder(folder)
    done: list[Built | Failed] = []
    with Rendering(cache, workers) as rendering:
        for each, rendered in _rendered(planned, rendering, on_progress):
            done.extend(_written(each, rendered, planned))
    built = tuple(each for each in done if isinstance(each, Built))
    failed = tuple(each for each in done if isinstance(each, Failed))
    if failed:
        raise BuildFailed(built, failed) from failed[0].error
    return built


def _rendered(
    planned: Sequence[Planned], rendering: Rendering, on_progress: Callable[[Planned, int], None] | None
) -> Iterator[tuple[Planned, Artifact | Exception]]:
    """Each file with its artifact, or why it has none. What paged formats tell of their pages goes to the others."""
    printed: dict[str, Printed] = {}
    told = {each.edition.handout.id for each in planned if not each.exporter.paged}
    for paged in (True, False):
        stage = [each for each in planned if each.exporter.paged == paged]
        pieces = [
            Piece(each.exporter, replace(each.edition, printed=printed.get(each.edition.handout.id)), each.options)
            for each in stage
        ]
        for each, ready in zip(stage, rendering.of(pieces), strict=True):
            if on_progress:
                on_progress(each, len(planned))
            artifact = ready()
            if each.edition.handout.id in told and isinstance(artifact, Artifact) and artifact.pages:
                printed.setdefault(each.edition.handout.id, _printed(each, artifact))
            yield each, artifact


def plan(  # noqa: PLR0913 - the arguments of build
    guide: Guide,
    registry: Registry,
    folder: Path,
    *,
    formats: Sequence[str] = (),
    handouts: Sequence[str] = (),
    region: str | None = None,
    options: Mapping[str, Any] | None = None,
    overlay: Overlay | None = None,
    today: datetime.date | None = None,
) -> tuple[Planned, ...]:
    """The files that `build` would make with these arguments, format by format, paged ones first."""
    chosen = [registry.exporter(name) for name in dict.fromkeys(formats or registry)]
    chosen.sort(key=lambda exporter: not exporter.paged)
    if not chosen:
        raise UnknownFormat("No format is installed. To see why, run: acucontent list")
    if handouts and all(exporter.by_default == "guide" for exporter in chosen):
        names = " and ".join(exporter.name for exporter in chosen)
        raise BadOptions(f"No handout can be made: {names} holds the whole guide. Choose another format.")
    settings = _settings(chosen, registry, options or {})
    wanted = {exporter.name: _handouts(guide, exporter, handouts) for exporter in chosen}
    every = {key for keys in wanted.values() for key in keys}
    editions = {key: Edition.of(guide, key, region, overlay=overlay, today=today) for key in every}
    return tuple(
        Planned(folder / _file_name(editions[key], exporter), exporter, editions[key], settings[exporter.name])
        for exporter in chosen
        for key in wanted[exporter.name]
    )


def _handouts(guide: Guide, exporter: Exporter[Any], asked: Sequence[str]) -> tuple[str, ...]:
    """The ids of the handouts that an exporter makes; the first one stands for the whole guide."""
    every = guide.handouts.ids
    if exporter.by_default == "guide":
        return every[:1]
    if asked:
        return every if ALL in asked else tuple(dict.fromkeys(asked))
    return every if exporter.by_default == "every handout" else every[:1]


def _file_name(edition: Edition, exporter: Exporter[Any]) -> str:
    """The guide's id, for all but its first handout also the handout's."""
    first = edition.handout == edition.guide.handouts[0]
    name = edition.guide.id if first else f"{edition.guide.id}-{edition.handout.id}"
    return name + exporter.suffix


def _settings(chosen: list[Exporter[Any]], registry: Registry, given: Mapping[str, Any]) -> dict[str, Options]:
    """The options of each chosen format."""
    for name in given:
        if not any(name in exporter.options.model_fields for exporter in chosen):
            raise BadOptions(_nobody_has(name, registry))
    return {exporter.name: exporter.options_from(_known(given, exporter)) for exporter in chosen}


def _known(given: Mapping[str, Any], exporter: Exporter[Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name in exporter.options.model_fields}


def _nobody_has(name: str, registry: Registry) -> str:
    holders = sorted(each.name for each in registry.values() if name in each.options.model_fields)
    if holders:
        return f"No chosen format has the option '{name}'. It belongs to: {', '.join(holders)}"
    return unknown("option", name, {name for each in registry.values() for name in each.options.model_fields})


def _written(planned: Planned, rendered: Artifact | Exception, every: Sequence[Planned]) -> Iterator[Built | Failed]:
    """The file of an artifact, and those that its format puts beside it."""
    name, handout, path = planned.exporter.name, planned.handout, planned.path
    try:
        artifact = _sound(rendered)
        write(path, artifact.data)
        yield Built(path, len(artifact.data), artifact.page_count, name, handout, artifact.notes)
        for suffix, data in artifact.beside.items():
            path = _free(planned.beside(suffix), every)
            write(path, data)
            yield Built(path, len(data), None, name, handout)
    except Exception as error:  # whatever an exporter raises, the other files are made
        yield Failed(path, name, handout, error)


def _sound(rendered: Artifact | Exception) -> Artifact:
    if isinstance(rendered, Exception):
        raise rendered
    return rendered


def _free(path: Path, every: Sequence[Planned]) -> Path:
    """A path that no format makes a file at."""
    for each in every:
        if each.path == path:
            raise ExportFailed(f"the format '{each.exporter.name}' makes a file of that name. Make them in two builds")
    return path


def _printed(planned: Planned, artifact: Artifact) -> Printed:
    """The pages of a file, for the formats that have none."""
    pages = artifact.page_count or max(artifact.pages.values())
    return Printed(_source(planned), tuple(artifact.pages.items()), pages)


def _source(planned: Planned) -> PrintedSource:
    """Return what tells a paged file from any other; the guide's PDF as it is sold has an ISBN, no other file has."""
    about, options = planned.edition.document.about, planned.options
    other = tuple((name, str(value)) for name, value in options if value != type(options).model_fields[name].default)
    home = planned.edition.region == planned.edition.guide.regions[0]
    sold = about.complete and home and not about.clinic and not other
    pdf = planned.exporter.media_type == "application/pdf"
    return PrintedSource(
        title=about.title,
        edition=about.edition,
        region=about.region,
        clinic=about.clinic,
        format=planned.exporter.name,
        options=other,
        isbn=about.isbn_pdf.replace("-", "") if about.isbn_pdf and sold and pdf else None,
    )

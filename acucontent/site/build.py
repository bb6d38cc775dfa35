"""Build a site. Its index is written last, and only if every file was built, so that all its links work."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from acucontent.build import Built, Failed, PlannedFile, render_files, require_built, require_signable, write_files
from acucontent.clinic import Overlay
from acucontent.document.labels import load_labels
from acucontent.files import make_folder
from acucontent.model.guide import Guide
from acucontent.output_folder import OutputFile, OutputFolder, list_contact
from acucontent.registry import Registry
from acucontent.rendering.cache.storage import Cache
from acucontent.rendering.exporter import Artifact
from acucontent.rendering.render import Renderer
from acucontent.site.entries import list_entries
from acucontent.site.index_page import PROGRAM_NAME, read_program, render_index
from acucontent.site.plan import PAGE_FORMAT, PlannedGuide, plan_site
from acucontent.site.search_index import INDEX_NAME, SearchPage, write_search_index

if TYPE_CHECKING:
    from acucontent.signing import Signer

START_PAGE = "index.html"
"""The name of the index of a site."""


@dataclass(frozen=True)
class Site:
    """A site that was built."""

    index: Path
    """The file of its index."""
    files: tuple[Built, ...]
    """The files of the guides."""
    parts: tuple[tuple[Path, int], ...]
    """The path and size in bytes of the index, the program of the search and each search index."""
    leftovers: tuple[Path, ...]
    """The files of earlier builds in the folders of the site that are no longer part of it."""


def build_site(  # noqa: PLR0913 - each has a name and a default
    guides: Sequence[Guide],
    registry: Registry,
    folder: Path,
    *,
    formats: Sequence[str] = (),
    regions: Sequence[str] = (),
    languages: Sequence[str] = (),
    options: Mapping[str, Any] | None = None,
    overlay: Overlay | None = None,
    address: str | None = None,
    today: datetime.date | None = None,
    on_progress: Callable[[PlannedFile, int], None] | None = None,
    cache: Cache | None = None,
    workers: int = 1,
    overwrite: bool = False,
    signer: Signer | None = None,
) -> Site:
    """Build a static site of guides.

    Args:
        guides: The guides, in the order of the index.
        registry: The formats to choose from.
        folder: The folder of the site. Each region has a folder in it.
        formats: Names of the formats to offer beside the web pages (default: all).
        regions: Codes of the regions (default: all regions of each guide).
        languages: The BCP 47 tags of the languages (default: all languages of each guide).
        options: Values of options by name. Each is passed to every format of the site that has the option.
        overlay: The overlay of the clinic.
        address: The web address of the folder, with which the QR codes of sheets lead to the page of their guide
            (default: `guide_web` of the overlay).
        today: The date of printing (default: no edition is marked as overdue).
        on_progress: Called before each file is rendered, with that file and the total number of files.
        cache: The cache of rendered files (default: none).
        workers: The number of processes.
        overwrite: Whether to overwrite files that are not an older version of the same edition.
        signer: The signer of the PDFs, see `acucontent.build` (default: they are not signed).

    Raises:
        UnknownFormat: No plugin provides one of the formats.
        UnknownGuide: There are no guides.
        NoSuchRecord: A guide has no such region, or the overlay has a note for a handout that no guide has.
        UnknownLanguage: A guide is not available in one of the languages.
        BadOptions: An option is unknown, its value is invalid, or a site sets it itself; the address is invalid, or too
            long for QR codes; or `signer` is given and no format makes PDFs.
        UnsafeOverlay: The overlay has an unsafe or misleading sentence, or cannot be checked.
        WouldOverwrite: A folder holds another edition under the same name, or a file that no build wrote.
        CannotWrite: A folder cannot be created or is not writable.
        ExportFailed: Two guides have a file with the same name.
        BuildFailed: Some files could not be built. The others were, but the index was not written.
    """
    planned = plan_site(
        guides,
        registry,
        folder,
        formats=formats,
        regions=regions,
        languages=languages,
        options=options,
        overlay=overlay,
        address=address,
        today=today,
    )
    require_signable(signer, (each for guide in planned for each in guide.files))
    outputs = {place: OutputFolder(place, overwrite) for place in (folder, *(each.folder for each in planned))}
    contact = list_contact(overlay)
    for place, output in outputs.items():
        output.check(_list_outputs(planned, place, folder, contact))
    for place in outputs:
        make_folder(place)
    pages: dict[Path, bytes] = {}
    with Renderer(cache, workers) as renderer:
        built = require_built(_build_files(planned, outputs, pages, renderer, on_progress=on_progress, signer=signer))
    parts = {**_make_search_indexes(planned, pages), folder / PROGRAM_NAME: read_program()}
    parts[folder / START_PAGE] = _render_index(planned, built, folder, overlay)
    for path, data in parts.items():
        outputs[path.parent].write(OutputFile(path, None, contact=contact), data)
    current = {*parts, *(each.path for each in built)}
    return Site(
        folder / START_PAGE,
        built,
        tuple((path, len(data)) for path, data in parts.items()),
        tuple(path for each in outputs.values() for path in _list_leftovers(each, current)),
    )


def _list_outputs(
    planned: Sequence[PlannedGuide], place: Path, folder: Path, contact: tuple[str, ...]
) -> Iterator[OutputFile]:
    """Yield the files that a build writes into a folder: that of the site, or that of a region."""
    yield from (each.output for guide in planned if guide.folder == place for each in guide.files)
    names = (START_PAGE, PROGRAM_NAME) if place == folder else (INDEX_NAME,)
    yield from (OutputFile(place / name, None, contact=contact) for name in names)


def _build_files(  # noqa: PLR0913 - the last two are named
    planned: Sequence[PlannedGuide],
    outputs: Mapping[Path, OutputFolder],
    pages: dict[Path, bytes],
    renderer: Renderer,
    *,
    on_progress: Callable[[PlannedFile, int], None] | None,
    signer: Signer | None,
) -> Iterator[Built | Failed]:
    """Write the files of each guide, and add the content of each page to `pages`."""
    total = sum(len(each.files) for each in planned)
    report = on_progress and (lambda file, _: on_progress(file, total))
    for guide in planned:
        for each, outcome in render_files(guide.files, renderer, report):
            if isinstance(outcome, Artifact) and each.exporter.name == PAGE_FORMAT:
                pages[each.path] = outcome.data
            yield from write_files(each, outcome, guide.files, outputs[guide.folder], signer)


def _make_search_indexes(planned: Sequence[PlannedGuide], pages: Mapping[Path, bytes]) -> dict[Path, bytes]:
    """Return the search index of each region by its path."""
    return {
        place / INDEX_NAME: write_search_index(place.name, tuple(_list_pages(planned, place, pages)))
        for place in dict.fromkeys(each.folder for each in planned)
    }


def _list_pages(planned: Sequence[PlannedGuide], place: Path, pages: Mapping[Path, bytes]) -> Iterator[SearchPage]:
    """Yield the pages in the folder of a region."""
    for guide in planned:
        for each in guide.pages if guide.folder == place else ():
            handout = each.edition.handout
            yield SearchPage(handout.title, guide.guide.title, handout.kind, each.path.name, pages[each.path])


def _render_index(
    planned: Sequence[PlannedGuide], built: Sequence[Built], folder: Path, overlay: Overlay | None
) -> bytes:
    """Return the index in the language of the first page, with the regions in the order in which they first occur."""
    first = planned[0].pages[0].edition
    regions: dict[str, str] = {}
    for each in planned:
        regions.setdefault(each.folder.name, each.pages[0].edition.region.name)
    return render_index(
        tuple(list_entries(planned, {each.path: each for each in built}, folder)),
        load_labels(first.document.language, first.region.code),
        first.document.language,
        folders=tuple(regions.items()),
        overlay=overlay,
    )


def _list_leftovers(output: OutputFolder, current: set[Path]) -> tuple[Path, ...]:
    """Return the files that earlier builds wrote into a folder and that are no longer part of the site."""
    return output.list_others(path.name for path in current if path.parent == output.path)

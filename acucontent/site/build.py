"""Build a site. Its index is written last, and only if every file was built, so that all its links work."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from acucontent.build import Built, Failed, PlannedFile, render_files, require_built, write_files
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
    overlay: Overlay | None = None,
    address: str | None = None,
    today: datetime.date | None = None,
    on_progress: Callable[[PlannedFile, int], None] | None = None,
    cache: Cache | None = None,
    workers: int = 1,
    overwrite: bool = False,
) -> Site:
    """Build a static site of guides.

    Args:
        guides: The guides, in the order of the index.
        registry: The formats to choose from.
        folder: The folder of the site. Each region has a folder in it.
        formats: Names of the formats to offer beside the web pages (default: all).
        regions: Codes of the regions (default: all regions of each guide).
        overlay: The overlay of the clinic.
        address: The web address of the folder, with which the QR codes of sheets lead to the page of their guide
            (default: `guide_web` of the overlay).
        today: The date of printing (default: no edition is marked as overdue).
        on_progress: Called before each file is rendered, with that file and the total number of files.
        cache: The cache of rendered files (default: none).
        workers: The number of processes.
        overwrite: Whether to overwrite files that are not an older version of the same edition.

    Raises:
        UnknownFormat: No plugin provides one of the formats.
        UnknownGuide: There are no guides.
        NoSuchRecord: A guide has no such region, or the overlay has a note for an unknown handout.
        BadOptions: The address is invalid, or it is too long for QR codes.
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
        overlay=overlay,
        address=address,
        today=today,
    )
    folders = {each.folder: OutputFolder(each.folder, overwrite) for each in planned}
    root, contact = OutputFolder(folder, overwrite), list_contact(overlay)
    root.check(OutputFile(folder / name, None, contact=contact) for name in (START_PAGE, PROGRAM_NAME))
    for place, output in folders.items():
        files = [each.output for guide in planned if guide.folder == place for each in guide.files]
        output.check([*files, OutputFile(place / INDEX_NAME, None, contact=contact)])
    for place in (folder, *folders):
        make_folder(place)
    pages: dict[Path, bytes] = {}
    done = list(_build_files(planned, folders, pages, Renderer(cache, workers), on_progress))
    built = {each.path: each for each in require_built(done)}
    parts = {
        place / INDEX_NAME: write_search_index(place.name, tuple(_list_pages(planned, place, pages)))
        for place in folders
    }
    parts[folder / PROGRAM_NAME] = read_program()
    parts[folder / START_PAGE] = _render_index(planned, built, folder, overlay)
    for path, data in parts.items():
        (folders | {folder: root})[path.parent].write(OutputFile(path, None, contact=contact), data)
    return Site(
        folder / START_PAGE,
        tuple(built.values()),
        tuple((path, len(data)) for path, data in parts.items()),
        tuple(_list_leftovers(root, folders, {*built, *parts})),
    )


def _build_files(
    planned: Sequence[PlannedGuide],
    folders: Mapping[Path, OutputFolder],
    pages: dict[Path, bytes],
    renderer: Renderer,
    on_progress: Callable[[PlannedFile, int], None] | None,
) -> Iterator[Built | Failed]:
    """Write the files of each guide, and add the content of each page to `pages`."""
    total = sum(len(each.files) for each in planned)
    report = on_progress and (lambda file, _: on_progress(file, total))
    with renderer:
        for guide in planned:
            for each, outcome in render_files(guide.files, renderer, report):
                if isinstance(outcome, Artifact) and each.exporter.name == PAGE_FORMAT:
                    pages[each.path] = outcome.data
                yield from write_files(each, outcome, guide.files, folders[guide.folder])


def _list_pages(planned: Sequence[PlannedGuide], place: Path, pages: Mapping[Path, bytes]) -> Iterator[SearchPage]:
    """Yield the pages in the folder of a region."""
    for guide in planned:
        for each in guide.pages if guide.folder == place else ():
            handout = each.edition.handout
            yield SearchPage(handout.title, guide.guide.title, handout.kind, each.path.name, pages[each.path])


def _render_index(
    planned: Sequence[PlannedGuide], built: Mapping[Path, Built], folder: Path, overlay: Overlay | None
) -> bytes:
    first = planned[0].pages[0].edition
    language = first.document.language
    return render_index(
        tuple(list_entries(planned, built, folder)),
        load_labels(language, first.region.code),
        language,
        folders=tuple({each.folder.name: each.files[0].edition.region.name for each in reversed(planned)}.items())[
            ::-1
        ],
        overlay=overlay,
    )


def _list_leftovers(root: OutputFolder, folders: Mapping[Path, OutputFolder], current: set[Path]) -> Iterator[Path]:
    """Yield the files that earlier builds wrote into the folders and that are no longer part of the site."""
    for output in (root, *folders.values()):
        yield from output.list_others(path.name for path in current if path.parent == output.path)

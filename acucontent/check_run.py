"""Run the checks on a guide and on the text of its rendered files."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from acucontent.build import ALL, PlannedFile, plan_files, render_files, require_names
from acucontent.checked_edition import check_notes
from acucontent.clinic import Overlay
from acucontent.hooks import GuideSource
from acucontent.model.guide import Guide, require_validated
from acucontent.quality.finding import Report
from acucontent.quality.overlay import check_overlay
from acucontent.quality.rendered_text import UnreadableFile, extract_text
from acucontent.quality.run import RunContext, run_checks
from acucontent.quality.selection import select_checks
from acucontent.quality.subject import RenderedText, Subject
from acucontent.reading import Locations, read_with_locations
from acucontent.registry import Registry, discover
from acucontent.rendering.cache.storage import Cache
from acucontent.rendering.render import Renderer, RenderJob


@dataclass(frozen=True)
class CheckRun:
    """The result of checking a guide."""

    subject: Subject
    """What was checked: the guide, and the text of its rendered files."""
    report: Report
    """What the checks found."""


def check_guide(  # noqa: PLR0913 - each has a name and a default
    guide: Guide | str | Path | GuideSource,
    registry: Registry | None = None,
    *,
    today: datetime.date,
    retracted: Mapping[str, str] | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    overlay: Overlay | None = None,
    quick: bool = False,
    on_progress: Callable[[str, str], None] | None = None,
    cache: Cache | None = None,
    workers: int = 1,
) -> CheckRun:
    """Check a guide.

    The checked files are those that `acucontent.build` makes of every handout with these arguments, so files that a
    build has cached are not rendered again. If a worker process dies, a new one repeats its work.

    Args:
        guide: The id of an installed guide, a folder or file, or a `Guide`, whose findings have no line numbers.
        registry: The checks and formats (default: the installed ones).
        today: The date with which dates of the guide are compared, which is also the date of printing. It is required,
            because only commands read the clock: for the current date, pass `datetime.date.today()`.
        retracted: Retracted DOIs in lower case, as returned by `read_retractions` (default: none).
        select: Codes of the checks to run, or letters of families (default: all).
        ignore: Codes of the checks to skip, or letters of families (default: none).
        overlay: The overlay of a clinic. Its words are checked too, and the rendered files contain it (default: none).
        quick: Whether to skip the checks that need rendered files.
        on_progress: Called before each file is rendered, with the id of its handout and the name of its format.
        cache: The cache of rendered files and their text (default: none).
        workers: The number of processes. With more than one, a script that calls this function must protect its main
            code with `if __name__ == "__main__":`.

    Returns:
        What was checked (`subject`) and the findings (`report`).

    Raises:
        TypeError: `select` or `ignore` is a text and not a list.
        UnknownCheck: There is no check or family with one of the codes.
        UnknownGuide: There is no such guide, file or folder.
        NoSuchRecord: The overlay has a note for a handout that no installed guide has.
        UnsafeOverlay: The overlay has an unsafe or misleading sentence, or cannot be checked.
        UnvalidatedGuide: The guide was changed without validation.
        GuideProblems: The guide is invalid; the error lists every problem.
        NotReadable: A file cannot be read.
    """
    require_names("select", select, "S101")
    require_names("ignore", ignore, "S101")
    registry = discover() if registry is None else registry
    checks = select_checks(registry.checks, select, ignore)
    read, places = _read_guide(guide, registry)
    if overlay is not None:
        check_notes(overlay, read.handouts.ids, registry.list_handouts)
        check_overlay(overlay, read.language)
    texts: tuple[RenderedText | UnreadableFile, ...] = ()
    if not quick and any(check.needs_rendered_files for check in checks):
        planned = _plan_readable(read, registry, overlay, today)
        with Renderer(cache, workers) as renderer:
            texts = tuple(_extract_texts(planned, renderer, on_progress, cache))
    finished = tuple(each for each in texts if isinstance(each, RenderedText))
    unfinished = tuple(each for each in texts if isinstance(each, UnreadableFile))
    subject = Subject(read, today, finished, retracted or {})
    unverified = tuple(each.name for each in registry.values() if each.read_back is None)
    plugins = {check.code: str(plugin) for plugin in registry.plugins for check in plugin.checks}
    return CheckRun(subject, run_checks(subject, checks, RunContext(places, unfinished, unverified, plugins, quick)))


def _plan_readable(
    guide: Guide, registry: Registry, overlay: Overlay | None, today: datetime.date
) -> tuple[PlannedFile, ...]:
    """Return the files of every handout in the formats that declare how they are read, grouped by handout."""
    readable = [each for each in registry.values() if each.read_back is not None]
    if not readable:
        return ()
    formats = [each.name for each in readable]
    handouts = () if all(each.scope == "guide" for each in readable) else (ALL,)
    planned = plan_files(guide, registry, Path(), formats=formats, handouts=handouts, overlay=overlay, today=today)
    order = [(handout, name) for handout in guide.handouts.ids for name in formats]
    return tuple(sorted(planned, key=lambda each: order.index((each.edition.handout.id, each.exporter.name))))


def _extract_texts(
    planned: tuple[PlannedFile, ...],
    renderer: Renderer,
    on_progress: Callable[[str, str], None] | None,
    cache: Cache | None,
) -> Iterator[RenderedText | UnreadableFile]:
    """Yield the text of each file in the order of the plan, although paged files are rendered first."""

    def report_file(file: PlannedFile, total: int) -> None:
        if on_progress:
            on_progress(file.edition.handout.id, file.exporter.name)

    texts = {
        file.path: extract_text(RenderJob(file.exporter, file.edition, file.options), outcome, cache)
        for file, outcome in render_files(planned, renderer, report_file)
    }
    yield from (texts[file.path] for file in planned)


def _read_guide(guide: Guide | str | Path | GuideSource, registry: Registry) -> tuple[Guide, Locations | None]:
    if isinstance(guide, Guide):
        require_validated(guide)
        return guide, None
    return read_with_locations(registry.find_source(guide))

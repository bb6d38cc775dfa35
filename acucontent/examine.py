"""Check a guide: read it, render what a build would render, extract the text, and report what the checks find."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from acucontent.build import ALL, PlannedFile, plan, render_files
from acucontent.model.guide import Guide, require_validated
from acucontent.quality.extraction import readable
from acucontent.quality.finding import Report
from acucontent.quality.rendered_text import Unfinished, extract_text
from acucontent.quality.run import Brought, run
from acucontent.quality.selection import select_checks
from acucontent.quality.subject import Finished, Subject
from acucontent.reading import Places, read_with_places
from acucontent.registry import Registry, discover
from acucontent.rendering.cache.storage import Cache
from acucontent.rendering.render import Renderer


@dataclass(frozen=True)
class Examination:
    """What was checked, and what was found."""

    subject: Subject
    report: Report


def examine(  # noqa: PLR0913 - each has a name and a default
    guide: Guide | str | Path,
    registry: Registry | None = None,
    *,
    today: datetime.date,
    retracted: Mapping[str, str] | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    quick: bool = False,
    on_progress: Callable[[str, str], None] | None = None,
    cache: Cache | None = None,
    workers: int = 1,
) -> Examination:
    """Check a guide and return what was found.

    The files that are read are those that `acucontent.build` makes of every handout with these arguments, so what a
    build has cached is not rendered again. A worker process that dies loses no file: a new one does its work again.

    Args:
        guide: A guide, the id of an installed one, or a folder or file. Findings in a guide have no line numbers.
        registry: The checks, and the formats whose files are read (default: the installed ones).
        today: The day with which dates are compared, and the day of printing.
        retracted: DOIs in lower case that were retracted, as `read_retractions` gives them.
        select: Codes of checks, or letters of families, to run (default: all).
        ignore: Codes of checks, or letters of families, to skip.
        quick: Whether to skip the checks that need rendered files.
        on_progress: Called before each file is rendered, with its handout and format.
        cache: Where to look for files and their text, and to store them (default: nowhere).
        workers: How many processes share the work. With more than one, a script that calls this needs the usual
            `if __name__ == "__main__":`.

    Raises:
        UnknownCheck: there is no check or family of a code.
        UnknownGuide: there is no such guide, and nothing at such a path.
        UnvalidatedGuide: the guide was changed without validation.
        GuideProblems: the guide is invalid; every problem is listed.
        NotReadable: a file cannot be read.
    """
    registry = discover() if registry is None else registry
    checks = select_checks(registry.checks, select, ignore)
    read, places = _read(guide, registry)
    texts: tuple[Finished | Unfinished, ...] = ()
    if not quick and any(check.finished for check in checks):
        planned = _plan_readable(read, registry, today)
        with Renderer(cache, workers) as renderer:
            texts = tuple(_extract_texts(planned, renderer, on_progress, cache))
    finished = tuple(each for each in texts if isinstance(each, Finished))
    unfinished = tuple(each for each in texts if isinstance(each, Unfinished))
    subject = Subject(read, today, finished, retracted or {})
    bringers = {check.code: str(plugin) for plugin in registry.plugins for check in plugin.checks}
    return Examination(subject, run(subject, checks, Brought(places, unfinished, bringers, quick)))


def _plan_readable(guide: Guide, registry: Registry, today: datetime.date) -> tuple[PlannedFile, ...]:
    """Return the files of a build of every handout, in the formats whose text can be extracted, handout by handout."""
    formats = [each.name for each in registry.values() if each.scope != "guide" and readable(each.media_type)]
    if not formats:
        return ()
    planned = plan(guide, registry, Path(), formats=formats, handouts=(ALL,), today=today)
    order = [(handout, name) for handout in guide.handouts.ids for name in formats]
    return tuple(sorted(planned, key=lambda each: order.index((each.edition.handout.id, each.exporter.name))))


def _extract_texts(
    planned: tuple[PlannedFile, ...],
    renderer: Renderer,
    on_progress: Callable[[str, str], None] | None,
    cache: Cache | None,
) -> Iterator[Finished | Unfinished]:
    """Yield the text of each file in the order of the plan, though paged files are rendered first."""

    def tell(file: PlannedFile, total: int) -> None:
        if on_progress:
            on_progress(file.edition.handout.id, file.exporter.name)

    texts = {
        file.path: extract_text(file.edition, file.exporter, outcome, cache)
        for file, outcome in render_files(planned, renderer, tell)
    }
    yield from (texts[file.path] for file in planned)


def _read(guide: Guide | str | Path, registry: Registry) -> tuple[Guide, Places | None]:
    if isinstance(guide, Guide):
        require_validated(guide)
        return guide, None
    return read_with_places(registry.source(guide))

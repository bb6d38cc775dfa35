"""A guide held against every check: read, made in each format, read again, and reported."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from acucontent.model.guide import Guide
from acucontent.quality.finding import Report
from acucontent.quality.finished import Unfinished, finished
from acucontent.quality.run import Brought, run
from acucontent.quality.selection import select_checks
from acucontent.quality.subject import Finished, Subject
from acucontent.reading import Places, read_with_places
from acucontent.registry import Registry, discover


@dataclass(frozen=True)
class Examination:
    """What was looked at, and what was found."""

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
) -> Examination:
    """What the checks find in a guide.

    Args:
        guide: A guide, the id of an installed one, or a folder or file. A guide has no files, so its findings no lines.
        registry: The checks, and the formats that are looked into; what is installed unless told.
        today: The day that dates are held against.
        retracted: DOIs in lower case that were retracted, as `read_retractions` gives them.
        select: Codes of checks, or letters of families, to run; all unless told.
        ignore: Codes of checks, or letters of families, to leave out.
        quick: Whether to leave out what needs finished files.
        on_progress: Called before each finished file is made, with its handout and format.

    Raises:
        UnknownCheck: a code or family is none.
        UnknownGuide: there is no such guide, and nothing at such a path.
        GuideProblems: the guide does not hold together; every problem is told.
        NotReadable: a file cannot be read.
    """
    registry = discover() if registry is None else registry
    checks = select_checks(registry.checks, select, ignore)
    read, places = _read(guide, registry)
    bare = Subject(read, today, retracted=retracted or {})
    made: tuple[Finished | Unfinished, ...] = ()
    if not quick and any(check.finished for check in checks):
        made = tuple(finished(bare.sheets, registry.values(), on_progress))
    words = tuple(each for each in made if isinstance(each, Finished))
    subject = Subject(read, today, words, bare.retracted)
    bringers = {check.code: str(plugin) for plugin in registry.plugins for check in plugin.checks}
    unfinished = tuple(each for each in made if isinstance(each, Unfinished))
    return Examination(subject, run(subject, checks, Brought(places, unfinished, bringers, quick)))


def _read(guide: Guide | str | Path, registry: Registry) -> tuple[Guide, Places | None]:
    if isinstance(guide, Guide):
        return guide, None
    return read_with_places(registry.source(guide))

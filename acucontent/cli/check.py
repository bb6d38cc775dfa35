"""`acucontent check`: everything that is wrong with guides, at once."""

from __future__ import annotations

import datetime
import io
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from acucontent.cli import COULD_NOT_RUN
from acucontent.cli.build import cache_option, workers_option
from acucontent.cli.explain import explained
from acucontent.cli.failures import PROBLEMS
from acucontent.cli.found import DEFAULT_GUIDE, registry_of, warn_of_plugins
from acucontent.cli.reports import Checked, Run
from acucontent.cli.reports.data import data
from acucontent.cli.reports.github import github
from acucontent.cli.reports.sarif import sarif
from acucontent.cli.reports.text import text
from acucontent.cli.today import date_option
from acucontent.examine import examine
from acucontent.quality.retractions import read_retractions
from acucontent.quality.selection import select_checks
from acucontent.reading import GuideProblems, NotReadable
from acucontent.registry import Registry, UnknownGuide
from acucontent.rendering.cache.storage import Cache

FORMATS: Mapping[str, Callable[[Run], str]] = {"text": text, "json": data, "sarif": sarif, "github": github}
"""What is printed, by the name of its format."""

_CODES = "CODES"


@click.command
@click.argument("guides", nargs=-1, metavar="[GUIDE]...")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", help="How to print what is found.")
@click.option(
    "--select", multiple=True, metavar=_CODES, help="Run these alone: codes such as S101, or families such as S."
)
@click.option("--ignore", multiple=True, metavar=_CODES, help="Leave these out.")
@click.option("--strict", is_flag=True, help="Let a warning, too, be a reason to fail.")
@click.option("--notes", is_flag=True, help="Show notes too.")
@click.option("--quick", is_flag=True, help="Look at the guide alone: make no files to look into.")
@date_option
@workers_option
@cache_option
@click.option(
    "--retractions",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A list of retracted papers: the CSV of Retraction Watch.",
)
@click.option(
    "--explain", metavar="CODE", help="Tell what a check is for, or those of a family, or all; check nothing."
)
@click.pass_context
def command(ctx: click.Context, /, guides: tuple[str, ...], explain: str | None, **choices: Any) -> int:
    """Tell everything that is wrong with guides, each finding at its line, with what to do about it.

    GUIDE is the id of an installed guide, or a folder or file; back-pain unless told. CODES are parted by commas.

    The exit status is 0 when there is no error, 1 when there is one (or, with --strict, a warning), 2 when a guide
    cannot be found or read.
    """
    registry, asked = registry_of(ctx), _Asked(**choices)
    warn_of_plugins(registry)
    if explain is not None:
        click.echo(explained(registry.checks, explain), nl=False)
        return 0
    select_checks(registry.checks, asked.select, asked.ignore)  # an unknown code is told before anything is read
    retracted = read_retractions(asked.retractions) if asked.retractions else {}
    found = [_checked(name, registry, asked, retracted) for name in dict.fromkeys(guides or (DEFAULT_GUIDE,))]
    checked = [each for each in found if each]
    if checked:
        click.echo(FORMATS[asked.form](Run(checked, asked.today, asked.notes)), nl=False)
    return max(_status(each, strict=asked.strict) for each in found)


@dataclass(frozen=True)
class _Asked:
    """The options of one run of the command."""

    form: str
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    strict: bool
    notes: bool
    quick: bool
    today: datetime.date
    retractions: Path | None
    workers: int
    cache: bool


def _checked(name: str, registry: Registry, asked: _Asked, retracted: Mapping[str, str]) -> Checked | None:
    """What was found in a guide; none where it cannot be found or read, which is told at once."""
    try:
        # A library may print when it fails to load; what it means is said in our own words.
        with _progress() as tell, redirect_stdout(io.StringIO()):
            done = examine(
                name,
                registry,
                today=asked.today,
                retracted=retracted,
                select=asked.select,
                ignore=asked.ignore,
                quick=asked.quick,
                on_progress=tell,
                cache=Cache.of_user() if asked.cache else None,
                workers=asked.workers,
            )
    except GuideProblems as error:
        return Checked(name, error.problems)
    except (UnknownGuide, NotReadable) as error:
        click.echo(f"Error: {error}", err=True)
        return None
    return Checked(name, (), done.report)


def _status(checked: Checked | None, *, strict: bool) -> int:
    if checked is None:
        return COULD_NOT_RUN
    counts = checked.report.counts
    return PROBLEMS if checked.problems or counts["error"] or (strict and counts["warning"]) else 0


@contextmanager
def _progress() -> Iterator[Callable[[str, str], None] | None]:
    """Something to tell of each finished file before it is made; nothing where no person looks on."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # only a terminal needs it

    with Console(stderr=True).status("") as shown:
        yield lambda handout, form: shown.update(f"Looking into {handout} as {form}")

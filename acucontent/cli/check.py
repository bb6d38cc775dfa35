"""`acucontent check`: report every problem in one or more guides."""

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

from acucontent.check_run import check_guide
from acucontent.cli import EXIT_FAILED
from acucontent.cli.build import cache_option, overlay_option, workers_option
from acucontent.cli.context import DEFAULT_GUIDE, choose_guide, get_registry, warn_about_plugins
from acucontent.cli.date_option import date_option
from acucontent.cli.errors import EXIT_PROBLEMS, print_error
from acucontent.cli.explain import explain_checks
from acucontent.cli.output import is_terminal, print_document, print_text
from acucontent.cli.reports import GuideResult, RunResults
from acucontent.cli.reports.github_report import format_github
from acucontent.cli.reports.json_report import format_json
from acucontent.cli.reports.sarif_report import format_sarif
from acucontent.cli.reports.text_report import format_text
from acucontent.clinic import Overlay
from acucontent.quality.retractions import read_retractions
from acucontent.quality.selection import select_checks
from acucontent.reading import GuideProblems, NotReadable
from acucontent.registry import Registry, UnknownGuide
from acucontent.rendering.cache.storage import Cache

REPORT_FORMATS: Mapping[str, Callable[[RunResults], str]] = {
    "text": format_text,
    "json": format_json,
    "sarif": format_sarif,
    "github": format_github,
}
"""The functions that format the results, by name."""


@click.command
@click.argument("guides", nargs=-1, metavar="[GUIDE]...")
@click.option(
    "--format", "form", type=click.Choice(list(REPORT_FORMATS)), default="text", help="Output format (default: text)."
)
@click.option(
    "--select",
    multiple=True,
    metavar="CODES",
    help="Run only these checks: comma-separated codes such as S101, or families such as S.",
)
@click.option("--ignore", multiple=True, metavar="CODES", help="Skip these checks: comma-separated codes or families.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--notes", is_flag=True, help="Also show notes.")
@click.option("--quick", is_flag=True, help="Skip checks that need rendered files.")
@overlay_option
@date_option
@workers_option
@cache_option
@click.option(
    "--retractions",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="List of retracted papers: the CSV file of Retraction Watch.",
)
@click.option(
    "--explain", metavar="CODE", help="Explain a check by code, the checks of a family, or all checks, and exit."
)
@click.pass_context
def run_command(ctx: click.Context, /, guides: tuple[str, ...], explain: str | None, **choices: Any) -> int:
    """Report every problem in one or more guides, with its line and how to fix it.

    GUIDE is the id of an installed guide, a folder or a file (default: back-pain).

    The exit status is 0 if there are no errors, 1 if there are errors (or, with --strict, warnings), 2 if a guide is
    not found or cannot be read, or if the words of the clinic overlay are unsafe.
    """
    registry, options = get_registry(ctx), _CheckOptions(**choices)
    warn_about_plugins(registry)
    if explain is not None:
        print_text(explain_checks(registry.checks, explain).rstrip("\n"))
        return 0
    select_checks(registry.checks, options.select, options.ignore)  # reports an unknown code before a guide is read
    retracted = read_retractions(options.retractions) if options.retractions else {}
    results = [_check_one(name, registry, options, retracted) for name in dict.fromkeys(guides) or (None,)]
    checked = [each for each in results if each]
    if checked:
        _print_report(REPORT_FORMATS[options.form](RunResults(checked, options.today, options.notes)), options.form)
    return max(_find_exit_status(each, strict=options.strict) for each in results)


def _print_report(report: str, form: str) -> None:
    if form == "text":
        print_text(report.rstrip("\n"))
    else:
        print_document(report)


@dataclass(frozen=True)
class _CheckOptions:
    """The options of one run of the command."""

    form: str
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    strict: bool
    notes: bool
    quick: bool
    overlay: Overlay | None
    today: datetime.date
    retractions: Path | None
    workers: int
    cache: bool


def _check_one(
    name: str | None, registry: Registry, options: _CheckOptions, retracted: Mapping[str, str]
) -> GuideResult | None:
    """Check one guide; print an error and return None if it is not found or cannot be read."""
    try:
        # A library may print when it fails to load; the error message of acucontent replaces that output.
        with _show_progress() as show_file, redirect_stdout(io.StringIO()):
            checked = check_guide(
                choose_guide(registry, name),
                registry,
                today=options.today,
                retracted=retracted,
                select=options.select,
                ignore=options.ignore,
                overlay=options.overlay,
                quick=options.quick,
                on_progress=show_file,
                cache=Cache.of_user() if options.cache else None,
                workers=options.workers,
            )
    except GuideProblems as error:
        return GuideResult(name or DEFAULT_GUIDE, error.problems)
    except (UnknownGuide, NotReadable) as error:
        print_error(str(error))
        return None
    return GuideResult(name or DEFAULT_GUIDE, (), checked.report)


def _find_exit_status(checked: GuideResult | None, *, strict: bool) -> int:
    if checked is None:
        return EXIT_FAILED
    counts = checked.report.counts
    return EXIT_PROBLEMS if checked.problems or counts["error"] or (strict and counts["warning"]) else 0


@contextmanager
def _show_progress() -> Iterator[Callable[[str, str], None] | None]:
    """Show the file in progress; yield a function to call before each file, or None without a terminal."""
    if not is_terminal(sys.stderr):
        yield None
        return
    from rich.console import Console  # needed for a terminal only

    with Console(file=sys.stderr).status("") as shown:
        yield lambda handout, form: shown.update(f"Checking {handout} as {form}")

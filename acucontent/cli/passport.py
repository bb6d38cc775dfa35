"""`acucontent passport`: write the quality passport of a guide to a file."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import click

from acucontent.check_run import check_guide
from acucontent.cli.build import cache_option, workers_option
from acucontent.cli.context import choose_guide, get_registry, warn_about_plugins
from acucontent.cli.date_option import date_option
from acucontent.cli.errors import EXIT_PROBLEMS
from acucontent.cli.formatting import format_count
from acucontent.cli.output import print_line
from acucontent.cli.output_path import OutputPath
from acucontent.files import write_file
from acucontent.passport.compose import make_edition
from acucontent.passport.contents import Passport, make_passport
from acucontent.passport.json_passport import dump_passport
from acucontent.quality.retractions import read_retractions
from acucontent.registry import Registry
from acucontent.rendering.cache.storage import Cache
from acucontent.rendering.exporter import Exporter, Options
from acucontent.rendering.render import RenderJob, render_artifact

MakePassport = Callable[[Passport, Registry, str | None], bytes]


def _render_pdf(passport: Passport, registry: Registry, paper: str | None) -> bytes:
    return _render(passport, registry, "pdf", {"paper": paper})


def _render(passport: Passport, registry: Registry, format_name: str, options: Mapping[str, Any]) -> bytes:
    exporter: Exporter[Options] = registry.get_exporter(format_name)
    return render_artifact(RenderJob(exporter, make_edition(passport), exporter.make_options(options))).data


PASSPORT_FORMATS: Mapping[str, MakePassport] = {
    ".pdf": _render_pdf,
    ".html": lambda passport, registry, paper: _render(passport, registry, "html", {}),
    ".json": lambda passport, registry, paper: dump_passport(passport),
}
"""The functions that render a passport, by file suffix."""


def _check_suffix(ctx: click.Context, param: click.Parameter, path: Path) -> Path:
    """Return the path after checking its suffix, before any work is done."""
    if path.suffix.lower() not in PASSPORT_FORMATS:
        raise click.BadParameter(f"'{path.name}' has an unsupported suffix. Use one of: {', '.join(PASSPORT_FORMATS)}")
    return path


@click.command
@click.argument("guide", required=False)
@click.option(
    "--out",
    required=True,
    metavar="FILE",
    type=OutputPath(path_type=Path),
    callback=_check_suffix,
    help="Output file with the suffix .pdf, .html or .json.",
)
@click.option(
    "--paper",
    type=click.Choice(["letter", "a4"]),
    help="Paper size of the PDF (default: letter if the guide's first region is the US or Canada, otherwise a4).",
)
@click.option("--quick", is_flag=True, help="Skip checks that need rendered files; the passport lists them.")
@click.option(
    "--retractions",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="List of retracted papers: the CSV file of Retraction Watch.",
)
@date_option
@workers_option
@cache_option
@click.pass_context
def run_command(
    ctx: click.Context, /, guide: str | None, out: Path, paper: str | None, retractions: Path | None, **choices: Any
) -> int:
    """Write the quality passport of a guide: which checks passed or failed, and what people must review and sign.

    GUIDE is the id of an installed guide, a folder or a file (default: back-pain). The passport is based
    on PEMAT-P, the CDC Clear Communication Index, DISCERN and IPDAS but is not a score of any of them: only people
    give those scores.

    The exit status is 0 if there are no open errors, 1 if there are (the passport is still written), 2 if the passport
    could not be made.
    """
    registry = get_registry(ctx)
    warn_about_plugins(registry)
    retracted = read_retractions(retractions) if retractions else {}
    choices["cache"] = Cache.of_user() if choices["cache"] else None
    # A library may print when it fails to load; the error message of acucontent replaces that output.
    with redirect_stdout(io.StringIO()):
        checked = check_guide(choose_guide(registry, guide), registry, retracted=retracted, **choices)
        passport = make_passport(checked, registry)
        content = PASSPORT_FORMATS[out.suffix.lower()](passport, registry, paper)
    write_file(out, content)
    print_line(f"{out}: {_summarize(passport)}")
    return EXIT_PROBLEMS if passport.errors else 0


def _summarize(passport: Passport) -> str:
    people = sum(item.verdict == "person" for item in passport.items)
    failed = sum(item.verdict == "failed" for item in passport.items)
    warnings = len(passport.open_problems) - len(passport.errors)
    counts = f"{format_count(len(passport.errors), 'error')}, {format_count(warnings, 'warning')}"
    items = format_count(len(passport.items), "item")
    return f"{counts}; of {items}, {failed or 'none'} failed and {people} need a person"

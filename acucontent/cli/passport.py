"""`acucontent passport`: the quality passport of a guide, as a file."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import click

from acucontent.cli.build import cache_option, workers_option
from acucontent.cli.failures import PROBLEMS
from acucontent.cli.found import DEFAULT_GUIDE, registry_of, warn_of_plugins
from acucontent.cli.today import date_option
from acucontent.cli.words import counted
from acucontent.examine import examine
from acucontent.files import write
from acucontent.passport.compose import document, edition
from acucontent.passport.data import data
from acucontent.passport.facts import Passport, passport
from acucontent.passport.page import page
from acucontent.quality.retractions import read_retractions
from acucontent.registry import Registry
from acucontent.rendering.cache.storage import Cache
from acucontent.rendering.exporter import Exporter, Options
from acucontent.rendering.render import RenderJob, render_artifact

Make = Callable[[Passport, Registry, str], bytes]


def _pdf(told: Passport, registry: Registry, paper: str) -> bytes:
    exporter: Exporter[Options] = registry.exporter("pdf")
    return render_artifact(RenderJob(exporter, edition(told), exporter.options_from({"paper": paper}))).data


FORMS: Mapping[str, Make] = {
    ".pdf": _pdf,
    ".html": lambda told, registry, paper: page(document(told)),
    ".json": lambda told, registry, paper: data(told),
}
"""What makes a passport, by the end of its file's name."""


def _known(ctx: click.Context, param: click.Parameter, path: Path) -> Path:
    """The file, when its name says what is to be made: told before any work is done."""
    if path.suffix.lower() not in FORMS:
        raise click.BadParameter(f"'{path.name}' ends in none of: {', '.join(FORMS)}. Choose one of these.")
    return path


@click.command
@click.argument("guide", default=DEFAULT_GUIDE)
@click.option(
    "--out",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    callback=_known,
    help="The file, which ends in .pdf, .html or .json.",
)
@click.option("--paper", type=click.Choice(["letter", "a4"]), default="letter", help="The size of the paper of a PDF.")
@click.option(
    "--quick", is_flag=True, help="Look at the guide alone: make no files to look into. The passport says so."
)
@click.option(
    "--retractions",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A list of retracted papers: the CSV of Retraction Watch.",
)
@date_option
@workers_option
@cache_option
@click.pass_context
def command(ctx: click.Context, /, guide: str, out: Path, paper: str, retractions: Path | None, **choices: Any) -> int:
    """Write the quality passport of a guide: what was proved, what failed, and what people must still say and sign.

    GUIDE is the id of an installed guide, or a folder or file; back-pain unless told. It is informed by PEMAT-P, the
    CDC Clear Communication Index, DISCERN and IPDAS, and is no score of any: people give those.

    The exit status is 0 when no error is open, 1 when one is (the passport is written all the same), 2 when it could
    not be made.
    """
    registry = registry_of(ctx)
    warn_of_plugins(registry)
    retracted = read_retractions(retractions) if retractions else {}
    choices["cache"] = Cache.of_user() if choices["cache"] else None
    # A library may print when it fails to load; what it means is said in our own words.
    with redirect_stdout(io.StringIO()):
        told = passport(examine(guide, registry, retracted=retracted, **choices), registry)
        made = FORMS[out.suffix.lower()](told, registry, paper)
    write(out, made)
    click.echo(f"{out}: {_summary(told)}")
    return PROBLEMS if told.errors else 0


def _summary(told: Passport) -> str:
    people = sum(item.verdict == "person" for item in told.items)
    failed = sum(item.verdict == "failed" for item in told.items)
    warnings = len(told.wrong) - len(told.errors)
    return (
        f"{counted(len(told.errors), 'error')}, {counted(warnings, 'warning')}; of {counted(len(told.items), 'item')}, "
        f"{failed or 'none'} failed and {people} for a person"
    )

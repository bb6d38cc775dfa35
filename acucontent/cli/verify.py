"""`acucontent verify`: what a PDF or EPUB is, and whether it is whole and current."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import click

from acucontent.carried import NotOurs
from acucontent.cli import COULD_NOT_RUN
from acucontent.cli.failures import PROBLEMS
from acucontent.cli.found import registry_of
from acucontent.cli.today import date_option
from acucontent.cli.words import columns
from acucontent.exporter import MissingLibrary
from acucontent.registry import Registry
from acucontent.verify import Verdict, VerifyResult, verify


@click.command
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@date_option
@click.pass_context
def command(ctx: click.Context, files: tuple[Path, ...], today: datetime.date) -> int:
    """Tell which edition a PDF or EPUB is, whether its content is what it claims, and whether it is still current.

    The exit status is 0 when every file is genuine and current, 1 when something is wrong with one, 2 when one is
    not ours or cannot be read. A file that agrees with itself may still be a forgery: this is no signature.
    """
    registry = registry_of(ctx)
    return max(_told(file, registry, today) for file in files)


def _told(file: Path, registry: Registry, today: datetime.date) -> int:
    """Tell what is found of one file; gives its exit status."""
    try:
        verdict = verify(file, registry=registry, today=today)
    except (NotOurs, MissingLibrary) as error:
        click.echo(f"Error: {error}", err=True)
        return COULD_NOT_RUN
    click.echo(file)
    for line in columns(list(_rows(verdict))):
        click.echo(f"  {line}")
    return 0 if verdict.sound else PROBLEMS


def _mark(result: VerifyResult) -> str:
    if result.wrong:
        return "WRONG"
    return "note" if result.code in ("newer", "not-installed") else "ok"


def _rows(verdict: Verdict) -> Iterator[tuple[str, str]]:
    """What it says that it is, then what was found."""
    if verdict.title:
        yield "title", verdict.title
    for name in type(verdict.identity).model_fields:
        said = getattr(verdict.identity, name)
        if said:
            yield name, said
    for result in verdict.results:
        yield _mark(result), f"{result.code}: {result.message}"

"""`acucontent doctor`: everything that is missing, at once, each with what mends it."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from acucontent.cli.libraries import Requirement, packages, pango
from acucontent.cli.words import counted

MISSING = 1
"""The exit status when something is missing."""


@click.command
@click.pass_context
def command(ctx: click.Context) -> int:
    """Name everything that is missing, with the exact command that mends it on Debian, macOS and Windows."""
    requirements = list(_requirements(ctx))
    for each in requirements:
        click.echo(f"MISSING  {each.what}: {each.wrong}" if each.wrong else f"ok       {each.what}")
        for fix in each.fixes:
            click.echo(f"         {fix}")
    missing = sum(bool(requirement.wrong) for requirement in requirements)
    click.echo(f"{counted(missing, 'thing')} to mend." if missing else "Nothing is missing.")
    return MISSING if missing else 0


def _requirements(ctx: click.Context) -> Iterator[Requirement]:
    yield Requirement(f"Python {sys.version.split()[0]}")
    core = packages("what acucontent needs", "acucontent")
    yield core
    if not core.wrong:
        yield from _formats(ctx)


def _formats(ctx: click.Context) -> Iterator[Requirement]:
    """What the formats need, and which plugins are broken. To find them, all of acucontent must be there."""
    from acucontent.cli.found import registry_of  # imports what may be missing
    from acucontent.quality.extraction import EXTRA

    registry = registry_of(ctx)
    for exporter in registry.values():
        if exporter.extra:
            yield packages(f"what the format {exporter.name} needs", exporter.extra)
    yield packages("what the checks need", EXTRA)
    yield from pango()
    for problem in registry.problems:
        yield Requirement(f"plugin '{problem.plugin}' of {problem.distribution}", problem.reason, (problem.mend,))

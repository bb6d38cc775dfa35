"""`acucontent doctor`: check the installation and show how to fix it."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from acucontent.cli.libraries import Requirement, packages, pango
from acucontent.cli.words import counted

MISSING = 1
"""Exit status: something is missing."""


@click.command
@click.pass_context
def run_command(ctx: click.Context) -> int:
    """Check the installation and show how to fix it on Debian, macOS and Windows.

    The exit status is 0 if nothing is missing, otherwise 1.
    """
    requirements = list(_check_installation(ctx))
    for requirement in requirements:
        click.echo(
            f"MISSING  {requirement.what}: {requirement.wrong}" if requirement.wrong else f"ok       {requirement.what}"
        )
        for fix in requirement.fixes:
            click.echo(f"         {fix}")
    missing = sum(bool(requirement.wrong) for requirement in requirements)
    click.echo(f"{counted(missing, 'problem')} found." if missing else "No problems found.")
    return MISSING if missing else 0


def _check_installation(ctx: click.Context) -> Iterator[Requirement]:
    yield Requirement(f"Python {sys.version.split()[0]}")
    core = packages("packages of acucontent", "acucontent")
    yield core
    if not core.wrong:
        yield from _check_formats(ctx)


def _check_formats(ctx: click.Context) -> Iterator[Requirement]:
    """Yield a requirement for each format, for the checks, for Pango and for each broken plugin.

    This needs all required packages of acucontent.
    """
    from acucontent.cli.found import registry_of  # imports what may be missing
    from acucontent.quality.extraction import EXTRA

    registry = registry_of(ctx)
    for exporter in registry.values():
        if exporter.extra:
            yield packages(f"packages of the format {exporter.name}", exporter.extra)
    yield packages("packages of the checks", EXTRA)
    yield from pango()
    for problem in registry.problems:
        yield Requirement(f"plugin '{problem.plugin}' of {problem.distribution}", problem.reason, (problem.mend,))

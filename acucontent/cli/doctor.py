"""`acucontent doctor`: check the installation and show how to fix it."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from acucontent.cli.libraries import Finding, packages, pango
from acucontent.cli.words import counted

MISSING = 1
"""Exit status: something is missing."""


@click.command
@click.pass_context
def command(ctx: click.Context) -> int:
    """Check the installation and show how to fix it on Debian, macOS and Windows.

    The exit status is 0 if nothing is missing, otherwise 1.
    """
    findings = list(_check_installation(ctx))
    for finding in findings:
        click.echo(f"MISSING  {finding.what}: {finding.wrong}" if finding.wrong else f"ok       {finding.what}")
        for fix in finding.mends:
            click.echo(f"         {fix}")
    missing = sum(bool(finding.wrong) for finding in findings)
    click.echo(f"{counted(missing, 'problem')} found." if missing else "No problems found.")
    return MISSING if missing else 0


def _check_installation(ctx: click.Context) -> Iterator[Finding]:
    yield Finding(f"Python {sys.version.split()[0]}")
    core = packages("packages of acucontent", "acucontent")
    yield core
    if not core.wrong:
        yield from _check_formats(ctx)


def _check_formats(ctx: click.Context) -> Iterator[Finding]:
    """Yield a finding for each format, for the checks, for Pango and for each broken plugin.

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
        yield Finding(f"plugin '{problem.plugin}' of {problem.distribution}", problem.reason, (problem.mend,))

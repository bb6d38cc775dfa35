"""`acucontent doctor`: check the installation and show how to fix it."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from acucontent.cli.formatting import format_count
from acucontent.cli.output import print_line
from acucontent.cli.requirements import Requirement, check_packages, check_pango

EXIT_MISSING = 1
"""Exit status: something is missing or broken."""


@click.command
@click.pass_context
def run_command(ctx: click.Context) -> int:
    """Check the installation and show how to fix it on Debian, macOS and Windows.

    The exit status is 0 if no problems were found, otherwise 1.
    """
    requirements = list(_check_installation(ctx))
    for requirement in requirements:
        print_line(_format_requirement(requirement))
        for fix in requirement.fixes:
            print_line(f"         {fix}")
    missing = sum(bool(each.problem) and each.status != "optional" for each in requirements)
    print_line(f"{format_count(missing, 'problem')} found." if missing else "No problems found.")
    return EXIT_MISSING if missing else 0


def _format_requirement(requirement: Requirement) -> str:
    status, found = (requirement.status, requirement.problem) if requirement.problem else ("ok", requirement.note)
    return f"{status:8} {requirement.name}{': ' if found else ''}{found}"


def _check_installation(ctx: click.Context) -> Iterator[Requirement]:
    yield Requirement(f"Python {sys.version.split()[0]}")
    core = check_packages("packages of acucontent", "acucontent")
    yield core
    if not core.problem:
        yield from _check_formats(ctx)


def _check_formats(ctx: click.Context) -> Iterator[Requirement]:
    """Yield a requirement for each format, for the checks, for Pango and for each broken plugin.

    This needs all required packages of acucontent.
    """
    from acucontent.cli.context import get_registry  # imports what may be missing
    from acucontent.rendering.read_back import EXTRA

    registry = get_registry(ctx)
    for exporter in registry.values():
        if exporter.extra:
            yield check_packages(f"packages of the format {exporter.name}", exporter.extra)
    yield check_packages("packages of the checks", EXTRA)
    yield check_packages("packages of the desk", "acucontent[desk]", "optional")
    yield check_packages("packages for --scheduler and URLs in batch", "acucontent[batch]", "optional")
    yield check_packages("packages for --sign and for signatures in verify", "acucontent[sign]", "optional")
    yield from check_pango()
    for problem in registry.problems:
        yield Requirement(
            f"plugin '{problem.plugin}' of {problem.distribution}", problem.reason, (problem.fix,), "FAILED"
        )

"""`acucontent check`: everything that is wrong with a guide, at once."""

from __future__ import annotations

import click

from acucontent.cli.failures import PROBLEMS, listing
from acucontent.cli.found import DEFAULT_GUIDE, registry_of
from acucontent.reading import GuideProblems


@click.command
@click.argument("guide", default=DEFAULT_GUIDE)
@click.pass_context
def command(ctx: click.Context, guide: str) -> int:
    """Tell everything that is wrong with a guide, each problem at its line.

    GUIDE is the id of an installed guide, or a folder or file; back-pain unless told.
    """
    try:
        found = registry_of(ctx).load(guide)
    except GuideProblems as error:
        click.echo(listing(error))
        return PROBLEMS
    click.echo(f"{found.id}: no problems")
    return 0

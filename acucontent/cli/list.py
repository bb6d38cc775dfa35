"""`acucontent list`: list guides, formats, plugins and plugin problems."""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import TYPE_CHECKING

import click

from acucontent.kept import remembered
from acucontent.programs import programs

if TYPE_CHECKING:
    from acucontent.registry import Registry


@click.command
@click.pass_context
def command(ctx: click.Context) -> None:
    """List guides with their handouts, formats, plugins and plugin problems."""
    registry = ctx.find_root().obj
    click.echo(_kept() if registry is None else _listing(registry), nl=False)


def _kept() -> str:
    """The listing of what is installed. Asking every plugin takes a second, so it is kept until any of them changes."""
    packages = {point.value.partition(":")[0].partition(".")[0] for point in entry_points(group="acucontent")}
    name = f"list-{programs(*sorted(packages))}.txt"
    return remembered(name, lambda: _listing(None).encode("utf-8")).decode("utf-8")


def _listing(registry: Registry | None) -> str:
    from acucontent.cli.listing import listing  # brings the whole model

    return listing(registry)

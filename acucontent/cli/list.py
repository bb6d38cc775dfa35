"""`acucontent list`: list guides, formats, plugins and plugin problems."""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import TYPE_CHECKING

import click

from acucontent.cli.output import print_text
from acucontent.rendering.cache.environment import compute_environment_digest
from acucontent.rendering.cache.storage import Cache

if TYPE_CHECKING:
    from acucontent.registry import Registry


@click.command
@click.pass_context
def run_command(ctx: click.Context) -> None:
    """List guides with their handouts, formats, plugins and plugin problems."""
    registry = ctx.find_root().obj
    text = _list_installed() if registry is None else _make_listing(registry)
    print_text(text.rstrip("\n"))


def _list_installed() -> str:
    """Return the listing of everything that is installed. It is cached, because loading every plugin takes a second."""
    cache = Cache.of_user()
    if cache is None:
        return _make_listing(None)
    packages = {point.value.partition(":")[0].partition(".")[0] for point in entry_points(group="acucontent")}
    name = f"list-{compute_environment_digest(*sorted(packages))}"
    return cache.get_or_make(name, lambda: _make_listing(None).encode("utf-8")).decode("utf-8")


def _make_listing(registry: Registry | None) -> str:
    from acucontent.cli.listing import format_listing  # imports the whole model

    return format_listing(registry)

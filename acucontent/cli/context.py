"""What the commands share: the registry of a run, warnings about plugins, and the default guide."""

from __future__ import annotations

import click

from acucontent.cli.formatting import format_count
from acucontent.registry import Registry, discover

DEFAULT_GUIDE = "back-pain"
"""The id of the default guide, which is part of the package."""


def get_registry(ctx: click.Context) -> Registry:
    """Return the registry of the run: the one that was passed in, or a registry of everything installed."""
    root = ctx.find_root()
    if root.obj is None:
        root.obj = discover()
    registry: Registry = root.obj
    return registry


def warn_about_plugins(registry: Registry) -> None:
    """Print a warning on stderr if there are problems with plugins, whose contents are then missing."""
    if registry.problems:
        click.echo(
            f"{format_count(len(registry.problems), 'plugin problem')}. To show them, run: acucontent list", err=True
        )

"""What the commands share: the registry of this run, what is wrong with it, and the guide that is meant unless told."""

from __future__ import annotations

import click

from acucontent.cli.words import counted
from acucontent.registry import Registry, discover

DEFAULT_GUIDE = "back-pain"
"""The guide that comes with the package."""


def registry_of(ctx: click.Context) -> Registry:
    """The registry of this run: the one that it was given, or else what is installed, found once."""
    root = ctx.find_root()
    if root.obj is None:
        root.obj = discover()
    found: Registry = root.obj
    return found


def warn_of_plugins(registry: Registry) -> None:
    """Say on stderr how many problems there are with plugins, if any: what they would give is missing."""
    if registry.problems:
        click.echo(
            f"{counted(len(registry.problems), 'problem')} with plugins. To see them, run: acucontent list", err=True
        )

"""The shared context of commands: the registry, warnings about plugins, and the default guide."""

from __future__ import annotations

import click

from acucontent.cli.formatting import format_count
from acucontent.cli.output import print_line
from acucontent.hooks import GuideSource
from acucontent.registry import Registry, discover

DEFAULT_GUIDE = "back-pain"
"""The id of the default guide, which is part of the package."""


def get_registry(ctx: click.Context) -> Registry:
    """Return the registry of the run (default: a registry of everything that is installed)."""
    root = ctx.find_root()
    if root.obj is None:
        root.obj = discover()
    registry: Registry = root.obj
    return registry


def choose_guide(registry: Registry, name: str | None) -> str | GuideSource:
    """Return the guide that an argument names; without one, the default guide, even if a folder has its name."""
    if name is None and DEFAULT_GUIDE in registry.guides:
        return registry.guides[DEFAULT_GUIDE]
    return DEFAULT_GUIDE if name is None else name


def warn_about_plugins(registry: Registry) -> None:
    """Print a warning on stderr if some plugins have problems and were skipped."""
    if registry.problems:
        print_line(
            f"Warning: {format_count(len(registry.problems), 'plugin problem')}. To show them, run: acucontent list",
            error=True,
        )

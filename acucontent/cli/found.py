"""What the commands share: the registry of this run, and the guide that is meant when none is named."""

from __future__ import annotations

import click

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

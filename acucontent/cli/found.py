"""What the commands share: the registry of this run, what is wrong with it, and the guide that is meant unless told."""

from __future__ import annotations

from pathlib import Path

import click

from acucontent.carried import may_carry
from acucontent.cli.words import counted
from acucontent.model.guide import Guide
from acucontent.registry import Registry, discover
from acucontent.verify import embedded_guide

DEFAULT_GUIDE = "back-pain"
"""The guide that comes with the package."""


def registry_of(ctx: click.Context) -> Registry:
    """The registry of this run: the one that it was given, or else what is installed, found once."""
    root = ctx.find_root()
    if root.obj is None:
        root.obj = discover()
    found: Registry = root.obj
    return found


def guide_or_artifact(registry: Registry, name: str) -> Guide:
    """The guide of an id, in a folder or file, or the one that a PDF or EPUB of ours was made from."""
    if name not in registry.guides and may_carry(Path(name)):
        return embedded_guide(name)
    return registry.load(name)


def warn_of_plugins(registry: Registry) -> None:
    """Say on stderr how many problems there are with plugins, if any: what they would give is missing."""
    if registry.problems:
        click.echo(
            f"{counted(len(registry.problems), 'problem')} with plugins. To see them, run: acucontent list", err=True
        )

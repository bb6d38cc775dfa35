"""`acucontent cache`: what is kept to save time."""

from __future__ import annotations

import click

from acucontent.cli.words import counted, size
from acucontent.rendering.cache.storage import Cache


@click.command
@click.argument("action", required=False, type=click.Choice(["clear"]))
def command(action: str | None) -> None:
    """Tell what is kept to save time, and where; `clear` deletes it. Nothing about a patient is ever kept."""
    cache = Cache.of_user()
    if cache is None:
        click.echo("Nothing is kept: this user has no home.")
    elif action == "clear":
        click.echo(f"{counted(cache.clear(), 'file')} deleted: {cache.folder}")
    else:
        files = [path.stat().st_size for path in cache.files()]
        click.echo(f"{counted(len(files), 'file')}, {size(sum(files))}: {cache.folder}")

"""`acucontent cache`: show or clear the cache."""

from __future__ import annotations

import click

from acucontent.cli.words import counted, size
from acucontent.rendering.cache.storage import Cache


@click.command
@click.argument("action", required=False, type=click.Choice(["clear"]))
def command(action: str | None) -> None:
    """Show the size and the folder of the cache of rendered files; `clear` deletes its entries.

    Personal sheets are never cached.
    """
    cache = Cache.of_user()
    if cache is None:
        click.echo("There is no cache: this user has no home folder.")
    elif action == "clear":
        click.echo(f"{counted(cache.clear(), 'file')} deleted: {cache.folder}")
    else:
        files = [path.stat().st_size for path in cache.files()]
        click.echo(f"{counted(len(files), 'file')}, {size(sum(files))}: {cache.folder}")

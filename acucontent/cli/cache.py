"""`acucontent cache`: show or clear the cache."""

from __future__ import annotations

import click

from acucontent.cli.formatting import format_count, format_size
from acucontent.cli.output import print_line
from acucontent.rendering.cache.storage import Cache


@click.command
@click.argument("action", required=False, type=click.Choice(["clear"]))
def run_command(action: str | None) -> None:
    """Show the size and folder of the cache, or delete its files with `clear`.

    The cache contains rendered files, which only save time. It never contains patient data.
    """
    cache = Cache.of_user()
    if cache is None:
        print_line("No cache: the user has no home folder.")
    elif action == "clear":
        print_line(f"{format_count(cache.clear(), 'file')} deleted: {cache.folder}")
    else:
        files = [path.lstat().st_size for path in cache.list_files()]
        print_line(f"{format_count(len(files), 'file')}, {format_size(sum(files))}: {cache.folder}")
        if cache.folder.exists() and not cache.is_private():
            print_line("It is not used: another user can write to it. Remove it to get a new one.", error=True)

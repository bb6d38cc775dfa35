"""`acucontent schema`: print the JSON Schema of a document."""

from __future__ import annotations

from pathlib import Path

import click

from acucontent.files import write_file
from acucontent.schema import format_schema


@click.command
@click.argument("name", default="guide")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write the schema to FILE instead of printing it."
)
def run_command(name: str, out: Path | None) -> None:
    """Print the JSON Schema of a document. NAME is guide or clinic (default: guide)."""
    text = format_schema(name).encode("utf-8")
    if out is None:
        click.echo(text, nl=False)
    else:
        write_file(out, text)

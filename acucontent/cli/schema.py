"""`acucontent schema`: print the JSON Schema of a document."""

from __future__ import annotations

from pathlib import Path

import click

from acucontent.cli.output import print_document
from acucontent.cli.output_path import OutputPath
from acucontent.files import write_file
from acucontent.schema import format_schema


@click.command
@click.argument("name", default="guide")
@click.option(
    "--out", type=OutputPath(path_type=Path), metavar="FILE", help="Write the schema to FILE instead of printing it."
)
def run_command(name: str, out: Path | None) -> None:
    """Print the JSON Schema of a document. NAME is guide or clinic (default: guide)."""
    text = format_schema(name)
    if out is None:
        print_document(text)
    else:
        write_file(out, text.encode("utf-8"))

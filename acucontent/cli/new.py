"""`acucontent new`: a small guide to start from."""

from __future__ import annotations

import datetime
from importlib.resources import files
from pathlib import Path
from string import Template

import click
from pydantic import TypeAdapter, ValidationError

from acucontent.files import write_new_folder
from acucontent.model.base import Slug


def starter(name: str, today: datetime.date) -> dict[str, bytes]:
    """The files of a small valid guide by name, its dates counted from today."""
    values = {
        "id": name,
        "title": name.replace("-", " ").capitalize(),
        "today": today.isoformat(),
        "next_year": (today + datetime.timedelta(days=365)).isoformat(),
    }
    template = files("acucontent.cli") / "template"
    parts = sorted((part for part in template.iterdir() if part.name.endswith(".yaml")), key=lambda part: part.name)
    return {part.name: Template(part.read_text(encoding="utf-8")).substitute(values).encode("utf-8") for part in parts}


def _slug(ctx: click.Context, param: click.Parameter, name: str) -> str:
    """The name, when it can be the id of a guide."""
    try:
        return str(TypeAdapter(Slug).validate_python(name))
    except ValidationError:
        sentence = "write at most 80 lower-case letters, digits and single hyphens, such as neck-pain"
        raise click.BadParameter(sentence) from None


@click.command
@click.argument("name", callback=_slug)
@click.option("--out", default=Path(), type=click.Path(path_type=Path), metavar="DIR", help="Make it in this folder.")
def command(name: str, out: Path) -> None:
    """Make a small guide to start from, in a new folder called NAME. Nothing is ever overwritten."""
    folder = out / name
    today = datetime.datetime.now().astimezone().date()
    parts = starter(name, today)
    write_new_folder(folder, parts)
    click.echo(f"{folder}: {', '.join(parts)}")
    click.echo(f"Replace its sentences, then run: acucontent check {folder}", err=True)

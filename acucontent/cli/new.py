"""`acucontent new`: create a guide or a clinic overlay from a template."""

from __future__ import annotations

import datetime
import shlex
from pathlib import Path
from string import Template

import click
from pydantic import TypeAdapter, ValidationError

from acucontent.cli.date_option import get_date
from acucontent.cli.output import print_line
from acucontent.cli.output_path import OutputPath
from acucontent.files import write_new, write_new_folder
from acucontent.model.base import Slug
from acucontent.templates import read_guide_template, read_overlay_template

_OVERLAY = Path("clinic.yaml")
"""The file that the comments of the template name."""


def render_overlay_template(file: Path = _OVERLAY) -> bytes:
    """Return a valid overlay of a fictional clinic, with comments on what to write.

    Args:
        file: The file that it is for, which the comments name.
    """
    command = _make_build_command(_OVERLAY)
    return read_overlay_template().replace(command, _make_build_command(file)).encode("utf-8")


def _make_build_command(overlay: Path) -> str:
    return f"acucontent build --clinic {shlex.quote(str(overlay))}"


def render_guide_template(name: str, day: datetime.date) -> dict[str, bytes]:
    """Return the files of a small valid guide by name.

    Args:
        name: The id of the guide.
        day: The publication date; the next review is due a year later.
    """
    values = {
        "id": name,
        "title": name.replace("-", " ").capitalize(),
        "today": day.isoformat(),
        "next_year": (day + datetime.timedelta(days=365)).isoformat(),
    }
    return {part: Template(text).substitute(values).encode("utf-8") for part, text in read_guide_template().items()}


def _validate_name(ctx: click.Context, param: click.Parameter, name: str | None) -> str | None:
    """Return the name if it is a valid id of a guide."""
    if name is None:
        return None
    try:
        return str(TypeAdapter(Slug).validate_python(name))
    except ValidationError:
        expected = "Expected at most 80 lower-case letters, digits and single hyphens, such as neck-pain"
        raise click.BadParameter(f"{name!r} is not a valid id. {expected}") from None


@click.command
@click.argument("name", required=False, callback=_validate_name)
@click.option(
    "--clinic", type=OutputPath(path_type=Path), metavar="FILE", help="Create a clinic overlay in FILE instead."
)
@click.option(
    "--out",
    default=Path(),
    type=OutputPath(path_type=Path),
    metavar="DIR",
    help="Parent folder (default: the current folder).",
)
def run_command(name: str | None, clinic: Path | None, out: Path) -> None:
    """Create a small guide from a template in a new folder NAME. Existing files are never overwritten."""
    if name is not None and clinic is None:
        _make_guide(out / name, name)
    elif clinic is not None and name is None:
        _make_overlay(out / clinic)
    else:
        raise click.UsageError(
            "Expected either the NAME of a guide, such as neck-pain, or an overlay file, such as --clinic clinic.yaml"
        )


def _make_guide(folder: Path, name: str) -> None:
    parts = render_guide_template(name, get_date())
    write_new_folder(folder, parts)
    print_line(f"{folder}: {', '.join(parts)}")
    print_line(f"Replace the example text, then run: acucontent check {shlex.quote(str(folder))}", error=True)


def _make_overlay(file: Path) -> None:
    write_new(file, render_overlay_template(file))
    print_line(file)
    print_line(f"Replace the example data, then run: {_make_build_command(file)}", error=True)

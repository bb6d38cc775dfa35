"""`acucontent build`: build the files of a guide."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import click

from acucontent.build import BuildFailed, Built, build
from acucontent.cli.context import choose_guide, get_registry, warn_about_plugins
from acucontent.cli.date_option import date_option
from acucontent.cli.flags import FormatCommand, select_given
from acucontent.cli.formatting import align_columns, format_count, format_size
from acucontent.cli.output import print_line, print_lines
from acucontent.cli.output_path import OutputFolderPath
from acucontent.cli.progress import show_progress
from acucontent.cli.sign_options import read_signer_of, sign_options
from acucontent.clinic import Overlay
from acucontent.rendering.cache.storage import Cache

_ARGUMENTS = (
    "formats",
    "handouts",
    "region",
    "language",
    "decision_options",
    "overlay",
    "today",
    "workers",
    "overwrite",
)
"""The options that are passed on to `build` under their own names."""


def check_formats(ctx: click.Context, param: click.Parameter, formats: tuple[str, ...]) -> tuple[str, ...]:
    """Return the formats after checking that each exists, before anything is read."""
    registry = get_registry(ctx)
    if any(name not in registry for name in formats):
        warn_about_plugins(registry)
    for name in formats:
        registry.get_exporter(name)
    return formats


def _read_overlay(ctx: click.Context, param: click.Parameter, path: Path | None) -> Overlay | None:
    """Read the overlay from its file."""
    from acucontent.reading.clinic import read_clinic  # imports the library for images

    return None if path is None else read_clinic(path)


overlay_option = click.option(
    "--clinic",
    "overlay",
    metavar="FILE",
    type=click.Path(path_type=Path),
    callback=_read_overlay,
    help="Clinic overlay: its name, phone numbers, logo and notes. To create one, run: acucontent new --clinic FILE",
)
"""The `--clinic` option of the commands that make handouts for a clinic."""


def _limit_workers(ctx: click.Context, param: click.Parameter, workers: int) -> int:
    """Return the number of processes; more of them than CPUs only need memory."""
    return min(workers, os.cpu_count() or 1)


workers_option = click.option(
    "--workers",
    type=click.IntRange(1),
    metavar="N",
    default=os.cpu_count() or 1,
    callback=_limit_workers,
    help="Number of processes (default and maximum: the number of CPUs).",
)
"""The `--workers` option of the commands that use several processes."""

cache_option = click.option(
    "--cache/--no-cache", default=True, help="Use the cache of rendered files (default: --cache)."
)
"""The `--cache` option of the commands that render."""

language_option = click.option(
    "--language", metavar="TAG", help="Language of the handouts, as a BCP 47 tag (default: the guide's own language)."
)
"""The `--language` option of the commands that make files in one language."""


decision_option = click.option(
    "--decision-option",
    "decision_options",
    multiple=True,
    metavar="ID",
    help="Option to show in a decision aid; at least two are needed (default: all).",
)
"""The `--decision-option` option of the commands that make decision aids."""


@click.command(cls=FormatCommand)
@click.argument("guide", required=False)
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="NAME",
    callback=check_formats,
    help="Format to build; may be given several times (default: all).",
)
@click.option(
    "--handout",
    "handouts",
    multiple=True,
    metavar="ID",
    help="Handout to build, or all; may be given several times (default: all in PDF and HTML, else the first).",
)
@click.option("--region", metavar="CODE", help="Region of the handouts (default: the guide's first region).")
@language_option
@decision_option
@overlay_option
@date_option
@workers_option
@cache_option
@click.option(
    "--out",
    metavar="DIR",
    type=OutputFolderPath(path_type=Path),
    help="Output folder (default: build/GUIDE, or build/GUIDE/REGION for a region that is not the guide's first).",
)
@click.option("--overwrite", is_flag=True, help="Overwrite files of another edition and edited files.")
@sign_options
@click.pass_context
def run_command(
    ctx: click.Context,
    /,
    guide: str | None,
    out: Path | None,
    sign: Path | None,
    sign_password_file: Path | None,
    **choices: Any,
) -> None:
    """Build the files of a guide: by default every format, and each handout in PDF and HTML.

    GUIDE is the id of an installed guide, a folder or a file (default: back-pain).

    The exit status is 0 if all files were built, 1 if the guide has problems, 2 if a file could not be built for
    another reason.
    """
    registry = get_registry(ctx)
    chosen = {name: choices.pop(name) for name in _ARGUMENTS}
    chosen["cache"] = Cache.of_user() if choices.pop("cache") else None
    warn_about_plugins(registry)
    options = select_given(choices, chosen["formats"], registry)
    chosen["signer"] = read_signer_of(sign, sign_password_file)
    loaded = registry.load(choose_guide(registry, guide))
    try:
        # A library may print when it fails to load; the error message of acucontent replaces that output.
        with show_progress() as report_file, redirect_stdout(io.StringIO()):
            built: Sequence[Built] = build(
                loaded, registry, **chosen, options=options, out=out, on_progress=report_file
            )
    except BuildFailed as error:
        print_files(error.built)
        raise
    print_files(built)


def print_files(built: Sequence[Built]) -> None:
    """Print a line per file with its path, size, pages and layout, and its notes on stderr."""
    rows = [
        (str(each.path), format_size(each.size), format_count(each.pages, "page") if each.pages else "", each.layout)
        for each in built
    ]
    print_lines(align_columns(rows) if rows else ())
    print_notes(built)


def print_notes(built: Sequence[Built]) -> None:
    """Print the notes of files on stderr, each once with the names of its files."""
    for note, names in _group_notes(built).items():
        print_line(f"{', '.join(dict.fromkeys(names))}: {note}", error=True)


def _group_notes(built: Sequence[Built]) -> dict[str, list[str]]:
    """Return the names of the files that have each note."""
    names: dict[str, list[str]] = {}
    for each in built:
        for note in each.notes:
            names.setdefault(note, []).append(each.path.name)
    return names

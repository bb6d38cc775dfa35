"""`acucontent verify`: verify the edition, integrity and currency of a PDF or EPUB."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import click

from acucontent.cli import EXIT_FAILED
from acucontent.cli.context import get_registry
from acucontent.cli.date_option import date_option
from acucontent.cli.errors import EXIT_PROBLEMS, print_error
from acucontent.cli.formatting import align_columns
from acucontent.cli.output import print_line
from acucontent.embedded_files import UnrecognizedFile
from acucontent.identity import format_options
from acucontent.registry import Registry
from acucontent.rendering.exporter import MissingLibrary
from acucontent.verify import Verdict, VerifyResult, verify


@click.command
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@date_option
@click.pass_context
def run_command(ctx: click.Context, files: tuple[Path, ...], today: datetime.date) -> int:
    """Verify which edition each PDF or EPUB is, whether its content is unchanged, and whether it is still current.

    The exit status is 0 if every file is genuine and current, 1 if a file has a problem, 2 if a file cannot be read
    or was not made by acucontent. This does not replace a signature: a forged file can be consistent with itself.
    """
    registry = get_registry(ctx)
    return max(_verify_file(file, registry, today) for file in files)


def _verify_file(file: Path, registry: Registry, today: datetime.date) -> int:
    """Verify one file, print the result and return its exit status."""
    try:
        verdict = verify(file, registry=registry, today=today)
    except (UnrecognizedFile, MissingLibrary) as error:
        print_error(str(error))
        return EXIT_FAILED
    print_line(file)
    for line in align_columns(list(_make_rows(verdict))):
        print_line(f"  {line}")
    return 0 if verdict.passed else EXIT_PROBLEMS


def _label_result(result: VerifyResult) -> str:
    if result.failed:
        return "FAILED"
    return "note" if result.code in ("newer", "not-installed") else "ok"


def _make_rows(verdict: Verdict) -> Iterator[tuple[str, str]]:
    """Yield what the file claims to be, then each finding."""
    if verdict.title:
        yield "title", verdict.title
    for name in type(verdict.identity).model_fields:
        value = getattr(verdict.identity, name)
        if value:
            yield name, format_options(value) if name == "options" else value
    for result in verdict.results:
        yield _label_result(result), f"{result.code.replace('-', ' ')}: {result.message}"

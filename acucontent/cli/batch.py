"""`acucontent batch`: fill in a sheet for each row of a table, or make a set of handouts for each clinic."""

from __future__ import annotations

import datetime
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

import click

from acucontent.batch import (
    BadRow,
    BadTable,
    Job,
    MadeSheet,
    Summary,
    Table,
    check_folder,
    check_table,
    fill_sheets,
    open_table_file,
    open_target,
    remove_earlier_files,
)
from acucontent.batch.clinics import ClinicSet, FailedSet, find_overlays, make_sets
from acucontent.batch.earlier_run import list_sheets, name_files
from acucontent.batch.notes import refuse_unsafe_notes
from acucontent.batch.run import Rows
from acucontent.batch.share import OpenPool
from acucontent.batch.target import Target
from acucontent.batch.workers import connect_cluster, make_local_pool
from acucontent.build import ALL
from acucontent.checked_edition import make_edition
from acucontent.cli import EXIT_INTERRUPTED
from acucontent.cli.build import decision_option, language_option, overlay_option, workers_option
from acucontent.cli.context import choose_guide, get_registry, warn_about_plugins
from acucontent.cli.date_option import date_option
from acucontent.cli.errors import EXIT_PROBLEMS, print_error, report_error
from acucontent.cli.flags import FormatCommand
from acucontent.cli.formatting import format_count
from acucontent.cli.output import print_line, print_text
from acucontent.cli.output_path import OutputFolderPath
from acucontent.cli.progress import show_counter
from acucontent.clinic import Overlay
from acucontent.document.blocks import Form
from acucontent.edition import Edition
from acucontent.file_names import make_stem, make_suffix
from acucontent.model.guide import Guide
from acucontent.reading import GuideProblems, NotReadable
from acucontent.reading.clinic import read_clinic
from acucontent.registry import Registry, UnknownFormat
from acucontent.rendering.cache.storage import Cache
from acucontent.rendering.exporter import Exporter
from acucontent.rendering.render import RenderJob, prepare_template
from acucontent.rendering.template import Binder


class BatchCommand(FormatCommand):
    """The command with a flag for each option of the formats that support sheets to fill in."""

    def list_formats(self, registry: Registry) -> list[Exporter[Any]]:
        """Return the formats that support sheets to fill in."""
        return _find_fillable(registry)


def _find_fillable(registry: Registry) -> list[Exporter[Any]]:
    """Return the formats that support sheets to fill in."""
    found = [each for each in registry.values() if each.template]
    if not found:
        warn_about_plugins(registry)
        raise UnknownFormat("No installed format supports sheets to fill in. To see why, run: acucontent list")
    return found


@dataclass(frozen=True)
class _Request:
    """What to make: a handout of a guide, with the options of its format."""

    guide: Guide
    exporter: Exporter[Any]
    handout: str | None
    region: str | None
    language: str | None
    decision_options: tuple[str, ...]
    overlay: Overlay | None
    today: datetime.date
    options: Mapping[str, Any]


@dataclass(frozen=True)
class _Execution:
    """Where to write the files, and with which processes."""

    target: Target
    workers: int
    open_pool: OpenPool
    resume: bool
    merge: bool


@click.command(cls=BatchCommand)
@click.argument("table", required=False, type=click.Path(path_type=Path))
@click.option("--guide", metavar="GUIDE", help="Guide id, folder or file (default: back-pain).")
@click.option(
    "--handout",
    metavar="ID",
    help="Handout to fill in (required with TABLE); with --clinics, handout to build (default: all).",
)
@click.option("--region", metavar="CODE", help="Region of the handouts (default: the guide's first region).")
@language_option
@decision_option
@overlay_option
@click.option(
    "--clinics",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Make a set of handouts for each clinic overlay in DIR.",
)
@date_option
@click.option(
    "--out",
    required=True,
    metavar="DIR",
    type=OutputFolderPath(path_type=str),
    help="Output folder, or a URL such as s3://bucket/folder.",
)
@workers_option
@click.option("--scheduler", metavar="ADDRESS", help="Address of a Dask cluster to use, such as tcp://10.0.0.1:8786.")
@click.option("--resume", is_flag=True, help="Skip files that are up to date.")
@click.option(
    "--merge",
    is_flag=True,
    help="Also write one PDF with all sheets and a bookmark for each. Each sheet begins on new paper.",
)
@click.pass_context
def run_command(ctx: click.Context, /, table: Path | None, clinics: Path | None, **choices: Any) -> int:
    """Fill in a sheet for each row of TABLE, a CSV file or Excel workbook (.xlsx) with headings; `-` is standard input.

    Columns: patient, date, time, next_visit, practitioner, notes, language, or the labels that the sheet prints, in any
    order. Only patient is required. Other columns are skipped. Write dates as 2026-12-31 and times as 14:30; other
    forms are read if they are unambiguous.

    A run replaces the sheets of an earlier run in the same folder. In a local folder, only the owner may
    read the sheets of patients.

    The exit status is 0 if all files were written, 1 if a row or a clinic failed, 2 if the files could not be written.
    """
    if (table is None) == (clinics is None):
        raise click.UsageError("Expected either a TABLE of patients or --clinics DIR.")
    registry = get_registry(ctx)
    warn_about_plugins(registry)
    guide = registry.load(choose_guide(registry, choices.pop("guide")))
    fixed = {
        name: choices.pop(name) for name in ("handout", "region", "language", "decision_options", "overlay", "today")
    }
    out, scheduler, workers = choices.pop("out"), choices.pop("scheduler"), choices.pop("workers")
    workers, open_pool = connect_cluster(scheduler) if scheduler else (workers, make_local_pool(workers))
    target = open_target(out, private=table is not None)
    execution = _Execution(target, workers, open_pool, choices.pop("resume"), choices.pop("merge"))
    options = {name: value for name, value in choices.items() if value is not None}
    request = _Request(guide, _find_fillable(registry)[0], **fixed, options=options)
    try:
        if table is not None:
            return _make_sheets(table, request, execution, registry)
        assert clinics is not None
        return _make_clinic_sets(clinics, request, execution)
    except KeyboardInterrupt:
        print_text(
            "\nInterrupted. Finished files are kept. To continue, run the same command with --resume.", error=True
        )
        return EXIT_INTERRUPTED


def _make_sheets(table: Path, request: _Request, execution: _Execution, registry: Registry) -> int:
    """Make a sheet for each row of a table."""
    if request.handout is None:
        sheets = ", ".join(one.id for one in request.guide.handouts if not one.is_volume)
        raise click.UsageError(f"Missing option '--handout'. Handouts: {sheets}.")
    edition = make_edition(
        request.guide,
        request.handout,
        request.region,
        language=request.language,
        overlay=request.overlay,
        today=request.today,
        decision_options=request.decision_options,
        list_handouts=registry.list_handouts,
    )
    options = request.exporter.make_options(request.options)
    template = prepare_template(RenderJob(request.exporter, edition, options))
    for note in template.notes:
        print_line(note, error=True)
    suffix = make_suffix(edition, request.exporter.suffix)
    job = Job(template, execution.target, make_stem(edition), suffix, resume=execution.resume)
    with _open_table(table, job, edition) as checked, execution.target.lock():
        check_folder(job)
        _report_removed(remove_earlier_files(job, checked.row_count if job.resume else 0))
        return _print_summary(_fill_sheets(checked, job, execution), execution.target)


@contextmanager
def _open_table(path: Path, job: Job, edition: Edition) -> Iterator[Table]:
    """Open and check the table, and report what is not read.

    Raises:
        BadTable: The table is invalid. The sheets of an earlier run, which are not replaced then, are named.
    """
    forms = (block for block in edition.document.walk_blocks() if isinstance(block, Form))
    labels = {blank.name: blank.label for form in forms for blank in form.blanks}
    try:
        with open_table_file(path) as file:
            table = check_table(file, job.template.names, labels, edition.document.language, edition.language)
            for note in table.notes:
                print_line(f"{note}.", error=True)
            yield table
    except BadTable as error:
        earlier = list_sheets(job)
        if earlier:
            raise BadTable(f"{error}\nSheets of an earlier run were not replaced: {name_files(earlier)}") from None
        raise


def _report_removed(count: int) -> None:
    if count:
        print_line(f"{format_count(count, 'sheet')} of an earlier run removed.", error=True)


def _fill_sheets(table: Table, job: Job, execution: _Execution) -> Summary:
    with ExitStack() as stack:
        binder = stack.enter_context(_open_binder(job, merge=execution.merge))
        advance = stack.enter_context(show_counter(table.row_count, "sheets"))
        reporter = _make_reporter(job, binder, stack.enter_context(_defer_interrupt(advance)))
        rows = refuse_unsafe_notes(table.read_rows(), table.language)
        return fill_sheets(rows, job, execution.open_pool, execution.workers, on_done=reporter)


def _make_reporter(
    job: Job, binder: Binder | None, advance: Callable[[int], None]
) -> Callable[[Rows, tuple[MadeSheet | BadRow, ...]], None]:
    """Return a function that prints an error for each invalid row and adds the other sheets to the binder."""

    def report_rows(rows: Rows, results: tuple[MadeSheet | BadRow, ...]) -> None:
        for row, each in zip(rows, results, strict=True):
            if isinstance(each, BadRow):
                print_line(str(each), error=True)
                continue
            if each.blanks:
                print_text(str(each), error=True)
            if binder is not None and not isinstance(row, BadRow):
                binder.add(each.file.removesuffix(job.suffix), row.words)
        advance(len(rows))

    return report_rows


@contextmanager
def _defer_interrupt(advance: Callable[[int], None]) -> Iterator[Callable[[int], None]]:
    """Report progress and delay Ctrl-C until no file is incomplete; a second Ctrl-C interrupts at once."""
    interrupted = False

    def handle_signal(number: int, frame: FrameType | None) -> None:
        nonlocal interrupted
        interrupted = True
        signal.signal(signal.SIGINT, before)

    def advance_or_stop(more: int) -> None:
        advance(more)
        if interrupted:
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, handle_signal)
    try:
        yield advance_or_stop
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _open_binder(job: Job, *, merge: bool) -> Iterator[Binder | None]:
    """Open the PDF with all sheets, if it was requested."""
    if not merge:
        yield None
        return
    with job.target.open_file(job.merged_name) as file:
        binder = job.template.binder(file)
        yield binder
        binder.close()


def _print_summary(summary: Summary, target: Target) -> int:
    skipped = f", {format_count(summary.skipped, 'sheet')} skipped" if summary.skipped else ""
    print_line(f"{format_count(summary.written, 'sheet')} written{skipped}: {target.get_path('')}")
    if summary.with_blanks:
        sheets = format_count(summary.with_blanks, "sheet")
        print_line(f"{sheets} with blank lines to fill in by hand: see above", error=True)
    if summary.bad:
        print_line(f"{format_count(len(summary.bad), 'row')} failed: see above", error=True)
    return EXIT_PROBLEMS if summary.bad else 0


def _make_clinic_sets(clinics: Path, request: _Request, execution: _Execution) -> int:
    """Make a set of handouts for each clinic."""
    paths = find_overlays(clinics)
    overlays = tuple(_read_overlays(paths))
    failed = len(paths) - len(overlays)
    handouts = (request.handout,) if request.handout else (ALL,)
    made = ClinicSet(
        request.guide,
        execution.target,
        (request.exporter.name,),
        handouts,
        request.region,
        request.options,
        request.today,
        request.language,
        request.decision_options,
        Cache.of_user(),
    )
    with show_counter(len(overlays), "clinics") as advance, _defer_interrupt(advance) as advance_or_stop:
        for folder, each in make_sets(overlays, made, execution.open_pool, execution.workers):
            if isinstance(each, FailedSet):
                failed += 1
                print_error(_name_file(paths[folder], each.reason))
            else:
                print_line(f"{execution.target.get_path(folder)}: {format_count(len(each.files), 'file')}")
                for note in each.notes:
                    print_line(note, error=True)
            advance_or_stop(1)
    if failed:
        print_line(f"{format_count(failed, 'clinic')} failed: see above", error=True)
    return EXIT_PROBLEMS if failed else 0


def _read_overlays(paths: Mapping[str, Path]) -> Iterator[tuple[str, Overlay]]:
    """Yield the name of each clinic's folder and its overlay. One that cannot be read is reported and left out."""
    for folder, path in paths.items():
        try:
            yield folder, read_clinic(path)
        except (GuideProblems, NotReadable) as error:
            report_error(error)


def _name_file(path: Path, reason: str) -> str:
    """Return a reason after the path of its file, unless it begins with the path."""
    return reason if reason.startswith(f"{path}:") else f"{path}: {reason}"

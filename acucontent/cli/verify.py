"""`acucontent verify`: verify whether a PDF, EPUB or web page is unchanged and current."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from acucontent.cli import EXIT_FAILED
from acucontent.cli.build import overlay_option
from acucontent.cli.context import get_registry
from acucontent.cli.date_option import date_option
from acucontent.cli.errors import EXIT_PROBLEMS, format_problems, print_error
from acucontent.cli.formatting import align_columns
from acucontent.cli.output import print_document, print_line, print_text
from acucontent.cli.sign_options import trust_option
from acucontent.clinic import Overlay
from acucontent.embedded_files import UnrecognizedFile
from acucontent.identity import OptionValue, format_options
from acucontent.model.guide import Guide
from acucontent.reading import GuideProblems
from acucontent.registry import Registry
from acucontent.rendering.exporter import MissingLibrary
from acucontent.verification.answers import Answer, Changed, Unchanged, dump_answer
from acucontent.verification.sources import NOTES
from acucontent.verify import Verdict, VerifyResult, verify

_SHOWN = (
    "guide",
    "edition",
    "handout",
    "language",
    "region",
    "clinic",
    "decision_options",
    "report",
    "format",
    "options",
)
"""The fields of the identity that are printed."""


@dataclass(frozen=True)
class _Context:
    """What files are compared with."""

    registry: Registry
    source: Guide | None
    overlay: Overlay | None
    today: datetime.date
    trusted: tuple[bytes, ...]


@click.command
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--source", metavar="FILE", help="Additional guide to compare with: a folder or file.")
@overlay_option
@trust_option
@date_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="Output format (default: text)."
)
@click.pass_context
def run_command(ctx: click.Context, /, files: tuple[Path, ...], source: str | None, form: str, **choices: Any) -> int:
    """Verify whether each PDF, EPUB or web page is unchanged and current.

    Each file is made again from the installed guide with the same text, or from that of --source, and compared byte
    for byte. The answer is one of three:

    Unchanged. The bytes are equal, except text filled in by acucontent batch. If another program saved a form, or other
    versions of the libraries made the file, the page count and the words, pictures and links of every page are compared
    instead, or every file of the EPUB. The answer names the comparison.

    Changed. Something differs, and each place is listed.

    Cannot be compared. The guide is unknown, or the cause of a difference is; the reason is given.

    The words and the logo of a clinic are those in the file; --clinic compares them with the clinic's own. The
    signatures of a PDF are read, too; only a signature whose certificate is given with --trust proves who signed.

    The exit status is 0 if every file is unchanged and current and no review is overdue, 1 if not, 2 if a file cannot
    be read or was not made by acucontent.
    """
    registry = get_registry(ctx)
    try:
        guide = registry.load(Path(source)) if source is not None else None
    except GuideProblems as error:
        print_text(format_problems(error), error=True)
        return EXIT_FAILED
    context = _Context(registry, guide, **choices)
    reports = [_verify_file(file, context) for file in files]
    if form == "json":
        print_document(json.dumps([_make_json(each) for each in reports], ensure_ascii=False, indent=2) + "\n")
    else:
        for each in reports:
            _print_report(each)
    return max(each.exit_status for each in reports)


@dataclass(frozen=True)
class _Report:
    """A file with its verdict, or the reason why it has none."""

    file: Path
    verdict: Verdict | None
    error: str = ""

    @property
    def exit_status(self) -> int:
        """The exit status of the file."""
        if self.verdict is None:
            return EXIT_FAILED
        return 0 if self.verdict.passed else EXIT_PROBLEMS


def _verify_file(file: Path, context: _Context) -> _Report:
    try:
        verdict = verify(
            file,
            registry=context.registry,
            source=context.source,
            overlay=context.overlay,
            trusted=context.trusted,
            today=context.today,
        )
    except (UnrecognizedFile, MissingLibrary) as error:
        return _Report(file, None, str(error))
    return _Report(file, verdict)


def _print_report(report: _Report) -> None:
    if report.verdict is None:
        print_error(report.error)
        return
    print_line(report.file)
    for line in align_columns(list(_make_rows(report.verdict))):
        print_line(f"  {line}")


def _make_rows(verdict: Verdict) -> Iterator[tuple[str, str]]:
    """Yield what the file claims to be, then the answer and the results."""
    if verdict.title:
        yield "title", verdict.title
    for name in _SHOWN:
        value = getattr(verdict.identity, name)
        if value:
            yield name.replace("_", " "), _format_value(value)
    yield from _make_answer_rows(verdict.answer)
    for result in verdict.results:
        yield _label_result(result), f"{result.code.replace('-', ' ')}: {result.message}"


def _format_value(value: str | tuple[str, ...] | Mapping[str, OptionValue]) -> str:
    if isinstance(value, Mapping):
        return format_options(value)
    return value if isinstance(value, str) else ", ".join(value)


def _make_answer_rows(answer: Answer) -> Iterator[tuple[str, str]]:
    label, name = "ok" if isinstance(answer, Unchanged) else "FAILED", answer.kind.replace("-", " ")
    if isinstance(answer, Changed):
        yield label, f"{name}: {answer.places[0]}"
        yield from (("", f"{name}: {place}") for place in answer.places[1:])
    else:
        yield label, f"{name}: {answer}"


def _label_result(result: VerifyResult) -> str:
    if result.failed:
        return "FAILED"
    return "note" if result.code in NOTES else "ok"


def _make_json(report: _Report) -> dict[str, Any]:
    if report.verdict is None:
        return {"file": str(report.file), "passed": False, "error": report.error}
    verdict = report.verdict
    return {
        "file": str(report.file),
        "passed": verdict.passed,
        "title": verdict.title,
        "identity": verdict.identity.model_dump(mode="json", exclude_defaults=True),
        "answer": dump_answer(verdict.answer),
        "results": [{"code": each.code, "failed": each.failed, "message": each.message} for each in verdict.results],
    }

"""Findings as workflow commands, which GitHub shows next to the lines of a change.

The syntax and its escapes are defined in https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from acucontent.cli.reports import GuideResult, RunResults
from acucontent.cli.reports.paths import make_relative_path
from acucontent.cli.reports.text_report import summarize_guide
from acucontent.problems import escape_unprintable
from acucontent.quality.check import Severity
from acucontent.quality.finding import Finding

_LEVELS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}
_MESSAGE = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
_PROPERTY = (*_MESSAGE, (":", "%3A"), (",", "%2C"))


def format_github(run: RunResults) -> str:
    """Return a workflow command for each finding, and a plain line for each accepted finding and each guide."""
    return "".join(f"{line}\n" for checked in run.guides for line in _format_guide(checked, notes=run.notes))


def _format_guide(checked: GuideResult, *, notes: bool) -> Iterator[str]:
    for problem in checked.problems:
        message = ": ".join(part for part in (problem.path, problem.message) if part)
        yield _format_command("error", (problem.file, problem.line, problem.column), problem.code, message)
    for finding in checked.open_findings:
        if notes or finding.severity != "note":
            title = f"{finding.code} {finding.check.title}"
            message = f"{_describe_finding(finding)}\nTo fix it: {finding.fix}"
            yield _format_command(
                _LEVELS[finding.severity], (finding.file, finding.line, finding.column), title, message
            )
    for finding in checked.accepted:
        if finding.accepted:
            yield escape_unprintable(
                f"accepted: {finding.code} {_describe_finding(finding)} ({finding.accepted.reason})"
            )
    yield f"{checked.name}: has problems" if checked.problems else summarize_guide(checked, notes=notes)


def _describe_finding(finding: Finding) -> str:
    return ": ".join(part for part in (finding.path, finding.message) if part)


def _format_command(level: str, place: tuple[str | None, int | None, int | None], title: str, message: str) -> str:
    file, line, column = place
    properties = {"file": make_relative_path(file) if file else None, "line": line, "col": column, "title": title}
    parameters = ",".join(f"{name}={_escape(str(value), _PROPERTY)}" for name, value in properties.items() if value)
    return f"::{level} {parameters}::{_escape(message, _MESSAGE)}"


def _escape(text: str, escapes: tuple[tuple[str, str], ...]) -> str:
    for character, escape in escapes:
        text = text.replace(character, escape)
    return text

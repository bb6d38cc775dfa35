"""Findings as commands of GitHub's workflows, which shows them beside the lines of a change.

The form and its escapes are those of https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from acucontent.cli.reports import Checked, Run
from acucontent.cli.reports.paths import relative
from acucontent.cli.reports.text import summary
from acucontent.quality.check import Severity
from acucontent.quality.finding import Finding
from acucontent.reading.problems import visible

_LEVELS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}
_MESSAGE = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
_PROPERTY = (*_MESSAGE, (":", "%3A"), (",", "%2C"))


def github(run: Run) -> str:
    """A line for each finding, and one in plain words for each that is accepted and for each guide."""
    return "".join(f"{line}\n" for checked in run.guides for line in _guide(checked, notes=run.notes))


def _guide(checked: Checked, *, notes: bool) -> Iterator[str]:
    for problem in checked.problems:
        said = ": ".join(part for part in (problem.path, problem.message) if part)
        yield _command("error", (problem.file, problem.line, problem.column), problem.code, said)
    for finding in checked.shown:
        if notes or finding.severity != "note":
            title = f"{finding.code} {finding.check.title}"
            said = f"{_said(finding)}\nTo fix it: {finding.fix}"
            yield _command(_LEVELS[finding.severity], (finding.file, finding.line, finding.column), title, said)
    for finding in checked.accepted:
        if finding.accepted:
            yield visible(f"accepted: {finding.code} {_said(finding)} ({finding.accepted.reason})")
    yield f"{checked.name}: has problems" if checked.problems else summary(checked, notes=notes)


def _said(finding: Finding) -> str:
    return ": ".join(part for part in (finding.path, finding.message) if part)


def _command(level: str, place: tuple[str | None, int | None, int | None], title: str, message: str) -> str:
    file, line, column = place
    properties = {"file": relative(file) if file else None, "line": line, "col": column, "title": title}
    given = ",".join(f"{name}={_escaped(str(value), _PROPERTY)}" for name, value in properties.items() if value)
    return f"::{level} {given}::{_escaped(message, _MESSAGE)}"


def _escaped(text: str, escapes: tuple[tuple[str, str], ...]) -> str:
    for character, escape in escapes:
        text = text.replace(character, escape)
    return text

"""Findings for people: each at its line, with what to do about it, and a line that sums them up."""

from __future__ import annotations

from collections.abc import Iterator

from acucontent.cli.reports import Checked, Run
from acucontent.cli.words import counted
from acucontent.quality.check import SEVERITIES
from acucontent.quality.finding import Finding
from acucontent.reading import Problem
from acucontent.reading.problems import visible


def text(run: Run) -> str:
    """Every guide of a run, parted by an empty line."""
    return "\n\n".join("\n".join(_guide(checked, notes=run.notes)) for checked in run.guides) + "\n"


def _guide(checked: Checked, *, notes: bool) -> Iterator[str]:
    if checked.problems:
        for problem in checked.problems:
            yield from _located(problem)
        yield counted(len(checked.problems), "problem")
        return
    for finding in checked.shown:
        if notes or finding.severity != "note":
            yield from _located(_problem(finding))
            yield f"  To fix it: {visible(finding.fix)}"
    for finding in checked.accepted:
        yield from _accepted(finding)
    yield summary(checked, notes=notes)


def _located(problem: Problem) -> Iterator[str]:
    yield str(problem)
    if problem.excerpt():
        yield problem.excerpt()


def _problem(finding: Finding) -> Problem:
    """A finding as readers of a guide's problems know them: the place, the path and what is wrong."""
    message = f"{finding.severity} {finding.code}: {finding.message}"
    return Problem(
        finding.code, finding.file or "", finding.line, finding.column, finding.path, message, finding.source_line
    )


def _accepted(finding: Finding) -> Iterator[str]:
    if finding.accepted:
        yield str(_problem(finding))
        reason = visible(finding.accepted.reason)
        yield f"  Accepted on {finding.accepted.on} by the {visible(finding.accepted.role)}: {reason}"


def summary(checked: Checked, *, notes: bool = True) -> str:
    """How much was found, and with what it was looked for."""
    report, counts = checked.report, checked.report.counts
    found = [counted(counts[severity], severity) for severity in SEVERITIES]
    if counts["note"] and not notes:
        found[-1] += " (--notes shows them)"
    if checked.accepted:
        found.append(f"{len(checked.accepted)} accepted")
    looked = [counted(len(report.checks), "check")]
    if report.formats:
        looked.append(f"the finished files in {', '.join(report.formats)}")
    if report.left_out:
        codes = ", ".join(check.code for check in report.left_out)
        looked.append(f"{counted(len(report.left_out), 'check')} left out for want of the finished files ({codes})")
    return f"{checked.name}: {', '.join(found)}. {'; '.join(looked)}."

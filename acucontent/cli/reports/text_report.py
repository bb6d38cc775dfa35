"""Findings as text for people: each with its line and how to fix it, and a summary line."""

from __future__ import annotations

from collections.abc import Iterator

from acucontent.cli.formatting import format_count
from acucontent.cli.reports import GuideResult, RunResults
from acucontent.problems import escape_unprintable
from acucontent.quality.check import SEVERITIES
from acucontent.quality.finding import Finding
from acucontent.reading import Problem


def format_text(run: RunResults) -> str:
    """Return the results of every guide, separated by empty lines."""
    return "\n\n".join("\n".join(_format_guide(checked, notes=run.notes)) for checked in run.guides) + "\n"


def _format_guide(checked: GuideResult, *, notes: bool) -> Iterator[str]:
    if checked.problems:
        for problem in checked.problems:
            yield from _format_problem(problem)
        yield format_count(len(checked.problems), "problem")
        return
    for finding in checked.open_findings:
        if notes or finding.severity != "note":
            yield from _format_problem(_convert_finding(finding))
            yield f"  To fix it: {escape_unprintable(finding.fix)}"
    for finding in checked.accepted:
        yield from _format_accepted(finding)
    yield summarize_guide(checked, notes=notes)


def _format_problem(problem: Problem) -> Iterator[str]:
    yield str(problem)
    if problem.format_excerpt():
        yield problem.format_excerpt()


def _convert_finding(finding: Finding) -> Problem:
    """Return a finding in the form of a problem, with its location, path and message."""
    message = f"{finding.severity} {finding.code}: {finding.message}"
    return Problem(
        finding.code, finding.file or "", finding.line, finding.column, finding.path, message, finding.source_line
    )


def _format_accepted(finding: Finding) -> Iterator[str]:
    if finding.accepted:
        yield str(_convert_finding(finding))
        reason = escape_unprintable(finding.accepted.reason)
        yield f"  Accepted on {finding.accepted.on} by the {escape_unprintable(finding.accepted.role)}: {reason}"


def summarize_guide(checked: GuideResult, *, notes: bool = True) -> str:
    """Return a line with the number of findings, checks, formats and skipped checks."""
    report, counts = checked.report, checked.report.counts
    totals = [format_count(counts[severity], severity) for severity in SEVERITIES]
    if counts["note"] and not notes:
        totals[-1] += " (--notes shows them)"
    if checked.accepted:
        totals.append(f"{len(checked.accepted)} accepted")
    scope = [format_count(len(report.checks), "check")]
    if report.formats:
        scope.append(f"rendered files in {', '.join(report.formats)}")
    if report.skipped:
        codes = ", ".join(check.code for check in report.skipped)
        scope.append(f"{format_count(len(report.skipped), 'check')} skipped: rendered files needed ({codes})")
    if report.unjudged:
        scope.append(f"{format_count(len(report.unjudged), 'check')} skipped: they cannot judge the language")
    return f"{checked.name}: {', '.join(totals)}. {'; '.join(scope)}."

"""Findings as JSON, for programs. docs/checks.md describes the format, which changes only with its number."""

from __future__ import annotations

import json
from typing import Any

from acucontent._version import __version__
from acucontent.cli.reports import GuideResult, RunResults
from acucontent.quality.check import SEVERITIES
from acucontent.quality.finding import Finding
from acucontent.reading import Problem

FORMAT_VERSION = 1
"""The number of the format; it changes when programs that read the format must change."""


def format_json(run: RunResults) -> str:
    """Return the results as JSON, including notes and accepted findings."""
    document = {
        "form": FORMAT_VERSION,
        "program": {"name": "acucontent", "version": __version__},
        "today": run.today.isoformat(),
        "guides": [_dump_guide(checked) for checked in run.guides],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _dump_guide(checked: GuideResult) -> dict[str, Any]:
    report = checked.report
    return {
        "guide": checked.name,
        "counts": {severity: report.counts[severity] for severity in SEVERITIES},
        "problems": [_dump_problem(problem) for problem in checked.problems],
        "findings": [_dump_finding(finding) for finding in report.findings],
        "checks": [check.code for check in report.checks],
        "skipped": [check.code for check in (*report.skipped, *report.unjudged)],
        "formats": list(report.formats),
    }


def _dump_problem(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "path": problem.path,
        "message": problem.message,
    }


def _dump_finding(finding: Finding) -> dict[str, Any]:
    accepted = finding.accepted
    return {
        "code": finding.code,
        "severity": finding.severity,
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        "path": finding.path,
        "words": finding.words,
        "message": finding.message,
        "fix": finding.fix,
        "accepted": accepted and {"reason": accepted.reason, "role": accepted.role, "on": accepted.on.isoformat()},
    }

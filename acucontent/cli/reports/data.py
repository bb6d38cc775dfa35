"""Findings as JSON, for programs. Its form is told in docs/checks.md and changes only with its number."""

from __future__ import annotations

import json
from typing import Any

from acucontent._version import __version__
from acucontent.cli.reports import Checked, Run
from acucontent.quality.check import SEVERITIES
from acucontent.quality.finding import Finding
from acucontent.reading import Problem

FORM = 1
"""The number of this form; it changes when a program that reads it would have to change."""


def data(run: Run) -> str:
    """The document, notes and accepted findings among the others."""
    document = {
        "form": FORM,
        "program": {"name": "acucontent", "version": __version__},
        "today": run.today.isoformat(),
        "guides": [_guide(checked) for checked in run.guides],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _guide(checked: Checked) -> dict[str, Any]:
    report = checked.report
    return {
        "guide": checked.name,
        "counts": {severity: report.counts[severity] for severity in SEVERITIES},
        "problems": [_problem(problem) for problem in checked.problems],
        "findings": [_finding(finding) for finding in report.findings],
        "checks": [check.code for check in report.checks],
        "left_out": [check.code for check in report.left_out],
        "formats": list(report.formats),
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "path": problem.path,
        "message": problem.message,
    }


def _finding(finding: Finding) -> dict[str, Any]:
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

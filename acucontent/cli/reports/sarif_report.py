"""Findings as SARIF 2.1.0 (OASIS), which code hosts and editors show. All guides are in one SARIF run."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from acucontent._version import __version__
from acucontent.cli.reports import RunResults
from acucontent.cli.reports.paths import make_uri_reference
from acucontent.quality.check import Check
from acucontent.quality.finding import Finding
from acucontent.reading import Problem

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
"""The schema of SARIF documents."""

_FINGERPRINT = "acucontent/v1"
"""The name of a fingerprint that identifies a finding by its path and words, even if its line changes."""


def format_sarif(run: RunResults) -> str:
    """Return the results as SARIF, including notes and accepted findings."""
    reports = [guide.report for guide in run.guides]
    checks = {check.code: check for report in reports for check in report.checks}
    checks |= {finding.code: finding.check for report in reports for finding in report.findings}
    problems = [problem for guide in run.guides for problem in guide.problems]
    rules = [_make_rule(checks[code]) for code in sorted(checks)] + [
        {"id": code} for code in sorted({problem.code for problem in problems} - set(checks))
    ]
    places = {rule["id"]: place for place, rule in enumerate(rules)}
    results = [_convert_problem(problem, places) for problem in problems]
    results += [_convert_finding(finding, places) for report in reports for finding in report.findings]
    driver = {"name": "acucontent", "semanticVersion": __version__, "rules": rules}
    sarif_run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [sarif_run]}, ensure_ascii=False, indent=2) + "\n"


def _make_rule(check: Check) -> dict[str, Any]:
    return {
        "id": check.code,
        "shortDescription": {"text": f"{check.title}."},
        "fullDescription": {"text": check.why},
        "help": {"text": f"{check.fix}\nSource: {check.source}"},
        "defaultConfiguration": {"level": check.severity},
        "properties": {"tags": [check.family]},
    }


def _convert_problem(problem: Problem, places: Mapping[str, int]) -> dict[str, Any]:
    place = (problem.file, problem.line, problem.column, problem.source_line)
    return {
        "ruleId": problem.code,
        "ruleIndex": places[problem.code],
        "level": "error",
        "message": {"text": problem.message},
        "locations": list(_make_locations(place, problem.path)),
    }


def _convert_finding(finding: Finding, places: Mapping[str, int]) -> dict[str, Any]:
    place = (finding.file, finding.line, finding.column, finding.source_line)
    result = {
        "ruleId": finding.code,
        "ruleIndex": places[finding.code],
        "level": finding.severity,
        "message": {"text": f"{finding.message} To fix it: {finding.fix}"},
        "locations": list(_make_locations(place, finding.path)),
        "partialFingerprints": {_FINGERPRINT: _compute_fingerprint(finding)},
    }
    if finding.accepted:
        reason = f"{finding.accepted.reason} ({finding.accepted.role}, {finding.accepted.on})"
        result["suppressions"] = [{"kind": "inSource", "status": "accepted", "justification": reason}]
    return result


def _make_locations(
    place: tuple[str | None, int | None, int | None, str | None], path: str
) -> Iterator[dict[str, Any]]:
    """Yield the location in the file and in the guide, if known."""
    file, line, column, source_line = place
    location: dict[str, Any] = {}
    if file:
        physical: dict[str, Any] = {"artifactLocation": {"uri": make_uri_reference(file)}}
        if line:
            physical["region"] = {"startLine": line, "startColumn": column}
            if source_line is not None:
                physical["region"]["snippet"] = {"text": source_line}
        location["physicalLocation"] = physical
    if path:
        location["logicalLocations"] = [{"fullyQualifiedName": path}]
    if location:
        yield location


def _compute_fingerprint(finding: Finding) -> str:
    key = "\0".join((finding.code, finding.path, finding.words or finding.message))
    return hashlib.sha256(key.encode("utf-8")).hexdigest()

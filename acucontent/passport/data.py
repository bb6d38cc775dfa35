"""A passport as JSON, for programs."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from typing import Any

from acucontent.passport.facts import Passport
from acucontent.quality.finding import Finding
from acucontent.quality.instruments import Item

FORMAT = "urn:acucontent:passport-1"
"""Names the form of the JSON; it changes only when a program that reads it would have to."""

NO_SCORE = "PEMAT-informed: no score of PEMAT, DISCERN, IPDAS or the CDC Clear Communication Index"


def data(passport: Passport) -> bytes:
    """The passport as JSON, keys in the order of the paper."""
    return (json.dumps(_plain(passport), ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def _plain(told: Passport) -> dict[str, Any]:
    guide = told.guide
    return {
        "format": FORMAT,
        "meaning": NO_SCORE,
        "guide": {
            "id": guide.id,
            "title": guide.title,
            "edition": guide.edition,
            "published": guide.published.isoformat(),
            "language": guide.language,
            "evidence_to": guide.evidence_to.isoformat(),
            "review": guide.review.model_dump(mode="json"),
            "content_hash": guide.content_hash,
            "sha256": told.sha256,
        },
        "checked": {
            "on": told.on.isoformat(),
            "acucontent": told.acucontent,
            "python": told.python,
            "plugins": [asdict(each) for each in told.plugins],
            "libraries": {each.name: each.version for each in told.libraries},
            "checks": told.checks,
            "left_out": told.left_out,
            "formats": told.formats,
            "files": [asdict(each) for each in told.files],
        },
        "findings": [_finding(each) for each in told.findings],
        "accepted": [_finding(each) for each in told.accepted],
        "items": [_item(each) for each in told.items],
        "instruments": dict(told.sources),
        "reading": [asdict(each) for each in told.scores],
        "grades": [asdict(each) for each in told.grades],
    }


def _item(item: Item) -> dict[str, Any]:
    told = {field.name: getattr(item, field.name) for field in fields(item) if field.name != "checks"}
    return {**told, "codes": [check.code for check in item.checks]}


def _finding(finding: Finding) -> dict[str, Any]:
    found = {
        "code": finding.code,
        "severity": finding.severity,
        "title": finding.check.title,
        "path": finding.path,
        "line": finding.line,
        "message": finding.message,
        "fix": finding.fix,
    }
    if finding.accepted is None:
        return found
    accepted = finding.accepted
    return {**found, "reason": accepted.reason, "role": accepted.role, "on": accepted.on.isoformat()}

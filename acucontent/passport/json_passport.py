"""A passport as JSON, for programs."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from typing import Any

from acucontent.passport.contents import Passport
from acucontent.quality.finding import Finding
from acucontent.quality.instruments import InstrumentItem

FORMAT = "urn:acucontent:passport-1"
"""The identifier of the JSON format; it changes only when programs that read it must change."""

NO_SCORE = "PEMAT-informed: no score of PEMAT, DISCERN, IPDAS or the CDC Clear Communication Index"


def dump_passport(passport: Passport) -> bytes:
    """Return the passport as JSON, with keys in the order of the document."""
    return (json.dumps(_dump_passport(passport), ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def _dump_passport(passport: Passport) -> dict[str, Any]:
    guide = passport.guide
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
            "sha256": passport.sha256,
        },
        "checked": {
            "on": passport.on.isoformat(),
            "acucontent": passport.acucontent,
            "python": passport.python,
            "plugins": [asdict(each) for each in passport.plugins],
            "libraries": {each.name: each.version for each in passport.libraries},
            "checks": passport.checks,
            "skipped": passport.skipped,
            "formats": passport.formats,
            "files": [asdict(each) for each in passport.files],
        },
        "findings": [_dump_finding(each) for each in passport.findings],
        "accepted": [_dump_finding(each) for each in passport.accepted],
        "items": [_dump_item(each) for each in passport.items],
        "instruments": dict(passport.sources),
        "reading": [asdict(each) for each in passport.scores],
        "grades": [asdict(each) for each in passport.grades],
    }


def _dump_item(item: InstrumentItem) -> dict[str, Any]:
    document = {field.name: getattr(item, field.name) for field in fields(item) if field.name != "checks"}
    return {**document, "codes": [check.code for check in item.checks]}


def _dump_finding(finding: Finding) -> dict[str, Any]:
    document = {
        "code": finding.code,
        "severity": finding.severity,
        "title": finding.check.title,
        "path": finding.path,
        "line": finding.line,
        "message": finding.message,
        "fix": finding.fix,
    }
    if finding.accepted is None:
        return document
    accepted = finding.accepted
    return {**document, "reason": accepted.reason, "role": accepted.role, "on": accepted.on.isoformat()}

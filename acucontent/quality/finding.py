"""Findings of checks with their lines, and the report of a run."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from acucontent.quality.check import Check, Severity


@dataclass(frozen=True)
class Accepted:
    """Why a finding was accepted: the reason, the role of the person who decided, and the date."""

    reason: str
    role: str
    on: datetime.date


@dataclass(frozen=True)
class Finding:
    """One problem in a guide: what is wrong, where, and how to fix it."""

    check: Check
    path: str
    message: str
    fix: str
    file: str | None = None
    line: int | None = None
    """Counts from 1."""
    column: int | None = None
    """Counts from 1."""
    source_line: str | None = None
    words: str | None = None
    """The exact words in the text at that path."""
    accepted: Accepted | None = None
    """Set if the guide accepts the finding, which is still listed."""

    @property
    def code(self) -> str:
        """The code of the check."""
        return self.check.code

    @property
    def severity(self) -> Severity:
        """The severity of the check."""
        return self.check.severity


@dataclass(frozen=True)
class Report:
    """The findings of a run, and the checks that ran."""

    checks: tuple[Check, ...]
    """Every check that ran."""
    findings: tuple[Finding, ...]
    """The findings, in the order of file, line, column and code."""
    formats: tuple[str, ...] = ()
    """The formats whose rendered files were checked."""
    skipped: tuple[Check, ...] = ()
    """The checks that were skipped because they need rendered files."""
    unjudged: tuple[Check, ...] = ()
    """The checks that were skipped because they cannot judge the language of the guide."""

    @property
    def open_findings(self) -> Iterator[Finding]:
        """The findings that are not accepted."""
        return (finding for finding in self.findings if finding.accepted is None)

    @property
    def counts(self) -> Counter[Severity]:
        """The number of open findings of each severity."""
        return Counter(finding.severity for finding in self.open_findings)

"""A finding: what a check found, at its line; and the report of a whole run."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from acucontent.quality.check import Check, Severity


@dataclass(frozen=True)
class Accepted:
    """Why a finding is let stand: the reason, who decided in which role, and when."""

    reason: str
    role: str
    on: datetime.date


@dataclass(frozen=True)
class Finding:
    """One thing wrong with a guide: what, where and how to fix it."""

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
    """The words meant, as they stand in the text of that place."""
    accepted: Accepted | None = None
    """Set where the guide accepts it; it is listed all the same."""

    @property
    def code(self) -> str:
        """The check's code."""
        return self.check.code

    @property
    def severity(self) -> Severity:
        """The check's severity."""
        return self.check.severity


@dataclass(frozen=True)
class Report:
    """What a run found, and with which checks it looked."""

    checks: tuple[Check, ...]
    """Every check that ran."""
    findings: tuple[Finding, ...]
    """What was found, by file, line, column and code."""
    formats: tuple[str, ...] = ()
    """The formats whose finished files were looked into."""
    left_out: tuple[Check, ...] = ()
    """The checks that could not run for want of finished files."""

    @property
    def open(self) -> Iterator[Finding]:
        """What nobody has accepted."""
        return (finding for finding in self.findings if finding.accepted is None)

    @property
    def counts(self) -> Counter[Severity]:
        """How many open findings there are of each severity."""
        return Counter(finding.severity for finding in self.open)

"""Reports of `acucontent check`, as text for people and as documents for programs. One module per format."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from acucontent.quality.finding import Finding, Report
from acucontent.reading import Problem


@dataclass(frozen=True)
class GuideResult:
    """The result for one guide: the problems that prevent it from being read, or the findings of the checks."""

    name: str
    """The name of the guide as the user gave it."""
    problems: tuple[Problem, ...] = ()
    report: Report = field(default_factory=lambda: Report((), ()))

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """The findings that are not accepted."""
        return tuple(self.report.open_findings)

    @property
    def accepted(self) -> tuple[Finding, ...]:
        """The findings that the guide accepts."""
        return tuple(finding for finding in self.report.findings if finding.accepted)


@dataclass(frozen=True)
class RunResults:
    """The results of one run of the command."""

    guides: Sequence[GuideResult]
    today: datetime.date
    notes: bool = True
    """Whether the reports for people include notes."""

"""What was found, as text for people and as documents for programs. Each module makes one form of it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from acucontent.quality.finding import Finding, Report
from acucontent.reading import Problem


@dataclass(frozen=True)
class Checked:
    """One guide that was checked: what keeps it from being read, or else what the checks found."""

    name: str
    """The guide as its user names it."""
    problems: tuple[Problem, ...] = ()
    report: Report = field(default_factory=lambda: Report((), ()))

    @property
    def shown(self) -> tuple[Finding, ...]:
        """The open findings."""
        return tuple(self.report.open)

    @property
    def accepted(self) -> tuple[Finding, ...]:
        """The findings that the guide accepts."""
        return tuple(finding for finding in self.report.findings if finding.accepted)


@dataclass(frozen=True)
class Run:
    """Everything that one run of the command found."""

    guides: Sequence[Checked]
    today: datetime.date
    notes: bool = True
    """Whether people are shown notes too."""

"""Remarks on a guide: the problems of its files and the findings of checks, in one form, with their place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from acucontent.desk.preview.places import PagePlace
from acucontent.document.anchors import Anchor
from acucontent.problems import Problem
from acucontent.quality.check import SEVERITIES, Severity
from acucontent.quality.finding import Finding


@dataclass(frozen=True)
class Remark:
    """Something that is wrong in a guide."""

    code: str
    severity: Severity
    message: str
    path: str
    file: str | None
    line: int | None
    fix: str = ""
    """How to fix it; empty if the message says it."""
    excerpt: str = ""
    """The line with a caret below the place; empty if the place is not known."""
    has_explanation: bool = False
    """Whether `acucontent check --explain CODE` explains it."""
    accepted: str = ""
    """Why the guide accepts it; empty if it does not."""
    spot: PagePlace | None = None
    """The place on a page of the file that was checked."""

    @classmethod
    def of_problem(cls, problem: Problem) -> Remark:
        """Return the remark on a problem of a file."""
        return cls(
            problem.code,
            "error",
            problem.message,
            problem.path,
            problem.file or None,
            problem.line,
            excerpt=problem.format_excerpt(),
        )

    @classmethod
    def of_finding(cls, finding: Finding, spot: PagePlace | None = None) -> Remark:
        """Return the remark on a finding of a check.

        Args:
            finding: The finding.
            spot: Its place on a page.
        """
        place = Problem(
            finding.code, finding.file or "", finding.line, finding.column, finding.path, "", finding.source_line
        )
        return cls(
            finding.code,
            finding.severity,
            finding.message,
            finding.path,
            finding.file,
            finding.line,
            finding.fix,
            place.format_excerpt(),
            has_explanation=True,
            accepted=finding.accepted.reason if finding.accepted else "",
            spot=spot,
        )

    @property
    def place(self) -> str:
        """The file and line, as editors open them; the path in the guide if there is no file."""
        if self.file is None:
            return self.path
        return self.file if self.line is None else f"{self.file}:{self.line}"


def count_remarks(remarks: Iterable[Remark]) -> dict[Severity, int]:
    """Return the number of remarks of each severity that are not accepted."""
    severities = [remark.severity for remark in remarks if not remark.accepted]
    return {severity: severities.count(severity) for severity in SEVERITIES}


def describe_counts(counts: Mapping[Severity, int]) -> str:
    """Return numbers of remarks in words, such as `1 error, 2 warnings, 0 notes`."""
    return ", ".join(f"{number} {severity}{'' if number == 1 else 's'}" for severity, number in counts.items())


def place_remarks(remarks: Iterable[Remark], pages: Mapping[Anchor, int]) -> dict[int | None, list[Remark]]:
    """Return remarks by the page that they are about; those about none of the pages are under None.

    Args:
        remarks: The remarks.
        pages: The page, from 1, of each anchor of a file.
    """
    placed: dict[int | None, list[Remark]] = {}
    for remark in sorted(remarks, key=_get_rank):
        page = remark.spot.page if remark.spot and pages else find_page(remark.path, pages)
        placed.setdefault(page, []).append(remark)
    return placed


def find_page(path: str, pages: Mapping[Anchor, int]) -> int | None:
    """Return the page of the innermost block that shows the value at a path; None if no block shows it.

    A part of the guide, such as `risks`, is no block of one of its records, which a sheet may leave out.
    """
    steps = path.split(".")
    shortest = min(2, len(steps))
    for length in range(len(steps), shortest - 1, -1):
        page = pages.get(".".join(steps[:length]))
        if page is not None:
            return page
    return None


def _get_rank(remark: Remark) -> tuple[bool, int, float]:
    top = remark.spot.top if remark.spot else 1.0
    return bool(remark.accepted), SEVERITIES.index(remark.severity), top

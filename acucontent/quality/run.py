"""A run of checks: what they find, each at its line, with what the guide accepts told apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from acucontent.errors import describe_error
from acucontent.model.acceptance import Acceptance
from acucontent.model.paths import find_value
from acucontent.quality.check import Check, Found
from acucontent.quality.extraction import EXTRA
from acucontent.quality.finding import Accepted, Finding, Report
from acucontent.quality.rendered_text import Unfinished
from acucontent.quality.self_checks import ACCEPTS_NOTHING, CHECK_FAILED, LAPSED, UNFINISHED
from acucontent.quality.subject import Subject
from acucontent.reading.locations import Places

_ON_ACCEPTANCES = frozenset({ACCEPTS_NOTHING, LAPSED})
_OURS = frozenset({CHECK_FAILED, UNFINISHED, *_ON_ACCEPTANCES})
"""The checks whose findings a run makes itself. Nobody can accept them, and what failed is told whatever was chosen."""


@dataclass(frozen=True)
class Brought:
    """What a run needs beside its subject."""

    places: Places | None = None
    """Where the values of the guide stand; none for a guide that has no files."""
    unfinished: tuple[Unfinished, ...] = ()
    """The files that could not be looked into."""
    bringers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Who brings a check, by its code, as the message of its failure names them."""
    quick: bool = False
    """Whether the finished files are left out on purpose."""


def run(subject: Subject, checks: Iterable[Check], brought: Brought | None = None) -> Report:
    """What checks find in a subject, by file, line, column and code.

    A check that fails becomes a finding of its own, and the others run all the same.
    """
    brought = brought or Brought()
    chosen = tuple(sorted(checks, key=lambda check: check.code))
    ran = tuple(check for check in chosen if not (brought.quick and check.finished))
    runner = _Runner(subject, brought)
    found = [finding for check in ran for finding in runner.found(check)]
    found += map(runner.unfinished, brought.unfinished)
    settled = runner.settled(found, {check.code for check in ran})
    told = [finding for finding in settled if finding.check not in _ON_ACCEPTANCES or finding.check in chosen]
    formats = tuple(sorted({each.format for each in subject.finished}))
    left_out = tuple(check for check in chosen if check not in ran)
    return Report(ran, tuple(sorted(dict.fromkeys(told), key=_order)), formats, left_out)


def _order(finding: Finding) -> tuple[str, int, int, str, str]:
    return finding.file or "", finding.line or 0, finding.column or 0, finding.code, finding.message


@dataclass(frozen=True)
class _Runner:
    """Makes the findings of one run."""

    subject: Subject
    brought: Brought

    def found(self, check: Check) -> list[Finding]:
        """What a check finds, or that it failed."""
        try:
            return [self.placed(check, each) for each in check.find(self.subject)]
        except ImportError as error:
            return [self._failed(check, f"{error}", f"Install what is missing: pip install '{EXTRA}'.")]
        except Exception as error:  # a stranger's check can fail in any way
            return [self._failed(check, describe_error(error))]

    def _failed(self, check: Check, why: str, fix: str | None = None) -> Finding:
        bringer = self.brought.bringers.get(check.code, "")
        named = f"{check.code} of the plugin {bringer}" if bringer else check.code
        return self.placed(CHECK_FAILED, Found("", f"The check {named} could not run: {why.rstrip('.')}.", fix=fix))

    def placed(self, check: Check, found: Found) -> Finding:
        """What was found, at its line.

        Raises:
            NoSuchPart: nothing is at its path: the check is at fault.
        """
        find_value(self.subject.guide, found.path)
        finding = Finding(check, found.path, found.message, found.fix or check.fix, words=found.words)
        if self.brought.places is None:
            return finding
        place = self.brought.places.at(found.path, found.words)
        return replace(finding, file=place.file, line=place.line, column=place.column, source_line=place.source_line)

    def unfinished(self, file: Unfinished) -> Finding:
        """That a file could not be looked into."""
        handout = file.edition.handout.id
        message = f"The handout '{handout}' as {file.format} could not be looked into: {file.reason.rstrip('.')}."
        return self.placed(UNFINISHED, Found(f"handouts.{handout}", message))

    def settled(self, found: Iterable[Finding], ran: set[str]) -> list[Finding]:
        """The findings, those that the guide accepts marked so; and what is wrong with acceptances."""
        settled = list(found)
        for index, acceptance in enumerate(self.subject.guide.accepted):
            at = f"accepted.{index}"
            if acceptance.until is not None and acceptance.until < self.subject.today:
                message = f"The acceptance of {acceptance.code} held until {acceptance.until}."
                settled.append(self.placed(LAPSED, Found(f"{at}.until", message)))
                continue
            matching = [place for place, finding in enumerate(settled) if self._accepts(acceptance, finding)]
            for place in matching:
                accepted = Accepted(acceptance.reason, acceptance.role, acceptance.on)
                settled[place] = replace(settled[place], accepted=accepted)
            if not matching and acceptance.code in ran:
                settled.append(self.placed(ACCEPTS_NOTHING, Found(at, self._nothing(acceptance))))
        return settled

    def _accepts(self, acceptance: Acceptance, finding: Finding) -> bool:
        return (
            finding.check not in _OURS
            and finding.code == acceptance.code
            and finding.path == (acceptance.at or "")
            and (acceptance.words is None or _same(acceptance.words, finding.words or ""))
        )

    def _nothing(self, acceptance: Acceptance) -> str:
        where = f"at '{acceptance.at}'" if acceptance.at else "of the guide as a whole"
        words = f" with the words '{acceptance.words}'" if acceptance.words else ""
        return f"No finding {acceptance.code} {where}{words} is there to accept."


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()

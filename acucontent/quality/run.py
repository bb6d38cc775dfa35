"""Run checks on a subject: locate each finding in its file, and mark the findings that the guide accepts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from acucontent.document.compose import NothingToShow
from acucontent.errors import describe_error
from acucontent.installer import format_install_command
from acucontent.model.acceptance import Acceptance
from acucontent.model.paths import find_value
from acucontent.plugin_code import run_plugin_code
from acucontent.quality.check import Check, Found
from acucontent.quality.finding import Accepted, Finding, Report
from acucontent.quality.languages import LANGUAGE_CHECKS
from acucontent.quality.rendered_text import UnreadableFile
from acucontent.quality.self_checks import (
    ACCEPTANCE_EXPIRED,
    ACCEPTANCE_UNUSED,
    CHECK_FAILED,
    FILE_UNREADABLE,
    NOT_COMPOSED,
    UNJUDGED_LANGUAGE,
    UNVERIFIED_FORMAT,
)
from acucontent.quality.subject import Subject
from acucontent.reading.locations import Locations
from acucontent.rendering.read_back import EXTRA

_ACCEPTANCE_CHECKS = frozenset({ACCEPTANCE_UNUSED, ACCEPTANCE_EXPIRED})
_SELF_CHECKS = frozenset({CHECK_FAILED, FILE_UNREADABLE, NOT_COMPOSED, *_ACCEPTANCE_CHECKS})
"""The checks whose findings the run itself makes. They cannot be accepted, and a failure is reported whichever checks
are selected.
"""


@dataclass(frozen=True)
class RunContext:
    """The context of a run: what it needs in addition to the subject."""

    locations: Locations | None = None
    """The location of each value of the guide; None for a guide without files."""
    unreadable_files: tuple[UnreadableFile, ...] = ()
    """The files that could not be rendered or read."""
    unverified_formats: tuple[str, ...] = ()
    """The formats that do not declare how their files are read."""
    plugins: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """The plugin that provides each check, by code, for messages."""
    quick: bool = False
    """Whether to skip the checks that need rendered files."""


def run_checks(subject: Subject, checks: Iterable[Check], context: RunContext | None = None) -> Report:
    """Run checks on a subject and report their findings, in the order of file, line, column and code.

    A check that raises an error becomes a finding, and the other checks still run. Checks that cannot judge the
    language of the guide do not run; there is one error for each family of them, which the guide can accept.

    Args:
        subject: The guide, its documents and the text of its rendered files.
        checks: The selected checks.
        context: What the run needs in addition (default: no locations and no unreadable files).
    """
    context = context or RunContext()
    selected = tuple(sorted(checks, key=lambda check: check.code))
    wanted = tuple(check for check in selected if not (context.quick and check.needs_rendered_files))
    unjudged = tuple(check for check in wanted if not check.can_judge(subject.guide.language))
    to_run = tuple(check for check in wanted if check not in unjudged)
    notices = {LANGUAGE_CHECKS.get(check.family, UNJUDGED_LANGUAGE) for check in unjudged}
    runner = _Runner(subject, context)
    outcomes = {
        check: runner.run_check(check) for check in (*to_run, *sorted(notices.difference(to_run), key=_get_code))
    }
    findings = [finding for outcome in outcomes.values() if isinstance(outcome, list) for finding in outcome]
    findings += runner.report_failures(
        {check: outcome for check, outcome in outcomes.items() if isinstance(outcome, _CheckFailure)}
    )
    findings += runner.report_unjudged(unjudged)
    findings += runner.report_uncomposed()
    findings += map(runner.report_unreadable, _group_by_cause(runner.list_unreadable_files()))
    ran = {check.code for check in (*to_run, *notices)}
    if any(check.needs_rendered_files for check in to_run):
        findings += map(runner.report_unverified, context.unverified_formats)
        ran.add(UNVERIFIED_FORMAT.code)
    findings = runner.apply_acceptances(findings, ran)
    reported = [each for each in findings if each.check not in _ACCEPTANCE_CHECKS or each.check in selected]
    formats = tuple(sorted({each.format for each in subject.rendered_texts}))
    skipped = tuple(check for check in selected if check not in wanted)
    return Report(to_run, tuple(sorted(dict.fromkeys(reported), key=_get_sort_key)), formats, skipped, unjudged)


def _get_sort_key(finding: Finding) -> tuple[str, int, int, str, str]:
    return finding.file or "", finding.line or 0, finding.column or 0, finding.code, finding.message


def _get_code(check: Check) -> str:
    return check.code


@dataclass(frozen=True)
class _CheckFailure:
    """Why a check failed, and how to fix that (default: the `fix` of Q101)."""

    reason: str
    fix: str | None = None


@dataclass(frozen=True)
class _Runner:
    """Make the findings of one run."""

    subject: Subject
    context: RunContext

    def run_check(self, check: Check) -> list[Finding] | _CheckFailure:
        """Return the findings of a check, or why it failed."""
        try:
            with run_plugin_code():
                return [self.make_finding(check, each) for each in check.find(self.subject)]
        except ImportError as error:
            return _CheckFailure(f"{error}", f"Install what is missing: {format_install_command(EXTRA)}.")
        except Exception as error:  # a check of a plugin can fail in any way
            return _CheckFailure(describe_error(error))

    def report_failures(self, failures: Mapping[Check, _CheckFailure]) -> Iterator[Finding]:
        """Yield one finding for each reason why checks failed: checks that fail alike have one cause."""
        for failure in dict.fromkeys(failures.values()):
            names = [self._name_check(check.code) for check, own in failures.items() if own == failure]
            subject = f"The check {names[0]}" if len(names) == 1 else f"{len(names)} checks ({', '.join(names)})"
            message = f"{subject} failed: {failure.reason.rstrip('.')}."
            yield self.make_finding(CHECK_FAILED, Found("", message, fix=failure.fix))

    def _name_check(self, code: str) -> str:
        plugin = self.context.plugins.get(code, "")
        return f"{code} of the plugin {plugin}" if plugin else code

    def make_finding(self, check: Check, found: Found) -> Finding:
        """Make a finding with the location of its path.

        Raises:
            NoSuchPart: The path is not found in the guide, which is an error of the check.
        """
        find_value(self.subject.guide, found.path)
        finding = Finding(check, found.path, found.message, found.fix or check.fix, words=found.words)
        if self.context.locations is None:
            return finding
        place = self.context.locations.find_location(found.path, found.words)
        return replace(finding, file=place.file, line=place.line, column=place.column, source_line=place.source_line)

    def report_unjudged(self, checks: Iterable[Check]) -> list[Finding]:
        """Make a finding for each family of a plugin whose checks cannot judge the language of the guide."""
        language = self.subject.guide.language
        families = sorted({check.family for check in checks} - set(LANGUAGE_CHECKS))
        message = "The wording that the family {} judges is not checked in {}: a qualified person must sign it."
        places = (Found("language", message.format(family, language), language) for family in families)
        return [self.make_finding(UNJUDGED_LANGUAGE, place) for place in places]

    def report_uncomposed(self) -> Iterator[Finding]:
        """Yield a finding for each reason why handouts could not be composed, whatever their region and language."""
        causes: dict[str, dict[str, Exception]] = {}
        for each in self.subject.uncomposed:
            cause = each.error.path if isinstance(each.error, NothingToShow) else describe_error(each.error)
            causes.setdefault(cause, {}).setdefault(each.edition.handout.id, each.error)
        for errors in causes.values():
            (handout, error), *others = errors.items()
            also = f" The same is true of: {', '.join(other for other, _ in others)}." if others else ""
            message = f"The handout '{handout}' cannot be composed: {describe_error(error).rstrip('.')}.{also}"
            yield self.make_finding(NOT_COMPOSED, Found(self._find_include(handout, error), message))

    def _find_include(self, handout: str, error: Exception) -> str:
        """Return the path of the item under `include` that causes an error, or else that of the handout."""
        included = self.subject.guide.handouts[handout].include
        if isinstance(error, NothingToShow) and error.path in included:
            return f"handouts.{handout}.include.{included.index(error.path)}"
        return f"handouts.{handout}"

    def list_unreadable_files(self) -> tuple[UnreadableFile, ...]:
        """Return the files that could not be rendered or read, without those of editions that were not composed."""
        uncomposed = {(each.edition.handout.id, each.edition.region.code) for each in self.subject.uncomposed}
        return tuple(
            file
            for file in self.context.unreadable_files
            if (file.edition.handout.id, file.edition.region.code) not in uncomposed
        )

    def report_unreadable(self, files: Sequence[UnreadableFile]) -> Finding:
        """Make a finding for files of a format that could not be rendered or read for the same reason."""
        ids = [file.edition.handout.id for file in files]
        name, reason = files[0].format, files[0].reason.rstrip(".")
        what = f"The handout '{ids[0]}'" if len(ids) == 1 else f"{len(ids)} handouts ({', '.join(ids)})"
        path = f"handouts.{ids[0]}" if len(ids) == 1 else "handouts"
        return self.make_finding(FILE_UNREADABLE, Found(path, f"{what} as {name} could not be checked: {reason}."))

    def report_unverified(self, name: str) -> Finding:
        """Make a finding for a format that does not declare how its files are read."""
        message = f"Nothing proves that files of the format '{name}' contain the warnings: it declares no `read_back`."
        return self.make_finding(UNVERIFIED_FORMAT, Found("", message, name))

    def apply_acceptances(self, findings: Iterable[Finding], codes: set[str]) -> list[Finding]:
        """Mark the accepted findings, and add one for each unused or expired acceptance.

        Args:
            findings: The findings of the checks.
            codes: The codes of the checks that ran.
        """
        marked = list(findings)
        for index, acceptance in enumerate(self.subject.guide.accepted):
            path = f"accepted.{index}"
            if acceptance.until is not None and acceptance.until < self.subject.today:
                message = f"The acceptance of {acceptance.code} expired after {acceptance.until}."
                marked.append(self.make_finding(ACCEPTANCE_EXPIRED, Found(f"{path}.until", message)))
                continue
            matching = [position for position, finding in enumerate(marked) if _accepts(acceptance, finding)]
            for position in matching:
                accepted = Accepted(acceptance.reason, acceptance.role, acceptance.on)
                marked[position] = replace(marked[position], accepted=accepted)
            if not matching and acceptance.code in codes:
                marked.append(self.make_finding(ACCEPTANCE_UNUSED, Found(path, _describe_unused(acceptance))))
        return marked


def _group_by_cause(files: Iterable[UnreadableFile]) -> Iterable[list[UnreadableFile]]:
    """Return the files with the same format and reason together, because one cause is one finding."""
    groups: dict[tuple[str, str], list[UnreadableFile]] = {}
    for file in files:
        groups.setdefault((file.format, file.reason), []).append(file)
    return groups.values()


def _accepts(acceptance: Acceptance, finding: Finding) -> bool:
    return (
        finding.check not in _SELF_CHECKS
        and finding.code == acceptance.code
        and finding.path == (acceptance.at or "")
        and (acceptance.words is None or acceptance.words.split() == (finding.words or "").split())
    )


def _describe_unused(acceptance: Acceptance) -> str:
    where = f"at '{acceptance.at}'" if acceptance.at else "for the guide as a whole"
    words = f" with the words '{acceptance.words}'" if acceptance.words else ""
    return f"There is no finding {acceptance.code} {where}{words} to accept."

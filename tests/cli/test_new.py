"""`acucontent new` creates a valid guide or overlay and never overwrites a file."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from acucontent import read_clinic
from acucontent.cli.new import render_guide_template
from acucontent.templates import list_placeholders
from tests.cli.conftest import Run


def test_a_new_guide_is_valid_and_builds(run: Run) -> None:
    """The new guide has no errors but its placeholders, and can be built."""
    made = run("new", "neck-pain")

    assert made.exit_code == 0
    assert run("check", "--quick", "--ignore", "C101", "neck-pain").exit_code == 0
    built = run("build", "neck-pain", "--format", "text", "--format", "json", "--handout", "all")
    assert built.exit_code == 0, built.stderr
    assert Path("build", "neck-pain", "neck-pain-first-visit.txt").is_file()
    assert "Nothing new" in Path("build", "neck-pain", "neck-pain-decision-aid.txt").read_text(encoding="utf-8")


def test_each_part_of_a_new_guide_is_in_a_handout(run: Run) -> None:
    """What an author writes over the placeholders is printed."""
    run("new", "neck-pain")

    done = run("check", "--quick", "--strict", "--select", "C102", "neck-pain")

    assert done.exit_code == 0, done.stdout


def test_a_new_guide_is_not_reviewed() -> None:
    """The status of a new guide is `not reviewed`."""
    parts = render_guide_template("neck-pain", datetime.date(2030, 1, 2))

    guide = parts["guide.yaml"].decode("utf-8")
    assert "status: not reviewed" in guide
    assert "published: 2030-01-02" in guide
    assert "title: Neck pain" in guide


def test_the_same_date_gives_the_same_guide() -> None:
    """Only the command reads the clock, not the template."""
    day = datetime.date(2030, 1, 2)

    assert render_guide_template("neck-pain", day) == render_guide_template("neck-pain", day)


def test_nothing_is_overwritten(run: Run) -> None:
    """An existing folder is not changed."""
    Path("neck-pain").mkdir()

    done = run("new", "neck-pain")

    assert done.exit_code == 2
    assert "Move it, or choose another name" in done.stderr
    assert list(Path("neck-pain").iterdir()) == []


@pytest.mark.parametrize("name", ["Neck Pain", "../neck", "neck--pain", "", "n" * 81])
def test_an_invalid_name_is_rejected(name: str, run: Run) -> None:
    """The name must be a valid id of a guide."""
    done = run("new", "--", name)

    assert done.exit_code == 2
    assert "such as neck-pain" in done.stderr
    assert list(Path().iterdir()) == []


def test_the_parent_folder_can_be_set(run: Run) -> None:
    """--out sets the parent of the new folder."""
    done = run("new", "neck-pain", "--out", "guides")

    assert done.stdout.startswith(str(Path("guides", "neck-pain")))
    assert Path("guides", "neck-pain", "guide.yaml").is_file()


def test_a_new_overlay_is_valid_and_builds(run: Run) -> None:
    """The new overlay is valid, and `build` accepts it."""
    made = run("new", "--clinic", "clinic.yaml")

    assert (made.exit_code, made.stdout) == (0, "clinic.yaml\n")
    assert "acucontent build --clinic clinic.yaml" in made.stderr
    built = run("build", "--format", "text", "--clinic", "clinic.yaml")
    assert built.exit_code == 0, built.stderr
    assert "Example Clinic" in Path("build", "back-pain", "back-pain.txt").read_text(encoding="utf-8")


def test_a_new_overlay_is_fictional(run: Run) -> None:
    """The template contains no real telephone number or address."""
    run("new", "--clinic", "clinic.yaml")

    clinic = read_clinic("clinic.yaml").clinic

    assert all(str(number).startswith("555-01") for number in (clinic.phone, clinic.out_of_hours))
    assert (clinic.web, clinic.email) == ("https://www.example.org/", "desk@example.org")


def test_no_overlay_is_overwritten(run: Run) -> None:
    """An existing overlay is not changed."""
    Path("clinic.yaml").write_text("name: Mine", encoding="utf-8")

    done = run("new", "--clinic", "clinic.yaml")

    assert done.exit_code == 2
    assert "Move it, or choose another name" in done.stderr
    assert Path("clinic.yaml").read_text(encoding="utf-8") == "name: Mine"


@pytest.mark.parametrize("arguments", [[], ["neck-pain", "--clinic", "clinic.yaml"]], ids=["neither", "both"])
def test_either_a_guide_or_an_overlay_is_required(arguments: list[str], run: Run) -> None:
    """Naming both or neither is a usage error."""
    done = run("new", *arguments)

    assert done.exit_code == 2
    assert "--clinic clinic.yaml" in done.stderr
    assert list(Path().iterdir()) == []


def test_an_overlay_needs_an_existing_folder(run: Run) -> None:
    """A missing folder is an error."""
    done = run("new", "--clinic", "there/clinic.yaml")

    assert done.exit_code == 2
    assert "Create the folder first" in done.stderr


def test_each_placeholder_of_a_new_guide_is_an_error(run: Run) -> None:
    """A text of the template that was not replaced is reported at its line, and no other text is."""
    run("new", "neck-pain")
    files = {path.as_posix(): path.read_text(encoding="utf-8").splitlines() for path in Path("neck-pain").iterdir()}
    expected = {
        (name, number)
        for name, lines in files.items()
        for number, line in enumerate(lines, start=1)
        if any(text in line for text in list_placeholders()) and not line.startswith("#") and "can stay" not in line
    }
    cited = next(number for number, line in enumerate(files["neck-pain/guide.yaml"], 1) if "first point, with" in line)
    expected.add(("neck-pain/guide.yaml", cited))  # its citation is not among the words of the finding

    findings = json.loads(run("check", "--quick", "--select", "C101", "--format", "json", "neck-pain").stdout)

    found = {(each["file"], each["line"]) for each in findings["guides"][0]["findings"]}
    assert found == expected
    assert len(found) > 40


def test_the_suggested_command_checks_the_new_guide(run: Run) -> None:
    """The new folder is checked, even if an installed guide has its name."""
    done = run("new", "back-pain")

    assert "then run: acucontent check back-pain\n" in done.stderr
    checked = run("check", "--quick", "back-pain")
    assert checked.exit_code == 1
    assert Path("back-pain", "guide.yaml").as_posix() in checked.stdout


@pytest.mark.parametrize(
    "command",
    [
        ("check", "--quick", "back-pain"),
        ("build", "back-pain"),
        ("passport", "back-pain", "--quick", "--out", "p.json"),
        ("batch", "t.csv", "--handout", "first-visit", "--out", "o", "--workers", "1", "--guide", "back-pain"),
        ("diff", "back-pain", "back-pain"),
    ],
    ids=lambda command: command[0],
)
def test_a_folder_is_used_by_every_command(command: tuple[str, ...], run: Run) -> None:
    """No command uses an installed guide when a folder with this name is broken."""
    run("new", "back-pain")
    Path("back-pain", "risks.yaml").write_text("red_flags: [", encoding="utf-8")
    Path("t.csv").write_text("patient\nAda\n", encoding="utf-8")

    done = run(*command)

    assert done.exit_code in (1, 2)
    assert "risks.yaml:1:" in done.stdout + done.stderr


def test_the_default_guide_is_the_installed_one(run: Run) -> None:
    """Without an argument, a folder in the current folder is not used."""
    Path("back-pain").mkdir()

    assert run("check", "--quick", "--select", "S103").exit_code == 0


def test_the_comment_of_an_overlay_names_its_file(run: Run) -> None:
    """The command in the comment works as it is."""
    run("new", "--clinic", "c.yaml")

    assert "# Then run: acucontent build --clinic c.yaml\n" in Path("c.yaml").read_text(encoding="utf-8")

"""`acucontent new`: a small valid guide, and never an overwritten one."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from acucontent import read_clinic
from acucontent.cli.new import starter
from tests.cli.conftest import Run


def test_a_new_guide_is_valid_and_builds(run: Run) -> None:
    """What `new` makes passes `check`, and `build` makes files of it."""
    made = run("new", "neck-pain")

    assert made.exit_code == 0
    checked = run("check", "--quick", "neck-pain")
    assert checked.exit_code == 0
    assert "neck-pain: no errors, " in checked.stdout
    built = run("build", "neck-pain", "--format", "text", "--format", "json", "--handout", "all")
    assert built.exit_code == 0, built.stderr
    assert Path("build", "neck-pain", "neck-pain-first-visit.txt").is_file()


def test_a_new_guide_says_that_it_is_not_reviewed() -> None:
    """Nothing made here could pass for a reviewed text."""
    parts = starter("neck-pain", datetime.date(2030, 1, 2))

    guide = parts["guide.yaml"].decode("utf-8")
    assert "status: not reviewed" in guide
    assert "published: 2030-01-02" in guide
    assert "title: Neck pain" in guide


def test_the_same_day_makes_the_same_guide() -> None:
    """The clock is read by the command, not below it."""
    day = datetime.date(2030, 1, 2)

    assert starter("neck-pain", day) == starter("neck-pain", day)


def test_nothing_is_overwritten(run: Run) -> None:
    """What stands there stays."""
    Path("neck-pain").mkdir()

    done = run("new", "neck-pain")

    assert done.exit_code == 2
    assert "The name is taken" in done.stderr
    assert list(Path("neck-pain").iterdir()) == []


@pytest.mark.parametrize("name", ["Neck Pain", "../neck", "neck--pain", "", "n" * 81])
def test_a_name_that_is_no_id_is_told(name: str, run: Run) -> None:
    """The folder's name is the guide's id."""
    done = run("new", "--", name)

    assert done.exit_code == 2
    assert "such as neck-pain" in done.stderr
    assert list(Path().iterdir()) == []


def test_it_is_made_where_one_says(run: Run) -> None:
    """--out names the folder that the guide's own folder comes into."""
    done = run("new", "neck-pain", "--out", "guides")

    assert done.stdout.startswith(str(Path("guides", "neck-pain")))
    assert Path("guides", "neck-pain", "guide.yaml").is_file()


def test_a_new_overlay_is_valid_and_builds(run: Run) -> None:
    """What `new --clinic` makes is an overlay as it stands, and `build` takes it."""
    made = run("new", "--clinic", "clinic.yaml")

    assert (made.exit_code, made.stdout) == (0, "clinic.yaml\n")
    assert "acucontent build --clinic clinic.yaml" in made.stderr
    built = run("build", "--format", "text", "--clinic", "clinic.yaml")
    assert built.exit_code == 0, built.stderr
    assert "Example Clinic" in Path("build", "back-pain", "back-pain.txt").read_text(encoding="utf-8")


def test_a_new_overlay_is_plainly_invented(run: Run) -> None:
    """Nobody could call a real number or write to a real address by it."""
    run("new", "--clinic", "clinic.yaml")

    clinic = read_clinic("clinic.yaml").clinic

    assert all(str(number).startswith("555-01") for number in (clinic.phone, clinic.out_of_hours))
    assert (clinic.web, clinic.email) == ("https://www.example.org/", "desk@example.org")


def test_no_overlay_is_overwritten(run: Run) -> None:
    """A clinic's own words stay."""
    Path("clinic.yaml").write_text("name: Mine", encoding="utf-8")

    done = run("new", "--clinic", "clinic.yaml")

    assert done.exit_code == 2
    assert "The name is taken" in done.stderr
    assert Path("clinic.yaml").read_text(encoding="utf-8") == "name: Mine"


@pytest.mark.parametrize("arguments", [[], ["neck-pain", "--clinic", "clinic.yaml"]], ids=["neither", "both"])
def test_one_thing_is_made_at_a_time(arguments: list[str], run: Run) -> None:
    """Either a guide or an overlay is named."""
    done = run("new", *arguments)

    assert done.exit_code == 2
    assert "--clinic clinic.yaml" in done.stderr
    assert list(Path().iterdir()) == []


def test_an_overlay_goes_into_a_folder_that_is_there(run: Run) -> None:
    """A folder that is not there is told of."""
    done = run("new", "--clinic", "there/clinic.yaml")

    assert done.exit_code == 2
    assert "Make the folder first" in done.stderr

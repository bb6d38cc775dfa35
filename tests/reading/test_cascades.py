"""One cause is one problem, however many places it spoils."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path
from shutil import copytree

import pytest

from acucontent.problems import Problem, join_repeated
from acucontent.reading import GuideProblems, read_guide

CAUSES = {
    "renamed term": ("glossary.yaml", "- id: qi\n", "- id: qiqi\n", "dead-link"),
    "renamed reference": ("references.yaml", "- id: cherkin2009\n", "- id: cherkin20\n", "dead-link"),
    "renamed point": ("acupoints.yaml", "- code: BL40\n", "- code: BL41\n", "dead-link"),
    "missing terms": ("glossary.yaml", None, None, "dead-link"),
    "missing references": ("references.yaml", None, None, "dead-link"),
    "missing points": ("acupoints.yaml", None, None, "dead-link"),
    "missing risks": ("risks.yaml", None, None, "missing"),
    "missing evidence": ("evidence.yaml", None, None, "missing"),
    "missing maps": ("maps.yaml", None, None, "dead-include"),
    "unknown region": ("costs.yaml", "region: US", "region: USA", "country"),
    "misspelled key": ("sessions.yaml", "  text: ", "  tekst: ", "unknown-key"),
    "misspelled value": ("references.yaml", "how: read", "how: red", "not-one-of"),
    "wrong include": ("guide.yaml", "- sessions.tell\n", "- sessions.tel\n", "dead-include"),
}


@pytest.mark.parametrize(("file", "old", "new", "code"), CAUSES.values(), ids=CAUSES)
def test_one_cause_is_one_problem(file: str, old: str | None, new: str | None, code: str, tmp_path: Path) -> None:
    """A change in one file, or a missing file, is one problem in the shipped guide."""
    with as_file(files("acucontent_guides") / "back_pain") as shipped:
        folder = Path(copytree(shipped, tmp_path / "guide"))
    if old is None or new is None:
        (folder / file).unlink()
    else:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")

    with pytest.raises(GuideProblems) as caught:
        read_guide(folder)

    assert [problem.code for problem in caught.value.problems] == [code]


def make_problems(message: str, count: int) -> list[Problem]:
    """Return problems in the lines of one file."""
    return [Problem("unknown-key", "guide.yaml", line, 1, f"key.{line}", message) for line in range(1, count + 1)]


def test_the_first_problem_names_the_other_places() -> None:
    """The places are listed up to a number."""
    (problem,) = join_repeated(make_problems("unknown key 'tekst'", 7))

    assert problem.line == 1
    assert problem.message == (
        "unknown key 'tekst'. Also in guide.yaml:2, guide.yaml:3, guide.yaml:4, guide.yaml:5 and 2 more"
    )


def test_problems_without_a_value_stay_apart() -> None:
    """Two missing values are two things to write."""
    assert len(join_repeated(make_problems("is missing", 2))) == 2

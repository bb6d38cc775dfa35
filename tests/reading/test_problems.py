"""Problems are shown with their place, on one line each."""

from __future__ import annotations

import pytest

from acucontent.problems import GuideProblems, Problem
from acucontent.reading.collected_problems import ProblemCollector


def make_problem(**changes: object) -> Problem:
    """Return a problem; arguments replace its fields."""
    values: dict[str, object] = {
        "code": "missing",
        "file": "risks.yaml",
        "line": 41,
        "column": 7,
        "path": "risks.effects.bruise.frequency",
        "message": "is missing",
        "source_line": "    - id: bruise",
    }
    return Problem(**(values | changes))  # type: ignore[arg-type]


def test_a_problem_is_a_line_that_editors_can_follow() -> None:
    """File, line and column come first."""
    assert str(make_problem()) == "risks.yaml:41:7: risks.effects.bruise.frequency: is missing"


def test_a_problem_of_a_whole_file_has_no_line() -> None:
    """The line and column are left out, without extra colons."""
    problem = make_problem(line=None, column=None, path="", source_line=None)

    assert str(problem) == "risks.yaml: is missing"
    assert problem.format_excerpt() == ""


def test_unprintable_characters_are_escaped() -> None:
    """A message is one line, and direction controls in it have no effect."""
    assert str(make_problem(path="", message="'a\nb\u202ec\ud800'")) == r"risks.yaml:41:7: 'a\nb\u202ec\ud800'"


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [
        pytest.param("    - id: bruise", 7, "      - id: bruise\n        ^", id="plain"),
        pytest.param("a:\tb", 4, "  a: b\n     ^", id="tab"),
        pytest.param("针灸: x", 5, "  针灸: x\n        ^", id="wide"),
        pytest.param("e\u0301: x", 4, "  e\u0301: x\n    ^", id="combining"),
        pytest.param("a: \x00", 4, "  a: \ufffd\n     ^", id="unprintable"),
        pytest.param("", 1, "  \n  ^", id="empty"),
    ],
)
def test_the_caret_is_below_the_place(line: str, column: int, expected: str) -> None:
    """Wide, combining and invisible characters before the place are counted correctly."""
    assert make_problem(source_line=line, column=column).format_excerpt() == expected


@pytest.mark.parametrize("column", [1, 60, 500_000, 999_999, 1_000_001])
def test_a_long_line_is_cut_around_the_place(column: int) -> None:
    """An excerpt has about a hundred characters and contains the place."""
    line = "a" * (column - 1) + "X" + "a" * (1_000_000 - column)

    shown, caret = make_problem(source_line=line, column=column).format_excerpt().split("\n")

    assert len(shown) <= 104
    assert shown.ljust(len(caret))[caret.index("^")] == "X"


def test_the_error_lists_all_problems_in_order() -> None:
    """Problems are sorted by the order in which files were read, then by line and column."""
    problems = ProblemCollector()
    for file in ("guide.yaml", "costs.yaml"):
        problems.register_file(file)
    for file, line in (("costs.yaml", 1), ("guide.yaml", 10), ("guide.yaml", 9), ("guide.yaml", 10)):
        problems.add(make_problem(file=file, line=line))

    error = problems.make_error(str)

    assert isinstance(error, GuideProblems)
    assert [(problem.file, problem.line) for problem in error.problems] == [
        ("guide.yaml", 9),
        ("guide.yaml", 10),
        ("costs.yaml", 1),
    ]
    assert str(error).splitlines() == [str(problem) for problem in error.problems]

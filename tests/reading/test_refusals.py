"""Invalid guides are refused, and every problem is reported at its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from acucontent.reading.collected_problems import MAX_PROBLEMS

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = yaml.safe_load((HERE / "refusals.yaml").read_text(encoding="utf-8"))

ReportProblems = Callable[..., list[str]]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_each_problem_is_reported_at_its_place(
    case: dict[str, Any], minimal: str, report_problems: ReportProblems
) -> None:
    """An invalid guide has exactly the expected problems."""
    for edit in case["edits"]:
        assert edit["from"] in minimal
        minimal = minimal.replace(edit["from"], edit["to"], 1)

    assert report_problems({"guide.yaml": minimal}) == case["expect"].splitlines()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(b"", "empty guide.yaml:1:1: is empty: add content, or delete the file", id="empty"),
        pytest.param(b"# words", "empty guide.yaml:1:1: is empty: add content, or delete the file", id="comment"),
        pytest.param(
            b"title: caf\xe9\n",
            "not-utf-8 guide.yaml:1:11: is not UTF-8: byte 0xE9 at offset 10. Save the file as UTF-8",
            id="latin-1",
        ),
        pytest.param(
            b"\xef\xbb\xbfid: a\ntitle: \xc3\xa9\xff\n",
            "not-utf-8 guide.yaml:2:9: is not UTF-8: byte 0xFF at offset 18. Save the file as UTF-8",
            id="bad-byte-after-bom",
        ),
        pytest.param(
            "title: a".encode("utf-16"),
            "not-utf-8 guide.yaml:1:1: is not UTF-8: byte 0xFF at offset 0. Save the file as UTF-8",
            id="utf-16",
        ),
        pytest.param(b"#" * 1_000_001, "too-large guide.yaml: is larger than 1 MB: split it", id="too-large"),
        pytest.param(b"- a\n", "wrong-kind guide.yaml:1:1: is not a mapping: expected keys with values", id="list"),
        pytest.param(
            b"a: [" + b"b," * 100_000 + b"]",
            "too-many-values guide.yaml:1:199999: a.99997: has more than 100,000 keys and values: split it",
            id="too-many-values",
        ),
        pytest.param(
            b"[" * 500_000,
            f"too-deep guide.yaml:1:21: {'.'.join('0' * 20)}: is nested deeper than 20 levels",
            id="too-deep",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_one_problem(
    content: bytes, expected: str, report_problems: ReportProblems
) -> None:
    """The first problem gives the reason why the file cannot be read."""
    assert report_problems({"guide.yaml": content})[0] == expected


def test_aliases_are_not_expanded(minimal: str, report_problems: ReportProblems) -> None:
    """Nested aliases cannot use up time or memory."""
    bomb = "funding: &a [" + "x," * 40_000 + "]\nconflicts: [" + "*a," * 40_000 + "]"

    problems = report_problems({"guide.yaml": minimal.replace("funding: Nobody paid for it.\nconflicts: None.", bomb)})

    assert problems[0].startswith("anchor guide.yaml:25:10: funding: the anchor '&a' is not allowed")
    assert problems[1].startswith("alias guide.yaml:26:13: conflicts.0: the alias '*a' is not allowed")


def test_the_number_of_problems_is_limited(minimal: str, report_problems: ReportProblems) -> None:
    """A guide with very many problems ends with one that says there may be more."""
    problems = report_problems({"guide.yaml": minimal.replace("  effects:\n", "  effects:\n" + "    - {}\n" * 90_000)})

    assert len(problems) == MAX_PROBLEMS + 1
    assert problems[-1] == "more-problems guide.yaml: has these 1,000 problems and may have more: fix these first"

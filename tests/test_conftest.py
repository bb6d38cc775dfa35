"""What holds for all tests."""

from __future__ import annotations

import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.shipped import load_shipped

ROOT = Path(__file__).parents[1]


@pytest.mark.timeout(60)
def test_files_that_differ_are_told_at_once() -> None:
    """A difference of two large files is a short message, in CI as well: the test does not hang on it."""
    one, other = (random.Random(seed).randbytes(200_000) for seed in (1, 2))
    with pytest.raises(AssertionError) as raised:
        assert one == other
    assert len(str(raised.value)) < 2_000


def test_one_case_of_each_test_can_be_run() -> None:
    """With --one-case every test is there once, with its first values."""
    every, first = (_collect("tests/model/test_phone.py", *options) for options in ((), ("--one-case",)))
    assert max(Counter(map(_name_test, every)).values()) > 1
    assert first == list({_name_test(each): each for each in reversed(every)}.values())[::-1]


def test_the_other_cases_of_a_matrix_can_be_run() -> None:
    """With --all-cases a matrix is complete; without it each of its values is there."""
    usual, every = (
        _collect("tests/verify/test_unchanged.py", "-m", "slow", *options) for options in ((), ("--all-cases",))
    )

    assert set(usual) < set(every)
    assert len(every) == 2 * len(usual)
    for values in (usual, every):
        assert {each.partition("[")[2].rpartition("-")[0] for each in values} == set(
            load_shipped("back-pain").handouts.ids
        )
        assert {each.rpartition("-")[2] for each in values} == {"US]", "GB]"}


def _collect(*arguments: str) -> list[str]:
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120)
    return [line for line in done.stdout.splitlines() if "::" in line]


def _name_test(case: str) -> str:
    return case.partition("[")[0]

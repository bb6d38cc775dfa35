"""Each code has a bad example, whose report is kept word for word, and a good one, in which it finds nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.quality.goldens import CHECKS, GOLDEN, WITHOUT, example, printed, report

SHOWN = sorted(set(CHECKS) - set(WITHOUT))


def test_each_code_has_its_folder() -> None:
    """No check is without examples, and no folder without a check."""
    assert {"F101", "Q103"} <= set(SHOWN)
    assert sorted(folder.name for folder in GOLDEN.iterdir()) == SHOWN


@pytest.mark.parametrize("code", SHOWN)
def test_a_bad_example_is_found(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, golden: Callable[[Path, str], None]
) -> None:
    """The bad example is told as it stands in expected.txt, at its line and with its code."""
    monkeypatch.chdir(tmp_path)
    bad = example(code, "bad")

    found = report(CHECKS[code], bad)

    assert {finding.code for finding in found.open} == {code}
    golden(GOLDEN / code / "expected.txt", printed(found, bad))


@pytest.mark.parametrize("code", SHOWN)
def test_a_good_example_is_left_alone(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The good example does not give the code; it changes the same places as the bad one."""
    monkeypatch.chdir(tmp_path)
    good = example(code, "good")

    found = report(CHECKS[code], good)

    assert [finding.message for finding in found.findings if finding.code == code] == []


@pytest.mark.parametrize("code", SHOWN)
def test_the_examples_differ(code: str) -> None:
    """A good example that is the bad one would show nothing."""
    assert example(code, "good") != example(code, "bad")

"""Each code has a bad example, whose report is stored, and a good one, in which its check finds nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.quality.goldens import CHECKS, GOLDEN, WITHOUT, format_report, load_example, make_report

SHOWN = sorted(set(CHECKS) - set(WITHOUT))


def test_each_code_has_its_folder() -> None:
    """Every check has examples, and every folder of examples has a check."""
    assert {"F101", "Q103"} <= set(SHOWN)
    assert sorted(folder.name for folder in GOLDEN.iterdir()) == SHOWN


@pytest.mark.parametrize("code", SHOWN)
def test_a_bad_example_is_found(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, golden: Callable[[Path, str], None]
) -> None:
    """The bad example is reported as in expected.txt, at its line and with its code."""
    monkeypatch.chdir(tmp_path)
    bad = load_example(code, "bad")

    found = make_report(CHECKS[code], bad)

    assert {finding.code for finding in found.open_findings} == {code}
    golden(GOLDEN / code / "expected.txt", format_report(found, bad))


@pytest.mark.parametrize("code", SHOWN)
def test_a_good_example_gives_no_finding(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check finds nothing in the good example, which changes the same places as the bad one."""
    monkeypatch.chdir(tmp_path)
    good = load_example(code, "good")

    found = make_report(CHECKS[code], good)

    assert [finding.message for finding in found.findings if finding.code == code] == []


@pytest.mark.parametrize("code", SHOWN)
def test_the_examples_differ(code: str) -> None:
    """The good and the bad example of a code are not the same."""
    assert load_example(code, "good") != load_example(code, "bad")

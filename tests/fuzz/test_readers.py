"""Readers of files that come from anyone read or refuse each changed file (tests/fuzz)."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.fuzz.readers import READERS
from tests.fuzz.runner import MEGABYTES, fuzz_reader

EXAMPLES = {"csv": 60, "xlsx": 60, "overlay": 60, "pdf": 15, "epub": 15}


@pytest.mark.skipif(not hasattr(os, "fork") or sys.platform != "linux", reason="measures memory as Linux does")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # a fork of a process with threads
@pytest.mark.parametrize("name", READERS)
def test_changed_files_are_read_or_refused(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No changed file ends with an unexpected error, in a hang, or with too much memory."""
    monkeypatch.chdir(tmp_path)

    result = fuzz_reader(name, tmp_path, examples=EXAMPLES[name], seconds=60, first=1)

    assert result.findings == {}, result
    assert result.peak_megabytes < MEGABYTES + 200  # the tests' own process is part of it
    assert result.outcomes["read"] > 0

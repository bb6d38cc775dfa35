"""The reader bears what it is fed: tests/hard/fuzz_reader.py goes on for as long as one likes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.hard.answers import MEGABYTES, answer, heavy, seeds

ROOT = Path(__file__).parents[2]
WEIGH = """
import sys
from pathlib import Path
from tests.hard.answers import answer, heavy, peak
answer(heavy()[sys.argv[1]], Path(sys.argv[2]))
print(peak())
"""


def test_there_is_something_to_begin_with() -> None:
    """The fuzzer starts from a guide that is read and from many that are refused."""
    assert len(seeds()) > 80


@pytest.mark.parametrize(("name", "content"), seeds().items(), ids=seeds())
def test_every_seed_is_answered(name: str, content: bytes, tmp_path: Path) -> None:
    """One is a guide, and the others have problems."""
    assert answer(content, tmp_path / "guide.yaml") == (name == "whole")


@pytest.mark.parametrize("name", heavy())
def test_the_heaviest_files_take_no_more_memory_than_they_may(name: str, tmp_path: Path) -> None:
    """Files as large as allowed, made to cost as much as they can, leave room on a small machine."""
    command = [sys.executable, "-c", WEIGH, name, str(tmp_path / "guide.yaml")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=240)

    assert done.stderr == ""
    assert float(done.stdout) < MEGABYTES

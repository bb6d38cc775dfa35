"""The reader handles the inputs that the fuzzer starts from (tests/hard/fuzz_reader.py)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.hard.answers import MEGABYTES, make_heavy_inputs, make_seeds, read_and_check

ROOT = Path(__file__).parents[2]
WEIGH = """
import sys
from pathlib import Path
from tests.hard.answers import make_heavy_inputs, measure_peak_memory, read_and_check
read_and_check(make_heavy_inputs()[sys.argv[1]], Path(sys.argv[2]))
print(measure_peak_memory())
"""


def test_there_are_seeds() -> None:
    """The fuzzer starts from one valid guide and many invalid ones."""
    assert len(make_seeds()) > 80


@pytest.mark.parametrize(("name", "content"), make_seeds().items(), ids=make_seeds())
def test_every_seed_gives_a_guide_or_problems(name: str, content: bytes, tmp_path: Path) -> None:
    """One seed is a guide, and the others have problems."""
    assert read_and_check(content, tmp_path / "guide.yaml") == (name == "whole")


@pytest.mark.parametrize("name", make_heavy_inputs())
def test_memory_is_limited(name: str, tmp_path: Path) -> None:
    """The most expensive files of the largest size stay below the memory limit."""
    command = [sys.executable, "-c", WEIGH, name, str(tmp_path / "guide.yaml")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=240)

    assert done.stderr == ""
    assert float(done.stdout) < MEGABYTES

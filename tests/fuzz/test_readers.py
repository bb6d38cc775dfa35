"""Readers of files that come from anyone read or refuse each changed file (tests/fuzz)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.readers import READERS

ROOT = Path(__file__).parents[2]
EXAMPLES = {"csv": 60, "xlsx": 60, "overlay": 60, "pdf": 15, "epub": 15, "html": 15}


@pytest.mark.skipif(not hasattr(os, "fork") or sys.platform != "linux", reason="measures memory as Linux does")
@pytest.mark.parametrize("name", READERS)
def test_changed_files_are_read_or_refused(name: str, tmp_path: Path) -> None:
    """No changed file ends with an unexpected error, in a hang, or with too much memory."""
    limits = ("--examples", str(EXAMPLES[name]), "--seconds", "60", "--first", "1", "--keep", str(tmp_path))
    command = (sys.executable, "-m", "tests.fuzz", name, *limits)

    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True, timeout=250)

    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["outcomes"]["read"] > 0

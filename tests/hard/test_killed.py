"""A killed build leaves no partial file: `pytest tests/hard/test_killed.py --kills 200`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from acucontent import export
from tests.factories import make_guide

PROGRAM = Path(__file__).parent / "kill_builds.py"

pytestmark = pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="needs Linux: files that have no name until whole")


def test_a_killed_build_leaves_no_partial_file(kills: int, tmp_path: Path) -> None:
    """After a kill at any moment, each file is complete, old or new, and there is no other file."""
    for name, edition in {"old": "0.9", "new": "1.0"}.items():
        (tmp_path / f"{name}.json").write_bytes(export(make_guide(edition=edition), "json"))
    guides = [str(tmp_path / f"{name}.json") for name in ("old", "new")]

    done = subprocess.run(
        [sys.executable, str(PROGRAM), "--kills", str(kills), *guides],
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )

    assert done.stderr == ""
    found = json.loads(done.stdout)
    assert sum(found.values()) == kills
    assert len(found) > 1, "no kill came between the first file and the last: the moments are badly chosen"

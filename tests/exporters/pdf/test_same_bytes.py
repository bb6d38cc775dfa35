"""Equal editions have equal bytes on every machine."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from acucontent.model.guide import Guide
from tests.exporters.pdf.tagged_pdf import Pdf

PROGRAM = """
import hashlib, acucontent
print(hashlib.sha256(acucontent.export(acucontent.load("back-pain"), "pdf", handout="first-visit")).hexdigest())
"""


@pytest.fixture(scope="module")
def expected(back_pain: Guide) -> str:
    """Return the digest of the sheet that this process renders."""
    return hashlib.sha256(Pdf.from_guide(back_pain, "first-visit").artifact.data).hexdigest()


@pytest.mark.parametrize(
    "machine",
    [
        pytest.param({"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1", "LC_ALL": "C"}, marks=pytest.mark.slow),
        {"TZ": "America/New_York", "PYTHONHASHSEED": "2", "XDG_CACHE_HOME": "cold", "SOURCE_DATE_EPOCH": "1"},
        pytest.param({"FONTCONFIG_FILE": "bare.conf"}, marks=pytest.mark.slow),
    ],
    ids=["elsewhere", "cold cache", "no fonts"],
)
def test_other_machines_make_the_same(machine: dict[str, str], expected: str, tmp_path: Path) -> None:
    """Time zone, hash seed, locale, an empty font cache and a machine without fonts change nothing."""
    (tmp_path / "bare.conf").write_text('<?xml version="1.0"?><fontconfig></fontconfig>', encoding="utf-8")
    places = {
        name: str(tmp_path / value) for name, value in machine.items() if name in ("XDG_CACHE_HOME", "FONTCONFIG_FILE")
    }

    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM],
        env={**os.environ, **machine, **places},
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )

    assert done.stderr == ""
    assert done.stdout.split() == [expected]


def test_shared_state_does_not_change_documents(back_pain: Guide) -> None:
    """Style sheets and fonts are read once; a sheet has the same bytes before and after another."""
    first, _, again = (
        Pdf.from_guide(back_pain, handout).artifact.data for handout in ("aftercare", "safety", "aftercare")
    )

    assert first == again

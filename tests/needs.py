"""What a test needs that pip does not install."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

DOWNLOADS = "ACUCONTENT_TEST_DOWNLOADS"
"""The variable that names the folder of downloaded tools; tests have a cache folder of their own for all else."""


def needs(*programs: str) -> None:
    """Go on only where these programs can be run: skip the test on a laptop, fail it in CI (`CI=true`).

    Call it first in a test or a fixture, so that the reason is seen at once:

        def test_the_book_is_valid() -> None:
            needs("java")
    """
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        cannot_run(f"needs {', '.join(missing)}: not installed, or not on the PATH")


def cannot_run(why: str) -> NoReturn:
    """Skip the test for this reason, or fail it in CI, where everything is there."""
    if os.environ.get("CI", "").casefold() in ("1", "true"):
        pytest.fail(why)
    pytest.skip(why)


def downloads() -> Path:
    """Return the folder that keeps what tests download, such as veraPDF, from run to run."""
    folder = Path(os.environ[DOWNLOADS])
    folder.mkdir(parents=True, exist_ok=True)
    return folder

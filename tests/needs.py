"""Requirements of tests that pip does not install."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

CI = "ACUCONTENT_TEST_CI"
"""The environment variable that says whether the tests run in CI; `conftest.py` takes it from `CI`."""
DOWNLOADS = "ACUCONTENT_TEST_DOWNLOADS"
"""The environment variable with the folder of downloaded tools, which is not the cache folder of the tests."""


def require_programs(*programs: str) -> None:
    """Skip the test on a laptop, or fail it in CI (`CI=true`), if one of these programs cannot be run.

    Call it first in a test or a fixture, so that the reason is shown at once:

        def test_the_book_is_valid() -> None:
            require_programs("java")
    """
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        skip_or_fail(f"needs {', '.join(missing)}: not installed, or not on the PATH")


def is_true(variable: str) -> bool:
    """Return whether an environment variable is `1` or `true`."""
    return os.environ.get(variable, "").casefold() in ("1", "true")


def skip_or_fail(why: str) -> NoReturn:
    """Skip the test for a reason, or fail it in CI, where every requirement is installed."""
    if is_true(CI):
        pytest.fail(why)
    pytest.skip(why)


def make_download_folder() -> Path:
    """Return the folder that keeps the downloads of tests, such as veraPDF, between runs."""
    folder = Path(os.environ[DOWNLOADS])
    folder.mkdir(parents=True, exist_ok=True)
    return folder

"""Options and fixtures for all tests: golden files, `--save-golden`, `--kills` and the shipped guide."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import acucontent
from tests.needs import DOWNLOADS

# The time that an example takes depends on the machine, not on the code.
settings.register_profile("quick", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=50)
settings.register_profile("thorough", settings.get_profile("quick"), max_examples=100)
settings.load_profile("thorough" if os.environ.get("CI") else "quick")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --save-golden and --kills."""
    parser.addoption("--save-golden", action="store_true", help="write golden files anew instead of comparing them")
    parser.addoption("--kills", type=int, default=20, help="how many builds to kill at random moments")


def pytest_configure(config: pytest.Config) -> None:
    """Give this process and its children their own cache folder, so that runs do not share files."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    os.environ.setdefault(DOWNLOADS, str(cache / "acucontent-tests"))
    own = tempfile.TemporaryDirectory(prefix="acucontent-tests-", ignore_cleanup_errors=True)
    config.add_cleanup(own.cleanup)
    os.environ.update(dict.fromkeys(("XDG_CACHE_HOME", "LOCALAPPDATA"), own.name))


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Return a function that compares text with a golden file or saves it: `golden(folder / "expected.txt", text)`."""
    save = request.config.getoption("--save-golden")

    def compare(path: Path, text: str) -> None:
        if save:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8"))
        assert text == path.read_bytes().decode("utf-8")

    return compare


@pytest.fixture
def kills(request: pytest.FixtureRequest) -> int:
    """Return the number of builds to kill."""
    wanted: int = request.config.getoption("--kills")
    return wanted


@pytest.fixture(scope="session")
def back_pain() -> acucontent.Guide:
    """Return the shipped guide."""
    return acucontent.load("back-pain")

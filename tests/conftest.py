"""What all tests share: golden files, the option --save-golden that rewrites them, and the shipped guide."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import acucontent
from tests.needs import DOWNLOADS

# How long an example takes says something of the machine, and nothing of the code.
settings.register_profile("quick", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=50)
settings.register_profile("thorough", settings.get_profile("quick"), max_examples=100)
settings.load_profile("thorough" if os.environ.get("CI") else "quick")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --save-golden and --kills."""
    parser.addoption("--save-golden", action="store_true", help="write golden files anew instead of comparing them")
    parser.addoption("--kills", type=int, default=20, help="how many builds to kill at random moments")


def pytest_configure(config: pytest.Config) -> None:
    """Give this process and those that it starts a cache folder of their own, so that no run sees another's files."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    os.environ.setdefault(DOWNLOADS, str(cache / "acucontent-tests"))
    own = tempfile.TemporaryDirectory(prefix="acucontent-tests-", ignore_cleanup_errors=True)
    config.add_cleanup(own.cleanup)
    os.environ.update(dict.fromkeys(("XDG_CACHE_HOME", "LOCALAPPDATA"), own.name))


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares text with a golden file, or writes the file: `golden(folder / "expected.txt", text)`."""
    save = request.config.getoption("--save-golden")

    def compare(path: Path, text: str) -> None:
        if save:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8"))
        assert text == path.read_bytes().decode("utf-8")

    return compare


@pytest.fixture
def kills(request: pytest.FixtureRequest) -> int:
    """How many builds to kill."""
    wanted: int = request.config.getoption("--kills")
    return wanted


@pytest.fixture(scope="session")
def back_pain() -> acucontent.Guide:
    """The guide that is shipped."""
    return acucontent.load("back-pain")

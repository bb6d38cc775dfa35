"""Options and fixtures for all tests: golden files, a guide, and which cases run."""

from __future__ import annotations

import gc
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadFileScheduling

from acucontent import Guide
from tests.downloads import NotInstalled, install_tools
from tests.needs import CI, DOWNLOADS, is_true
from tests.shipped import load_shipped

# Where these are set pytest shows every difference in full, and compares two PDFs for hours to do so.
os.environ.setdefault(CI, os.environ.pop("CI", ""))
os.environ.pop("BUILD_NUMBER", None)

BY_CASE = frozenset(
    f"tests/{name}.py"
    for name in (
        "exporters/pdf/test_conformance",
        "exporters/pdf/test_decision_aid",
        "exporters/pdf/test_sheets",
        "verify/test_unchanged",
    )
)
"""The files whose cases take so long that several processes share them."""

# The time that an example takes depends on the machine, not on the code. CI repeats the same examples, so that what
# fails there was changed; new ones are tried everywhere else.
settings.register_profile("quick", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=50)
settings.register_profile("thorough", settings.get_profile("quick"), max_examples=100, derandomize=True)
settings.load_profile("thorough" if is_true(CI) else "quick")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --save-golden, --kills, --one-case and --all-cases."""
    parser.addoption("--save-golden", action="store_true", help="write golden files anew instead of comparing them")
    parser.addoption("--kills", type=int, default=20, help="how many builds to kill at random moments")
    parser.addoption("--one-case", action="store_true", help="run only the first case of each test")
    parser.addoption("--all-cases", action="store_true", help="run the cases marked `matrix`, too, which takes hours")


def pytest_configure(config: pytest.Config) -> None:
    """Give this process and its children a cache folder that no other run uses; in CI, install all tools."""
    config.addinivalue_line(
        "markers", "matrix: a case of a complete matrix of which others always run. Left out without --all-cases"
    )
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    os.environ.setdefault(DOWNLOADS, str(cache / "acucontent-tests"))
    own = tempfile.TemporaryDirectory(prefix="acucontent-tests-", ignore_cleanup_errors=True)
    config.add_cleanup(own.cleanup)
    os.environ.update(dict.fromkeys(("XDG_CACHE_HOME", "LOCALAPPDATA"), own.name))
    if is_true(CI) and not hasattr(config, "workerinput"):
        try:
            install_tools()
        except NotInstalled as error:
            pytest.exit(str(error), returncode=1)
    gc.set_threshold(50_000, 20, 20)  # laid-out pages are many objects without cycles; the default takes a fifth longer


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the cases of complete matrices without --all-cases, and all cases but the first with --one-case.

    The first case of a test calls the same functions of the libraries as the others.
    """
    if not config.getoption("--all-cases"):
        _keep(config, items, [item for item in items if not item.get_closest_marker("matrix")])
    if config.getoption("--one-case"):
        first: dict[str, pytest.Item] = {}
        for item in items:
            first.setdefault(item.nodeid.partition("[")[0], item)
        _keep(config, items, list(first.values()))


def _keep(config: pytest.Config, items: list[pytest.Item], wanted: list[pytest.Item]) -> None:
    """Deselect all other items."""
    kept = set(wanted)
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = wanted


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over the thousands of tests."""
    gc.freeze()


class ByCase(LoadFileScheduling):
    """Runs the tests of a file in one process, but those of a few files by case: equal cases share their fixtures."""

    def _split_scope(self, nodeid: str) -> str:
        file, _, test = nodeid.partition("::")
        return f"{file}[{test.partition('[')[2]}" if file in BY_CASE else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadFileScheduling | None:
    """Share the cases of the files that take longest among the processes of `--dist loadfile`."""
    return ByCase(config, log) if config.getoption("dist") == "loadfile" else None


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
def back_pain() -> Guide:
    """Return the shipped guide."""
    return load_shipped("back-pain")

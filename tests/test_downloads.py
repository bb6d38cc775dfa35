"""Tools of tests are installed once, and what cannot be installed is a reason to skip or to fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import downloads
from tests.downloads import NotInstalled, install_tool, install_tools
from tests.needs import CI, DOWNLOADS

FAKE_NPM = """#!/bin/sh
echo run >> "$0.log"
[ -e "$0.works" ] && mkdir node_modules && exit
echo "no network" >&2
exit 1
"""


@pytest.fixture
def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a program that fails in the place of npm, and a tool in a folder of tools."""
    for name in ("npm", "node"):
        (tmp_path / name).write_text(FAKE_NPM, encoding="ascii")
        (tmp_path / name).chmod(0o755)
    (tmp_path / "tools" / "tool").mkdir(parents=True)
    (tmp_path / "tools" / "tool" / "package-lock.json").write_text("{}", encoding="ascii")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv(DOWNLOADS, str(tmp_path / "cache"))
    monkeypatch.setattr(downloads, "TOOLS", tmp_path / "tools")
    monkeypatch.setattr(downloads, "PAUSE", 0)
    monkeypatch.setattr(downloads, "_failures", {})
    return tmp_path / "npm"


def count_runs(npm: Path) -> int:
    """Return how often the program was run."""
    return len(npm.with_name("npm.log").read_text(encoding="ascii").splitlines())


def test_a_tool_is_installed_once(npm: Path) -> None:
    """The second request finds the folder of the first."""
    npm.with_name("npm.works").touch()

    folders = [install_tool("tool") for _ in range(2)]

    assert folders[0] == folders[1]
    assert (folders[0] / "node_modules").is_dir()
    assert count_runs(npm) == 1


def test_a_failure_skips_a_test_and_is_not_repeated(npm: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a laptop without a network each test is skipped, at once after the first."""
    monkeypatch.delenv(CI, raising=False)

    for _ in range(2):
        with pytest.raises(pytest.skip.Exception, match="npm could not install tool: no network"):
            install_tool("tool")

    assert count_runs(npm) == 1


def test_ci_tries_again_and_fails(npm: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All tools are tried several times before the first test."""
    monkeypatch.setenv(CI, "true")

    with pytest.raises(NotInstalled, match="no network"):
        install_tools()
    with pytest.raises(pytest.fail.Exception, match="no network"):
        install_tool("tool")

    assert count_runs(npm) == 2 * downloads.ATTEMPTS

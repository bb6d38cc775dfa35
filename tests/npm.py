"""Programs of Node, in `tests/tools`, that control the installed browser."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tests.downloads import install_tool
from tests.needs import skip_or_fail

_TIMEOUTS = {"ACE_TIMEOUT_INITIAL": "240000", "ACE_TIMEOUT_EXTENSION": "600000"}
"""How long Ace waits for the browser and for a chapter, in milliseconds: a busy machine needs more than its 5 s."""


def find_chromium() -> str:
    """Return the path of the installed browser; nothing is downloaded."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    return found or skip_or_fail("needs chromium: not installed, or not on the PATH")


def run_node(tool: str, program: str, *arguments: str | Path) -> str:
    """Run a program of a tool, which controls the installed browser, and return its output."""
    folder, browser = install_tool(tool), find_chromium()
    command = ["node", str(folder / program), *map(str, arguments)]
    environment = {**os.environ, **_TIMEOUTS, "PUPPETEER_EXECUTABLE_PATH": browser}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=900)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout

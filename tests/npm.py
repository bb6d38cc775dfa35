"""Tools of tests that come from npm: folders of `tests/tools` with lock files, installed in the user's cache."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.needs import make_download_folder, require_programs, skip_or_fail

TOOLS = Path(__file__).parent / "tools"


def install_tool(tool: str) -> Path:
    """Return the folder of a tool with its packages; install them when this version is first requested."""
    require_programs("node", "npm")
    source = TOOLS / tool
    content = b"".join(path.read_bytes() for path in sorted(source.iterdir()) if path.is_file())
    cache = make_download_folder()
    folder = cache / f"{tool}-{hashlib.sha256(content).hexdigest()[:16]}"
    if not folder.exists():
        with tempfile.TemporaryDirectory(dir=cache) as temporary:
            made = Path(shutil.copytree(source, Path(temporary) / tool, ignore=shutil.ignore_patterns("node_modules")))
            _npm_ci(made, tool)
            try:
                made.rename(folder)
            except OSError:  # another test run was faster
                if not folder.exists():
                    raise
    return folder


def find_chromium() -> str:
    """Return the path of the installed browser; nothing is downloaded."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    return found or skip_or_fail("needs chromium: not installed, or not on the PATH")


def run_node(tool: str, program: str, *arguments: str | Path) -> str:
    """Run a program of a tool, which controls the installed browser, and return its output."""
    folder, browser = install_tool(tool), find_chromium()
    command = ["node", str(folder / program), *map(str, arguments)]
    environment = {**os.environ, "PUPPETEER_EXECUTABLE_PATH": browser}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=900)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def _npm_ci(folder: Path, tool: str) -> None:
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=900)
    if done.returncode != 0:
        skip_or_fail(f"npm could not install {tool}: {done.stderr.strip()[-500:]}")

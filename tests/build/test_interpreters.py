"""The same guide gives the same bytes with every supported Python, and without assertions."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BUILD = (
    "-m",
    "acucontent",
    "build",
    "--no-cache",
    "--workers",
    "1",
    "--handout",
    "first-visit",
    "--date",
    "2026-11-28",
)


def build(folder: Path, *python: str) -> Mapping[str, str]:
    """Build a handout in every format with a Python, and return the digest of each file by name."""
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    run([*python, *BUILD, "--out", str(folder)], environment)
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> str:
    """Run a command and return what it prints; its failure fails the test."""
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=280)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_assertions_have_no_effect(tmp_path: Path) -> None:
    """`python -O` removes assertions, also those of libraries, and gives the same bytes."""
    usual = build(tmp_path / "usual", sys.executable)

    assert build(tmp_path / "optimized", sys.executable, "-O") == usual
    assert {".pdf", ".epub", ".json", ".txt"} <= {Path(name).suffix for name in usual}


def find_python(version: str) -> str | None:
    """Return an installed Python of a version, outside of any virtual environment, or None."""
    uv = shutil.which("uv")
    command = [str(uv), "python", "find", "--no-python-downloads", "--system", version]
    found = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120) if uv else None
    return found.stdout.strip() if found and found.returncode == 0 else None


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13"])
def test_every_python_gives_the_same_bytes(version: str, tmp_path: Path) -> None:
    """With the same libraries, the bytes do not depend on the version of Python."""
    python = find_python(version)
    if python is None:
        pytest.skip(f"uv finds no Python {version} on this system")
    (tmp_path / "versions").write_text(run(["uv", "pip", "freeze", "--python", sys.executable, "--exclude-editable"]))
    other = str(tmp_path / "other" / ("Scripts" if os.name == "nt" else "bin") / "python")
    run(["uv", "venv", "--python", python, str(tmp_path / "other")])
    run(["uv", "pip", "install", "--python", other, "--constraints", str(tmp_path / "versions"), "-e", f"{ROOT}[all]"])

    assert build(tmp_path / "there", other) == build(tmp_path / "here", sys.executable)

"""`acucontent doctor` reports everything that is missing and how to fix it on each system."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as real_version
from pathlib import Path

import pytest

from acucontent import PluginProblem, Registry, discover
from acucontent.cli import requirements
from acucontent.installer import format_install_command
from tests.cli.conftest import Run

NO_PANGO = """
print("-----\\n\\nWeasyPrint could not import some external libraries.")
raise OSError("cannot load library 'libpango-1.0-0': libpango-1.0-0: no such file.  Additionally, nothing was found")
"""
NO_SUBSET = """
import warnings
warnings.warn("HarfBuzz-Subset will be required by future versions of WeasyPrint.", DeprecationWarning)
"""


def _doctor(folder: Path, weasyprint: str) -> subprocess.CompletedProcess[str]:
    """Run `acucontent doctor` with a fake module in place of WeasyPrint."""
    (folder / "weasyprint.py").write_text(weasyprint, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    command = [sys.executable, "-m", "acucontent", "doctor"]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=240
    )


def test_missing_pango_is_reported_with_a_fix_for_each_system(tmp_path: Path) -> None:
    """The message names the library and the commands for Debian, macOS and Windows."""
    done = _doctor(tmp_path, NO_PANGO)

    assert (done.returncode, done.stderr) == (1, "")
    assert "MISSING  Pango: cannot load library 'libpango-1.0-0': libpango-1.0-0: no such file\n" in done.stdout
    assert "apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in done.stdout
    assert "brew install pango" in done.stdout
    assert "pacman -S mingw-w64-ucrt-x86_64-pango" in done.stdout
    assert "-----" not in done.stdout


def test_a_missing_subset_library_is_reported(tmp_path: Path) -> None:
    """The subset library of HarfBuzz is optional: fontTools does its work."""
    done = _doctor(tmp_path, NO_SUBSET)

    assert done.returncode == 0
    assert "optional HarfBuzz: libharfbuzz-subset cannot be loaded: PDFs are slower\n" in done.stdout
    assert "apt-get install -y" in done.stdout


def test_a_package_that_cannot_be_imported_is_reported(tmp_path: Path) -> None:
    """A package that is installed but cannot be imported is reported."""
    done = _doctor(tmp_path, "import a_library_that_nobody_has")

    assert done.returncode == 1
    assert "FAILED   WeasyPrint: cannot be imported: No module named 'a_library_that_nobody_has'\n" in done.stdout


def test_all_missing_packages_are_reported(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every missing package of the formats is reported in one run, with the extra that installs it."""
    assert {"pdf", "epub"} <= set(discover())

    def version(name: str) -> str:
        if name.casefold() in {"ebooklib", "pikepdf"}:
            raise PackageNotFoundError(name)
        return "69.0" if name == "weasyprint" else real_version(name)

    monkeypatch.setattr(requirements, "version", version)
    monkeypatch.setattr(requirements, "check_pango", lambda: iter(()))
    done = run("doctor")

    assert done.exit_code == 1
    assert "missing  packages of the format epub: ebooklib is not installed\n" in done.stdout.casefold()
    assert "pikepdf is not installed; weasyprint 69.0 is installed, but " in done.stdout
    assert format_install_command("acucontent[epub]", "--upgrade") in done.stdout
    assert format_install_command("acucontent[pdf]", "--upgrade") in done.stdout
    assert "2 problems found.\n" in done.stdout


def test_packages_for_remote_batches_are_optional(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are listed with the command that installs them, but are not counted as a problem."""

    def version(name: str) -> str:
        if name == "distributed":
            raise PackageNotFoundError(name)
        return real_version(name)

    monkeypatch.setattr(requirements, "version", version)
    monkeypatch.setattr("acucontent.cli.doctor.check_pango", lambda: iter(()))
    done = run("doctor", registry=Registry())

    assert done.exit_code == 0
    assert "optional packages for --scheduler and URLs in batch: distributed is not installed\n" in done.stdout
    assert format_install_command("acucontent[batch]", "--upgrade") in done.stdout


def test_missing_core_packages_are_reported(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Missing packages of acucontent are reported, even if nothing else can be checked."""

    def version(name: str) -> str:
        if name == "pycountry":
            raise PackageNotFoundError(name)
        return "99"

    monkeypatch.setattr(requirements, "version", version)
    done = run("doctor")

    assert done.exit_code == 1
    assert "MISSING  packages of acucontent:" in done.stdout
    assert "pycountry is not installed" in done.stdout
    assert format_install_command("acucontent", "--upgrade") in done.stdout


def test_broken_plugins_are_reported(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Plugin problems are reported with their fix."""
    monkeypatch.setattr(requirements, "check_pango", lambda: iter(()))
    problem = PluginProblem("docx", "stranger", "ImportError: no docx", "pip install stranger")

    done = run("doctor", registry=Registry(problems=(problem,)))

    assert done.exit_code == 1
    assert "FAILED   plugin 'docx' of stranger: ImportError: no docx\n         pip install stranger\n" in done.stdout


def test_a_complete_installation_exits_with_zero(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without problems, the last line says so."""
    monkeypatch.setattr("acucontent.cli.doctor.check_pango", lambda: iter(()))

    done = run("doctor", registry=Registry())

    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "No problems found.")
    assert "MISSING" not in done.stdout

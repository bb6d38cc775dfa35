"""`acucontent doctor`: everything that is missing, at once, with what mends it on each system."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as real_version
from pathlib import Path

import pytest

from acucontent import PluginProblem, Registry, discover
from acucontent.cli import libraries
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
    """The doctor's findings where WeasyPrint behaves like this."""
    (folder / "weasyprint.py").write_text(weasyprint, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    command = [sys.executable, "-m", "acucontent", "doctor"]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=240
    )


def test_pango_is_named_with_the_mend_of_each_system(tmp_path: Path) -> None:
    """The library that cannot be loaded, and a command for Debian, macOS and Windows."""
    done = _doctor(tmp_path, NO_PANGO)

    assert (done.returncode, done.stderr) == (1, "")
    assert "MISSING  Pango: cannot load library 'libpango-1.0-0': libpango-1.0-0: no such file\n" in done.stdout
    assert "apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in done.stdout
    assert "brew install pango" in done.stdout
    assert "pacman -S mingw-w64-ucrt-x86_64-pango" in done.stdout
    assert "-----" not in done.stdout


def test_the_library_that_cuts_fonts_is_named(tmp_path: Path) -> None:
    """WeasyPrint only warns that HarfBuzz's subset library is missing; the doctor names it."""
    done = _doctor(tmp_path, NO_SUBSET)

    assert done.returncode == 1
    assert "MISSING  Pango: libharfbuzz-subset cannot be loaded\n" in done.stdout


def test_a_package_that_cannot_be_imported_is_named(tmp_path: Path) -> None:
    """What pip counts as installed and Python cannot import is told of too."""
    done = _doctor(tmp_path, "import a_library_that_nobody_has")

    assert done.returncode == 1
    assert "MISSING  WeasyPrint: it cannot be imported: No module named 'a_library_that_nobody_has'\n" in done.stdout


def test_what_pip_lacks_is_named_at_once(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything that the formats need is named in one run, each with the extra that brings it."""
    assert {"pdf", "epub"} <= set(discover())

    def version(name: str) -> str:
        if name.casefold() in {"ebooklib", "pikepdf"}:
            raise PackageNotFoundError(name)
        return "69.0" if name == "weasyprint" else real_version(name)

    monkeypatch.setattr(libraries, "version", version)
    monkeypatch.setattr(libraries, "pango", lambda: iter(()))
    done = run("doctor")

    assert done.exit_code == 1
    assert "missing  what the format epub needs: ebooklib is not installed\n" in done.stdout.casefold()
    assert "pikepdf is not installed; weasyprint is 69.0, but " in done.stdout
    assert "pip install --upgrade 'acucontent[epub]'" in done.stdout
    assert "pip install --upgrade 'acucontent[pdf]'" in done.stdout
    assert "2 things to mend.\n" in done.stdout


def test_what_acucontent_itself_needs_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation that is not whole is told of, even where nothing else can be looked into."""

    def version(name: str) -> str:
        if name == "pycountry":
            raise PackageNotFoundError(name)
        return "99"

    monkeypatch.setattr(libraries, "version", version)
    done = run("doctor")

    assert done.exit_code == 1
    assert "MISSING  what acucontent needs:" in done.stdout
    assert "pycountry is not installed" in done.stdout
    assert "pip install --upgrade 'acucontent'" in done.stdout


def test_broken_plugins_are_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The doctor sees what the list sees."""
    monkeypatch.setattr(libraries, "pango", lambda: iter(()))
    problem = PluginProblem("docx", "stranger", "ImportError: no docx", "pip install stranger")

    done = run("doctor", registry=Registry(problems=(problem,)))

    assert done.exit_code == 1
    assert "MISSING  plugin 'docx' of stranger: ImportError: no docx\n         pip install stranger\n" in done.stdout


def test_nothing_missing_is_status_zero(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where all is there, it says so."""
    monkeypatch.setattr("acucontent.cli.doctor.pango", lambda: iter(()))

    done = run("doctor", registry=Registry())

    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "Nothing is missing.")
    assert "MISSING" not in done.stdout

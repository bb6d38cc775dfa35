"""The command as a whole: fast start, exit status, and errors."""

from __future__ import annotations

import os
import subprocess
import sys

import click
import pytest

from acucontent import __version__
from acucontent.cli import COMMANDS, program
from tests.cli.conftest import Run

RUN_AND_LIST_MODULES = """
import sys
from acucontent.cli import main
try:
    main()
finally:
    print(*sys.modules)
"""
"""Runs the command, then prints the imported modules."""


def _python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, **environment}, check=False, timeout=240
    )


def test_version_imports_only_click() -> None:
    """`acucontent --version` imports click and no other library."""
    lines = _python("-c", RUN_AND_LIST_MODULES, "--version").stdout.splitlines()

    assert lines[0] == f"acucontent {__version__}"
    ours = [name for name in lines[1].split() if name.startswith("acucontent")]
    assert sorted(ours) == [
        "acucontent",
        "acucontent._version",
        "acucontent.cli",
        "acucontent.cli.output",
        "acucontent.errors",
    ]
    assert {"pydantic", "yaml", "rich", "pluggy", "importlib.metadata"}.isdisjoint(lines[1].split())


def test_help_imports_no_command() -> None:
    """The list of commands needs no command module."""
    lines = _python("-c", RUN_AND_LIST_MODULES, "--help").stdout.splitlines()

    assert [line.split()[0] for line in lines if line.startswith("  ")][-len(COMMANDS) :] == list(COMMANDS)
    assert "acucontent.cli.build" not in lines[-1].split()


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_agrees_with_the_list_of_commands(name: str) -> None:
    """The summary in the list and the help of the command begin with the same word."""
    command = program.get_command(click.Context(program), name)

    assert command.help
    assert command.help.split()[0] == COMMANDS[name].split()[0]


def test_a_misspelled_command_gets_a_suggestion(run: Run) -> None:
    """The message suggests the nearest command and lists all."""
    done = run("biuld")

    assert done.exit_code == 2
    assert "Unknown command 'biuld'. Did you mean 'build'? Commands: batch, build, cache, check" in done.stderr


def test_python_m_is_the_command() -> None:
    """`python -m acucontent` runs the same command."""
    assert _python("-m", "acucontent", "--version").stdout == f"acucontent {__version__}\n"


def test_a_closed_pipe_is_not_an_error() -> None:
    """`acucontent schema | head -1` prints no error."""
    command = f"'{sys.executable}' -m acucontent schema | head -1"

    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False, timeout=240)

    assert (done.stdout, done.stderr) == ("{\n", "")


def test_a_defect_is_reported_without_a_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unexpected error is one line and says how to show the traceback."""
    monkeypatch.delenv("ACUCONTENT_DEBUG", raising=False)
    monkeypatch.setattr("acucontent.cli.context.discover", lambda: 1 / 0)

    done = run("build")

    assert done.exit_code == 2
    assert done.stderr.startswith("Error: ZeroDivisionError: division by zero")
    assert "ACUCONTENT_DEBUG=1" in done.stderr


def test_a_full_disk_is_not_a_defect(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of the operating system is shown unchanged."""

    def fill() -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("acucontent.cli.context.discover", fill)

    done = run("build")

    assert (done.exit_code, done.stderr) == (2, "Error: [Errno 28] No space left on device\n")


def test_a_traceback_can_be_shown(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """With ACUCONTENT_DEBUG the error is raised."""
    monkeypatch.setenv("ACUCONTENT_DEBUG", "1")
    monkeypatch.setattr("acucontent.cli.context.discover", lambda: 1 / 0)

    assert isinstance(run("build").exception, ZeroDivisionError)


def test_an_interrupt_is_reported(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C exits with the status that shells expect."""

    def stop() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("acucontent.cli.context.discover", stop)

    done = run("build")

    assert (done.exit_code, done.stderr) == (130, "\nInterrupted.\n")


def test_a_missing_library_is_reported(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing library is reported with the command that shows how to fix it."""

    def miss() -> None:
        raise ModuleNotFoundError("No module named 'pycountry'")

    monkeypatch.setattr("acucontent.cli.context.discover", miss)

    done = run("build")

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "Error: No module named 'pycountry'. To show what is missing, run: acucontent doctor\n"

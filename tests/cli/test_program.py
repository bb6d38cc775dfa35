"""The command as a whole: quick to start, honest in its exit status, and quiet when its reader leaves."""

from __future__ import annotations

import os
import subprocess
import sys

import click
import pytest

from acucontent import __version__
from acucontent.cli import COMMANDS, program
from tests.cli.conftest import Run

RUN_AND_TELL = """
import sys
from acucontent.cli import main
try:
    main()
finally:
    print(*sys.modules)
"""
"""Runs the command, then prints which modules it brought."""


def _python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, **environment}, check=False, timeout=240
    )


def test_the_version_costs_nothing() -> None:
    """`acucontent --version` imports click and nothing else."""
    lines = _python("-c", RUN_AND_TELL, "--version").stdout.splitlines()

    assert lines[0] == f"acucontent {__version__}"
    ours = [name for name in lines[1].split() if name.startswith("acucontent")]
    assert sorted(ours) == ["acucontent", "acucontent._version", "acucontent.cli"]
    assert {"pydantic", "yaml", "rich", "pluggy", "importlib.metadata"}.isdisjoint(lines[1].split())


def test_help_imports_no_command() -> None:
    """The list of commands stands ready."""
    lines = _python("-c", RUN_AND_TELL, "--help").stdout.splitlines()

    assert [line.split()[0] for line in lines if line.startswith("  ")][-len(COMMANDS) :] == list(COMMANDS)
    assert "acucontent.cli.build" not in lines[-1].split()


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_says_what_help_says_of_it(name: str) -> None:
    """What the list says and the first line of the command's own help agree in their first word."""
    command = program.get_command(click.Context(program), name)

    assert command.help
    assert command.help.split()[0] == COMMANDS[name].split()[0]


def test_a_misspelt_command_is_told(run: Run) -> None:
    """The nearest command is named, and all."""
    done = run("biuld")

    assert done.exit_code == 2
    assert "No command 'biuld'. Did you mean 'build'?  Commands: batch, build, cache, check" in done.stderr


def test_python_m_is_the_command() -> None:
    """`python -m acucontent` needs no script on the path."""
    assert _python("-m", "acucontent", "--version").stdout == f"acucontent {__version__}\n"


def test_a_reader_that_leaves_is_no_error() -> None:
    """`acucontent schema | head -1` ends without a word."""
    command = f"'{sys.executable}' -m acucontent schema | head -1"

    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False, timeout=240)

    assert (done.stdout, done.stderr) == ("{\n", "")


def test_a_defect_is_told_without_a_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody foresaw is one line, and says how to see more."""
    monkeypatch.delenv("ACUCONTENT_DEBUG", raising=False)
    monkeypatch.setattr("acucontent.cli.found.discover", lambda: 1 / 0)

    done = run("build")

    assert done.exit_code == 2
    assert done.stderr.startswith("Error: ZeroDivisionError: division by zero")
    assert "ACUCONTENT_DEBUG=1" in done.stderr


def test_a_full_disk_is_no_defect(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system says is passed on as it is."""

    def fill() -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("acucontent.cli.found.discover", fill)

    done = run("build")

    assert (done.exit_code, done.stderr) == (2, "Error: [Errno 28] No space left on device\n")


def test_a_defect_can_be_looked_into(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """With ACUCONTENT_DEBUG the error comes through as it is."""
    monkeypatch.setenv("ACUCONTENT_DEBUG", "1")
    monkeypatch.setattr("acucontent.cli.found.discover", lambda: 1 / 0)

    assert isinstance(run("build").exception, ZeroDivisionError)


def test_a_stop_from_the_keyboard_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends with the status that shells expect."""

    def stop() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("acucontent.cli.found.discover", stop)

    done = run("build")

    assert (done.exit_code, done.stderr) == (130, "\nStopped.\n")


def test_a_library_that_is_not_there_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation that is not whole is no riddle."""

    def miss() -> None:
        raise ModuleNotFoundError("No module named 'pycountry'")

    monkeypatch.setattr("acucontent.cli.found.discover", miss)

    done = run("build")

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "Error: No module named 'pycountry'. To see what is missing, run: acucontent doctor\n"

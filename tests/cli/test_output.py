"""Every console can show what the commands print, programs get UTF-8, and nothing printed can change a terminal."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from acucontent import Registry, discover
from acucontent.cli import program
from acucontent.cli.output import escape_controls, prepare_streams, print_document, print_line
from tests.cli.conftest import Run

CONSOLES = ("ascii", "cp437", "cp850", "cp1252", "latin-1", "cp932")
COMMANDS = (
    ("list",),
    ("check", "--quick", "--notes", "mini"),
    ("check", "--explain", "E"),
    ("diff", "back-pain", "mini"),
    ("check", "fichier–“é”—naïve"),
)
FORGED = "a\x1b[2J\nError: done\r\x9bb\u202ec\x00.yaml"


Show = Callable[[Sequence[str], str], tuple[int, str, str]]


@pytest.fixture(scope="module")
def registry() -> Registry:
    """Return everything that is installed."""
    return discover()


@pytest.fixture
def show(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, registry: Registry) -> Show:
    """Return a function that runs a command on a console with an encoding: `show(["list"], "cp437")`.

    It returns the exit status, and what the console shows of standard output and standard error.
    """
    monkeypatch.chdir(tmp_path)

    def show(arguments: Sequence[str], encoding: str) -> tuple[int, str, str]:
        streams = {name: io.TextIOWrapper(io.BytesIO(), encoding) for name in ("stdout", "stderr")}
        for name, stream in streams.items():
            monkeypatch.setattr(sys, name, stream)
        prepare_streams()
        with pytest.raises(SystemExit) as ended:
            program.main(list(arguments), obj=registry)
        for stream in streams.values():
            stream.flush()
        output, errors = (stream.buffer.getvalue().decode(encoding) for stream in streams.values())  # type: ignore[attr-defined]
        return int(str(ended.value.code)), output, errors

    show(["new", "mini"], "utf-8")
    return show


@pytest.mark.parametrize("console", CONSOLES)
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_console_shows_every_message(command: Sequence[str], console: str, show: Show) -> None:
    """No command fails because of a character, and its output is in the encoding of the console."""
    status, *usual = show(command, "utf-8")

    done, *shown = show(command, console)

    assert done == status
    assert [len(text.splitlines()) for text in shown] == [len(text.splitlines()) for text in usual]


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_reports_for_programs_are_utf_8(
    form: str, run: Run, registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The report has the same bytes on a console of Western Europe as elsewhere."""
    arguments = ("check", "migraine", "--quick", "--notes", "--format", form)
    usual = run(*arguments, registry=registry)

    western = CliRunner(charset="cp1252").invoke(program, arguments, obj=registry)

    assert western.stdout_bytes == usual.stdout_bytes
    assert len(western.stdout_bytes.decode("utf-8")) > 1000


def test_the_c_locale_without_utf_8_mode_works(tmp_path: Path) -> None:
    """A system without any locale prints what it can."""
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-m", "acucontent", "check", "--explain", "E"]

    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False, timeout=240)

    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.isascii()


@pytest.mark.parametrize("redirection", [">&-", "2>&-", ">&- 2>&-", "<&-"])
def test_closed_streams_change_nothing(redirection: str, tmp_path: Path) -> None:
    """Files are complete, and nothing that is printed gets into them."""
    command = f"'{sys.executable}' -m acucontent build --format json --no-cache --out o {redirection}"

    status = subprocess.run(["sh", "-c", command], cwd=tmp_path, check=False, timeout=240).returncode

    assert status == 0
    assert json.loads((tmp_path / "o" / "back-pain.json").read_bytes())["id"] == "back-pain"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_a_full_disk_under_standard_output_is_named(tmp_path: Path) -> None:
    """The message names standard output, and the exit status is 2."""
    command = f"'{sys.executable}' -m acucontent schema > /dev/full"

    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, check=False, timeout=240, capture_output=True, text=True)

    assert done.returncode == 2
    assert done.stderr.startswith("Error: Standard output cannot be written: No space left on device.")
    assert len(done.stderr.splitlines()) == 1


def test_a_line_cannot_change_the_terminal() -> None:
    """Escape sequences, line breaks and marks that reorder text are shown as escapes."""
    runner = CliRunner()

    done = runner.invoke(click.Command("say", callback=lambda: print_line(FORGED)))

    assert done.output == "a\\x1b[2J\\nError: done\\r\\x9bb\\u202ec\\x00.yaml\n"


def test_documents_keep_every_character() -> None:
    """Invisible characters are escaped as in JSON, so a program reads the same text; half a surrogate pair, too."""
    words = "“é” \u202e\x9b\U000e0041\udcff"

    done = CliRunner().invoke(
        click.Command("say", callback=lambda: print_document(json.dumps([words], ensure_ascii=False)))
    )

    assert done.output.isprintable()
    assert json.loads(done.output) == [words]


def test_joiners_and_wide_spaces_are_shown() -> None:
    """Characters that only change the shape or distance of others are not escaped."""
    words = "می\N{ZERO WIDTH NON-JOINER}شود 5\N{NO-BREAK SPACE}mg"

    assert escape_controls(words) == words


@pytest.mark.parametrize(
    "arguments",
    [
        ["\x1b[2J"],
        ["--\x1b[2J"],
        ["list", "\x1b[2J"],
        ["build", "\x1b[2J\nError: x"],
        ["build", "--format", "\x1b[2J"],
        ["build", "--workers", "\x1b[2J"],
        ["check", "\x1b[2J"],
        ["diff", "back-pain", "\x1b[2J"],
        ["verify", "\x1b[2J\nError: x"],
        ["schema", "\x1b[2J"],
        ["new", "\x1b[2J"],
        ["passport", "--out", "\x1b[2J"],
        ["batch", "\x1b[2J.csv", "--out", "o", "--handout", "first-visit"],
    ],
    ids=lambda arguments: repr(" ".join(arguments)),
)
def test_arguments_are_quoted_safely(arguments: Sequence[str], run: Run) -> None:
    """A message quotes an argument with its unprintable characters escaped, and no argument can add a message."""
    done = run(*arguments)

    assert done.exit_code == 2
    assert program.name is not None
    assert "\x1b" not in done.output
    assert [line for line in done.output.splitlines() if line == "Error: x"] == []
    assert "\\x1b[2J" in done.stderr

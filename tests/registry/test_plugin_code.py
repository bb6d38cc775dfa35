"""Code of a plugin cannot end the process, print among reports, or keep a command waiting."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import acucontent
from acucontent import plugins
from acucontent.cli.flags import make_flags
from acucontent.plugin_code import PluginStopped, run_plugin_code
from acucontent.rendering.exporter import RESERVED
from tests.factories import make_guide
from tests.registry.installing import install

EXPORTER = """
import os, subprocess, sys
from acucontent import Artifact, Check, Exporter, Options, hookimpl

{setup}

def export(edition, options):
    {body}

def find(subject):
    {body}

@hookimpl
def acucontent_exporters():
    yield Exporter(name="odd", title="Odd", suffix=".odd", media_type="text/plain", options=Options, export=export,
        paged={paged}, companion_suffixes=(".odd.xml",))

@hookimpl
def acucontent_checks():
    yield Check(code="ZZ101", title="Odd", source="None.", find=find, severity="note", why="It is odd.", fix="Do it.")
"""

FAILURES = {
    "exits": ("sys.exit(0)", "SystemExit: 0"),
    "leaves": ("os._exit(0)", "os._exit(0)"),
    "interrupts": ("raise KeyboardInterrupt", "KeyboardInterrupt"),
    "generator": ("raise GeneratorExit", "GeneratorExit"),
    "asks": ("input()", "EOFError"),
    "nothing": ("return None", "expected an Artifact, but got NoneType"),
    "text": ("return Artifact('x')", "not bytes"),
    "empty": ("return Artifact(b'')", "empty"),
    "page zero": ("return Artifact(b'x', pages={'safety': 0}, page_count=1)", "not between 1 and 1: {'safety': 0}"),
    "page beyond": ("return Artifact(b'x', pages={'safety': 9}, page_count=1)", "not between 1 and 1: {'safety': 9}"),
    "page of text": ("return Artifact(b'x', pages={'safety': 'one'})", "{'safety': 'one'}"),
    "unknown place": ("return Artifact(b'x', pages={'nowhere': 1})", "['nowhere']"),
    "page count": ("return Artifact(b'x', page_count='two')", "page count"),
    "companion": ("return Artifact(b'x', companions={'.pdf': b'over the PDF'})", "'.pdf'"),
    "path": ("return Artifact(b'x', companions={'/../../x': b'x'})", "'/../../x'"),
}


def install_odd(site: Path, body: str, setup: str = "", *, paged: bool = True) -> None:
    """Install a plugin with a format and a check whose functions have this body."""
    source = site.parent / "source"
    source.mkdir()
    code = EXPORTER.format(body=body, setup=textwrap.dedent(setup), paged=paged)
    (source / "odd_plugin.py").write_text(code, encoding="utf-8")
    install(site, "odd", "1", {"odd": "odd_plugin"}, source)


def run_command(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in another process with the plugins of a folder."""
    environment = {**os.environ, "PYTHONPATH": str(site)}
    command = [sys.executable, "-m", "acucontent", *arguments]
    return subprocess.run(
        command, cwd=site.parent, env=environment, capture_output=True, text=True, check=False, timeout=240
    )


@pytest.mark.parametrize(("body", "reason"), FAILURES.values(), ids=FAILURES)
def test_a_failing_format_is_named_and_the_others_are_built(body: str, reason: str, site: Path, tmp_path: Path) -> None:
    """The error names the plugin; the files of other formats are written, and no file of theirs is replaced."""
    install_odd(site, body)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "hiccups.pdf").write_bytes(b"%PDF of before")

    with pytest.raises(acucontent.BuildFailed) as raised:
        acucontent.build(make_guide(), formats=["odd", "text"], out=tmp_path / "out")

    assert [failed.format for failed in raised.value.failed] == ["odd"]
    assert reason in str(raised.value)
    assert "'odd' of odd 1" in str(raised.value)
    assert {path.name for path in (tmp_path / "out").glob("hiccups*")} == {"hiccups.pdf", "hiccups.txt"}
    assert (tmp_path / "out" / "hiccups.pdf").read_bytes() == b"%PDF of before"


def test_a_format_that_ends_its_worker_process_is_named(site: Path, tmp_path: Path) -> None:
    """A worker process cannot be protected from a crash; its work is given up after some attempts."""
    crash, end = "import ctypes, time; ctypes.string_at(0)", "(time.sleep(3), sys.exit(1))"
    install_odd(site, f"{crash} if edition.handout.id == 'aftercare' else {end}")

    done = run_command(
        site, "build", "--format", "odd", "--handout", "costs", "--handout", "aftercare", "--workers", "2"
    )

    assert done.returncode == 2
    assert [line for line in done.stderr.splitlines() if "Traceback" in line] == []
    assert len([line for line in done.stderr.splitlines() if "'odd' of odd 1" in line]) == 2


@pytest.mark.parametrize("body", ["sys.exit(0)", "os._exit(0)", "raise KeyboardInterrupt", "raise GeneratorExit"])
def test_a_check_that_ends_is_a_finding(body: str, site: Path) -> None:
    """The other checks are run, and the finding names the plugin."""
    install_odd(site, body)

    report = acucontent.check_guide(make_guide(), today=make_guide().published, quick=True).report

    (failure,) = [each for each in report.findings if "'odd' of odd 1" in each.message]
    assert (failure.severity, len(report.checks) > 50) == ("error", True)


PRINTS = """
print("hello")
print("hello", file=sys.stderr)
sys.__stdout__.write("hello")
os.write(1, b"hello")
subprocess.run([sys.executable, "-c", "print('hello')"])
"""


def test_reports_stay_clean_if_a_plugin_prints(site: Path) -> None:
    """What a plugin prints at import or in a check, in any way, does not reach standard output."""
    install_odd(site, "print('hello'); os.write(1, b'hello'); return []", PRINTS)

    done = run_command(site, "check", "--quick", "--format", "json")

    assert [guide["guide"] for guide in json.loads(done.stdout)["guides"]] == ["back-pain"]
    assert "Warning: 1 plugin problem." in done.stderr


def test_a_plugin_that_prints_is_named_and_works(site: Path, tmp_path: Path) -> None:
    """Printing is a problem of the plugin, but its format can be used; a note says what it printed meanwhile."""
    install_odd(site, "print('good morning'); return Artifact(b'x')", "print('hello')", paged=False)

    found = acucontent.discover()
    (built,) = acucontent.build(make_guide(), found, formats=["odd"], out=tmp_path / "out")

    assert [str(problem).partition(". ")[0] for problem in found.problems] == [
        "'odd' of odd: it prints when it is imported: 'hello'"
    ]
    assert built.notes == (
        "The plugin 'odd' of odd 1 printed 'good morning'. Report this to the author of the plugin.",
    )


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="the system has no timer")
@pytest.mark.parametrize(
    "wait", ["import time; time.sleep(60)", "while True: pass", "import threading as t; t.Event().wait()"]
)
def test_a_plugin_that_hangs_at_import_is_named(wait: str, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The time limit ends the import, and the other plugins are loaded."""
    monkeypatch.setattr(plugins, "LOAD_SECONDS", 0.3)
    install_odd(site, "pass", wait)

    found = acucontent.discover()

    (problem,) = found.problems
    assert (problem.plugin, problem.reason) == ("odd", "its code did not end within 0.3 seconds")
    assert "pdf" in found


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_still_ends_the_command(number: signal.Signals) -> None:
    """An error that the handler of a signal raises is not an error of the plugin."""

    def leave(*_: object) -> None:
        raise SystemExit(128 + number)

    before = signal.signal(number, leave)
    try:
        with pytest.raises(SystemExit), run_plugin_code():
            signal.raise_signal(number)
        assert signal.getsignal(number) is leave
    finally:
        signal.signal(number, before)


def test_a_timer_of_the_caller_goes_on() -> None:
    """The time limit of a plugin does not cancel another one."""
    with run_plugin_code(100):
        with pytest.raises(PluginStopped, match=r"did not end within 0\.1 seconds"), run_plugin_code(0.1):
            signal.pause()
        assert 0 < signal.getitimer(signal.ITIMER_REAL)[0] <= 100


def test_names_of_commands_are_reserved() -> None:
    """No option of a plugin can have the name of a parameter or flag of a command with options of formats."""
    from click import Context, Option

    from acucontent.cli.batch import run_command as batch
    from acucontent.cli.build import run_command as build
    from acucontent.cli.site import run_command as site

    flags = {flag.name for flag in make_flags(acucontent.discover())}
    own = {
        param
        for command in (batch, build, site)
        for param in command.get_params(Context(command))
        if param.name not in flags
    }
    names = {str(param.name) for param in own} | {
        opt.lstrip("-").replace("-", "_")
        for param in own
        if isinstance(param, Option)
        for opt in param.opts
        if opt != "-h"
    }

    assert {name for name in names if not name.startswith("_")} - RESERVED == set()

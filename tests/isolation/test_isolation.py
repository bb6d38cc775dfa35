"""Files from anyone are read in a child process, which is limited and always ended."""

from __future__ import annotations

import io
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from acucontent.isolation import CrashedReader, TooExpensive, run_isolated
from acucontent.isolation.frames import BadFrame, read_frame, write_frame
from acucontent.logo import BadLogo
from tests.isolation import functions
from tests.processes import start_process, wait_until

ROOT = Path(__file__).parents[2]

needs_limits = pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the address space")


def test_values_and_bytes_pass_both_ways() -> None:
    """Arguments and results are JSON values and bytes; tuples become lists."""
    result = run_isolated(functions.echo, b"\0\xff" * 500_000, "ä\ud800", 7)

    assert result == {
        "bytes": [b"\0\xff" * 500_000, "ä\ud800", 7],
        "more": [None, True, 1.5, {"object": b"\xff"}],
    }


@pytest.mark.parametrize("function", [functions.sleep, functions.match])
def test_the_time_is_limited(function: object) -> None:
    """A function that never ends is ended, also within a library."""
    with pytest.raises(TooExpensive, match="needs more than 1 s"):
        run_isolated(function, seconds=1)  # type: ignore[arg-type] # both are functions


@needs_limits
@pytest.mark.parametrize(
    "function", [functions.fill_memory, functions.abort_without_memory, functions.panic_without_memory]
)
def test_the_memory_is_limited(function: object) -> None:
    """A function that needs too much memory is an error, with the limit, also if a library ends the process."""
    with pytest.raises(TooExpensive, match="needs more than 200 MB of memory"):
        run_isolated(function, memory=200)  # type: ignore[arg-type] # each is a function


def test_a_crash_is_an_error() -> None:
    """The death of the child is one clear error."""
    with pytest.raises(CrashedReader, match="cannot be read: the process that reads it crashed"):
        run_isolated(functions.crash)


def test_expected_errors_are_passed_on() -> None:
    """An expected error keeps its class and its message, without control characters."""
    with pytest.raises(BadLogo, match=r"^no �\[2J logo$"):
        run_isolated(functions.refuse, errors=(BadLogo,))


@pytest.mark.parametrize(("function", "name"), [(functions.fail, "KeyError"), (functions.refuse, "BadLogo")])
def test_other_errors_are_one_error(function: object, name: str) -> None:
    """An error that is not listed is reported as an unreadable file."""
    with pytest.raises(CrashedReader, match=rf"cannot be read \({name}: "):
        run_isolated(function)  # type: ignore[arg-type] # both are functions


def test_libraries_do_not_print(capfd: pytest.CaptureFixture[str]) -> None:
    """What a library prints reaches neither the terminal nor the answer."""
    run_isolated(functions.print_much)

    assert capfd.readouterr() == ("", "")


def test_secrets_are_not_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The child gets no environment variable of acucontent, such as the password of a key."""
    monkeypatch.setenv("ACUCONTENT_SIGN_PASSWORD", "secret")

    assert run_isolated(functions.list_secrets) == []


def test_answers_are_limited() -> None:
    """A large answer is refused before it is read."""
    with pytest.raises(CrashedReader):
        run_isolated(functions.answer_much)


@pytest.mark.parametrize(
    "frame",
    [
        b"",
        b"\xff" * 8,
        b"\0" * 7 + b"\x05[1,2]",
        b"\0" * 7 + b"\x0b[1, [99999]]",
        b"\0" * 7 + b"\x08[1,[-1]]",
        b"\0" * 7 + b'\x10[{"bytes":4},[]]',
        b"\0" * 5 + (1_000_000).to_bytes(3, "big") + b"[" * 1_000_000,
    ],
)
def test_hostile_answers_are_refused(frame: bytes) -> None:
    """A child that was taken over can make its parent refuse the answer, and no more."""
    with pytest.raises(BadFrame):
        read_frame(io.BytesIO(frame))


def test_objects_that_look_like_bytes_are_kept() -> None:
    """An object with the keys of the frame itself is passed as it is."""
    stream, value = io.BytesIO(), {"bytes": 0, "object": {"bytes": 1}}
    write_frame(stream, value)
    stream.seek(0)

    assert read_frame(stream) == value


@pytest.mark.skipif(os.name != "posix", reason="needs process groups")
def test_children_of_the_child_are_ended(tmp_path: Path) -> None:
    """A process that the child started ends with it."""
    with pytest.raises(TooExpensive):
        run_isolated(functions.start_another, str(tmp_path / "id"), seconds=3)

    wait_until(lambda: not _is_running(tmp_path / "id"), "the end of the process")


SCRIPT = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a background process may ignore it
from acucontent.isolation import run_isolated
from tests.isolation import functions
print("result", run_isolated(functions.echo, "x")["bytes"], flush=True)
run_isolated(functions.hang, sys.argv[1], seconds=200)
"""


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_the_child_ends_with_its_parent(how: int, tmp_path: Path) -> None:
    """The child of a plain script, run with -O from another folder, ends when the script is killed or interrupted."""
    (tmp_path / "script.py").write_text(SCRIPT)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-O", "script.py", str(tmp_path / "id")]

    with start_process(command, tmp_path / "log", cwd=tmp_path, env=environment) as process:
        wait_until(lambda: _is_running(tmp_path / "id"), "the child", log=tmp_path / "log")
        process.send_signal(how)
        process.wait(timeout=100)

    wait_until(lambda: not _is_running(tmp_path / "id"), "the end of the child")
    assert "result ['x']" in (tmp_path / "log").read_text()


def _is_running(file: Path) -> bool:
    with suppress(OSError, ValueError):
        os.kill(int(file.read_text().strip()), 0)
        return "State:\tZ" not in Path(f"/proc/{file.read_text().strip()}/status").read_text()
    return False

"""Start a child process for one function, wait for its answer, and end it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import RawIOBase
from typing import Any, BinaryIO, cast

from acucontent.errors import AcucontentError
from acucontent.isolation.child import READY
from acucontent.isolation.frames import BadFrame, read_frame, write_frame
from acucontent.isolation.limits import MEMORY, SECONDS

STARTUP_SECONDS = 60
"""The limit of time for the start of the interpreter and its imports, which does not depend on the file."""

_START = """
import json, sys
sys.path[:] = json.loads(sys.stdin.buffer.readline())
from acucontent.isolation.child import run_child
run_child()
"""

_MAX_MESSAGE = 500
"""The maximum length of a message from the child, in characters."""

_OUT_OF_MEMORY = re.compile(rb"memory allocation of \d+ bytes failed|std::bad_alloc|^MemoryError", re.MULTILINE)
"""What Rust, C++ and Python print when a process ends because it gets no more memory."""


class Unreadable(AcucontentError, ValueError):
    """A file cannot be read; the message says why, without the name of the file: `needs more than 10 s to be read`."""


class TooExpensive(Unreadable):
    """A file needs more time or memory than it may."""


class CrashedReader(Unreadable):
    """The process that reads a file died or failed unexpectedly."""


def run_isolated(
    function: Callable[..., Any] | str,
    *arguments: bytes | str | int,
    errors: tuple[type[AcucontentError], ...] = (),
    seconds: int = SECONDS,
    memory: int = MEMORY,
) -> Any:
    """Return the result of a function that runs in a child process, which is ended in any case.

    Args:
        function: A function of a module, or its name (`package.module:function`), if only the child process should
            import the module. The module should import little. The function returns JSON values and bytes, also within
            lists and objects; tuples are returned as lists.
        arguments: The arguments of the function.
        errors: The errors that the function may raise. They are raised here with their message.
        seconds: The limit of time, from when the function is called.
        memory: The limit of memory, in megabytes of address space (Linux only).

    Raises:
        TooExpensive: The function needs more time or memory.
        CrashedReader: The function raised another error, or the process died.
    """
    request = {
        "function": function if isinstance(function, str) else _name(function),
        "arguments": arguments,
        "errors": [_name(each) for each in errors],
        "seconds": seconds,
        "memory": memory,
    }
    with _StderrTail() as stderr, _start_child(stderr) as process, _Deadline(process) as deadline:
        try:
            _send(cast("BinaryIO", process.stdin), request)
            answer = _receive(cast("BinaryIO", process.stdout), lambda: deadline.start(seconds))
        except (BadFrame, OSError):
            answer = None
    if deadline.expired or process.returncode in _TIME_SIGNALS:
        raise TooExpensive(f"needs more than {seconds} s to be read")
    if not isinstance(answer, dict):
        if _OUT_OF_MEMORY.search(stderr.tail):
            raise _make_memory_error(memory)
        reason = f"the process that reads it crashed with status {process.returncode}"
        raise CrashedReader(f"cannot be read: {reason}. It may need more than {memory} MB of memory")
    if "result" in answer:
        return answer["result"]
    raise _make_error(answer, {_name(each): each for each in errors}, memory)


def _make_error(answer: dict[str, Any], errors: dict[str, type[AcucontentError]], memory: int) -> AcucontentError:
    if answer.get("memory"):
        return _make_memory_error(memory)
    if answer.get("error") in errors:
        return errors[answer["error"]](_clean(answer.get("message")))
    return CrashedReader(f"cannot be read ({_clean(answer.get('failed'))})")


def _make_memory_error(memory: int) -> TooExpensive:
    return TooExpensive(f"needs more than {memory} MB of memory to be read")


class _StderrTail:
    """Reads what a process prints, so that the process never waits for it, and keeps the end.

    The process is started with `writer` and ended within the block.
    """

    _KEPT_BYTES = 10_000
    _SECONDS = 5
    """How long to wait for the end, which does not come while a process that the process started still runs."""

    def __init__(self) -> None:
        self.tail = b""
        """The last bytes, when the block has ended."""

    def __enter__(self) -> _StderrTail:
        incoming, outgoing = os.pipe()
        reader, self.writer = os.fdopen(incoming, "rb", 0), os.fdopen(outgoing, "wb", 0)
        self._thread = threading.Thread(target=self._read, args=(reader,), daemon=True)
        try:
            self._thread.start()
        except BaseException:
            reader.close()
            self.writer.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.writer.close()
        self._thread.join(self._SECONDS)

    def _read(self, reader: RawIOBase) -> None:
        with reader:
            while part := reader.read(self._KEPT_BYTES):
                self.tail = (self.tail + part)[-self._KEPT_BYTES :]


class _Deadline:
    """Kills a process when its time is up. A new deadline replaces the previous one."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self.expired = False

    def __enter__(self) -> _Deadline:
        self._timer = self._make_timer(STARTUP_SECONDS)
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self._timer.join()

    def start(self, seconds: int) -> None:
        """Replace the deadline for the start by that for the function."""
        self._timer.cancel()
        self._timer.join()
        self._timer = self._make_timer(seconds)

    def _make_timer(self, seconds: int) -> threading.Timer:
        timer = threading.Timer(seconds, self._expire)
        timer.daemon = True
        timer.start()
        return timer

    def _expire(self) -> None:
        self.expired = True
        _kill(self._process)


@contextmanager
def _start_child(stderr: _StderrTail) -> Iterator[subprocess.Popen[bytes]]:
    """Start a child process, and end it with its own children at the end of the block."""
    process = subprocess.Popen(
        (sys.executable, "-I", "-S", "-B", "-c", _START),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=stderr.writer,
        env={name: value for name, value in os.environ.items() if not name.startswith("ACUCONTENT_")},
        start_new_session=True,
    )
    stderr.writer.close()  # the process alone has it
    try:
        yield process
    finally:
        _kill(process)
        with suppress(OSError), process:  # what was not sent cannot be sent any more
            pass


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a process that was not waited for, with its own children."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def _send(stdin: BinaryIO, request: dict[str, Any]) -> None:
    with suppress(BrokenPipeError):  # the process died; its status says why
        stdin.write(json.dumps(_list_import_folders()).encode("ascii") + b"\n")
        write_frame(stdin, request)


def _receive(stdout: BinaryIO, start: Callable[[], None]) -> Any:
    """Return the answer of the child; call `start` when its function is about to be called."""
    if stdout.read(1) != READY:
        raise BadFrame("the function cannot be imported")
    start()
    return read_frame(stdout)


def _list_import_folders() -> list[str]:
    """Return the folders from which this process imports, as absolute paths."""
    folders = []
    for folder in sys.path:
        with suppress(OSError):  # the current folder was deleted
            folders.append(os.path.abspath(folder))  # noqa: PTH100 - an entry may be empty, or no path
    return folders


def _name(thing: Callable[..., Any]) -> str:
    return f"{thing.__module__}:{thing.__qualname__}"


def _clean(message: object) -> str:
    """Return a message of the child as one short line that is safe to print on a terminal."""
    line = " ".join(str(message).split())[:_MAX_MESSAGE]
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in line)


_TIME_SIGNALS = tuple(-getattr(signal, name) for name in ("SIGALRM", "SIGXCPU") if hasattr(signal, name))

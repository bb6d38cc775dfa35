"""Run the code of a plugin so that it cannot end this process, print, wait for input, or run for ever at import."""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout, suppress
from types import FrameType
from typing import NoReturn

from acucontent.errors import AcucontentError, describe_error

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
"""The signals that end a command. Errors that their handlers raise are not errors of a plugin."""

_REPEAT = 1.0
"""The seconds after which code that ignores its time limit is interrupted again."""

_MAX_QUOTE = 80
"""The longest part of printed text in a message, in characters."""


class PluginStopped(AcucontentError, RuntimeError):
    """Code of a plugin tried to end the process, exceeded its time limit, or raised an error that is no `Exception`."""


class PrintedText:
    """What the code of a plugin printed."""

    def __init__(self) -> None:
        self.stream = io.TextIOWrapper(io.BytesIO(), "utf-8", errors="replace", write_through=True)

    def quote(self) -> str:
        """Return the text on one line in quotes, cut to 80 characters; empty if nothing was printed."""
        with suppress(ValueError):  # the plugin closed the stream
            self.stream.seek(0)
            text = " ".join(self.stream.read(10_000).split())
            return f"'{text[: _MAX_QUOTE - 1] + '…' if len(text) > _MAX_QUOTE else text}'" if text else ""
        return ""


class _TimeLimitExceeded(BaseException):
    """The code ran longer than its time limit. It is no `Exception`, so that few plugins catch it."""


@contextmanager
def run_plugin_code(seconds: float | None = None) -> Iterator[PrintedText]:
    """Run the code of a plugin and yield what it prints, which appears nowhere else.

    Args:
        seconds: The time limit. It works in the main thread and not on Windows (default: none).

    Raises:
        PluginStopped: The code tried to end the process, exceeded the limit, or raised an error that is no `Exception`.
    """
    printed = PrintedText()
    with ExitStack() as stack:
        is_signaled = stack.enter_context(_watch_signals())
        try:
            with _replace_streams(printed), _replace_exit(), _limit_time(seconds):
                yield printed
        except Exception:
            raise
        except BaseException as error:
            if is_signaled():
                raise
            raise PluginStopped(_describe_stop(error, seconds)) from error


def _describe_stop(error: BaseException, seconds: float | None) -> str:
    return (
        f"its code did not end within {seconds:g} seconds"
        if isinstance(error, _TimeLimitExceeded)
        else describe_error(error)
    )


def _is_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()


@contextmanager
def _watch_signals() -> Iterator[Callable[[], bool]]:
    """Yield a function that returns whether the user interrupted or ended this process in the meantime."""
    received: list[int] = []
    before = {number: signal.getsignal(number) for number in _SIGNALS} if _is_main_thread() else {}
    handlers = {number: handler for number, handler in before.items() if callable(handler)}

    def handle_signal(number: int, frame: FrameType | None) -> None:
        received.append(number)
        handlers[signal.Signals(number)](number, frame)

    for number in handlers:
        signal.signal(number, handle_signal)
    try:
        yield lambda: bool(received)
    finally:
        for number, handler in handlers.items():
            if signal.getsignal(number) is handle_signal:
                signal.signal(number, handler)


@contextmanager
def _replace_streams(printed: PrintedText) -> Iterator[None]:
    """Keep what is printed in Python, send what libraries and processes print to standard error, and give no input."""
    before, sys.stdin = sys.stdin, io.StringIO()
    try:
        with _redirect_descriptor(), redirect_stdout(printed.stream), redirect_stderr(printed.stream):
            yield
    finally:
        sys.stdin = before


@contextmanager
def _redirect_descriptor() -> Iterator[None]:
    """Send the file descriptor of standard output to that of standard error."""
    try:
        saved = os.dup(1) if _is_main_thread() else None
    except OSError:  # it is closed
        saved = None
    if saved is None:
        yield
        return
    try:
        _flush_stdout()
        with suppress(OSError):
            os.dup2(2, 1)
        yield
    finally:
        _flush_stdout()
        os.dup2(saved, 1)
        os.close(saved)


def _flush_stdout() -> None:
    if sys.__stdout__ is not None:
        with suppress(OSError, ValueError):
            sys.__stdout__.flush()


@contextmanager
def _replace_exit() -> Iterator[None]:
    """Let `os._exit` raise an error in this process; processes that the code forks end as usual."""
    process, before = os.getpid(), os._exit

    def exit_process(status: int) -> NoReturn:
        if os.getpid() != process:
            before(status)
        raise SystemExit(f"os._exit({status})")

    os._exit = exit_process
    try:
        yield
    finally:
        os._exit = before


@contextmanager
def _limit_time(seconds: float | None) -> Iterator[None]:
    """Raise an error in the code when the time is over. A timer of the caller is set again afterwards."""
    if seconds is None or not hasattr(signal, "setitimer") or not _is_main_thread():
        yield
        return

    def stop_code(number: int, frame: FrameType | None) -> NoReturn:
        raise _TimeLimitExceeded

    started, handler = time.monotonic(), signal.signal(signal.SIGALRM, stop_code)
    delay, interval = signal.setitimer(signal.ITIMER_REAL, seconds, _REPEAT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
        if delay:
            signal.setitimer(signal.ITIMER_REAL, max(delay - (time.monotonic() - started), 0.001), interval)

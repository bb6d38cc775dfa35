"""Functions that run in a child process."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from typing import Any

from acucontent.logo import BadLogo


def echo(*values: Any) -> Any:
    """Return the arguments within an object."""
    return {"bytes": values, "more": [None, True, 1.5, {"object": b"\xff"}]}


def sleep() -> None:
    """Wait for longer than a test."""
    time.sleep(300)


def match() -> None:
    """Hold Python's lock for years, as a library can."""
    re.match(r"(a+)+$", "a" * 60 + "b")


def fill_memory() -> int:
    """Take ten gigabytes."""
    return len(bytearray(10_000_000_000))


def abort_without_memory() -> None:
    """Die like a library in Rust that gets no memory."""
    os.write(2, b"a warning\n" * 10_000 + b"memory allocation of 67108864 bytes failed\n")
    os.abort()


class Panic(BaseException):
    """What a library in Rust raises when it gets no memory: no Exception."""


def panic_without_memory() -> None:
    """Fail like such a library."""
    raise Panic("called `Result::unwrap()` on an `Err` value: PyErr { type: <class 'MemoryError'> }")


def crash() -> None:
    """Die like a library with an error in its C code."""
    os.abort()


def refuse() -> None:
    """Raise an expected error, with a text that moves the cursor of a terminal."""
    raise BadLogo("no \x1b[2J logo")


def fail() -> None:
    """Raise an unexpected error."""
    raise KeyError("/Root")


def print_much() -> None:
    """Print on both streams, in Python and below it."""
    sys.stdout.write("printed")
    sys.stdout.flush()
    os.write(1, b"written")
    os.write(2, b"written")


def list_secrets() -> list[str]:
    """Return the environment variables of acucontent."""
    return [name for name in os.environ if name.startswith("ACUCONTENT_")]


def answer_much() -> bytes:
    """Return more than an answer may have."""
    return bytes(60_000_000)


def start_another(file: str) -> None:
    """Start a process, write its id to a file, and hang."""
    program = "import os, sys, time; print(os.getpid(), flush=True); time.sleep(300)"
    with open(file, "wb") as stream:  # noqa: PTH123 - as short as can be
        subprocess.run([sys.executable, "-c", program], stdout=stream, timeout=300, check=False)


def hang(file: str) -> None:
    """Write the id of this process to a file, and hang."""
    _write_id(file, os.getpid())
    sleep()


def _write_id(file: str, number: int) -> None:
    with open(f"{file}.part", "w", encoding="ascii") as stream:  # noqa: PTH123 - as short as can be
        stream.write(str(number))
    os.replace(f"{file}.part", file)  # noqa: PTH105 - likewise

"""What the child process does: it calls one function, answers with a frame, and ends.

It imports little, because it is started for each file.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from importlib import import_module
from typing import Any, BinaryIO

from acucontent.isolation.frames import read_frame, write_frame
from acucontent.isolation.limits import set_limits

READY = b"+"
"""The byte that is sent when the function is imported and the time starts."""


def run_child() -> None:
    """Read a request from the standard input, and write its answer to the original standard output."""
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)  # what libraries print must not be part of the answer
        request = read_frame(sys.stdin.buffer)
        threading.stack_size(256 * 1024)
        threading.Thread(target=_end_with_parent, daemon=True).start()
        write_frame(answers, _answer(request, answers))
    os._exit(0)  # no clean-up of a library runs


def _end_with_parent() -> None:
    """End this process when the other end of its standard input is closed, also by the death of the parent."""
    os.read(0, 1)
    os._exit(1)


def _answer(request: dict[str, Any], answers: BinaryIO) -> dict[str, Any]:
    """Return the result of the function, or how it failed."""
    function = _find_function(request["function"])
    try:
        set_limits(request["seconds"], request["memory"])
        answers.write(READY)
        answers.flush()
        return {"result": function(*request["arguments"])}
    except MemoryError:
        return {"memory": True}
    except BaseException as error:  # a library may raise any error for a hostile file, and Rust panics with its own
        if "MemoryError" in str(error) and not isinstance(error, Exception):  # the reason of a panic
            return {"memory": True}
        names = [f"{kind.__module__}:{kind.__qualname__}" for kind in type(error).__mro__]
        known = next((name for name in names if name in request["errors"]), None)
        return {"error": known, "message": str(error)} if known else {"failed": f"{type(error).__name__}: {error}"}


def _find_function(name: str) -> Callable[..., Any]:
    module, _, function = name.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found

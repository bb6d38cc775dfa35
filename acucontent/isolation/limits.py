"""The limits of a child process. The system enforces them, also if the parent process dies."""

from __future__ import annotations

import math
import signal
import time
from contextlib import suppress
from typing import Any

try:
    import resource
except ImportError:  # Windows
    resource: Any = None  # type: ignore[no-redef]

SECONDS = 10
"""The default limit of time, in seconds."""

MEMORY = 400
"""The default limit of memory, in megabytes of address space, with the interpreter and its libraries.

A logo of 8 million pixels, a PDF of 20 MB and a PDF of 20,000 pages need less than 250 MB.
"""


def set_limits(seconds: int, memory: int) -> None:
    """Limit this process: it is ended after some seconds, and gets a MemoryError beyond some megabytes.

    On Windows there is no limit of memory, and the parent process alone limits the time; macOS ignores the limit of
    memory.
    """
    if hasattr(signal, "alarm"):
        signal.alarm(seconds + 2)  # the default action of the signal ends the process, also within a library
    if resource is not None:
        _set_limit(resource.RLIMIT_CORE, 0)
        _set_limit(resource.RLIMIT_AS, memory * 1_000_000)
        _set_limit(resource.RLIMIT_CPU, math.ceil(time.process_time()) + seconds)


def _set_limit(kind: int, value: int) -> None:
    """Set a limit, unless a lower one is set or the system has no such limit."""
    _, hard = resource.getrlimit(kind)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    with suppress(ValueError, OSError):
        resource.setrlimit(kind, (value, hard))

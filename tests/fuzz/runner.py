"""Run a reader on changed files, each in a process of its own, and record what fails."""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import sys
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.fuzz.mutations import mutate
from tests.fuzz.readers import EXPECTED, READERS, FuzzedReader

MEGABYTES = 300
"""The most memory that reading a file may take, with the interpreter and its libraries."""
SECONDS = 60
"""The most time that reading one file may take; several child processes with limits of their own may read it."""

READ, REFUSED = "read", "refused"
"""The two right outcomes."""


@dataclass
class FuzzResult:
    """What happened to the examples of a run."""

    outcomes: Counter[str] = field(default_factory=Counter[str])
    """How many examples had each outcome."""
    findings: dict[str, int] = field(default_factory=dict)
    """The first example of each wrong outcome."""
    peak_megabytes: float = 0
    """The most memory of a process that read an example, or of its child processes."""
    longest_seconds: float = 0


def fuzz_reader(  # noqa: PLR0913 - each has a name
    name: str, folder: Path, *, examples: int, seconds: float, seed: int = 1, first: int = 0
) -> FuzzResult:
    """Read changed files until there were so many examples, or the time is up.

    Args:
        name: The name of the reader.
        folder: The folder of the examples. The first file of each finding stays there.
        examples: The most examples.
        seconds: The most time.
        seed: The start of the random numbers. The same seed gives the same examples.
        first: The number of the first example.
    """
    os.chdir(folder)
    reader, result, start = READERS[name], FuzzResult(), time.monotonic()
    seeds = _write_seeds(reader)
    for number in range(first, first + examples):
        chance = Random(f"{seed} {name} {number}")
        data = mutate(chance.choice(seeds), reader.mutations, chance)
        path = Path("example")
        path.write_bytes(data)
        _record(result, number, path, _read_in_child(reader, path, number))
        if time.monotonic() - start > seconds:
            break
    return result


def _write_seeds(reader: FuzzedReader) -> list[bytes]:
    Path("seeds").mkdir(exist_ok=True)
    seeds = reader.make_seeds()
    for name, content in seeds.items():
        Path("seeds", name).write_bytes(content)
        reader.read(Path("seeds", name), 1)  # it is valid; this imports what the child processes need
    return list(seeds.values())


def _record(result: FuzzResult, number: int, path: Path, read: tuple[str, float, float]) -> None:
    outcome, megabytes, seconds = read
    if outcome in (READ, REFUSED) and megabytes > MEGABYTES:
        outcome = "too much memory"
    result.outcomes[outcome] += 1
    result.peak_megabytes = max(result.peak_megabytes, megabytes)
    result.longest_seconds = max(result.longest_seconds, seconds)
    if outcome not in (READ, REFUSED) and outcome not in result.findings:
        result.findings[outcome] = number
        shutil.copy(path, f"finding-{number}")


def _read_in_child(reader: FuzzedReader, path: Path, number: int) -> tuple[str, float, float]:
    """Return the outcome of reading a file, its peak of memory in megabytes, and its time in seconds."""
    started = time.monotonic()
    incoming, outgoing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(incoming)
        _run_child(reader, path, number, outgoing)
    os.close(outgoing)
    with os.fdopen(incoming, "rb") as stream:
        outcome = stream.read().decode()
    _, status, usage = os.wait4(child, 0)  # the usage includes its own children
    died = f"status {os.waitstatus_to_exitcode(status)}"
    return outcome or died, usage.ru_maxrss / 1024, time.monotonic() - started


def _run_child(reader: FuzzedReader, path: Path, number: int, outgoing: int) -> None:
    """Read a file, write the outcome to a pipe, and end the process."""
    signal.alarm(SECONDS)
    _limit_memory()
    quiet = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(quiet, stream)
    try:
        outcome = _read(reader, path, number)
    except BaseException:
        place = re.findall(r'File "(.*?)", line (\d+)', traceback.format_exc())[-1]
        outcome = f"{type(sys.exception()).__name__}: {sys.exception()} ({place[0]}:{place[1]})"[:300]
    os.write(outgoing, outcome.encode("utf-8", "backslashreplace"))
    os._exit(0)


def _read(reader: FuzzedReader, path: Path, number: int) -> str:
    try:
        reader.read(path, number)
    except EXPECTED as error:
        if not str(error).replace("\n", "").isprintable():
            raise ValueError(f"not printable: {str(error)!a}") from None
        return REFUSED
    return READ


def _limit_memory() -> None:
    """Limit the memory that is added to the one of the parent process, as for child processes of acucontent."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + 400_000_000
    resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))

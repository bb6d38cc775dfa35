"""If worker processes die, no work is lost, no wait is endless, and no process is left."""

from __future__ import annotations

import os
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from acucontent.rendering.workers import MAX_ATTEMPTS, LostWorker, WorkerPool
from tests.processes import start_process, wait_until

LARGE = 5_000_000
"""More bytes than fit into a pipe."""


@dataclass(frozen=True)
class Deadly:
    """A function that kills its process for one number, `times` times."""

    folder: Path
    number: int
    times: int = 1
    ballast: bytes = b""

    def __call__(self, item: tuple[int, bytes]) -> int:
        """Return ten times the number, or kill the process."""
        deaths = len(list(self.folder.iterdir()))
        if item[0] == self.number and deaths < self.times:
            (self.folder / str(deaths)).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return item[0] * 10


@pytest.mark.parametrize("size", [0, LARGE], ids=["small", "large"])
def test_work_of_a_killed_process_is_repeated(tmp_path: Path, size: int) -> None:
    """The size of the function and of the items does not matter."""
    with WorkerPool(Deadly(tmp_path, 3, ballast=bytes(size)), 2) as pool:
        futures = [pool.submit((number, bytes(size))) for number in range(6)]

        assert [future.result(timeout=120) for future in futures] == [0, 10, 20, 30, 40, 50]
    assert len(list(tmp_path.iterdir())) == 1


def test_an_item_that_always_kills_fails_alone(tmp_path: Path) -> None:
    """It is tried a few times, never in this process, and the other items are completed."""
    with WorkerPool(Deadly(tmp_path, 1, times=99), 2) as pool:
        futures = [pool.submit((number, b"")) for number in range(4)]

        assert [futures[number].result(timeout=120) for number in (0, 2, 3)] == [0, 20, 30]
        with pytest.raises(LostWorker, match=r"died 3 times\. It may need more memory"):
            futures[1].result(timeout=120)
    assert len(list(tmp_path.iterdir())) == MAX_ATTEMPTS


def _get_pid(item: int) -> int:
    return os.getpid()


def test_a_process_that_is_killed_while_idle_is_replaced() -> None:
    """The dead process is noticed with the next item."""
    with WorkerPool(_get_pid, 1) as pool:
        first = pool.submit(1).result(timeout=120)
        os.kill(first, signal.SIGKILL)

        assert pool.submit(2).result(timeout=120) != first


def _sleep(seconds: float) -> None:
    time.sleep(seconds)


def _start_and_fail() -> None:
    with WorkerPool(_sleep, 1) as pool:
        pool.submit(3_000)
        raise KeyError("stop")


def test_an_error_stops_the_workers() -> None:
    """Started items are not awaited after an error."""
    with pytest.raises(KeyError):
        _start_and_fail()


class OddError(Exception):
    """An error with two arguments, which cannot be unpickled."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"{one} and {other}")


def _raise(item: str) -> None:
    raise OddError(item, "more") if item == "odd" else ValueError(item)


def test_an_error_is_raised_in_this_process() -> None:
    """An error that cannot be pickled is raised with its message."""
    with WorkerPool(_raise, 1) as pool:
        plain, odd = pool.submit("plain"), pool.submit("odd")

        with pytest.raises(ValueError, match=r"^plain$"):
            plain.result(timeout=120)
        with pytest.raises(RuntimeError, match=r"^OddError: odd and more$"):
            odd.result(timeout=120)


PARENT = """
import os, time
from tests.rendering.test_workers import _get_pid, WorkerPool
from tests.processes import start_process, wait_until

if __name__ == "__main__":
    with WorkerPool(_get_pid, 1) as pool:
        print(pool.submit(1).result(timeout=120), flush=True)
        time.sleep(60)
"""


def test_workers_end_with_their_parent(tmp_path: Path) -> None:
    """If the parent process is killed, its workers end."""
    program = tmp_path / "parent.py"
    program.write_text(PARENT, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    log = tmp_path / "log"
    with start_process([sys.executable, str(program)], log, env=environment) as parent:
        worker = int(wait_until(lambda: log.read_text(encoding="utf-8").endswith("\n") and log.read_text(), "a worker"))
        parent.kill()

    wait_until(lambda: not _is_running(worker), "the end of the worker")


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False

"""A real Dask cluster of processes of its own does the work as one process does it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import pytest

from acucontent.batch import run
from acucontent.batch.run import CHUNK
from acucontent.batch.workers import NoCluster, cluster
from tests.batch.fakes import DeadlyJob, inline
from tests.batch.test_run import files, job, sheets
from tests.processes import started, wait_until

ROOT = Path(__file__).parents[2]
SCHEDULER = ("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
WORKER = ("distributed.cli.dask_worker", "--nthreads", "1", "--no-dashboard", "--nanny")

pytestmark = pytest.mark.xdist_group("cluster")


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scheduler that two workers join."""
    folder = tmp_path_factory.mktemp("cluster")
    log = folder / "scheduler.log"
    with ExitStack() as stack:
        stack.enter_context(_started(*SCHEDULER, log=log))
        address = wait_until(lambda: _address(log), "the address of the scheduler", log=log)
        for number in range(2):
            stack.enter_context(_started(*WORKER, address, log=folder / f"worker-{number}.log"))
        yield address


def _started(*arguments: str, log: Path) -> AbstractContextManager[object]:
    """Start a command of Dask in a process of its own."""
    return started([sys.executable, "-m", *arguments], log, cwd=ROOT)


def _address(log: Path) -> str | None:
    found = re.search(r"tcp://127\.0\.0\.1:\d+", log.read_text(encoding="utf-8"))
    return found and found.group()


def opened(scheduler: str) -> object:
    """Return what opens the workers, once both have come."""
    return wait_until(lambda: _both_workers(scheduler), "two workers")


def _both_workers(scheduler: str) -> object:
    try:
        workers, executor = cluster(scheduler)
    except NoCluster:
        return None
    return executor if workers == 2 else None


def test_a_cluster_makes_the_same_files(scheduler: str, tmp_path: Path) -> None:
    """Byte for byte, the list among them."""
    run(sheets(CHUNK * 3), job(tmp_path / "here"), inline, 1)

    run(sheets(CHUNK * 3), job(tmp_path / "there"), opened(scheduler), 2)  # type: ignore[arg-type]

    assert files(tmp_path / "here") == files(tmp_path / "there")


def test_a_worker_that_is_killed_loses_nothing(scheduler: str, tmp_path: Path) -> None:
    """The cluster gives what it had to another."""
    deadly = DeadlyJob(job(tmp_path / "out"), CHUNK + 5, tmp_path / "died")

    summary = run(sheets(CHUNK * 4), deadly, opened(scheduler), 2)  # type: ignore[arg-type]

    assert (tmp_path / "died").exists()
    assert summary.written == CHUNK * 4


def test_no_scheduler_is_one_clear_error() -> None:
    """Not a wait without end."""
    with pytest.raises(NoCluster, match=r"^No scheduler answers at tcp://127\.0\.0\.1:1\. Start one: dask scheduler$"):
        cluster("tcp://127.0.0.1:1")

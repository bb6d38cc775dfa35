"""A real Dask cluster gives the same results as one process."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import pytest

from acucontent.batch import fill_sheets, workers
from acucontent.batch.run import CHUNK
from acucontent.batch.workers import NoCluster, connect_cluster
from tests.batch.fakes import DeadlyJob, open_inline
from tests.batch.test_run import make_job, make_sheets, read_files
from tests.processes import start_process, wait_until

ROOT = Path(__file__).parents[2]
SCHEDULER = ("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
WORKER = ("distributed.cli.dask_worker", "--nthreads", "1", "--no-dashboard", "--nanny")

pytestmark = pytest.mark.xdist_group("cluster")


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of a scheduler with two workers."""
    folder = tmp_path_factory.mktemp("cluster")
    log = folder / "scheduler.log"
    with ExitStack() as stack:
        stack.enter_context(_start_dask(*SCHEDULER, log=log))
        address = wait_until(lambda: _find_address(log), "the address of the scheduler", log=log)
        for number in range(2):
            stack.enter_context(_start_dask(*WORKER, address, log=folder / f"worker-{number}.log"))
        yield address


def _start_dask(*arguments: str, log: Path) -> AbstractContextManager[object]:
    """Start a Dask command in a process of its own."""
    return start_process([sys.executable, "-m", *arguments], log, cwd=ROOT)


def _find_address(log: Path) -> str | None:
    found = re.search(r"tcp://127\.0\.0\.1:\d+", log.read_text(encoding="utf-8"))
    return found and found.group()


def open_cluster(scheduler: str) -> object:
    """Return a function that opens the workers, once both have connected."""
    return wait_until(lambda: _find_both_workers(scheduler), "two workers")


def _find_both_workers(scheduler: str) -> object:
    try:
        workers, open_pool = connect_cluster(scheduler)
    except NoCluster:
        return None
    return open_pool if workers == 2 else None


@pytest.fixture
def long_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait longer for a scheduler whose machine is busy."""
    monkeypatch.setattr(workers, "CONNECT_SECONDS", 100)


@pytest.mark.usefixtures("long_deadline")
def test_a_cluster_makes_the_same_files(scheduler: str, tmp_path: Path) -> None:
    """All files, the manifest included, are equal byte for byte."""
    fill_sheets(make_sheets(CHUNK * 3), make_job(tmp_path / "here"), open_inline, 1)

    fill_sheets(make_sheets(CHUNK * 3), make_job(tmp_path / "there"), open_cluster(scheduler), 2)  # type: ignore[arg-type]

    assert read_files(tmp_path / "here") == read_files(tmp_path / "there")


@pytest.mark.usefixtures("long_deadline")
def test_a_worker_that_is_killed_loses_nothing(scheduler: str, tmp_path: Path) -> None:
    """The cluster gives the work of a killed worker to another one."""
    deadly = DeadlyJob(make_job(tmp_path / "out"), CHUNK + 5, tmp_path / "died")

    summary = fill_sheets(make_sheets(CHUNK * 4), deadly, open_cluster(scheduler), 2)  # type: ignore[arg-type]

    assert (tmp_path / "died").exists()
    assert summary.written == CHUNK * 4


def test_no_scheduler_is_one_clear_error() -> None:
    """A cluster that cannot be reached is reported, without a long wait."""
    with pytest.raises(
        NoCluster, match=r"^No scheduler answers at tcp://127\.0\.0\.1:1\. To start one, run: dask scheduler$"
    ):
        connect_cluster("tcp://127.0.0.1:1")

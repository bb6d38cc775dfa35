"""A real Dask cluster of processes of its own does the work as one process does it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from acucontent.batch import run
from acucontent.batch.run import CHUNK
from acucontent.batch.workers import NoCluster, cluster
from tests.batch.fakes import DeadlyJob, inline
from tests.batch.test_run import files, job, sheets

ROOT = Path(__file__).parents[2]


@contextmanager
def started(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A command of Dask's, in a process of its own."""
    command = [sys.executable, "-m", *arguments]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    try:
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=30)


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """The address of a scheduler that two workers have found."""
    with ExitStack() as stack:
        process = stack.enter_context(
            started("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        )
        assert process.stderr is not None
        found = (re.search(r"tcp://127\.0\.0\.1:\d+", line) for line in process.stderr)
        address = next(each.group() for each in found if each)
        for _ in range(2):
            stack.enter_context(
                started("distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard", "--nanny")
            )
        yield address


def opened(scheduler: str) -> object:
    """The workers, once both are there."""
    for _ in range(300):
        try:
            workers, executor = cluster(scheduler)
        except NoCluster:
            continue
        if workers == 2:
            return executor
    pytest.fail("the workers did not come")


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

"""A service for a program that keeps running: time limits, dead workers, threads, and results in memory."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from acucontent.edition import Edition
from acucontent.rendering import workers
from acucontent.rendering.cache.storage import Cache
from acucontent.rendering.exporter import (
    Artifact,
    BadOptions,
    DoesNotFit,
    Exporter,
    ExportFailed,
    Options,
    PluginFailed,
)
from acucontent.rendering.exporter_errors import PluginTemplate
from acucontent.rendering.idle_queue import IdleQueue
from acucontent.rendering.prepared_sheet import FillTask, PreparedSheet
from acucontent.rendering.render import RenderJob
from acucontent.rendering.service import LostWorker, RenderService, TimeLimitExceeded
from acucontent.rendering.workers import STARTUP_SECONDS
from tests.factories import make_guide
from tests.processes import start_process, wait_until

SECONDS = 120
"""The deadline of each wait, in seconds."""


@dataclass(frozen=True)
class GetPid:
    """Returns the process of the worker."""

    seconds: float = 0

    def __call__(self) -> int:
        """Wait, and return the process."""
        time.sleep(self.seconds)
        return os.getpid()


@dataclass(frozen=True)
class WriteAfter:
    """Adds a letter to a file."""

    seconds: float
    file: Path

    def __call__(self) -> None:
        """Wait, and write."""
        time.sleep(self.seconds)
        with self.file.open("a") as file:
            file.write("b")


@dataclass(frozen=True)
class Forever:
    """Never ends, and ignores what would end it gently."""

    started: Path

    def __call__(self) -> None:
        """Write the process to a file, and wait."""
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        self.started.write_text(str(os.getpid()))
        while True:
            time.sleep(1)


@dataclass(frozen=True)
class KillOnce:
    """Kills its process the first time."""

    file: Path

    def __call__(self) -> str:
        """Return a word the second time."""
        if not self.file.exists():
            self.file.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return "done"


class FileOptions(Options):
    """Options of the formats of these tests."""

    file: str = ""
    """A file to which a letter is added each time."""


def export_title(edition: Edition, options: FileOptions) -> Artifact:
    """Render the title."""
    with Path(options.file).open("a") as file:
        file.write("x")
    return Artifact(edition.guide.title.encode())


def export_badly(edition: Edition, options: FileOptions) -> Artifact:
    """Fail as a plugin with a bug does."""
    raise ZeroDivisionError("a bug")


def export_forever(edition: Edition, options: FileOptions) -> Artifact:
    """Never end."""
    while True:
        time.sleep(1)


PLAIN = Exporter(
    name="plain", title="Plain", suffix=".plain", media_type="text/plain", options=FileOptions, export=export_title
)


@pytest.fixture
def job(tmp_path: Path) -> RenderJob:
    """Return a job whose runs are counted in a file."""
    return RenderJob(PLAIN, Edition.of(make_guide()), FileOptions(file=str(tmp_path / "count")))


def count_runs(job: RenderJob) -> int:
    """Return how often a job was run."""
    file = Path(vars(job.options)["file"])
    return len(file.read_text()) if file.exists() else 0


@pytest.fixture(scope="module")
def service() -> Iterator[RenderService]:
    """Return a service."""
    with RenderService(None) as service:
        yield service


@pytest.fixture(scope="module")
def strict() -> Iterator[RenderService]:
    """Return a service with a time limit of fifteen seconds, whose workers have imported this module."""
    with RenderService(None, time_limit=15) as service:
        while len({each.result(SECONDS) for each in [service.run(GetPid(0.2)) for _ in range(2)]}) < 2:
            pass  # one did both while the other still started
        yield service


def is_running(pid: int) -> bool:
    """Return whether a process runs."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def test_a_task_that_never_ends_is_killed_alone(strict: RenderService, tmp_path: Path) -> None:
    """Other tasks are completed, also those that come after it."""
    endless = strict.run(Forever(tmp_path / "pid"))
    other = strict.run(GetPid(1))

    with pytest.raises(TimeLimitExceeded, match=r"longer than the time limit of 15 seconds"):
        endless.result(timeout=SECONDS)
    assert other.result(timeout=SECONDS) in {strict.run(GetPid()).result(timeout=SECONDS) for _ in range(4)}
    assert not is_running(int((tmp_path / "pid").read_text()))


def test_a_task_that_is_cancelled_while_it_waits_is_not_run(service: RenderService, tmp_path: Path) -> None:
    """Its place is taken by the next task."""
    busy = [service.run(GetPid(4)) for _ in range(2)]
    waiting = service.run(KillOnce(tmp_path / "run"))

    assert waiting.cancel()
    for future in (*busy, service.run(GetPid())):
        future.result(timeout=SECONDS)
    assert not (tmp_path / "run").exists()


def test_the_error_of_a_plugin_names_it(strict: RenderService, job: RenderJob) -> None:
    """A job that is killed, and one with a bug, are known by the plugin."""
    exporter = replace(PLAIN, plugin="'plain' of a-plugin 1.0")
    endless = replace(job, exporter=replace(exporter, export=export_forever))
    broken = replace(job, exporter=replace(exporter, export=export_badly))

    with pytest.raises(TimeLimitExceeded) as raised:
        strict.render(endless).result(timeout=SECONDS)
    assert raised.value.plugin == "'plain' of a-plugin 1.0"
    with pytest.raises(PluginFailed, match=r"a-plugin 1\.0 failed: ZeroDivisionError: a bug"):
        strict.render(broken).result(timeout=SECONDS)


def test_the_task_of_a_killed_worker_is_repeated(service: RenderService, tmp_path: Path) -> None:
    """The next tasks are done by a new worker."""
    assert service.run(KillOnce(tmp_path / "killed")).result(timeout=SECONDS) == "done"
    assert (tmp_path / "killed").exists()


def test_a_worker_that_is_killed_while_idle_is_replaced(service: RenderService) -> None:
    """No task notices it."""
    for _ in range(3):
        os.kill(service.run(GetPid()).result(timeout=SECONDS), signal.SIGKILL)

    assert is_running(service.run(GetPid()).result(timeout=SECONDS))


def test_close_ends_busy_workers_at_once(tmp_path: Path) -> None:
    """Nobody who waits for a task hangs, and a closed service gives an error."""
    service = RenderService(None)
    futures = [service.run(Forever(tmp_path / str(number))) for number in range(3)]
    wait_until(lambda: all((tmp_path / name).exists() and (tmp_path / name).read_text() for name in "01"), "two tasks")
    futures.append(service.recall("shared", GetPid(), int))
    start = time.monotonic()

    service.close()
    service.close()

    assert time.monotonic() - start < SECONDS  # the tasks never end
    for future in (*futures, service.run(GetPid())):
        assert isinstance(future.exception(timeout=SECONDS), LostWorker)
    assert not any(is_running(int((tmp_path / name).read_text())) for name in "01")


PARENT = """
import sys, time
from pathlib import Path
from acucontent.rendering.service import RenderService
from tests.rendering.test_service import Forever

if __name__ == "__main__":
    service = RenderService(None)
    service.run(Forever(Path(sys.argv[1])))
    time.sleep(300)
"""


def test_a_busy_worker_ends_with_its_parent(tmp_path: Path) -> None:
    """If the program is killed, no worker is left, not even one whose task never ends."""
    program, file = tmp_path / "parent.py", tmp_path / "pid"
    program.write_text(PARENT, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with start_process([sys.executable, str(program), str(file)], tmp_path / "log", env=environment) as parent:
        worker = int(wait_until(lambda: file.exists() and file.read_text(), "a worker", log=tmp_path / "log"))
        parent.kill()

        wait_until(lambda: not is_running(worker), "the end of the worker")


def test_equal_jobs_are_done_once(service: RenderService, job: RenderJob) -> None:
    """Threads that ask for the same file at the same time share the work, and later ones find it in memory."""
    start = threading.Barrier(8)

    def render() -> bytes:
        start.wait(timeout=SECONDS)
        return service.render(job).result(timeout=SECONDS).data

    with ThreadPoolExecutor(8) as threads:
        results = [thread.result(timeout=SECONDS) for thread in [threads.submit(render) for _ in range(8)]]

    assert results == [job.edition.guide.title.encode()] * 8
    assert service.render(job).done()
    assert count_runs(job) == 1


def test_many_threads_may_call_at_once(service: RenderService, job: RenderJob) -> None:
    """Each gets its own result."""
    jobs = [replace(job, edition=Edition.of(make_guide(title=f"Guide {number}"))) for number in range(12)]

    with ThreadPoolExecutor(12) as threads:
        results = list(threads.map(lambda each: service.render(each).result(timeout=SECONDS).data, jobs))

    assert results == [each.edition.guide.title.encode() for each in jobs]


def test_an_error_is_not_kept(service: RenderService, job: RenderJob, tmp_path: Path) -> None:
    """A job that failed is tried again."""
    missing = replace(job, options=FileOptions(file=str(tmp_path / "later" / "count")))
    with pytest.raises(FileNotFoundError):
        service.render(missing).result(timeout=SECONDS)

    (tmp_path / "later").mkdir()

    assert service.render(missing).result(timeout=SECONDS).data


def test_an_invalid_job_is_an_error_of_its_future(service: RenderService, job: RenderJob) -> None:
    """Also options of another format, and an exporter that cannot be sent to a worker."""
    local = replace(PLAIN, export=lambda edition, options: Artifact(b"local"))

    with pytest.raises(BadOptions):
        service.render(replace(job, options=Options())).result(timeout=SECONDS)
    with pytest.raises(ExportFailed, match="'plain' cannot be sent to a worker process"):
        service.render(replace(job, exporter=local)).result(timeout=SECONDS)


def test_the_disk_cache_is_used(job: RenderJob, tmp_path: Path) -> None:
    """A second program finds what the first one rendered."""
    for _ in range(2):
        with RenderService(Cache(tmp_path / "cache")) as service:
            assert service.render(job).result(timeout=SECONDS).data

    assert count_runs(job) == 1


def test_memory_is_bounded(job: RenderJob) -> None:
    """The least recently used result is dropped first."""
    jobs = [replace(job, edition=Edition.of(make_guide(title=letter * 40))) for letter in "abc"]
    with RenderService(None, memory=100) as service:
        for each in (jobs[0], jobs[1], jobs[0], jobs[2], jobs[0]):
            service.render(each).result(timeout=SECONDS)
        assert count_runs(job) == 3

        service.render(jobs[1]).result(timeout=SECONDS)

    assert count_runs(job) == 4


def test_jobs_are_done_in_advance(service: RenderService, job: RenderJob) -> None:
    """When they are requested, they are done; their errors are raised then."""
    broken = replace(job, exporter=replace(PLAIN, export=export_badly))

    service.prefetch([("render", broken), ("render", job)])

    wait_until(lambda: count_runs(job), "the job in advance")
    assert service.render(job).result(timeout=SECONDS).data
    assert count_runs(job) == 1
    with pytest.raises(ZeroDivisionError):
        service.render(broken).result(timeout=SECONDS)


def test_work_in_advance_waits_while_others_work(service: RenderService, job: RenderJob) -> None:
    """It takes no time from a task that someone waits for."""
    file = Path(vars(job.options)["file"])
    busy = service.run(WriteAfter(1.5, file))

    service.prefetch([("render", job)])

    busy.result(timeout=SECONDS)
    wait_until(lambda: count_runs(job) > 1, "the job in advance")
    assert file.read_text() == "bx"


def test_new_work_in_advance_replaces_what_waits() -> None:
    """A person who changes their mind does not wait for the first choice."""
    queue, done = IdleQueue(), []
    queue.enter()
    queue.replace([lambda: done.append("old")])
    queue.replace([lambda: done.append("new"), queue.close])
    queue.leave()

    wait_until(lambda: done, "the new work")
    assert done == ["new"]


def test_a_warm_up_that_kills_is_not_repeated(tmp_path: Path) -> None:
    """A plugin whose libraries crash when they are loaded does not stop the others."""
    deadly = replace(PLAIN, warm_up=_kill_this_process)
    with RenderService(None, workers=1, exporters=[deadly]) as service:
        assert service.run(GetPid()).result(timeout=SECONDS)


def test_a_task_goes_before_the_warm_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first page of a program does not wait for libraries that it does not need."""
    is_asked, start = threading.Event(), workers._Worker.start

    def start_late(worker: workers._Worker) -> None:
        is_asked.wait(timeout=SECONDS)
        start(worker)

    monkeypatch.setattr(workers._Worker, "start", start_late)
    slow = replace(PLAIN, warm_up=_wait_for_long)
    with RenderService(None, workers=1, exporters=[slow]) as service:
        future = service.run(GetPid())
        is_asked.set()
        assert future.result(timeout=STARTUP_SECONDS - 5)


def _wait_for_long() -> None:
    time.sleep(600)


def _kill_this_process() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


WORDS = {"patient": "Zzyzx Testperson"}


@dataclass(frozen=True)
class Template:
    """A template whose errors quote the words."""

    error: type[Exception]
    names: tuple[str, ...] = ("patient",)
    notes: tuple[str, ...] = ()
    areas: tuple[tuple[()], ...] = ((),)
    content: bytes = b""

    def fill(self, words: dict[str, str]) -> bytes:
        """Fail."""
        raise self.error(f"patient: {words['patient']} does not fit")


@pytest.mark.parametrize(
    ("template", "message"),
    [
        (Template(KeyError), "The sheet cannot be filled in: KeyError."),
        (PluginTemplate(Template(KeyError), "a-plugin"), "The sheet cannot be filled in."),  # type: ignore[arg-type]
        (PluginTemplate(Template(DoesNotFit), "a-plugin"), "The words do not fit on the sheet."),  # type: ignore[arg-type]
    ],
    ids=["library", "plugin", "plugin that refuses"],
)
def test_no_error_quotes_the_words(service: RenderService, template: object, message: str) -> None:
    """Neither a library's error nor that of a plugin tells anything about a patient."""
    sheet = PreparedSheet(("patient",), (), pickle.dumps(template))
    task = FillTask(sheet, WORDS)

    with pytest.raises(ExportFailed) as raised:
        service.run(task).result(timeout=SECONDS)

    assert str(raised.value) == message
    assert raised.value.plugin in (None, "a-plugin")
    assert "Zzyzx" not in repr((task, raised.value, raised.value.__cause__, raised.value.__context__))

"""If a worker process dies, builds, checks and batches give the same files."""

from __future__ import annotations

import datetime
import multiprocessing
import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from acucontent.batch.clinics import ClinicSet, make_sets
from acucontent.batch.target import Folder
from acucontent.batch.workers import make_local_pool
from acucontent.build import BuildFailed, build
from acucontent.check_run import check_guide
from acucontent.clinic import Clinic, Overlay
from acucontent.edition import Edition
from acucontent.registry import Registry, discover
from acucontent.rendering.exporter import Artifact, Exporter, Options
from acucontent.rendering.workers import MAX_ATTEMPTS, LostWorker
from tests.factories import make_guide, make_handout

HANDOUTS = ("complete", "one", "two")
GUIDE = make_guide(handouts=[make_handout(id=each, title=f"Handout {each}") for each in HANDOUTS])
DAY = datetime.date(2030, 6, 1)


@dataclass(frozen=True)
class DeadlyExport:
    """Renders a title. A process other than `parent` is killed at handout `one`, `times` times."""

    parent: int
    folder: Path
    times: int

    def __call__(self, edition: Edition, options: Options) -> Artifact:
        """Return the title, or kill the process."""
        deaths = len(list(self.folder.iterdir()))
        if os.getpid() == self.parent:
            time.sleep(0.5)  # the others begin meanwhile
        elif edition.handout.id == "one" and deaths < self.times:
            (self.folder / str(deaths)).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return Artifact(edition.handout.title.encode())


def read_text(data: bytes) -> tuple[str, ...]:
    """Return the text of a file."""
    return (data.decode(),)


def make_registry(folder: Path, times: int) -> Registry:
    """Return a registry with a format that kills its process."""
    folder.mkdir(exist_ok=True)
    export: Any = DeadlyExport(os.getpid(), folder, times)
    exporter = Exporter(
        name="deadly",
        title="Deadly",
        suffix=".txt",
        media_type="text/plain",
        options=Options,
        export=export,
        read_back=read_text,
    )
    return Registry({"deadly": exporter}, checks=discover().checks)


def read_files(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_build_renders_again_what_a_killed_worker_had(tmp_path: Path) -> None:
    """The files are the same as without a killed worker."""
    build(GUIDE, make_registry(tmp_path / "none", 0), handouts=["all"], out=tmp_path / "plain", workers=2)

    build(GUIDE, make_registry(tmp_path / "deaths", 2), handouts=["all"], out=tmp_path / "killed", workers=2)

    assert len(read_files(tmp_path / "deaths")) == 2
    assert read_files(tmp_path / "killed") == read_files(tmp_path / "plain") != {}


def test_a_build_reports_what_always_kills(tmp_path: Path) -> None:
    """The file fails with a message, and this process, which builds the others, survives."""
    with pytest.raises(BuildFailed, match="The worker process died 3 times") as raised:
        build(GUIDE, make_registry(tmp_path / "deaths", 99), handouts=["all"], out=tmp_path / "out", workers=2)

    assert [(each.handout, type(each.error)) for each in raised.value.failed] == [("one", LostWorker)]
    assert len(read_files(tmp_path / "deaths")) == MAX_ATTEMPTS
    assert len(raised.value.built) == 2


def test_a_check_renders_again_what_a_killed_worker_had(tmp_path: Path) -> None:
    """The text of every file is extracted."""
    registry = make_registry(tmp_path / "deaths", 2)

    done = check_guide(GUIDE, registry, today=DAY, select=["S102"], workers=2)

    assert len(read_files(tmp_path / "deaths")) == 2
    assert [each.words for each in done.subject.rendered_texts] == [f"Handout {each}" for each in HANDOUTS]


@contextmanager
def kill_workers(kills: int) -> Iterator[list[int]]:
    """Kill workers of this process at random times; yield the ids of the killed processes."""
    moments, killed, stop = random.Random(1), list[int](), threading.Event()

    def kill() -> None:
        while len(killed) < kills and not stop.wait(timeout=moments.uniform(0, 0.4)):
            workers = [each.pid for each in multiprocessing.active_children() if each.pid]
            if workers and not stop.is_set():
                killed.append(moments.choice(workers))
                with suppress(ProcessLookupError):  # it has just ended
                    os.kill(killed[-1], signal.SIGKILL)

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        yield killed
    finally:
        stop.set()
        thread.join(timeout=120)


def test_a_build_survives_random_kills(tmp_path: Path) -> None:
    """Workers of real formats are killed while they start, render or send an artifact."""
    arguments: Any = {"formats": ["epub", "text"], "handouts": ["all"]}
    build(GUIDE, out=tmp_path / "plain", **arguments)

    with kill_workers(MAX_ATTEMPTS - 1) as killed:
        build(GUIDE, out=tmp_path / "killed", workers=3, **arguments)

    assert killed
    assert read_files(tmp_path / "killed") == read_files(tmp_path / "plain")


def test_the_sets_of_clinics_survive_random_kills(tmp_path: Path) -> None:
    """Each clinic has all its files, complete."""
    overlays = [(f"clinic-{number}", Overlay(Clinic(name=f"Clinic {number}"))) for number in range(4)]

    def make(folder: Path) -> None:
        folder.mkdir()
        work = ClinicSet(GUIDE, Folder(folder), ("text",), ("all",), None, {}, DAY)
        assert [each for each, _ in make_sets(overlays, work, make_local_pool(2), 2)] == [each for each, _ in overlays]

    make(tmp_path / "plain")
    with kill_workers(MAX_ATTEMPTS - 1) as killed:
        make(tmp_path / "killed")

    assert killed
    assert read_files(tmp_path / "killed") == read_files(tmp_path / "plain")
    assert sum(name.endswith(".txt") for name in read_files(tmp_path / "plain")) == 12

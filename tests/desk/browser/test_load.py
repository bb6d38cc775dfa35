"""Ten people use a desk at once: no error, flat memory, and no process left. `-s` shows the times."""

from __future__ import annotations

import os
import statistics
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

import pytest

from tests.desk.browser.running import Running, require_processes, start_command
from tests.processes import wait_until

CLIENTS = 10
MOST_GROWTH = 1.35
"""The most that the median of the memory in the last third may be of that in the first third."""
LEAST = 2
"""How often each client asks for each kind of page, however short the time is."""
MAX_RELOADS = 60
"""How often a client reloads the page that says that guides are being read."""

SHEETS = ("first-visit", "aftercare", "costs", "evidence")


@dataclass
class Measured:
    """What was measured under load."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    """How long each request took, by its path."""
    memory: list[int] = field(default_factory=list)
    """The memory of all processes of the desk, in bytes, at equal intervals."""
    failures: list[str] = field(default_factory=list)

    def add(self, path: str, seconds: float) -> None:
        """Record a request."""
        self.seconds.setdefault(path, []).append(seconds)

    def __str__(self) -> str:
        lines = []
        for path, seconds in sorted(self.seconds.items()):
            p50, p95 = (statistics.quantiles(seconds, n=20)[each] for each in (9, 18))
            lines.append(f"{path}: {len(seconds)} requests, p50 {p50 * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms")
        first, last = self.compare_memory()
        return "\n".join([*lines, f"memory: {first / 1e6:.0f} MB in the first third, {last / 1e6:.0f} MB in the last"])

    def compare_memory(self) -> tuple[float, float]:
        """Return the median of the memory in the first and the last third."""
        third = len(self.memory) // 3
        return statistics.median(self.memory[:third]), statistics.median(self.memory[-third:])


def send(desk: Running, path: str, fields: dict[str, str] | None = None) -> bytes:
    """Send a request as a page of the desk does, and return the response."""
    body = None if fields is None else urllib.parse.urlencode(fields).encode()
    request = urllib.request.Request(f"{desk.address.removesuffix('/')}{path}", data=body)
    request.add_header("Origin", desk.address.removesuffix("/"))
    request.add_header("Sec-Fetch-Site", "same-origin")
    for _ in range(MAX_RELOADS):
        with urllib.request.urlopen(request, timeout=120) as response:
            data: bytes = response.read()
        if "Refresh" not in response.headers:
            break
        time.sleep(1)  # as a browser does with the page that says that guides are being read
    return data


def list_steps(number: int) -> Iterator[tuple[str, dict[str, str] | None, bytes]]:
    """Yield what a client does again and again: the path, the fields and what must be in the response."""
    for count, handout in enumerate(cycle(SHEETS)):
        words = {"patient": f"Example {number}-{count}", "notes": "Bring your list of medicines."}
        fields = {"sheet": f"back-pain/{handout}", "region": "US", "language": "en-US", **words}
        yield "/", None, b'id="choices"'
        yield "/pages", fields, b"data:image/png"
        yield "/print", fields, b"%PDF-"
        yield "/record", None, b"Printed"


def work(desk: Running, number: int, end: float, measured: Measured, lock: threading.Lock) -> None:
    """Be a client until the time is up and each kind of page was asked for `LEAST` times."""
    for count, (path, fields, expected) in enumerate(list_steps(number)):
        if measured.failures or (time.monotonic() > end and count >= 4 * LEAST):
            return
        before = time.monotonic()
        try:
            failure = "" if expected in send(desk, path, fields) else f"{path}: not what was expected"
        except (OSError, urllib.error.HTTPError) as error:
            failure = f"{path}: {error}"
        with lock:
            measured.add(path, time.monotonic() - before)
            if failure:
                measured.failures.append(failure)


def warm_up(desk: Running) -> None:
    """Wait until the guides are read, and make each sheet once."""
    wait_until(lambda: b'id="choices"' in send(desk, "/"), "the main page", log=desk.log)
    for path, fields, _ in (step for step, _ in zip(list_steps(0), range(4 * len(SHEETS)), strict=False)):
        send(desk, path, fields)


def put_under_load(desk: Running, seconds: float) -> Measured:
    """Let ten clients work, and return what was measured."""
    measured, lock = Measured(), threading.Lock()
    end = time.monotonic() + seconds
    with ThreadPoolExecutor(CLIENTS) as clients:
        done = [clients.submit(work, desk, number, end, measured, lock) for number in range(CLIENTS)]
        while not all(each.done() for each in done):
            measured.memory.append(desk.measure_memory())
            time.sleep(min(0.5, seconds / 20))
        for each in done:
            each.result(timeout=300)
    return measured


@pytest.mark.timeout(900)
@pytest.mark.parametrize("seconds", [5, pytest.param(120, marks=pytest.mark.slow)])
def test_ten_clients_work_at_once(seconds: int, tmp_path: Path) -> None:
    """Pages, prints and the record are asked for without an error; memory is flat; Ctrl-C ends every process."""
    require_processes()
    with start_command("desk", tmp_path / "home") as desk:
        warm_up(desk)
        if seconds > 5:
            put_under_load(desk, 20)
        measured = put_under_load(desk, seconds)
        code = desk.stop()
        wait_until(lambda: not desk.list_processes(), "the end of all processes", seconds=60)

    assert measured.failures == []
    print(f"\n{os.cpu_count()} CPUs, {CLIENTS} clients, {seconds} s\n{measured}")  # noqa: T201 - figures for the docs
    assert {*measured.seconds} == {"/", "/pages", "/print", "/record"}
    first, last = measured.compare_memory()
    assert last < first * MOST_GROWTH
    assert code == 0
    assert "Traceback" not in desk.log.read_text(encoding="utf-8")

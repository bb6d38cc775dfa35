"""Measure how soon the desk shows the pages of each sheet: `python -m tests.benchmarks.desk [--rounds N]`.

It starts a desk, and asks for the pages of each sheet of the shipped guides as the main page does: first without a
patient, which the desk keeps in memory, and then with another name each time, which is filled in and drawn each time.
It prints medians and asserts nothing, because machines differ.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path

from tests.desk.browser.running import Running, start_command
from tests.processes import wait_until

GOAL = 0.5
"""How soon the pages of a sheet follow a change, in seconds."""


def main() -> None:
    """Print the times of each sheet."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7, help="how often each sheet is asked for (default: 7)")
    parser.add_argument("--json", action="store_true", help="print the times as JSON")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, start_command("desk", Path(folder) / "home") as desk:
        times = {key: _measure_sheet(desk, key, options.rounds) for key in _list_sheets(desk)}
    if options.json:
        print(json.dumps(times, indent=2))  # noqa: T201
        return
    print(f"{'sheet':38} {'first':>8} {'repeated':>9} {'new name':>9}  new name / goal of {GOAL} s")  # noqa: T201
    for key, (first, repeated, named) in times.items():
        print(f"{key:38} {first:7.2f}s {repeated:8.2f}s {named:8.2f}s  {named / GOAL:.2f}")  # noqa: T201


def _list_sheets(desk: Running) -> list[str]:
    """Return the sheets of one sheet of paper, once the guides are read."""
    page = wait_until(lambda: _find_catalog(desk), "the main page", log=desk.log)
    rows = re.findall(r'<input type="checkbox" name="sheet" value="([^"]+)".*?</li>', page, re.DOTALL)
    volumes = set(re.findall(r'name="sheet" value="([^"]+)"[^<]*<label[^<]*<span class="kind">', page))
    return [key for key in rows if key not in volumes]


def _find_catalog(desk: Running) -> str:
    text = _send(desk, "/").decode("utf-8")
    return text if 'id="choices"' in text else ""


def _measure_sheet(desk: Running, key: str, rounds: int) -> tuple[float, float, float]:
    """Return the seconds until the pages of a sheet are there: the first time, again, and with another name."""
    first = _measure(desk, key, lambda _: "", 1)
    repeated = _measure(desk, key, lambda _: "", rounds)
    _measure(desk, key, "Before {}".format, 1)
    return first, repeated, _measure(desk, key, "Example {}".format, rounds)


def _measure(desk: Running, key: str, make_name: Callable[[int], str], rounds: int) -> float:
    seconds = []
    for number in range(rounds):
        before = time.perf_counter()
        page = _send(desk, "/pages", {"sheet": key, "patient": make_name(number)})
        seconds.append(time.perf_counter() - before)
        assert b"data:image/png" in page
    return statistics.median(seconds)


def _send(desk: Running, path: str, fields: dict[str, str] | None = None) -> bytes:
    body = None if fields is None else urllib.parse.urlencode(fields).encode()
    request = urllib.request.Request(desk.address.removesuffix("/") + path, data=body)
    request.add_header("Origin", desk.address.removesuffix("/"))
    with urllib.request.urlopen(request, timeout=120) as response:
        data: bytes = response.read()
    return data


if __name__ == "__main__":
    main()

"""Fuzz the reader with atheris until the time is up, and report the result.

    pip install 'acucontent[fuzz]'
    python tests/hard/fuzz_reader.py --minutes 10

Atheris is guided by the lines of our code that are reached. Any bytes must give a guide or problems, each in printable
words and at a line that the file has. The exit status is 0 on success and 2 if the process exceeded its memory limit.
The first input that raises an unexpected error stops the run and is saved in the folder `--keep`.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import NoReturn

import atheris

with atheris.instrument_imports(include=["acucontent"]):
    from answers import MEGABYTES, make_seeds, measure_peak_memory, read_and_check

WORDS = ("- ", ": ", "? ", "&a ", "*a", "!!int ", "<<: ", "---", "|", ">-", "[@", "](term:", "](point:", "**", "{", "]")
"""Pieces that atheris inserts."""


class FuzzRun:
    """Reads each input, and exits when the time is up."""

    def __init__(self, minutes: float, path: Path) -> None:
        self._runs, self._guides, self._longest = 0, 0, 0.0
        self._started = time.monotonic()
        self._until = self._started + 60 * minutes
        self._path = path

    def __call__(self, content: bytes) -> None:
        """Read one input."""
        began = time.monotonic()
        self._guides += read_and_check(content, self._path)
        self._runs += 1
        now = time.monotonic()
        self._longest = max(self._longest, now - began)
        if now > self._until:
            self._exit(now)

    def _exit(self, now: float) -> NoReturn:
        """Print the figures and exit; atheris reports any other exit as a crash."""
        figures = {
            "runs": self._runs,
            "guides": self._guides,
            "seconds": round(now - self._started),
            "longest_seconds": round(self._longest, 2),
            "peak_megabytes": round(measure_peak_memory()),
        }
        sys.stdout.write(json.dumps(figures) + "\n")
        sys.stdout.flush()
        os._exit(0 if measure_peak_memory() < MEGABYTES else 2)


def main() -> None:
    """Fuzz the reader until the time is up."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--minutes", type=float, default=10)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "acucontent-fuzz")
    chosen = arguments.parse_args()
    corpus = chosen.keep / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for name, content in make_seeds().items():
        (corpus / name).write_bytes(content)
    words = chosen.keep / "words"
    words.write_text("".join(f"{json.dumps(word)}\n" for word in WORDS), encoding="ascii")
    options = [
        "-max_len=20000",
        "-timeout=60",
        f"-seed={chosen.seed}",
        f"-dict={words}",
        f"-artifact_prefix={chosen.keep}/",
    ]
    atheris.Setup([sys.argv[0], *options, str(corpus)], FuzzRun(chosen.minutes, chosen.keep / "guide.yaml"))
    atheris.Fuzz()


if __name__ == "__main__":
    main()

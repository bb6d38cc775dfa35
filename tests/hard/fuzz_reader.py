"""Feeds the reader what no author would write until the time is up, and tells how it bore it.

    pip install 'acucontent[fuzz]'
    python tests/hard/fuzz_reader.py --minutes 10

Atheris steers by the lines of our code that are reached. Whatever the bytes, the answer must be a guide or its
problems, each in printable words and at a line that the file has. The status is 0 when all went well, 2 when the
process took more memory than it may; the first input that is answered with a traceback stops the run and is kept in
the folder `--keep`.
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
    from answers import MEGABYTES, answer, peak, seeds

WORDS = ("- ", ": ", "? ", "&a ", "*a", "!!int ", "<<: ", "---", "|", ">-", "[@", "](term:", "](point:", "**", "{", "]")
"""What atheris puts in at places of its choice."""


class Run:
    """Reads each input, and leaves when the time is up."""

    def __init__(self, minutes: float, path: Path) -> None:
        self._runs, self._guides, self._longest = 0, 0, 0.0
        self._started = time.monotonic()
        self._until = self._started + 60 * minutes
        self._path = path

    def __call__(self, content: bytes) -> None:
        """Read one input."""
        began = time.monotonic()
        self._guides += answer(content, self._path)
        self._runs += 1
        now = time.monotonic()
        self._longest = max(self._longest, now - began)
        if now > self._until:
            self._leave(now)

    def _leave(self, now: float) -> NoReturn:
        """Tell the figures; atheris takes any other way to leave for a crash."""
        told = {
            "runs": self._runs,
            "guides": self._guides,
            "seconds": round(now - self._started),
            "longest_seconds": round(self._longest, 2),
            "peak_megabytes": round(peak()),
        }
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        os._exit(0 if peak() < MEGABYTES else 2)


def main() -> None:
    """Feed the reader until the time is up."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--minutes", type=float, default=10)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "acucontent-fuzz")
    chosen = arguments.parse_args()
    corpus = chosen.keep / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for name, content in seeds().items():
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
    atheris.Setup([sys.argv[0], *options, str(corpus)], Run(chosen.minutes, chosen.keep / "guide.yaml"))
    atheris.Fuzz()


if __name__ == "__main__":
    main()

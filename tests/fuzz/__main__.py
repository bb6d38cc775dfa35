"""Fuzz a reader of files that come from anyone, and print the result as JSON.

    python -m tests.fuzz pdf --seconds 600

Each example is a valid file that was changed at random, and is read in a process of its own. The reader must read it or
refuse it with an error of acucontent, in less than 300 MB and 60 s. The exit status is 1 if one did not. `--first N
--examples 1` repeats example N.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from tests.fuzz.readers import READERS
from tests.fuzz.runner import fuzz_reader


def main() -> int:
    """Fuzz one reader."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("reader", choices=READERS)
    arguments.add_argument("--seconds", type=float, default=600)
    arguments.add_argument("--examples", type=int, default=10**9)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--first", type=int, default=0, help="the number of the first example")
    arguments.add_argument("--keep", type=Path, help="the folder of the findings (default: a temporary folder)")
    chosen = arguments.parse_args()
    folder = chosen.keep or Path(tempfile.mkdtemp(prefix=f"fuzz-{chosen.reader}-"))
    folder.mkdir(parents=True, exist_ok=True)
    result = fuzz_reader(
        chosen.reader,
        folder,
        examples=chosen.examples,
        seconds=chosen.seconds,
        seed=chosen.seed,
        first=chosen.first,
    )
    sys.stdout.write(json.dumps({"folder": str(folder), **vars(result)}, indent=2) + "\n")
    return 1 if result.findings else 0


if __name__ == "__main__":
    sys.exit(main())

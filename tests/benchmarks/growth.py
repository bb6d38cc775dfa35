"""Measure how the time of `check --quick` grows with the glossary: `python -m tests.benchmarks.growth`."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from acucontent import check_guide
from acucontent.registry import discover
from tests.quality.test_growth import DAY, TERMS, write_guide

SIZES = (100, 4000)


def measure_check(folder: Path) -> float:
    """Return the seconds that a quick check of a guide takes, without loading modules."""
    begin = time.perf_counter()
    check_guide(folder, discover(), today=DAY, quick=True)
    return time.perf_counter() - begin


def main() -> None:
    """Print the seconds for each size of the glossary, and their ratio, for each kind of definition."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        measure_check(write_guide(folder / "first", 1, TERMS["cited"]))
        for place, (kind, define) in enumerate(TERMS.items()):
            small, large = (measure_check(write_guide(folder / f"{place}-{size}", size, define)) for size in SIZES)
            sys.stdout.write(
                f"{kind}: {SIZES[0]} terms {small:.2f} s, {SIZES[1]} terms {large:.2f} s: {large / small:.0f}x\n"
            )


if __name__ == "__main__":
    main()

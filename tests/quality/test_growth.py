"""The checks of a guide take time in proportion to its size; calls are counted, as seconds depend on the machine."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from acucontent import check_guide
from acucontent.cli.new import render_guide_template
from acucontent.registry import discover

DAY = datetime.date(2026, 11, 28)

TERMS: dict[str, Callable[[int], str]] = {
    "linked": lambda place: f"The meaning of word {place}. See [this](term:word-{max(place - 1, 0)}).",
    "with findings": lambda place: f"Practitioners utilize approximately {place} methodologies. It always cures.",
    "cited": lambda place: "A plain word. [@example-study]",
}


def write_guide(folder: Path, terms: int, define: Callable[[int], str]) -> Path:
    """Write a small guide with many glossary terms."""
    folder.mkdir()
    for name, content in render_guide_template("demo", DAY).items():
        (folder / name).write_bytes(content)
    entries = (f"- id: word-{each}\n  term: word {each}\n  definition: {define(each)}\n" for each in range(terms))
    (folder / "glossary.yaml").write_text("".join(entries), encoding="utf-8")
    return folder


def _count_calls(work: Callable[[], Any]) -> int:
    """Return the number of calls of functions, also of those in C."""
    calls = 0

    def count(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("define", TERMS.values(), ids=TERMS)
def test_reading_and_checking_grow_with_the_number_of_terms(define: Callable[[int], str], tmp_path: Path) -> None:
    """Twice as many terms take about twice as many calls more, not four times."""
    registry = discover()
    folders = {size: write_guide(tmp_path / f"g{size}", size, define) for size in (10, 150, 300)}
    check_guide(folders[10], registry, today=DAY, quick=True)  # fills caches

    small, large = (
        _count_calls(lambda size=size: check_guide(folders[size], registry, today=DAY, quick=True))
        for size in (150, 300)
    )

    assert large < 2.5 * small

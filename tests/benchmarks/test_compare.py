"""The benchmark itself: it compares the same words, and its table is what it measured."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.registry import discover
from tests.benchmarks.compare import BEGIN, CASES, END, ROOT, Case, Figures, Result, format_row, read_results
from tests.benchmarks.contenders import CONTENDERS
from tests.benchmarks.content import SHEET, list_texts, make_long_guide, write_html


def test_peers_are_given_the_same_words(back_pain: Guide, tmp_path: Path) -> None:
    """Every word of the sheet's main sections, and no address that only we know."""
    words = [text for _, text in list_texts(SHEET)]
    markup = write_html(tmp_path, SHEET).read_text(encoding="utf-8")

    for flag in back_pain.risks.red_flags:
        assert any(flag.short in text for text in words), flag.short
    assert len(words) > 40
    assert 'src="qr:' not in markup
    assert "font:regular" not in markup


@pytest.mark.parametrize("times", [10, 100])
def test_longer_guides_are_as_long_as_they_say(times: int) -> None:
    """So many times the letters, within a twentieth."""
    once, longer = (_letters(make_long_guide(number)) for number in (1, times))

    assert longer / once == pytest.approx(times, rel=0.05)


def _letters(guide: Guide) -> int:
    text = discover()["text"]
    return len(text.export(Edition.of(guide), text.options()).data)


def test_a_contender_prints_its_figures(tmp_path: Path) -> None:
    """Seconds of each repeat, and the peak memory."""
    command = [sys.executable, "-m", "tests.benchmarks.contenders", "json x1", "2", str(tmp_path)]

    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, timeout=240)

    figures = json.loads(done.stdout)
    assert len(figures["seconds"]) == 2
    assert figures["peak"] > 10


def test_a_row_says_whether_the_limit_was_kept() -> None:
    """The ratio of medians, or of memory."""
    ours, theirs = Figures([1.0, 2.0, 9.0], 10), Figures([4.0, 4.0, 4.0], 20)

    kept, missed = Case("a: b", "a", "b", 0.5), Case("a: b", "a", "b", 0.4, of_memory=True)
    assert format_row(Result(kept, ours, theirs, "2026-12-31", 9.04)).endswith("| 0.5 | 0.5 | yes | 2026-12-31, 9.0 |")
    assert format_row(Result(missed, ours, theirs, "2026-12-31", None)).endswith("| 0.5 | 0.4 | **no** | 2026-12-31 |")


def test_every_warm_case_has_its_contender() -> None:
    """Names in the table of cases are names of contenders or of whole commands."""
    commands = {"version", "list", "import pydantic", "build", "build again", "check", "check again", "peers' build"}
    commands |= {"build sheet", "verify sheet"}
    names = {name for case in CASES for name in (case.ours, case.theirs)}

    assert {name for name in names if name not in commands and not name.startswith("batch")} <= CONTENDERS.keys()


def test_the_table_of_the_documentation_is_what_was_measured() -> None:
    """It was made by this benchmark, and says what the figures say."""
    page = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
    table = page.partition(BEGIN)[2].partition(END)[0]

    results = read_results(ROOT / "docs" / "performance.json")

    assert results
    assert results.keys() <= {case.title for case in CASES}
    assert [line for line in table.splitlines() if line.startswith("| ")][1:] == list(map(format_row, results.values()))

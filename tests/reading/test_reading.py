"""Guides and ledgers are read from YAML files."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from acucontent.model.guide import Guide
from acucontent.reading import GuideProblems, NotReadable, read_guide, read_ledger, yaml_tree

ReportProblems = Callable[..., list[str]]
Write = Callable[..., None]


def test_a_small_guide_is_read(write: Write, minimal: str) -> None:
    """Numbers, dates and records have their Python types."""
    write({"guide.yaml": minimal})

    guide = read_guide(Path("guide.yaml"))

    assert guide.published == datetime.date(2026, 1, 31)
    assert guide.risks.effects["itch"].rate is not None
    assert guide.risks.effects["itch"].rate.of == 1000
    assert guide.acupoints["BL40"].names.pinyin == "Wěizhōng"


@pytest.mark.parametrize("word", ["NO", "yes", "1.10", "2026-01-31", "0x1F", "1e3", "'null'"])
def test_a_text_stays_a_text(word: str, write: Write, minimal: str) -> None:
    """Text that YAML reads as a number, date or truth value stays text."""
    write({"guide.yaml": minimal.replace("title: A sore thumb", f"title: {word}")})

    assert read_guide(Path("guide.yaml")).title == word.strip("'")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: "\ufeff" + text, id="bom"),
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="crlf"),
        pytest.param(lambda text: f"%YAML 1.1\n---\n{text}...\n", id="document-marks"),
    ],
)
def test_files_of_other_editors_are_read(change: Callable[[str], str], write: Write, minimal: str) -> None:
    """A byte-order mark, other line ends and document marks do not change the guide."""
    write({"guide.yaml": change(minimal), "plain.yaml": minimal})

    assert read_guide(Path("guide.yaml")) == read_guide(Path("plain.yaml"))


def test_the_guide_is_the_same_without_libyaml(write: Write, minimal: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The parser written in Python gives an equal guide."""
    write({"guide.yaml": minimal})
    guide = read_guide(Path("guide.yaml"))
    monkeypatch.setattr(yaml_tree, "Loader", yaml.SafeLoader)

    assert read_guide(Path("guide.yaml")) == guide


@pytest.mark.parametrize(("ending", "place"), [("\n", "3:5"), ("\r\n", "3:5"), ("\r", "3:5"), ("\u2028", "1:9")])
def test_lines_are_counted_as_editors_do(ending: str, place: str, report_problems: ReportProblems) -> None:
    """The rarer line ends of YAML 1.1 are not counted."""
    (problem,) = report_problems({"guide.yaml": f"#{ending}#{ending}a: b: c"})

    assert problem.startswith(f"syntax guide.yaml:{place}: is not YAML: ': ' is not allowed here")


def test_the_line_of_a_literal_block_is_shown(minimal: str, write: Write) -> None:
    """A problem in a long text has the line of the invalid markup."""
    write({"guide.yaml": minimal.replace("Scratch it", "Scratch <b>it</b>")})

    with pytest.raises(GuideProblems) as caught:
        read_guide(Path("guide.yaml"))

    (problem,) = caught.value.problems
    assert problem.source_line == "        Scratch <b>it</b>, see [knot](term:knot)."
    assert problem.format_excerpt().endswith("\n          ^")


def test_a_ledger_is_read_from_its_folder_or_its_file(write: Write) -> None:
    """Both give equal ledgers."""
    write({"thumb/sources.yaml": "facts:\n  - {fact: F001, outcome: stated, at: [risks.effects]}\n"})

    assert read_ledger(Path("thumb")) == read_ledger(Path("thumb/sources.yaml"))


def test_problems_of_a_ledger_are_reported(write: Write) -> None:
    """They have the same form as problems of a guide."""
    write({"sources.yaml": "facts:\n  - {fact: F1, outcome: stated, at: [risks]}\n  - {fact: F002, outcome: stated}\n"})

    with pytest.raises(GuideProblems) as caught:
        read_ledger(Path("sources.yaml"))

    assert str(caught.value).splitlines() == [
        "sources.yaml:2:12: facts.0.fact: 'F1' is invalid: expected a capital letter and three digits, such as F001",
        "sources.yaml:3:5: facts.F002: a stated or corrected fact needs at; a fact that is left out must not have it",
    ]


def test_a_folder_without_a_ledger_is_not_readable(write: Write) -> None:
    """A missing ledger raises NotReadable, not GuideProblems."""
    write({"thumb/guide.yaml": ""})

    with pytest.raises(NotReadable, match=r"^thumb/sources\.yaml: not found$"):
        read_ledger(Path("thumb"))


def test_the_shipped_guide_is_read(back_pain: Guide) -> None:
    """The shipped guide is valid."""
    assert back_pain.id == "back-pain"

"""Nothing is lost silently: a missing letter, picture, source or warning stops a build with a message."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from acucontent.document import compose as composing
from acucontent.document.blocks import Section
from acucontent.document.compose.writer import Writer
from acucontent.model.canonical import dump_canonical_json
from tests.cli.conftest import Run, run
from tests.factories import make_guide, make_handout

__all__ = ["run"]

PLAIN = json.loads(
    dump_canonical_json(make_guide(handouts=[make_handout(), make_handout(id="sheet", include=["costs"])]))
)

BUILD = ("build", "--no-cache", "--workers", "1")
"""In this process, and nothing taken from an earlier build."""


def write_guide(path: Path, change: Callable[[Any], object] = lambda plain: None) -> str:
    """Write the tiny guide with changes to a file."""
    plain = json.loads(json.dumps(PLAIN))
    change(plain)
    path.write_text(json.dumps(plain), encoding="utf-8")
    return str(path)


def test_a_complete_guide_builds(run: Run) -> None:
    """Without the changes of the tests below, the build succeeds."""
    done = run(*BUILD, write_guide(Path("g.json")), "--out", "out")

    assert done.exit_code == 0, done.stderr
    suffixes = Counter(path.name.partition(".")[2] for path in Path("out").glob("hiccups*"))
    assert suffixes == {"epub": 1, "fhir.json": 1, "html": 2, "json": 1, "pdf": 2, "txt": 1}


def test_a_missing_letter_is_reported(run: Run) -> None:
    """The message has the name, place and context of the letter; formats that can show it are made."""
    guide = write_guide(
        Path("g.json"), lambda plain: plain["questions"][0].update(answer="Not very loud \U00012000 today.")
    )

    done = run(*BUILD, guide, "--format", "pdf", "--format", "text", "--out", "out")

    assert done.exit_code == 1
    assert "Error: hiccups.pdf failed: questions.loud: no font has '\U00012000' (U+12000 CUNEIFORM SIGN A)" in (
        done.stderr
    )
    assert "Not very loud \U00012000 today." in done.stderr
    assert "To fix it, replace these characters with others" in done.stderr
    assert sorted(path.name for path in Path("out").glob("hiccups*")) == ["hiccups-sheet.pdf", "hiccups.txt"]


def test_a_missing_logo_is_reported(run: Run) -> None:
    """The message has the line of the overlay that names the logo."""
    Path("clinic.yaml").write_text("name: Example Clinic\nlogo: absent.png\n", encoding="utf-8")

    done = run(*BUILD, write_guide(Path("g.json")), "--clinic", "clinic.yaml", "--out", "out")

    assert done.exit_code == 1
    assert "clinic.yaml:2:7: logo: " in done.stderr
    assert "absent.png" in done.stderr
    assert not Path("out").exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Humming may help. [@hum1998]", "Unknown record 'hum1998' in 'references'. Did you mean 'hum1999'?"),
        ("Humming may help. [@Hum 1999]", "is not a valid citation. Use [@key]"),
        ("Humming may help.", "reference 'hum1999' is never cited: cite it as [@hum1999] or delete it"),
    ],
    ids=["dead", "misspelt", "never cited"],
)
def test_a_missing_source_is_reported(text: str, message: str, run: Run) -> None:
    """The message has the line of the citation and suggests the nearest source."""

    def change(plain: Any) -> None:
        plain["main_message"] = text
        if "1999" not in text:
            cited = {name: part for name, part in plain.items() if name != "references"}
            plain.update(json.loads(json.dumps(cited).replace("hum1999", "other")))
            plain["references"].append({**plain["references"][0], "id": "other"})

    done = run(*BUILD, write_guide(Path("g.json"), change), "--out", "out")

    assert done.exit_code == 1
    assert message in done.stderr
    assert "g.json:" in done.stderr
    assert not Path("out").exists()


@pytest.mark.parametrize(
    ("kept", "message"),
    [
        (("safety.urgent", "safety.avoid"), "risks.red_flags.blue-lips (“Blue lips”)"),
        (("safety.emergency", "safety.urgent"), "risks.precautions.full-mouth (“Your mouth is full”)"),
        ((), "risks.red_flags.two-days (“Hiccups for more than two days”)"),
    ],
    ids=["red flag", "precaution to avoid", "all"],
)
def test_a_missing_warning_is_reported(
    kept: tuple[str, ...], message: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A handout without one of its warnings is not made, and the message names the warning."""
    whole = composing.compose_safety

    def without(writer: Writer) -> Section:
        section = whole(writer)
        return replace(section, blocks=tuple(block for block in section.blocks if _get_id(block) in kept))

    monkeypatch.setattr(composing, "compose_safety", without)
    done = run(
        *BUILD,
        write_guide(Path("g.json")),
        "--handout",
        "complete",
        "--format",
        "pdf",
        "--format",
        "text",
        "--out",
        "out",
    )

    assert done.exit_code == 1
    assert "Error: hiccups.pdf, hiccups.txt failed: " in done.stderr
    assert message in done.stderr
    assert "It was not built." in done.stderr
    assert list(Path("out").iterdir()) == []


def _get_id(block: object) -> str:
    return getattr(block, "id", "")

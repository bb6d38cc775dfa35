"""The commands refuse a clinic's overlay with dangerous words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

OVERLAY = "name: Example\nnotes:\n  - handout: all\n    text: Stop your blood thinner two days before a visit.\n"
COMMANDS = {
    "build": ("build", "--format", "text"),
    "site": ("site", "made", "--format", "text"),
    "check": ("check", "--quick"),
    "batch of patients": ("batch", "table.csv", "--handout", "aftercare", "--out", "out"),
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_each_command_refuses_a_dangerous_note(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    """The message names the file, the line and the rule."""
    (tmp_path / "table.csv").write_text("patient\nA. Example\n", encoding="utf-8")
    (tmp_path / "clinic.yaml").write_text(OVERLAY, encoding="utf-8")

    done = run(*command, "--clinic", "clinic.yaml")

    assert done.exit_code == 2
    assert "clinic.yaml:4: notes.0.text: S110" in done.stderr


def test_a_batch_of_clinics_refuses_a_dangerous_note(run: Run, tmp_path: Path) -> None:
    """The overlay of each clinic is judged."""
    (tmp_path / "clinics").mkdir()
    (tmp_path / "clinics" / "one.yaml").write_text(OVERLAY, encoding="utf-8")

    done = run("batch", "--clinics", "clinics", "--handout", "aftercare", "--out", "out", "--workers", "1")

    assert done.exit_code == 1
    assert "one.yaml:4: notes.0.text: S110" in done.stderr

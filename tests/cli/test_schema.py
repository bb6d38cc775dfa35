"""`acucontent schema` prints a schema or writes it to a file."""

from __future__ import annotations

from pathlib import Path

from acucontent.schema import format_schema
from tests.cli.conftest import Run


def test_the_schema_of_a_guide_is_the_default(run: Run) -> None:
    """Without arguments the schema of a guide is printed, byte for byte."""
    assert run("schema").stdout_bytes.decode("utf-8") == format_schema("guide")


def test_the_schema_is_written_to_a_file(run: Run) -> None:
    """--out writes the same text to a file."""
    done = run("schema", "guide", "--out", "guide.json")

    assert (done.exit_code, done.stdout) == (0, "")
    assert Path("guide.json").read_bytes().decode("utf-8") == format_schema("guide")


def test_an_unknown_schema_is_an_error(run: Run) -> None:
    """The message suggests the nearest schema."""
    done = run("schema", "gide")

    assert done.exit_code == 2
    assert "Did you mean 'guide'?" in done.stderr


def test_the_schema_of_an_overlay_is_printed(run: Run) -> None:
    """The schema of a clinic overlay can be printed."""
    assert run("schema", "clinic").stdout_bytes.decode("utf-8") == format_schema("clinic")

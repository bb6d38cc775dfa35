"""`acucontent schema`: the schema on stdout, or in a file."""

from __future__ import annotations

from pathlib import Path

from acucontent.schema import schema_text
from tests.cli.conftest import Run


def test_the_schema_of_a_guide_is_the_default(run: Run) -> None:
    """Stdout holds the schema, to the byte."""
    assert run("schema").stdout_bytes.decode("utf-8") == schema_text("guide")


def test_the_schema_is_written_to_a_file(run: Run) -> None:
    """--out writes the same text, whole or not at all."""
    done = run("schema", "guide", "--out", "guide.json")

    assert (done.exit_code, done.stdout) == (0, "")
    assert Path("guide.json").read_bytes().decode("utf-8") == schema_text("guide")


def test_an_unknown_schema_is_told(run: Run) -> None:
    """The message names what there is."""
    done = run("schema", "gide")

    assert done.exit_code == 2
    assert "Did you mean 'guide'?" in done.stderr


def test_the_schema_of_an_overlay_is_printed(run: Run) -> None:
    """A clinic's overlay has one too."""
    assert run("schema", "clinic").stdout_bytes.decode("utf-8") == schema_text("clinic")

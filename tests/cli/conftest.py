"""A fixture that runs the command in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from acucontent import Registry
from acucontent.cli import program
from tests.shipped import TODAY

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command in an empty folder, before any review is due: `run("build", "back-pain", registry=…)`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)

    def run(*arguments: str | Path, registry: Registry | None = None, input: str | None = None) -> Result:  # noqa: A002
        words = [str(each) for each in arguments]
        return CliRunner().invoke(program, words, obj=registry, prog_name="acucontent", input=input)

    return run

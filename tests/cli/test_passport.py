"""`acucontent passport` writes a file to review and sign, and returns an exit status for scripts."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from acucontent import GuideSource, Registry, discover, export
from tests.cli.conftest import Run
from tests.factories import make_guide

QUICK = ("--quick", "--date", "2030-06-01")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """Return the tiny guide, with the installed formats and checks."""
    path = tmp_path_factory.mktemp("guides") / "hiccups.json"
    path.write_bytes(export(make_guide(), "json"))
    found = discover()
    return Registry(
        found.exporters, {"hiccups": GuideSource("hiccups", path)}, found.plugins, found.problems, found.checks
    )


@pytest.mark.parametrize(
    ("name", "begins"),
    [("a.pdf", b"%PDF-"), ("a.html", b"<!DOCTYPE html>"), ("A.JSON", b"{\n")],
    ids=["pdf", "html", "json"],
)
def test_the_name_of_the_file_says_what_is_made(name: str, begins: bytes, run: Run, installed: Registry) -> None:
    """A summary is printed; the exit status is 1 if the guide has errors, and the passport is still written."""
    done = run("passport", "hiccups", "--out", name, *QUICK, registry=installed)

    assert done.exit_code == 1, done.stderr
    assert re.match(rf"{name}: \d+ errors, \d+ warnings; ", done.stdout)
    assert Path(name).read_bytes().startswith(begins)


def test_the_date_can_be_set(run: Run, installed: Registry) -> None:
    """--date sets the date of the checks."""
    run("passport", "hiccups", "--out", "a.json", *QUICK, registry=installed)

    assert json.loads(Path("a.json").read_bytes())["checked"]["on"] == "2030-06-01"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("hiccups",), "Missing option '--out'"),
        (("hiccups", "--out", "a.doc"), "'a.doc' has an unsupported suffix. Use one of: .pdf, .html, .json"),
        (("nope", "--out", "a.pdf"), "Unknown guide 'nope'"),
        (("hiccups", "--quick", "--out", "no/such/a.json"), "no/such/a.json: cannot be written"),
    ],
    ids=["no file", "unknown kind", "unknown guide", "no folder"],
)
def test_invalid_arguments_exit_with_two(arguments: tuple[str, ...], said: str, run: Run, installed: Registry) -> None:
    """The message says what is wrong, and no file is written."""
    done = run("passport", *arguments, registry=installed)

    assert done.exit_code == 2
    assert said in done.stderr
    assert list(Path().iterdir()) == []

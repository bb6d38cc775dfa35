"""`acucontent site` writes a folder of pages with an index, or one clear message."""

from __future__ import annotations

from pathlib import Path

import pytest

from acucontent import GuideSource, Registry, discover, export
from tests.cli.conftest import Run
from tests.factories import make_guide, make_handout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """Return two tiny guides, with the installed formats."""
    folder, found = tmp_path_factory.mktemp("guides"), discover()
    sources = {}
    for name in ("hiccups", "yawns"):
        path = folder / f"{name}.json"
        path.write_bytes(export(make_guide(id=name, handouts=[make_handout()]), "json"))
        sources[name] = GuideSource(name, path)
    return Registry(found.exporters, sources, found.plugins, found.problems, found.checks)


def test_every_installed_guide_is_in_the_site(run: Run, installed: Registry) -> None:
    """The files are counted by format, and the path of the index is printed."""
    done = run("site", "made", "--format", "text", "--format", "json", registry=installed)

    assert done.exit_code == 0, done.stderr
    lines = [line.split() for line in done.stdout.splitlines()]
    assert [line[:3] for line in lines[:-1]] == [[name, "2", "files"] for name in ("html", "text", "json")] + [
        ["index", "3", "files"]
    ]
    assert done.stdout.splitlines()[-1].startswith("made/index.html: 2 guides, ")
    assert {path.name for path in Path("made/us").iterdir()} >= {"hiccups.html", "yawns.txt", "search-index.js"}


def test_some_guides_can_be_named(run: Run, installed: Registry) -> None:
    """A guide is named by its id or its file; files of an earlier build that remain are named on stderr."""
    run("site", "made", "--format", "text", registry=installed)

    done = run("site", "made", str(installed.guides["yawns"].root), "yawns", "--format", "text", registry=installed)

    assert done.exit_code == 0, done.stderr
    assert "made/index.html: 1 guide, " in done.stdout
    assert "no longer part of the site: made/us/hiccups.html, made/us/hiccups.txt. Remove them." in done.stderr


def test_pages_of_a_site_are_verified(run: Run, installed: Registry) -> None:
    """`acucontent verify` makes a page of a site again, with the address in the overlay that the page has."""
    Path("clinic.yaml").write_text("name: Example Clinic\n", encoding="utf-8")
    address = "https://www.example.org/guides"
    run("site", "made", "--clinic", "clinic.yaml", "--address", address, "--format", "text", registry=installed)

    done = run("verify", "made/us/hiccups.html", registry=installed)

    assert done.exit_code == 0, done.stdout + done.stderr
    assert "site_link=true" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "Missing argument 'DIR'"),
        (("made", "nope"), "Unknown guide 'nope'"),
        (("made", "--format", "pfd"), "Did you mean 'pdf'?"),
        (("made", "--region", "FR"), "Unknown region 'FR' for the guide 'hiccups'"),
        (("made", "--address", "https://www.example.org/"), "To fix it, add --clinic FILE"),
        (("site.html",), "is the name of a file. Expected a folder"),
    ],
    ids=["no folder", "guide", "format", "region", "address", "file"],
)
def test_invalid_arguments_exit_with_two(
    arguments: tuple[str, ...], message: str, run: Run, installed: Registry
) -> None:
    """The message says what is wrong, and nothing is written."""
    done = run("site", *arguments, registry=installed)

    assert done.exit_code == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert list(Path().iterdir()) == []

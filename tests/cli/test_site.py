"""`acucontent site` writes a folder of pages with an index, or one clear message."""

from __future__ import annotations

from pathlib import Path

import pytest

from acucontent import GuideSource, Registry, discover, export
from acucontent.signing import read_signatures
from tests.cli.conftest import Run
from tests.factories import make_guide, make_handout
from tests.signing.keys import PASSWORD, make_key


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


def test_the_options_of_formats_are_those_of_build(run: Run, installed: Registry) -> None:
    """A file of a site has the bytes of a build with the same options."""
    options = ("--format", "text", "--region", "US", "--language", "en-us", "--width", "40", "--no-blanks")

    site = run("site", "made", "hiccups", *options, registry=installed)
    built = run("build", "hiccups", *options, "--out", "built", registry=installed)

    assert (site.exit_code, built.exit_code) == (0, 0), site.stderr + built.stderr
    assert Path("made/us/hiccups.txt").read_bytes() == Path("built/hiccups.txt").read_bytes()
    assert max(map(len, Path("made/us/hiccups.txt").read_text(encoding="utf-8").splitlines())) == 40
    assert "--site-link" not in run("site", "--help", registry=installed).stdout


def test_the_sheets_of_a_site_are_signed(run: Run, installed: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--sign` signs each PDF, as in a build; its options apply to no other format."""
    Path("key.p12").write_bytes(make_key(days=36_500).dump())
    monkeypatch.setenv("ACUCONTENT_SIGN_PASSWORD", PASSWORD)

    done = run("site", "made", "hiccups", "--format", "pdf", "--grey", "--sign", "key.p12", registry=installed)
    refused = run("site", "other", "hiccups", "--format", "text", "--sign", "key.p12", registry=installed)

    assert done.exit_code == 0, done.stderr
    assert len(read_signatures(Path("made/us/hiccups.pdf").read_bytes())) == 1
    assert refused.exit_code == 2
    assert "Only PDF files can be signed" in refused.stderr
    assert not Path("other").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "Missing argument 'DIR'"),
        (("made", "nope"), "Unknown guide 'nope'"),
        (("made", "--format", "pfd"), "Did you mean 'pdf'?"),
        (("made", "--region", "FR"), "Unknown region 'FR' for the guide 'hiccups'"),
        (("made", "--language", "es"), "Language 'es' is not available for guide 'hiccups'. Languages: en-US"),
        (("made", "--format", "text", "--paper", "a4"), "--paper applies only to: pdf. To fix it, add --format pdf"),
        (("made", "--paper", "a5"), "'letter', 'a4'"),
        (("made", "--fragment"), "No such option"),
        (("made", "--sign-password-file", "key"), "applies only to --sign"),
        (("made", "--address", "https://www.example.org/"), "To fix it, add --clinic FILE"),
        (("site.html",), "is the name of a file. Expected a folder"),
    ],
    ids=[
        "no folder",
        "guide",
        "format",
        "region",
        "language",
        "option of another",
        "choice",
        "page",
        "password",
        "address",
        "file",
    ],
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

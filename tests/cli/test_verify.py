"""`acucontent verify` prints what a file is and returns an exit status for scripts."""

from __future__ import annotations

from pathlib import Path

import pytest

from acucontent import GuideSource, Overlay, Registry, export
from acucontent.clinic import Clinic
from tests.cli.conftest import Run
from tests.factories import make_guide
from tests.verify.artifacts import change_file, export_embedded_files, make_epub

TODAY = ("--date", "2030-06-01")


@pytest.fixture
def installed(tmp_path: Path) -> Registry:
    """Install the tiny guide."""
    (tmp_path / "hiccups.json").write_bytes(export(make_guide(), "json"))
    return Registry(guides={"hiccups": GuideSource("hiccups", tmp_path / "hiccups.json")})


def test_a_genuine_and_current_file(run: Run, installed: Registry) -> None:
    """The output has everything that the file claims, then the findings."""
    Path("book.epub").write_bytes(
        make_epub(export_embedded_files(make_guide(), Overlay(Clinic(name="Example Clinic"))))
    )

    done = run("verify", "book.epub", *TODAY, registry=installed)

    digest = make_guide().content_hash
    assert done.exit_code == 0, done.stderr
    assert done.stdout.splitlines() == [
        "book.epub",
        "  title     Humming for hiccups",
        "  guide     hiccups",
        "  edition   1.0.0",
        "  handout   complete",
        "  language  en-US",
        "  region    US",
        "  clinic    Example Clinic",
        f"  sha256    {digest}",
        f"  ok        genuine: the content matches the hash {digest}",
        "  ok        current: it is the installed edition",
        "  ok        not overdue: the next review is due on 2031-01-01",
    ]


FAILED = {
    "changed": (
        make_epub(change_file(export_embedded_files(make_guide()), source=lambda source: source + b" ")),
        "FAILED    changed: ",
    ),
    "outdated": (
        make_epub(export_embedded_files(make_guide(edition="0.9"))),
        "FAILED    outdated: the installed guide is edition 1.0",
    ),
    "overdue": (
        make_epub(export_embedded_files(make_guide(review={"status": "not reviewed", "next_due": "2030-01-01"}))),
        "FAILED    overdue: its review was due on 2030-01-01",
    ),
}


@pytest.mark.parametrize(("data", "line"), FAILED.values(), ids=FAILED)
def test_a_failed_file_exits_with_one(data: bytes, line: str, run: Run, installed: Registry) -> None:
    """The failed finding is marked."""
    Path("book.epub").write_bytes(data)

    done = run("verify", "book.epub", *TODAY, registry=installed)

    assert done.exit_code == 1
    assert line in done.stdout


def test_an_unrecognized_file_exits_with_two(run: Run, installed: Registry) -> None:
    """The other files are still verified."""
    Path("book.epub").write_bytes(make_epub(export_embedded_files(make_guide())))
    Path("letter.txt").write_text("hello", encoding="utf-8")

    done = run("verify", "letter.txt", "absent.pdf", "book.epub", *TODAY, registry=installed)

    assert done.exit_code == 2
    assert done.stdout.startswith("book.epub\n")
    assert done.stderr.splitlines() == [
        "Error: letter.txt: is neither a PDF nor an EPUB",
        "Error: absent.pdf: not found",
    ]


def test_a_guide_that_is_not_installed_is_a_note(run: Run) -> None:
    """A file of a guide that is not installed passes with a note."""
    Path("book.epub").write_bytes(make_epub(export_embedded_files(make_guide())))

    done = run("verify", "book.epub", *TODAY, registry=Registry())

    assert done.exit_code == 0
    assert "note      not installed: the guide is not installed" in done.stdout


def test_a_file_is_required(run: Run) -> None:
    """Without a file the command is a usage error."""
    assert run("verify").exit_code == 2

"""`acucontent verify`: what a file is, in words, and an exit status for the desk's scripts."""

from __future__ import annotations

from pathlib import Path

import pytest

from acucontent import GuideSource, Overlay, Registry, export
from acucontent.clinic import Clinic
from tests.cli.conftest import Run
from tests.factories import make_guide
from tests.verify.artifacts import carried_by, changed, epub

TODAY = ("--date", "2030-06-01")


@pytest.fixture
def installed(tmp_path: Path) -> Registry:
    """The tiny guide."""
    (tmp_path / "hiccups.json").write_bytes(export(make_guide(), "json"))
    return Registry(guides={"hiccups": GuideSource("hiccups", tmp_path / "hiccups.json")})


def test_a_file_that_is_genuine_and_current(run: Run, installed: Registry) -> None:
    """Everything that it claims is told, then what was found."""
    Path("book.epub").write_bytes(epub(carried_by(make_guide(), Overlay(Clinic(name="Example Clinic")))))

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
        f"  ok        genuine: the content is what the hash {digest} says",
        "  ok        current: it is the edition that is installed",
        "  ok        due: its review is due on 2031-01-01",
    ]


WRONG = {
    "changed": (epub(changed(carried_by(make_guide()), source=lambda source: source + b" ")), "WRONG     changed: "),
    "outdated": (epub(carried_by(make_guide(edition="0.9"))), "WRONG     outdated: the installed guide is edition 1.0"),
    "overdue": (
        epub(carried_by(make_guide(review={"status": "not reviewed", "next_due": "2030-01-01"}))),
        "WRONG     overdue: its review was due on 2030-01-01",
    ),
}


@pytest.mark.parametrize(("data", "said"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_status_one(data: bytes, said: str, run: Run, installed: Registry) -> None:
    """It is marked where it stands."""
    Path("book.epub").write_bytes(data)

    done = run("verify", "book.epub", *TODAY, registry=installed)

    assert done.exit_code == 1
    assert said in done.stdout


def test_what_is_not_ours_is_status_two(run: Run, installed: Registry) -> None:
    """The other files are told of all the same."""
    Path("book.epub").write_bytes(epub(carried_by(make_guide())))
    Path("letter.txt").write_text("hello", encoding="utf-8")

    done = run("verify", "letter.txt", "absent.pdf", "book.epub", *TODAY, registry=installed)

    assert done.exit_code == 2
    assert done.stdout.startswith("book.epub\n")
    assert done.stderr.splitlines() == [
        "Error: letter.txt: is neither a PDF nor an EPUB: only these carry what can be verified",
        "Error: absent.pdf: does not exist",
    ]


def test_a_guide_that_is_not_installed_is_a_note(run: Run) -> None:
    """Nothing is wrong with the file."""
    Path("book.epub").write_bytes(epub(carried_by(make_guide())))

    done = run("verify", "book.epub", *TODAY, registry=Registry())

    assert done.exit_code == 0
    assert "note      not-installed: the guide is not installed here" in done.stdout


def test_a_file_must_be_named(run: Run) -> None:
    """Without one there is nothing to verify."""
    assert run("verify").exit_code == 2

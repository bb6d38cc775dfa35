"""`acucontent verify` prints what a file is and returns an exit status for scripts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from acucontent import GuideSource, Overlay, Registry, discover, export
from acucontent.clinic import Clinic
from tests.cli.conftest import Run
from tests.factories import make_guide
from tests.verify.artifacts import change_epub

TODAY = ("--date", "2030-06-01")
CLINIC = Overlay(Clinic(name="Example Clinic"))


@pytest.fixture
def installed(tmp_path: Path) -> Registry:
    """Install the tiny guide."""
    (tmp_path / "hiccups.json").write_bytes(export(make_guide(), "json"))
    return Registry(discover().exporters, {"hiccups": GuideSource("hiccups", tmp_path / "hiccups.json")})


@pytest.fixture(scope="module")
def book() -> bytes:
    """Return the ebook of the tiny guide."""
    return export(make_guide(), "epub")


def test_an_unchanged_and_current_file(run: Run, installed: Registry) -> None:
    """The output has what the file claims, which comparison was made, and the results."""
    Path("book.epub").write_bytes(export(make_guide(), "epub", overlay=CLINIC))

    done = run("verify", "book.epub", *TODAY, registry=installed)

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
        "  format    epub",
        "  ok        unchanged: compared byte for byte",
        "  ok        current: it is the installed edition",
        "  ok        not overdue: the next review is due on 2031-01-01",
        (
            "  note      clinic not confirmed: the words and the logo of 'Example Clinic' are those in the file; "
            "only --clinic FILE confirms them"
        ),
    ]


def _change(members: dict[str, bytes]) -> None:
    for name, old in (("EPUB/safety.xhtml", b"call 911"), ("EPUB/risks.xhtml", b"Risks")):
        assert old in members[name]
        members[name] = members[name].replace(old, b"stay at home")


def test_each_change_is_a_line(run: Run, installed: Registry, book: bytes) -> None:
    """The places follow each other."""
    Path("book.epub").write_bytes(change_epub(book, _change))

    done = run("verify", "book.epub", *TODAY, registry=installed)

    assert done.exit_code == 1
    assert "  FAILED    changed: EPUB/safety.xhtml: “" in done.stdout
    assert "            changed: EPUB/risks.xhtml: “" in done.stdout


FAILED = {
    "unknown": ({"title": "Other"}, "FAILED    cannot be compared: unknown source. It agrees with its own guide"),
    "outdated": ({"edition": "0.9"}, "FAILED    outdated: the installed guide is edition 1.0"),
    "newer": ({"edition": "1.1"}, "FAILED    newer: the installed guide is edition 1.0.0, which is older"),
    "not-installed": ({"id": "yawns"}, "FAILED    not installed: no installed guide has this id"),
}


@pytest.mark.parametrize(("changes", "line"), FAILED.values(), ids=FAILED)
def test_a_failed_file_exits_with_one(changes: dict[str, str], line: str, run: Run, installed: Registry) -> None:
    """A file of any other guide fails, and the word genuine is nowhere."""
    Path("book.epub").write_bytes(export(make_guide(**changes), "epub"))

    done = run("verify", "book.epub", *TODAY, registry=installed)

    assert done.exit_code == 1
    assert line in done.stdout
    assert "genuine" not in done.stdout + run("verify", "--help").stdout


def test_an_overdue_file_exits_with_one(run: Run, installed: Registry, book: bytes) -> None:
    """An overdue review is a failure of an unchanged file."""
    Path("book.epub").write_bytes(book)

    done = run("verify", "book.epub", "--date", "2031-06-01", registry=installed)

    assert done.exit_code == 1
    assert "ok        unchanged" in done.stdout
    assert "FAILED    overdue: its review was due on 2031-01-01" in done.stdout


def test_a_guide_and_a_clinic_can_be_given(run: Run, installed: Registry, tmp_path: Path) -> None:
    """With --source and --clinic everything in a file is confirmed."""
    other = make_guide(id="yawns")
    Path("yawns.json").write_bytes(export(other, "json"))
    Path("clinic.yaml").write_text("name: Example Clinic\n", encoding="utf-8")
    Path("book.epub").write_bytes(export(other, "epub", overlay=CLINIC))

    done = run("verify", "book.epub", "--source", "yawns.json", "--clinic", "clinic.yaml", *TODAY, registry=installed)

    assert done.exit_code == 0, done.stdout
    assert "ok        current: it is the given edition" in done.stdout
    assert "ok        clinic confirmed: " in done.stdout


def test_an_invalid_source_exits_with_two(run: Run, installed: Registry, book: bytes) -> None:
    """The problems of the guide are printed."""
    Path("book.epub").write_bytes(book)
    Path("wrong.json").write_text("{}", encoding="utf-8")

    done = run("verify", "book.epub", "--source", "wrong.json", registry=installed)

    assert done.exit_code == 2
    assert "wrong.json" in done.stderr


def test_json_has_everything(run: Run, installed: Registry, book: bytes) -> None:
    """Programs read the answer, the results and the identity of each file."""
    Path("book.epub").write_bytes(book)
    Path("letter.txt").write_text("hello", encoding="utf-8")

    done = run("verify", "book.epub", "letter.txt", *TODAY, "--format", "json", registry=installed)
    first, second = json.loads(done.stdout)

    assert done.exit_code == 2
    assert first["answer"] == {"kind": "unchanged", "comparison": "byte for byte"}
    assert [result["code"] for result in first["results"]] == ["current", "not-overdue"]
    assert first["identity"]["sha256"] == make_guide().digest
    assert second == {
        "file": "letter.txt",
        "passed": False,
        "error": "letter.txt: is not a PDF, an EPUB or a web page of acucontent",
    }


def test_an_unrecognized_file_exits_with_two(run: Run, installed: Registry, book: bytes) -> None:
    """The other files are still verified."""
    Path("book.epub").write_bytes(book)
    Path("letter.txt").write_text("hello", encoding="utf-8")

    done = run("verify", "letter.txt", "absent.pdf", "book.epub", *TODAY, registry=installed)

    assert done.exit_code == 2
    assert done.stdout.startswith("book.epub\n")
    assert done.stderr.splitlines() == [
        "Error: letter.txt: is not a PDF, an EPUB or a web page of acucontent",
        "Error: absent.pdf: not found",
    ]


def test_a_file_is_required(run: Run) -> None:
    """Without a file the command is a usage error."""
    assert run("verify").exit_code == 2

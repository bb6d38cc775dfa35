"""`acucontent batch`, run as a person runs it."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pikepdf
import pytest

from tests.cli.conftest import Run

TABLE = """patient,date,time,next visit,notes
A. Example,2026-12-01,14:30,2026-12-08,
,2026-12-01,,,
B. Example,2026-12-02,,,Walk a little each day.
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table of three rows, one of them bad."""
    path = tmp_path / "patients.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_each_good_row_is_a_sheet_and_each_bad_one_is_told(run: Run, table: Path, tmp_path: Path) -> None:
    """The exit status says that a row was not done."""
    done = run("batch", table, "--handout", "aftercare", "--out", "out", "--workers", "1", "--merge")

    assert (done.exit_code, done.stdout) == (1, f"2 sheets written: {tmp_path / 'out'}\n")
    assert done.stderr == "line 3: patient: is empty\n1 row not done: see above\n"
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "back-pain-aftercare-000001.pdf",
        "back-pain-aftercare-000003.pdf",
        "back-pain-aftercare-all.pdf",
        "manifest.csv",
    ]


def test_personal_sheets_are_not_cached(run: Run, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing about a patient is stored anywhere but in the folder that was named."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    run("batch", table, "--handout", "aftercare", "--out", "out", "--workers", "1")

    assert len(list((tmp_path / "out").iterdir())) == 3
    assert not (tmp_path / "cache" / "acucontent").exists()


def test_the_file_for_the_printer_holds_every_sheet_under_its_bookmark(run: Run, table: Path, tmp_path: Path) -> None:
    """Bookmarks have the names of the files, which tell no patient; it claims no standard, for it has no tags."""
    run("batch", table, "--handout", "aftercare", "--out", "out", "--workers", "1", "--merge")

    one = pikepdf.open(tmp_path / "out" / "back-pain-aftercare-000003.pdf")
    bound = pikepdf.open(tmp_path / "out" / "back-pain-aftercare-all.pdf")
    with bound.open_outline() as outline:
        titles = [item.title for item in outline.root]
        second = outline.root[1].destination[0]
    assert titles == ["back-pain-aftercare-000001", "back-pain-aftercare-000003"]
    assert len(bound.pages) == 2 * len(one.pages)
    assert second.objgen == bound.pages[len(one.pages)].obj.objgen
    assert bound.check_pdf_syntax() == []
    assert "/Metadata" not in bound.Root
    for page, alone in zip(list(bound.pages)[len(one.pages) :], one.pages, strict=True):
        assert page.Contents.read_bytes() == alone.Contents.read_bytes()
        assert drawings(page) == drawings(alone)


def drawings(page: pikepdf.Page) -> dict[str, bytes]:
    """What is drawn in the places to fill in."""
    return {name: each.read_bytes() for name, each in page.Resources.get("/XObject", {}).items() if "Filled" in name}


def test_a_sheet_killed_in_its_making_is_made_when_it_goes_on(tmp_path: Path) -> None:
    """Killed at any moment, a batch leaves whole files, and with `--resume` ends with the same set."""
    table = tmp_path / "many.csv"
    table.write_text("patient\n" + "".join(f"Patient {row}\n" for row in range(1, 2001)), encoding="utf-8")
    command = [sys.executable, "-m", "acucontent", "batch", str(table), "--handout", "aftercare", "--workers", "1"]
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    subprocess.run([*command, "--out", str(whole)], check=True, capture_output=True)

    process = subprocess.Popen([*command, "--out", str(killed)], start_new_session=True)
    while not (killed / "back-pain-aftercare-000300.pdf").exists():
        time.sleep(0.005)
    process.kill()
    process.wait()
    left = {path.name: path.read_bytes() for path in killed.glob("back-*.pdf")}
    again = subprocess.run([*command, "--out", str(killed), "--resume"], check=True, capture_output=True, text=True)

    assert 300 <= len(left) < 2000
    assert all((whole / name).read_bytes() == content for name, content in left.items())
    assert "sheets kept" in again.stdout
    assert {path.name for path in whole.iterdir()} <= {path.name for path in killed.iterdir()}
    assert all((killed / path.name).read_bytes() == path.read_bytes() for path in whole.iterdir())


def test_ctrl_c_stops_cleanly(tmp_path: Path) -> None:
    """What is done stays, nothing is half done, and it says how to go on."""
    table = tmp_path / "many.csv"
    table.write_text("patient\n" + "A. Example\n" * 20_000, encoding="utf-8")
    command = [sys.executable, "-m", "acucontent", "batch", str(table), "--handout", "aftercare", "--workers", "1"]
    process = subprocess.Popen(
        [*command, "--out", str(tmp_path / "out")], stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    while not (tmp_path / "out" / "back-pain-aftercare-000100.pdf").exists():
        time.sleep(0.005)

    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)

    assert process.returncode == 130
    assert told == "\nStopped. What is done stays. To go on, run the same again with --resume.\n"
    assert not list((tmp_path / "out").glob(".*"))


def test_each_clinic_of_a_folder_has_its_set(run: Run, tmp_path: Path) -> None:
    """A folder for each, with the sheets that carry its name."""
    for name in ("east", "west"):
        (tmp_path / "clinics").mkdir(exist_ok=True)
        (tmp_path / "clinics" / f"{name}.yaml").write_text(f"name: Example Clinic {name}\n", encoding="utf-8")

    done = run("batch", "--clinics", tmp_path / "clinics", "--handout", "aftercare", "--out", "out", "--workers", "1")

    assert (done.exit_code, done.stderr) == (0, "")
    out = tmp_path / "out"
    assert done.stdout == f"{out / 'east'}: 1 file\n{out / 'west'}: 1 file\n"
    assert (out / "east" / "back-pain-aftercare.pdf").read_bytes() != (
        out / "west" / "back-pain-aftercare.pdf"
    ).read_bytes()


REFUSED = {
    ("batch", "--out", "out"): "Name a TABLE of patients, or a folder with --clinics: one of the two.",
    ("batch", "patients.csv", "--out", "out"): "Name the sheet with --handout: first-visit, aftercare,",
    ("batch", "none.csv", "--handout", "aftercare", "--out", "out"): "none.csv: does not exist",
    ("batch", "patients.csv", "--handout", "after", "--out", "out"): "No handout 'after'. Did you mean 'aftercare'?",
    ("batch", "patients.csv", "--handout", "complete", "--out", "out"): "'complete' has no lines to fill in",
    ("batch", "--clinics", ".", "--out", "out"): "holds no overlay. To begin one, run: acucontent new --clinic",
    ("batch", "patients.csv", "--handout", "aftercare", "--out", "nowhere://x"): "nowhere://x: cannot be reached",
}


@pytest.mark.parametrize(("arguments", "message"), REFUSED.items(), ids=REFUSED.values())
def test_what_cannot_be_done_is_one_clear_error(
    run: Run, table: Path, arguments: tuple[str, ...], message: str
) -> None:
    """It says what and how to mend it, and exits with 2."""
    done = run(*arguments)

    assert message in done.stderr
    assert (done.exit_code, done.stdout) == (2, "")

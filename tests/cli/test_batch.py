"""`acucontent batch`, run from the command line."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import openpyxl
import pikepdf
import pypdfium2
import pytest

from acucontent import Guide, Unchanged, verify
from tests.cli.conftest import Run
from tests.processes import start_process, wait_until

TABLE = """patient,date,time,next visit,notes
A. Example,2026-12-01,14:30,2026-12-08,
,2026-12-01,,,
B. Example,2026-12-02,,,Walk a little each day.
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Return a table with three rows, one of them invalid."""
    path = tmp_path / "patients.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_each_valid_row_is_a_sheet_and_each_invalid_one_is_reported(run: Run, table: Path, tmp_path: Path) -> None:
    """The exit status is 1 if a row failed."""
    done = run("batch", table, "--handout", "aftercare", "--out", "out", "--workers", "1", "--merge")

    assert (done.exit_code, done.stdout) == (1, f"2 sheets written: {tmp_path / 'out'}\n")
    assert done.stderr == "line 3: patient: is empty\n1 row failed: see above\n"
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "back-pain-aftercare-000001.pdf",
        "back-pain-aftercare-000003.pdf",
        "back-pain-aftercare-all.pdf",
        "manifest.csv",
    ]


def test_personal_sheets_are_not_cached(run: Run, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Patient data is written only to the output folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    run("batch", table, "--handout", "aftercare", "--out", "out", "--workers", "1")

    assert len(list((tmp_path / "out").iterdir())) == 3
    assert not (tmp_path / "cache" / "acucontent").exists()


def test_the_merged_file_has_every_sheet_with_a_bookmark(run: Run, table: Path, tmp_path: Path) -> None:
    """Bookmarks are file names without patient data; the file claims no standard because it has no tags."""
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
    """Return the drawings in the fields of a page."""
    return {name: each.read_bytes() for name, each in page.Resources.get("/XObject", {}).items() if "Filled" in name}


def test_a_killed_batch_can_be_resumed(tmp_path: Path) -> None:
    """A killed batch leaves only complete files, and `--resume` completes the same set."""
    table = tmp_path / "many.csv"
    table.write_text("patient\n" + "".join(f"Patient {row}\n" for row in range(1, 2001)), encoding="utf-8")
    command = [sys.executable, "-m", "acucontent", "batch", str(table), "--handout", "aftercare", "--workers", "1"]
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    subprocess.run([*command, "--out", str(whole)], check=True, capture_output=True, timeout=240)

    with start_process([*command, "--out", str(killed)], tmp_path / "log", start_new_session=True) as process:
        sheet = killed / "back-pain-aftercare-000300.pdf"
        wait_until(sheet.exists, "a sheet", log=tmp_path / "log")
        process.kill()
    left = {path.name: path.read_bytes() for path in killed.glob("back-*.pdf")}
    again = subprocess.run(
        [*command, "--out", str(killed), "--resume"], check=True, capture_output=True, text=True, timeout=240
    )

    assert 300 <= len(left) < 2000
    assert all((whole / name).read_bytes() == content for name, content in left.items())
    assert "sheets skipped" in again.stdout
    assert {path.name for path in whole.iterdir()} <= {path.name for path in killed.iterdir()}
    assert all((killed / path.name).read_bytes() == path.read_bytes() for path in whole.iterdir())


def test_ctrl_c_stops_cleanly(tmp_path: Path) -> None:
    """Finished files are kept, no file is incomplete, and the message says how to continue."""
    table = tmp_path / "many.csv"
    table.write_text("patient\n" + "A. Example\n" * 20_000, encoding="utf-8")
    command = [sys.executable, "-m", "acucontent", "batch", str(table), "--handout", "aftercare", "--workers", "1"]
    log = tmp_path / "log"
    with start_process([*command, "--out", str(tmp_path / "out")], log, start_new_session=True) as process:
        wait_until((tmp_path / "out" / "back-pain-aftercare-000100.pdf").exists, "a sheet", log=log)

        process.send_signal(signal.SIGINT)
        status = process.wait(timeout=120)

    assert status == 130
    assert log.read_text(encoding="utf-8") == (
        "\nInterrupted. Finished files are kept. To continue, run the same command with --resume.\n"
    )
    assert not list((tmp_path / "out").glob(".*"))


def test_each_clinic_of_a_folder_has_its_set(run: Run, tmp_path: Path) -> None:
    """Each clinic has a folder with handouts that contain its name."""
    for name in ("east", "west"):
        (tmp_path / "clinics").mkdir(exist_ok=True)
        (tmp_path / "clinics" / f"{name}.yaml").write_text(f"name: Example Clinic {name}\n", encoding="utf-8")

    done = run("batch", "--clinics", tmp_path / "clinics", "--handout", "aftercare", "--out", "out", "--workers", "1")

    assert done.exit_code == 0, done.stderr
    out = tmp_path / "out"
    assert done.stdout == f"{out / 'east'}: 1 file\n{out / 'west'}: 1 file\n"
    assert (out / "east" / "back-pain-aftercare.pdf").read_bytes() != (
        out / "west" / "back-pain-aftercare.pdf"
    ).read_bytes()


def test_a_clinic_that_fails_is_named_and_the_others_are_made(run: Run, tmp_path: Path) -> None:
    """The message has the clinic's file and the reason, and the exit status is 1."""
    overlays = {
        "east": "name: East\n",
        "far": "name: Far\nnotes:\n  - {handout: all, text: Stop your blood thinner before a visit.}\n",
        "north": "name: North\nadress: [Oak St]\n",
        "west": "name: West\n",
    }
    for name, text in overlays.items():
        (tmp_path / "clinics").mkdir(exist_ok=True)
        (tmp_path / "clinics" / f"{name}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "out" / "west").mkdir(parents=True)
    (tmp_path / "out" / "west" / "hiccups.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "out" / "west" / "back-pain-aftercare.pdf").write_text("mine", encoding="utf-8")

    done = run("batch", "--clinics", "clinics", "--handout", "aftercare", "--out", "out", "--workers", "1")

    assert (done.exit_code, done.stdout) == (1, f"{tmp_path / 'out' / 'east'}: 1 file\n")
    messages = [line for line in done.stderr.splitlines() if not line.startswith(" ")]
    assert messages[0] == "clinics/north.yaml:2:1: unknown key 'adress'. Did you mean 'address'?"
    assert messages[1] == "1 problem"
    assert messages[2].startswith("Error: clinics/far.yaml:3: notes.0.text: S110: ")
    assert messages[3].startswith(f"Error: clinics/west.yaml: {tmp_path / 'out' / 'west'}: these files would be")
    assert messages[4:] == ["3 clinics failed: see above"]


def test_an_unknown_handout_is_one_error_for_all_clinics(run: Run, tmp_path: Path) -> None:
    """What is wrong with the command is not reported as a fault of each clinic."""
    (tmp_path / "clinics").mkdir()
    for name in ("east", "west"):
        (tmp_path / "clinics" / f"{name}.yaml").write_text(f"name: {name}\n", encoding="utf-8")

    done = run("batch", "--clinics", "clinics", "--handout", "after", "--out", "out", "--workers", "1")

    assert (done.exit_code, done.stderr.count("Unknown handout 'after'")) == (2, 1)
    assert "clinic" not in done.stderr


@pytest.mark.parametrize(
    ("region", "moment"),
    [("US", "December 1, 2026, 2:30 PM"), ("GB", "1 December 2026, 14:30"), ("AU", "1 December 2026, 2:30 pm")],
)
def test_dates_are_written_as_in_the_region(run: Run, table: Path, tmp_path: Path, region: str, moment: str) -> None:
    """A sheet for Britain has a British date, and the rows may name its language or that of the guide."""
    table.write_text(
        f"patient,date,time,language\nA. Example,2026-12-01,14:30,en-US\nB. Example,2026-12-01,14:30,en-{region}\n",
        encoding="utf-8",
    )

    done = run("batch", table, "--handout", "first-visit", "--region", region, "--out", "out", "--workers", "1")

    assert (done.exit_code, done.stderr) == (0, "")
    for row in (1, 2):
        assert moment in read_text(tmp_path / "out" / f"back-pain-first-visit-00000{row}.pdf")


def read_text(path: Path) -> str:
    """Return the text of the first two pages of a PDF."""
    with pypdfium2.PdfDocument(path) as file:
        return " ".join(file[page].get_textpage().get_text_range() for page in range(2))


def test_a_table_of_visits_fills_in_a_decision_aid(run: Run, table: Path, tmp_path: Path) -> None:
    """The aid has no line for a date, so the columns of the visit are skipped, and named."""
    table.write_text("patient,date,time\nA. Example,2026-12-01,14:30\n", encoding="utf-8")

    done = run("batch", table, "--handout", "evidence", "--out", "out", "--workers", "1")

    assert (done.exit_code, done.stdout) == (0, f"1 sheet written: {tmp_path / 'out'}\n")
    assert done.stderr == "Skipped columns, which are not on the sheet: date, time.\n"


def test_a_workbook_and_standard_input_are_tables(run: Run, tmp_path: Path) -> None:
    """A workbook is recognized by its content, and a table may come through a pipe."""
    book = openpyxl.Workbook()
    for row in (["TREATED BY", "Patient", "Extra"], ["A. Example", "José", 1]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "table.csv")
    arguments = ("--handout", "aftercare", "--workers", "1", "--out")

    first = run("batch", "table.csv", *arguments, "book")
    second = run("batch", "-", *arguments, "pipe", input="sep=;\nTREATED BY;Patient\nA. Example;José\n")

    assert (first.exit_code, second.exit_code, second.stderr) == (0, 0, "")
    assert first.stderr == "Skipped columns, which are not on the sheet: Extra.\n"
    name = "back-pain-aftercare-000001.pdf"
    assert (tmp_path / "book" / name).read_bytes() == (tmp_path / "pipe" / name).read_bytes()


def test_sheets_of_an_earlier_run_are_removed_or_named(run: Run, table: Path, tmp_path: Path) -> None:
    """A run removes old sheets and says so; a table that is refused leaves them, and the message names them."""
    arguments = ("--handout", "aftercare", "--workers", "1", "--out", "out")
    run("batch", table, *arguments, "--merge")
    table.write_text("patient\nC. Example\n", encoding="utf-8")

    second = run("batch", table, *arguments)
    assert second.stderr == "2 sheets of an earlier run removed.\n"
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "back-pain-aftercare-000001.pdf",
        "manifest.csv",
    ]

    table.write_bytes(b"patient\nJos\xe9\n")
    third = run("batch", table, *arguments)
    assert third.exit_code == 2
    assert "Sheets of an earlier run were not replaced: back-pain-aftercare-000001.pdf" in third.stderr


@pytest.mark.parametrize(
    "text",
    [
        "patient,date\nJane Secret,HIV positive\n",
        "Jane Secret,1970-01-01\nJohn Secret,1970-01-02\n",
        "patient\n𒀀Secret\n",
    ],
    ids=["cell", "no-headings", "letter"],
)
def test_messages_quote_no_cell(text: str, run: Run, table: Path) -> None:
    """What a patient's row says is not printed, also if it is invalid, or if there are no headings."""
    table.write_text(text, encoding="utf-8")

    done = run("batch", table, "--handout", "aftercare", "--out", "out", "--workers", "1")

    assert done.output
    assert not {"Secret", "Jane", "HIV"} & set(done.output.split())


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX: signals and ps")
def test_sigterm_stops_cleanly(tmp_path: Path) -> None:
    """A batch that a system ends leaves no unfinished file with names and no worker process."""
    table = tmp_path / "many.csv"
    table.write_text("patient\n" + "A. Example\n" * 20_000, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "acucontent",
        "batch",
        str(table),
        "--handout",
        "aftercare",
        "--merge",
        "--workers",
        "2",
    ]
    log = tmp_path / "log"
    with start_process([*command, "--out", str(tmp_path / "out")], log, start_new_session=True) as process:
        wait_until((tmp_path / "out" / "back-pain-aftercare-000100.pdf").exists, "a sheet", log=log)

        process.terminate()
        status = process.wait(timeout=120)

    assert status == 143
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".pdf"}
    wait_until(lambda: not _find_processes(process.pid), "the end of its processes")


def _find_processes(group: int) -> list[str]:
    """Return the processes of a group that have not ended."""
    listed = subprocess.run(["ps", "-eo", "pgid=,stat="], capture_output=True, text=True, check=True, timeout=90).stdout
    return [line for line in listed.splitlines() if line.split()[0] == str(group) and "Z" not in line]


REJECTED = {
    ("batch", "--out", "out"): "Expected either a TABLE of patients or --clinics DIR.",
    ("batch", "patients.csv", "--out", "out"): "Missing option '--handout'. Handouts: first-visit, aftercare,",
    ("batch", "none.csv", "--handout", "aftercare", "--out", "out"): "none.csv: not found",
    (
        "batch",
        "patients.csv",
        "--handout",
        "after",
        "--out",
        "out",
    ): "Unknown handout 'after'. Did you mean 'aftercare'?",
    ("batch", "patients.csv", "--handout", "complete", "--out", "out"): "'complete' has no lines to fill in",
    ("batch", "--clinics", ".", "--out", "out"): "contains no clinic overlays. To create one, run: acucontent new",
    ("batch", "patients.csv", "--handout", "aftercare", "--out", "nowhere://x"): "nowhere://x: cannot be reached",
}


@pytest.mark.parametrize(("arguments", "message"), REJECTED.items(), ids=REJECTED.values())
def test_invalid_arguments_are_an_error(run: Run, table: Path, arguments: tuple[str, ...], message: str) -> None:
    """The message says what is wrong, and the exit status is 2."""
    done = run(*arguments)

    assert message in done.stderr
    assert (done.exit_code, done.stdout) == (2, "")


def test_sheets_of_a_translation_have_its_language_in_their_names(
    run: Run, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sheets of two languages can be in one folder."""
    monkeypatch.setattr(Guide, "languages", ("en-US", "en-simple"))

    run("batch", table, "--handout", "aftercare", "--out", "out", "--workers", "1", "--language", "en-simple")

    assert sorted(path.name for path in (tmp_path / "out").glob("*.pdf")) == [
        "back-pain-aftercare-000001.en-simple.pdf",
        "back-pain-aftercare-000003.en-simple.pdf",
    ]


def test_filled_aids_have_the_selected_options(run: Run, table: Path, tmp_path: Path) -> None:
    """Each patient's decision aid equals the built one but for the name, and so does that of each clinic."""
    selected = ["--decision-option", "keep-active", "--decision-option", "acupuncture"]
    table.write_text("patient\nA. Example\n", encoding="utf-8")
    clinics = tmp_path / "clinics"
    clinics.mkdir()
    (clinics / "north.yaml").write_text("name: North Clinic\n", encoding="utf-8")

    sheets = run("batch", table, "--handout", "evidence", *selected, "--out", "out", "--workers", "1")
    sets = run("batch", "--clinics", clinics, "--handout", "evidence", *selected, "--out", "sets", "--workers", "1")

    assert (sheets.exit_code, sets.exit_code) == (0, 0), sets.stderr
    for path in ("out/back-pain-evidence-000001.pdf", "sets/north/back-pain-evidence.pdf"):
        verdict = verify(tmp_path / path)
        assert verdict.identity.decision_options == ("keep-active", "acupuncture")
        assert isinstance(verdict.answer, Unchanged)


def test_a_sheet_without_options_cannot_have_a_selection(run: Run, table: Path) -> None:
    """The error names the decision aid, and nothing is written."""
    done = run("batch", table, "--handout", "aftercare", "--decision-option", "acupuncture", "--out", "out")

    assert done.exit_code == 2
    assert "Handout 'aftercare' shows no decision options. Options can be selected for: evidence" in done.stderr
    assert not list(Path("out").glob("*.pdf"))


def test_an_unknown_language_is_rejected(run: Run, table: Path) -> None:
    """Nothing is written."""
    done = run("batch", table, "--handout", "aftercare", "--out", "out", "--language", "es")

    assert done.exit_code == 2
    assert "Language 'es' is not available for guide 'back-pain'. Languages: en-US" in done.stderr
    assert not list(Path("out").glob("*.pdf"))


def test_a_table_without_rows_is_an_error(run: Run) -> None:
    """Nothing is written, and the exit status is 2."""
    Path("t.csv").write_text("patient\n", encoding="utf-8")

    done = run("batch", "t.csv", "--handout", "aftercare", "--out", "out", "--workers", "1", "--merge")

    assert (done.exit_code, done.stdout, done.stderr) == (2, "", "Error: t.csv: no rows\n")
    assert not list(Path("out").glob("*.pdf"))


@pytest.mark.parametrize("command", [["batch", "t.csv"], ["passport"]])
def test_an_empty_output_path_is_rejected(command: list[str], run: Run) -> None:
    """It is not the current folder."""
    done = run(*command, "--out", "")

    assert done.exit_code == 2
    assert "Invalid value for '--out': the path is empty" in done.stderr

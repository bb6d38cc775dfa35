"""A batch makes a sheet for each valid row, reports the other rows, and survives the death of its processes."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from acucontent.batch import (
    BadRow,
    Job,
    LostWorker,
    OtherSheets,
    Sheet,
    Table,
    check_folder,
    check_table,
    fill_sheets,
    open_target,
    remove_earlier_files,
)
from acucontent.batch.lock import FolderInUse
from acucontent.batch.run import CHUNK
from acucontent.batch.share import QUEUE_LENGTH, share_work
from acucontent.batch.workers import make_local_pool
from tests.batch.fakes import DeadlyJob, FakeTemplate, open_inline


def make_sheets(count: int) -> Iterator[Sheet | BadRow]:
    """Yield some sheets."""
    return (Sheet(row, row + 1, {"patient": f"Patient {row}"}) for row in range(1, count + 1))


def make_job(folder: Path, **changed: bool) -> Job:
    """Return a job that makes files of one line."""
    return Job(FakeTemplate(), open_target(folder), "guide-sheet", ".pdf", **changed)


def read_files(folder: Path) -> dict[str, bytes]:
    """Return the content of each file in a folder."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_each_row_is_a_file_and_a_line_of_the_manifest(tmp_path: Path) -> None:
    """The manifest has row numbers and file names, and no other information about patients."""
    summary = fill_sheets(make_sheets(2), make_job(tmp_path), open_inline, 1)

    assert (summary.written, summary.skipped, summary.bad) == (2, 0, ())
    assert read_files(tmp_path) == {
        "guide-sheet-000001.pdf": b"sheet of Patient 1",
        "guide-sheet-000002.pdf": b"sheet of Patient 2",
        "manifest.csv": b"row,line,file\r\n1,2,guide-sheet-000001.pdf\r\n2,3,guide-sheet-000002.pdf\r\n",
    }


def test_bad_rows_are_reported_and_make_no_file(tmp_path: Path) -> None:
    """A row may be invalid or not fit on the sheet; the other sheets are made."""
    rows = [
        *make_sheets(1),
        BadRow(2, 3, "patient: is empty"),
        Sheet(3, 4, {"patient": "D" * 100}),
        Sheet(4, 5, {"patient": "D"}),
    ]

    summary = fill_sheets(rows, make_job(tmp_path), open_inline, 1)

    assert summary.bad == (BadRow(2, 3, "patient: is empty"), BadRow(3, 4, "patient: is too long"))
    assert read_files(tmp_path)["manifest.csv"].count(b"\n") == 3
    assert summary.written == 2


def test_name_that_cannot_be_printed_leaves_its_line_blank(tmp_path: Path) -> None:
    """No patient is refused because of a name: the sheet is made, and a message names the line of the table."""
    messages: list[str] = []

    summary = fill_sheets(
        [Sheet(1, 2, {"patient": "山"}), Sheet(2, 3, {"patient": "D"})],
        make_job(tmp_path),
        open_inline,
        1,
        on_done=lambda rows, done: messages.extend(map(str, done)),
    )

    assert (summary.written, summary.bad, summary.with_blanks) == (2, (), 1)
    assert messages == ["line 2: patient: left blank, to be written by hand: no installed font has 山", ""]


def test_resume_makes_only_missing_or_wrong_files(tmp_path: Path) -> None:
    """A file that is up to date is skipped; a file with other content is made again."""
    fill_sheets(make_sheets(4), make_job(tmp_path), open_inline, 1)
    before = read_files(tmp_path)
    (tmp_path / "guide-sheet-000002.pdf").unlink()
    (tmp_path / "guide-sheet-000003.pdf").write_bytes(b"sheet of another patient")
    kept = (tmp_path / "guide-sheet-000001.pdf").stat()

    summary = fill_sheets(make_sheets(4), make_job(tmp_path, resume=True), open_inline, 1)

    assert (summary.written, summary.skipped) == (2, 2)
    assert read_files(tmp_path) == before
    assert (tmp_path / "guide-sheet-000001.pdf").stat() == kept


def test_many_processes_make_what_one_makes(tmp_path: Path) -> None:
    """The files are the same, and so is the order of the manifest."""
    for name, open_pool in (("one", open_inline), ("many", make_local_pool(2))):
        fill_sheets(make_sheets(CHUNK * 5 + 1), make_job(tmp_path / name), open_pool, 2)

    assert read_files(tmp_path / "one") == read_files(tmp_path / "many")


def test_a_process_that_dies_loses_nothing(tmp_path: Path) -> None:
    """A new process gets the rows of one that died, and no temporary file is left."""
    deadly = DeadlyJob(make_job(tmp_path / "out"), CHUNK * 2 + 5, tmp_path / "died")

    summary = fill_sheets(make_sheets(CHUNK * 4), deadly, make_local_pool(2), 2)  # type: ignore[arg-type]  # a job that dies

    assert (tmp_path / "died").exists()
    assert summary.written == CHUNK * 4
    assert len(read_files(tmp_path / "out")) == CHUNK * 4 + 1


def test_a_process_that_dies_while_it_writes_leaves_no_temporary_file(tmp_path: Path) -> None:
    """A process killed before its file has the final name leaves nothing beside the sheets."""
    deadly = DeadlyJob(make_job(tmp_path / "out"), 1, tmp_path / "died", while_writing=True)

    summary = fill_sheets(make_sheets(CHUNK * 2), deadly, make_local_pool(2), 2)  # type: ignore[arg-type]  # a job that dies

    assert (tmp_path / "died").exists()
    assert summary.written == CHUNK * 2
    assert len(read_files(tmp_path / "out")) == CHUNK * 2 + 1


def test_processes_that_keep_dying_are_given_up(tmp_path: Path) -> None:
    """The run ends with an error that suggests a fix."""
    deadly = DeadlyJob(make_job(tmp_path / "out"), 1, tmp_path / "died", always=True)

    with pytest.raises(LostWorker, match=r"died 3 times\. It may need more memory"):
        fill_sheets(make_sheets(3), deadly, make_local_pool(1), 1)  # type: ignore[arg-type]  # a job that dies


def test_rows_are_read_as_they_are_needed(tmp_path: Path) -> None:
    """The memory needed does not depend on the length of the table."""
    read: list[int] = []

    def count_reads() -> Iterator[int]:
        for number in range(100):
            read.append(number)
            yield number

    for done, _ in share_work(count_reads(), str, open_inline, 2):
        assert len(read) <= done + 2 * QUEUE_LENGTH + 1


def test_a_long_table_becomes_sheets(tmp_path: Path) -> None:
    """The whole path works, from the text of a table to the files."""
    file = io.BytesIO(b"patient\n" + b"".join(b"Patient %d\n" % row for row in range(1, 121)))
    table = check_table(file, ("patient",), {}, "en-US")

    summary = fill_sheets(table.read_rows(), make_job(tmp_path), open_inline, 1)

    assert summary.written == 120
    assert read_files(tmp_path)["guide-sheet-000120.pdf"] == b"sheet of Patient 120"


def make_table(text: str) -> Table:
    """Return a table."""
    return check_table(io.BytesIO(text.encode()), ("patient",), {}, "en-US")


def test_a_run_removes_the_sheets_of_an_earlier_one(tmp_path: Path) -> None:
    """Old sheets, the old merged file and unfinished files are removed before the first sheet is written."""
    job = make_job(tmp_path)
    fill_sheets(make_sheets(3), job, open_inline, 1)
    for name in (job.merged_name, ".guide-sheet-all.pdf.0123456789.part", "other.txt", "guide-sheet-1.pdf"):
        (tmp_path / name).write_bytes(b"old")

    assert remove_earlier_files(job) == 3
    assert sorted(read_files(tmp_path)) == ["guide-sheet-1.pdf", "other.txt"]


def test_a_row_that_fails_has_no_sheet_of_an_earlier_run(tmp_path: Path) -> None:
    """With `--resume`, too, a sheet of yesterday is not under the number of a refused row, nor after the last row."""
    fill_sheets(make_sheets(4), make_job(tmp_path), open_inline, 1)
    job = make_job(tmp_path, resume=True)
    rows = [Sheet(1, 2, {"patient": "D" * 100}), BadRow(2, 3, "x"), Sheet(3, 4, {"patient": "Patient 3"})]

    assert remove_earlier_files(job, last_row=3) == 1
    summary = fill_sheets(rows, job, open_inline, 1)
    assert (summary.written, summary.skipped) == (0, 1)
    assert sorted(read_files(tmp_path)) == ["guide-sheet-000003.pdf", "manifest.csv"]


@pytest.mark.parametrize("name", ["other-000001.pdf", "guide-sheet-000001.es.pdf", "guide-000012.pdf"])
def test_sheets_of_another_run_are_named_and_refused(name: str, tmp_path: Path) -> None:
    """Sheets of two handouts or languages, which may be of other patients, are never in one folder."""
    (tmp_path / name).write_bytes(b"old")
    (tmp_path / "patients-20261128.csv").write_bytes(b"")

    with pytest.raises(OtherSheets, match=rf"has sheets of another run: {name}\. To fix it, choose another folder"):
        check_folder(make_job(tmp_path))


def test_two_runs_are_never_in_one_folder(tmp_path: Path) -> None:
    """The second run is refused while the first one writes, and no file is left of the lock."""
    with open_target(tmp_path).lock():
        with pytest.raises(FolderInUse, match="another run writes to this folder"), open_target(tmp_path).lock():
            pass
        assert list(tmp_path.iterdir()) == []
    with open_target(tmp_path).lock():
        pass


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX: modes")
def test_sheets_are_for_their_owner(tmp_path: Path) -> None:
    """Files with names of patients cannot be read by others, in this process and in worker processes."""
    for name, open_pool in (("one", open_inline), ("many", make_local_pool(1))):
        job = Job(FakeTemplate(), open_target(tmp_path / name, private=True), "guide-sheet", ".pdf")
        fill_sheets(make_table("patient\nA\n").read_rows(), job, open_pool, 1)
        with job.target.open_file(job.merged_name) as file:
            file.write(b"A")

        modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / name).iterdir()}
        assert modes == {"guide-sheet-000001.pdf": 0o600, "guide-sheet-all.pdf": 0o600, "manifest.csv": 0o600}
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o700

"""A batch makes a sheet for each valid row, reports the other rows, and survives the death of its processes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from acucontent.batch import BadRow, Job, LostWorker, Sheet, check_table, fill_sheets, open_target
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
        Sheet(3, 4, {"patient": "山"}),
        Sheet(4, 5, {"patient": "D"}),
    ]

    summary = fill_sheets(rows, make_job(tmp_path), open_inline, 1)

    assert summary.bad == (BadRow(2, 3, "patient: is empty"), BadRow(3, 4, "patient: no font has '山'"))
    assert read_files(tmp_path)["manifest.csv"].count(b"\n") == 3
    assert summary.written == 2


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

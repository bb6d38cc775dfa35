"""The work of a batch: what is made, what is told, and what happens when processes die."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from acucontent.batch import BadRow, Job, LostWorker, Sheet, read_table, run, target_of
from acucontent.batch.run import CHUNK
from acucontent.batch.share import QUEUE_LENGTH, share
from acucontent.batch.workers import local_pool
from tests.batch.fakes import DeadlyJob, FakeTemplate, inline


def sheets(count: int) -> Iterator[Sheet | BadRow]:
    """Some sheets."""
    return (Sheet(row, row + 1, {"patient": f"Patient {row}"}) for row in range(1, count + 1))


def job(folder: Path, **changed: bool) -> Job:
    """Files of one line."""
    return Job(FakeTemplate(), target_of(folder), "guide-sheet", ".pdf", **changed)


def files(folder: Path) -> dict[str, bytes]:
    """What stands in a folder."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_each_row_is_a_file_and_a_line_of_the_list(tmp_path: Path) -> None:
    """The list holds the number of the row and the name of the file, and nothing of the patient."""
    summary = run(sheets(2), job(tmp_path), inline, 1)

    assert (summary.written, summary.kept, summary.bad) == (2, 0, ())
    assert files(tmp_path) == {
        "guide-sheet-000001.pdf": b"sheet of Patient 1",
        "guide-sheet-000002.pdf": b"sheet of Patient 2",
        "manifest.csv": b"row,file\r\n1,guide-sheet-000001.pdf\r\n2,guide-sheet-000002.pdf\r\n",
    }


def test_bad_rows_are_told_and_make_no_file(tmp_path: Path) -> None:
    """Whether the table or the sheet refuses them, the others are done."""
    rows = [
        *sheets(1),
        BadRow(2, 3, "patient: is empty"),
        Sheet(3, 4, {"patient": "山"}),
        Sheet(4, 5, {"patient": "D"}),
    ]

    summary = run(rows, job(tmp_path), inline, 1)

    assert summary.bad == (BadRow(2, 3, "patient: is empty"), BadRow(3, 4, "patient: no font has '山'"))
    assert files(tmp_path)["manifest.csv"].count(b"\n") == 3
    assert summary.written == 2


def test_resume_does_only_what_is_missing_or_wrong(tmp_path: Path) -> None:
    """A file that is what would be made is left alone; one that is not, though its name fits, is made again."""
    run(sheets(4), job(tmp_path), inline, 1)
    before = files(tmp_path)
    (tmp_path / "guide-sheet-000002.pdf").unlink()
    (tmp_path / "guide-sheet-000003.pdf").write_bytes(b"sheet of another patient")
    kept = (tmp_path / "guide-sheet-000001.pdf").stat()

    summary = run(sheets(4), job(tmp_path, resume=True), inline, 1)

    assert (summary.written, summary.kept) == (2, 2)
    assert files(tmp_path) == before
    assert (tmp_path / "guide-sheet-000001.pdf").stat() == kept


def test_many_processes_make_what_one_makes(tmp_path: Path) -> None:
    """The same files, and the same list in the same order."""
    for name, opened in (("one", inline), ("many", local_pool(2))):
        run(sheets(CHUNK * 5 + 1), job(tmp_path / name), opened, 2)

    assert files(tmp_path / "one") == files(tmp_path / "many")


def test_a_process_that_dies_loses_nothing(tmp_path: Path) -> None:
    """What it had is given to a new one."""
    deadly = DeadlyJob(job(tmp_path / "out"), CHUNK * 2 + 5, tmp_path / "died")

    summary = run(sheets(CHUNK * 4), deadly, local_pool(2), 2)  # type: ignore[arg-type]  # a job that dies

    assert (tmp_path / "died").exists()
    assert summary.written == CHUNK * 4
    # The pool ends the other process too: what it had just written whole may still have its passing name.
    assert len([name for name in files(tmp_path / "out") if not name.endswith(".part")]) == CHUNK * 4 + 1


def test_processes_that_keep_dying_are_given_up(tmp_path: Path) -> None:
    """No endless loop, and the message says what to do."""
    deadly = DeadlyJob(job(tmp_path / "out"), 1, tmp_path / "died", always=True)

    with pytest.raises(LostWorker, match=r"died 3 times\. It may need more memory"):
        run(sheets(3), deadly, local_pool(1), 1)  # type: ignore[arg-type]  # a job that dies


def test_no_more_is_read_than_can_be_done(tmp_path: Path) -> None:
    """A table of any length takes the memory of what is in hand."""
    asked: list[int] = []

    def pieces() -> Iterator[int]:
        for number in range(100):
            asked.append(number)
            yield number

    for done, _ in share(pieces(), str, inline, 2):
        assert len(asked) <= done + 2 * QUEUE_LENGTH + 1


def test_a_table_of_many_rows_goes_through(tmp_path: Path) -> None:
    """From the text of the table to the files."""
    table = io.StringIO("patient\n" + "".join(f"Patient {row}\n" for row in range(1, 121)), newline="")

    summary = run(read_table(table, ("patient",), "en-US"), job(tmp_path), inline, 1)

    assert summary.written == 120
    assert files(tmp_path)["guide-sheet-000120.pdf"] == b"sheet of Patient 120"

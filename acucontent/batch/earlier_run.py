"""Find and remove the files of earlier runs in a folder, so that no old sheet is taken for one of this run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from acucontent.batch.run import MANIFEST, Job
from acucontent.errors import AcucontentError

_SHEET = re.compile(r".+-[0-9]{6}(?:\.[A-Za-z0-9-]+)?")
"""The file name of a sheet of any guide, handout and language, without the suffix of its format."""
_MOST_NAMED = 10


class OtherSheets(AcucontentError, FileExistsError):
    """A folder has sheets of another handout, guide or language."""


def check_folder(job: Job) -> None:
    """Reject a folder with sheets of another handout, guide or language, which might be of other patients.

    Raises:
        OtherSheets: The folder has some; the message names them.
    """
    names = [name for name in list_sheets(job) if job.find_row(name) is None]
    if names:
        fix = "To fix it, choose another folder, or delete them."
        raise OtherSheets(f"{job.target.get_path('')}: has sheets of another run: {name_files(names)}. {fix}")


def remove_earlier_files(job: Job, last_row: int = 0) -> int:
    """Remove the sheets, the merged file and the manifest of an earlier run, and what a killed run left unfinished.

    Args:
        job: The work of this run.
        last_row: The last row whose sheet is kept, because this run will check it.

    Returns:
        The number of sheets that were removed.
    """
    rows = {name: row for name in job.target.list_names() if (row := job.find_row(name)) is not None}
    earlier = [name for name, row in rows.items() if row > last_row]
    for name in (MANIFEST, job.merged_name, *earlier):
        job.target.remove(name)
    job.target.remove_unfinished(job.stem)
    return len(earlier)


def list_sheets(job: Job) -> tuple[str, ...]:
    """Return the names of all sheets in the target of a job, of any run."""
    ending = re.compile(rf"{_SHEET.pattern}{re.escape(Path(job.suffix).suffix or job.suffix)}")
    return tuple(sorted(name for name in job.target.list_names() if ending.fullmatch(name)))


def name_files(names: Sequence[str]) -> str:
    """Return file names on one line; the first ones if there are many."""
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return ", ".join(names[:_MOST_NAMED]) + more

"""Make a personal sheet for each row of a table of patients; the sheet is typeset only once."""

from acucontent.batch.rows import BadRow, BadTable, Sheet, read_table
from acucontent.batch.run import Job, Made, Summary, run
from acucontent.batch.target import Target, target_of
from acucontent.rendering.workers import LostWorker

__all__ = [
    "BadRow",
    "BadTable",
    "Job",
    "LostWorker",
    "Made",
    "Sheet",
    "Summary",
    "Target",
    "read_table",
    "run",
    "target_of",
]

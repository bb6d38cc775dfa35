"""Personal sheets by the thousand: a table of patients, one sheet set in type once, one file a row."""

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

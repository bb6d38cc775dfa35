"""Make a personal sheet for each row of a table of patients; the sheet is typeset only once."""

from acucontent.batch.rows import BadRow, BadTable, Sheet, read_table
from acucontent.batch.run import Job, MadeSheet, Summary, fill_sheets
from acucontent.batch.target import Target, open_target
from acucontent.rendering.workers import LostWorker

__all__ = [
    "BadRow",
    "BadTable",
    "Job",
    "LostWorker",
    "MadeSheet",
    "Sheet",
    "Summary",
    "Target",
    "fill_sheets",
    "open_target",
    "read_table",
]

"""Make a personal sheet for each row of a table of patients; the sheet is typeset only once."""

from acucontent.batch.earlier_run import OtherSheets, check_folder, remove_earlier_files
from acucontent.batch.records import BadRow, BadTable, Sheet
from acucontent.batch.run import Job, MadeSheet, Summary, fill_sheets
from acucontent.batch.table import Table, check_table, open_table_file
from acucontent.batch.target import Target, open_target
from acucontent.rendering.workers import LostWorker

__all__ = [
    "BadRow",
    "BadTable",
    "Job",
    "LostWorker",
    "MadeSheet",
    "OtherSheets",
    "Sheet",
    "Summary",
    "Table",
    "Target",
    "check_folder",
    "check_table",
    "fill_sheets",
    "open_table_file",
    "open_target",
    "remove_earlier_files",
]

"""What the desk keeps between two starts: settings, saved sets and the record of prints.

Nothing here can hold the words of a patient: `prints.py` and `saved_sets.py` have choices, names and hashes only.
"""

from acucontent.desk.storage.database import RecordUnusable
from acucontent.desk.storage.folder import find_user_folder
from acucontent.desk.storage.prints import KeptEdition, NewPrint, Print, PrintedSheet, RecordPage
from acucontent.desk.storage.record import DamagedContent, Record, UnknownPrint
from acucontent.desk.storage.saved_sets import DuplicateSet, InvalidSet, SavedSets, UnknownSet
from acucontent.desk.storage.settings import Settings, SettingsFile
from acucontent.desk.storage.store import Store

__all__ = [
    "DamagedContent",
    "DuplicateSet",
    "InvalidSet",
    "KeptEdition",
    "NewPrint",
    "Print",
    "PrintedSheet",
    "Record",
    "RecordPage",
    "RecordUnusable",
    "SavedSets",
    "Settings",
    "SettingsFile",
    "Store",
    "UnknownPrint",
    "UnknownSet",
    "find_user_folder",
]

"""Settings of the desk: the last choice, the folder of the clinics, and how long prints stay in the record."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from acucontent.desk.choices import SheetChoice
from acucontent.desk.storage.json_file import JsonFile, JsonObject
from acucontent.desk.storage.notices import Notices

FILE = "settings.json"
"""The name of the file."""

MAX_DAYS = 36_500
"""The longest time in the record that can be set, in days."""


@dataclass(frozen=True)
class Settings:
    """What the desk remembers. Unknown keys of a newer version are passed over and kept in the file."""

    last_choice: SheetChoice | None = None
    """What was chosen last, which the main page opens with."""
    clinics_folder: Path | None = None
    """The folder of the clinics' overlays; None for the one in the desk's own folder."""
    keep_days: int | None = None
    """How many days a print stays in the record; None for ever."""

    @classmethod
    def from_json(cls, values: JsonObject) -> Settings:
        """Return the settings of a document.

        Raises:
            ValueError: A value is invalid.
        """
        choice, folder, days = (values.get(each) for each in ("last_choice", "clinics_folder", "keep_days"))
        if folder is not None and not isinstance(folder, str):
            raise ValueError("clinics_folder: expected a path")
        if days is not None and (not isinstance(days, int) or not 1 <= days <= MAX_DAYS):
            raise ValueError(f"keep_days: expected 1 to {MAX_DAYS}")
        if choice is not None and not isinstance(choice, dict):
            raise ValueError("last_choice: expected an object")
        return cls(SheetChoice.from_json(choice) if choice else None, Path(folder) if folder else None, days)


class SettingsFile:
    """The settings of the desk in their file."""

    def __init__(self, folder: Path | None, notices: Notices) -> None:
        """Make the settings of a folder; without one, they are kept in memory."""
        self._file = JsonFile(folder / FILE if folder else None, Settings.from_json, notices)

    def read(self) -> Settings:
        """Return the settings."""
        return Settings.from_json(self._file.read())

    def save_last_choice(self, choice: SheetChoice) -> None:
        """Remember what was chosen last."""
        self._save("last_choice", choice.to_json())

    def save_clinics_folder(self, folder: Path | None) -> None:
        """Set the folder of the clinics' overlays; None for the one in the desk's own folder."""
        self._save("clinics_folder", None if folder is None else str(folder))

    def save_keep_days(self, days: int | None) -> None:
        """Set how many days a print stays in the record; None for ever.

        Raises:
            ValueError: The number is out of range.
        """
        Settings.from_json({"keep_days": days})
        self._save("keep_days", days)

    def _save(self, name: str, value: Any) -> None:
        self._file.change(lambda values: {**values, name: value})

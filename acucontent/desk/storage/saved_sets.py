"""Saved sets: choices of sheets that a person at the desk gave a name."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic_core import PydanticCustomError

from acucontent.desk.choices import SheetChoice
from acucontent.desk.storage.json_file import JsonFile, JsonObject
from acucontent.desk.storage.notices import Notices
from acucontent.errors import AcucontentError
from acucontent.model.characters import normalize_text
from acucontent.problems import quote_text

FILE = "sets.json"
"""The name of the file."""

MAX_NAME = 60
"""The longest name of a set, in characters."""
MAX_SETS = 500
"""The largest number of sets."""


class DuplicateSet(AcucontentError, ValueError):
    """Another set has the name."""


class UnknownSet(AcucontentError, LookupError):
    """No set has the name."""


class InvalidSet(AcucontentError, ValueError):
    """A name cannot be given to a set, or there are too many; the message says why."""


def clean_name(name: str) -> str:
    """Return the name of a set with single spaces.

    Raises:
        InvalidSet: The name is empty, too long, or has characters that cannot be seen.
    """
    try:
        cleaned = " ".join(normalize_text(name).split())
    except PydanticCustomError as error:
        raise InvalidSet(f"This name cannot be used: it {error.message()}.") from None
    if not cleaned:
        raise InvalidSet("The name is missing. Write a name, such as 'First visit, with map'.")
    if len(cleaned) > MAX_NAME:
        raise InvalidSet(f"The name has {len(cleaned)} characters. Use at most {MAX_NAME}.")
    return cleaned


class SavedSets:
    """Saved sets by name, in a file that several desks can change. Names that differ only in case are equal."""

    def __init__(self, folder: Path | None, notices: Notices) -> None:
        """Make the sets of a folder; without one, they are kept in memory."""
        self._file = JsonFile(folder / FILE if folder else None, _parse, notices)

    def list_sets(self) -> Mapping[str, SheetChoice]:
        """Return the sets by name, sorted by name."""
        found = _parse(self._file.read())
        return {name: found[name] for name in sorted(found, key=_fold)}

    def get(self, name: str) -> SheetChoice:
        """Return a set.

        Raises:
            UnknownSet: No set has the name.
        """
        found = self.list_sets()
        return found[_find(found, name)]

    def save(self, name: str, choice: SheetChoice, *, replace: bool = False) -> str:
        """Save a set and return its name as it is saved.

        Args:
            name: The name.
            choice: The sheets and their options.
            replace: Whether a set with this name is replaced.

        Raises:
            InvalidSet: The name cannot be used, or there are too many sets.
            DuplicateSet: Another set has the name, and `replace` is false.
        """
        cleaned = clean_name(name)

        def add(values: JsonObject) -> JsonObject:
            others = {key: value for key, value in values.items() if _fold(key) != _fold(cleaned)}
            if values.get(cleaned) == choice.to_json():  # as after a second click
                return values
            if len(others) < len(values) and not replace:
                raise _make_duplicate(cleaned)
            if len(others) >= MAX_SETS:
                raise InvalidSet(f"There are {MAX_SETS} sets, which is the limit. Delete some that are not used.")
            return {**others, cleaned: choice.to_json()}

        self._file.change(add)
        return cleaned

    def rename(self, name: str, new: str) -> str:
        """Rename a set and return its new name as it is saved.

        Raises:
            UnknownSet: No set has the name.
            InvalidSet: The new name cannot be used.
            DuplicateSet: Another set has the new name.
        """
        cleaned = clean_name(new)

        def move(values: JsonObject) -> JsonObject:
            old = _find(values, name)
            if any(_fold(key) == _fold(cleaned) for key in values if key != old):
                raise _make_duplicate(cleaned)
            return {cleaned if key == old else key: value for key, value in values.items()}

        self._file.change(move)
        return cleaned

    def delete(self, name: str) -> None:
        """Delete a set.

        Raises:
            UnknownSet: No set has the name.
        """

        def remove(values: JsonObject) -> JsonObject:
            old = _find(values, name)
            return {key: value for key, value in values.items() if key != old}

        self._file.change(remove)


def _parse(values: JsonObject) -> dict[str, SheetChoice]:
    """Return the sets of a document.

    Raises:
        ValueError: A set is invalid.
    """
    return {name: SheetChoice.from_json(_require_object(value)) for name, value in values.items()}


def _require_object(value: Any) -> JsonObject:
    if not isinstance(value, dict):
        raise ValueError("a set is not an object")  # noqa: TRY004 - the damage of a file, not of a caller
    return value


def _find(values: Mapping[str, object], name: str) -> str:
    """Return the name of a set as it is saved."""
    found = next((key for key in values if _fold(key) == _fold(name)), None)
    if found is None:
        raise UnknownSet(f"There is no set {quote_text(name)}. It may have been deleted at another desk.")
    return found


def _fold(name: str) -> str:
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()


def _make_duplicate(name: str) -> DuplicateSet:
    return DuplicateSet(f"There is a set {quote_text(name)} already. Use another name, or delete that set first.")

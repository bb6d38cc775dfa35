"""What a person chooses to print, and the words for one patient, which are kept apart from it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from acucontent.errors import AcucontentError

PAPERS = ("letter", "a4")
"""The sizes of paper that can be chosen."""

MAX_HANDOUTS = 50
"""The most handouts of a choice."""

_MAX_LENGTH = 200
_FILE_NAME = re.compile(r"(?![.])[^/\\\x00-\x1f]+")
"""The name of a file in a folder: no path, and not hidden."""


class InvalidChoice(AcucontentError, ValueError):
    """A choice of sheets is invalid; the message names the field and says what is wrong."""


@dataclass(frozen=True)
class SheetChoice:
    """Handouts of a guide, and how they are printed. It says nothing about a patient, so it may be stored.

    Raises:
        InvalidChoice: A value is invalid. Whether the guide has the handouts, the region and the language is known
            only when a sheet is made.
    """

    guide: str
    """The id of the guide."""
    handouts: tuple[str, ...]
    """The ids of the handouts, in the order in which they are printed."""
    region: str
    """The code of the region."""
    language: str
    """The language, as a BCP 47 tag."""
    paper: str | None = None
    """The size of the paper: `letter`, `a4`, or None for that of the region."""
    large_print: bool = False
    """Whether the text is set in 18 points."""
    grey: bool = False
    """Whether shades of grey are used, without color."""
    clinic: str | None = None
    """The file name of a clinic's overlay, such as `example.yaml`; None for none."""
    decision_options: tuple[str, ...] = ()
    """The ids of the options that a decision aid shows; empty for all."""

    def __post_init__(self) -> None:
        """Reject invalid values."""
        problems = "; ".join(_find_problems(self))
        if problems:
            raise InvalidChoice(problems)

    def to_json(self) -> dict[str, Any]:
        """Return the choice as JSON values."""
        lists = {name: list(getattr(self, name)) for name in _LISTS}
        return {**asdict(self), **lists}

    @classmethod
    def from_json(cls, value: object) -> SheetChoice:
        """Return the choice that `to_json` described. Fields with a default may be missing.

        Raises:
            InvalidChoice: The value is not an object with the fields of a choice.
        """
        if not isinstance(value, Mapping):
            raise InvalidChoice(f"expected an object, got {type(value).__name__}")
        names = [field.name for field in fields(cls)]
        unknown = sorted(str(name) for name in value if name not in names)
        missing = [name for name in names[:4] if name not in value]
        if unknown or missing:
            lists = {"unknown fields": unknown, "missing fields": missing}
            raise InvalidChoice("; ".join(f"{what}: {', '.join(which)}" for what, which in lists.items() if which))
        return cls(**{name: _read_value(name, one) for name, one in value.items()})


_LISTS = ("handouts", "decision_options")
_TEXTS = ("guide", "region", "language")
_FLAGS = ("large_print", "grey")


def _read_value(name: str, value: Any) -> Any:
    """Return a value with lists as tuples; text is left as it is, and is then reported as invalid."""
    return tuple(value) if name in _LISTS and isinstance(value, list) else value


def _find_problems(choice: SheetChoice) -> Iterator[str]:
    """Yield every problem of the values."""
    for name in _TEXTS:
        if not _is_text(getattr(choice, name)):
            yield f"{name}: expected a text of at most {_MAX_LENGTH} characters"
    for name in _LISTS:
        value = getattr(choice, name)
        if not (isinstance(value, tuple) and all(map(_is_text, value)) and len(value) <= MAX_HANDOUTS):
            yield f"{name}: expected a list of at most {MAX_HANDOUTS} ids"
        elif len(set(value)) < len(value):
            yield f"{name}: has an id twice"
    for name in _FLAGS:
        if not isinstance(getattr(choice, name), bool):
            yield f"{name}: expected true or false"
    if choice.paper not in (None, *PAPERS):
        yield f"paper: expected one of {', '.join(PAPERS)}, or nothing for that of the region"
    if choice.clinic is not None and not (_is_text(choice.clinic) and _FILE_NAME.fullmatch(choice.clinic)):
        yield "clinic: expected the name of a file, without a folder"


def _is_text(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _MAX_LENGTH and value.isprintable()


@dataclass(frozen=True, repr=False)
class PatientWords:
    """The words for one patient. They are never stored, and no error or representation shows them.

    Raises:
        TypeError: A value is not text.
    """

    patient: str = ""
    """The name of the patient."""
    date: str = ""
    """The date of the visit, such as `2026-12-31`."""
    time: str = ""
    """The time of the visit, such as `14:30`."""
    next_visit: str = ""
    """The date of the next visit, with or without a time."""
    practitioner: str = ""
    """The name of the practitioner."""
    notes: str = ""
    """A note for the patient."""

    def __post_init__(self) -> None:
        """Reject values that are not text."""
        for field in fields(self):
            if not isinstance(getattr(self, field.name), str):
                raise TypeError(f"{field.name}: expected text")

    def __bool__(self) -> bool:
        return any(text.strip() for text in self.by_field.values())

    def __repr__(self) -> str:
        return "PatientWords(…)"

    @property
    def by_field(self) -> dict[str, str]:
        """The words by the name of the field, also the empty ones."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

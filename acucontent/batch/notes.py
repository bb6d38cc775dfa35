"""Refuse a row whose note for the patient is unsafe or misleading, as the note of a clinic is refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from acucontent.batch.records import BadRow, Sheet
from acucontent.quality.overlay import find_broken_rules

_NOTES = "notes"
"""The column with free text; the others are names, dates and times."""


def refuse_unsafe_notes(rows: Iterable[Sheet | BadRow], language: str) -> Iterator[Sheet | BadRow]:
    """Yield the rows, with an unsafe note replaced by the reason, which does not repeat what was written for a patient.

    Args:
        rows: The rows of a table.
        language: The language of the notes, as a BCP 47 tag.
    """
    for row in rows:
        reason = explain_unsafe_note(row.words.get(_NOTES, ""), language) if isinstance(row, Sheet) else None
        yield row if reason is None else BadRow(row.row, row.line, f"{_NOTES}: {reason}")


def explain_unsafe_note(note: str, language: str) -> str | None:
    """Return why a note for a patient is unsafe or misleading, without repeating it; None if it is not, or is empty.

    Args:
        note: The note.
        language: Its language, as a BCP 47 tag.
    """
    broken = next(find_broken_rules(note, language), None) if note else None
    return None if broken is None else f"{broken.code}: {broken.title}. To fix it: {broken.fix}"

"""A note for a patient is judged as every other text of a sheet."""

from __future__ import annotations

from acucontent.batch.notes import refuse_unsafe_notes
from acucontent.batch.records import BadRow, Sheet


def refuse(note: str, language: str = "en-US") -> str | None:
    """Return why a row with a note is refused; None if it is not."""
    (row,) = refuse_unsafe_notes([Sheet(1, 2, {"patient": "Ada", "notes": note})], language)
    return str(row) if isinstance(row, BadRow) else None


def test_an_unsafe_note_is_refused_without_its_words() -> None:
    """The reason names the rule, and repeats nothing about the patient."""
    reason = refuse("Stop your blood thinner two days before the visit.")

    assert reason is not None
    assert reason.startswith("line 2: notes: S110: A sentence advises readers to stop")
    assert "two days" not in reason


def test_a_plain_note_is_printed() -> None:
    """Directions and appointments are not unsafe."""
    assert refuse("Please bring your scan. Park behind the house.") is None
    assert refuse("") is None


def test_a_note_that_cannot_be_judged_is_refused() -> None:
    """A note in a language without word lists is refused, as that of a clinic is."""
    assert "S100" in (refuse("Deje de tomar su anticoagulante.", "es") or "")


def test_an_invalid_row_stays_as_it_is() -> None:
    """The first reason is kept."""
    bad = BadRow(3, 4, "patient: is empty")

    assert list(refuse_unsafe_notes([bad], "en")) == [bad]

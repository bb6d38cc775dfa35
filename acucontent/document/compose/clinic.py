"""The clinic's own section: how to reach it, who treats there, and its note. No other section changes."""

from __future__ import annotations

from collections.abc import Iterator

from acucontent.clinic import Clinic, ClinicPractitioner, Overlay
from acucontent.document.blocks import Blocks, Inlines, Section, WebLink
from acucontent.document.compose.writer import Writer, words


def compose_clinic(writer: Writer, overlay: Overlay, handout: str) -> Section:
    """How to reach the clinic, and its note for the handout."""
    own = overlay.clinic
    rows = [(label, value) for label, value in _facts(own) if value]
    facts: Blocks = (writer.facts("clinic_facts", own.name, rows),) if rows else ()
    note = own.find_note(handout)
    text = (
        (Section("clinic.note", writer.label("clinic_note"), writer.blocks(note.text), listed=False),) if note else ()
    )
    return Section("clinic", words(own.name), (*facts, *text), role="clinic")


def _facts(own: Clinic) -> Iterator[tuple[str, Inlines]]:
    yield "clinic_address", _words(", ".join(own.address))
    for label in ("phone", "out_of_hours", "emergency"):
        number = getattr(own, label)
        yield f"clinic_{label}", _words(number)
    yield "clinic_hours", _words("; ".join(own.hours))
    yield "clinic_web", (WebLink(own.web, words(own.web)),) if own.web else ()
    yield "clinic_email", (WebLink(f"mailto:{own.email}", words(own.email)),) if own.email else ()
    yield "clinic_practitioners", _words("; ".join(map(_practitioner, own.practitioners)))


def _words(text: str | None) -> Inlines:
    """Plain words, or none where the clinic says nothing."""
    return words(text) if text else ()


def _practitioner(one: ClinicPractitioner) -> str:
    return ", ".join(part for part in (one.name, one.credentials, one.licence) if part)

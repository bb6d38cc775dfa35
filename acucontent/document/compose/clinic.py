"""The section of a clinic: contact details, practitioners and a note. No other section changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from acucontent.clinic import Clinic, ClinicPractitioner, Overlay
from acucontent.document.blocks import Blocks, Inline, Inlines, Paragraph, Section, WebLink
from acucontent.document.compose.writer import Writer, flatten_blocks, join_inlines, make_strong, make_words
from acucontent.document.direction import join_isolated
from acucontent.document.traversal import rewrite_blocks
from acucontent.model.plain_text import flatten


def compose_clinic(writer: Writer, overlay: Overlay, handout: str) -> Section:
    """Compose the section of the clinic, with its notes for the handout."""
    clinic = overlay.clinic
    rows = [(label, value) for label, value in _list_facts(clinic, writer.language) if value]
    facts: Blocks = (writer.make_facts("clinic_facts", clinic.name, rows),) if rows else ()
    return _compose_section(writer, clinic, handout, facts)


def compose_letterhead(writer: Writer, overlay: Overlay, handout: str) -> Section:
    """Compose the section of the clinic on a sheet, with its contact details in one paragraph."""
    rows = [(label, value) for label, value in _list_facts(overlay.clinic, writer.language) if value]
    runs = [(make_strong(writer.labels(label)), *make_words(": "), *value) for label, value in rows]
    facts: Blocks = (Paragraph(join_inlines(runs, f"{_NO_BREAK_SPACE}· "), "small"),) if runs else ()
    return _write_addresses(_compose_section(writer, overlay.clinic, handout, facts))


def _write_addresses(section: Section) -> Section:
    """Return a section in which the address of each link is written after its text, as paper cannot be clicked."""
    return replace(section, blocks=rewrite_blocks(section.blocks, _write_address))


def _write_address(inline: Inline) -> Inlines:
    if not isinstance(inline, WebLink) or inline.address.endswith(flatten(inline.children)):
        return (inline,)
    shown = _SCHEME.sub("", inline.address).rstrip("/")
    return (*inline.children, *make_words(" ("), WebLink(inline.address, make_words(shown)), *make_words(")"))


_NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
_SCHEME = re.compile("^(?:https?://|mailto:)")


def _compose_section(writer: Writer, clinic: Clinic, handout: str, facts: Blocks) -> Section:
    notes = flatten_blocks(writer.write_blocks(note.text) for note in clinic.find_notes(handout))
    text = (Section("clinic.note", writer.write_label("clinic_note"), notes, listed=False),) if notes else ()
    return Section("clinic", make_words(clinic.name), (*facts, *text), role="clinic")


def _list_facts(clinic: Clinic, language: str) -> Iterator[tuple[str, Inlines]]:
    for label in ("phone", "out_of_hours", "emergency"):
        number = getattr(clinic, label)
        yield f"clinic_{label}", _make_optional_words(number)
    yield "clinic_address", join_isolated(clinic.address, ", ", language)
    yield "clinic_hours", join_isolated(clinic.hours, "; ", language)
    yield "clinic_web", (WebLink(clinic.web, make_words(clinic.web)),) if clinic.web else ()
    yield "clinic_email", (WebLink(f"mailto:{clinic.email}", make_words(clinic.email)),) if clinic.email else ()
    practitioners = [_format_practitioner(one, language) for one in clinic.practitioners]
    yield "clinic_practitioners", join_inlines(practitioners, "; ")


def _make_optional_words(text: str | None) -> Inlines:
    """Return the text as inlines, or no inlines if there is no text."""
    return make_words(text) if text else ()


def _format_practitioner(one: ClinicPractitioner, language: str) -> Inlines:
    return join_isolated([part for part in (one.name, one.credentials, one.licence) if part], ", ", language)

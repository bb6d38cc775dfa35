"""A clinic's overlay: its name, numbers, people, colors, logo and notes. It adds; it cannot change a clinical word.

The overlay fills slots of its own beside the composed document. The blocks of a document are made before and
without it, so that the content hash printed on a sheet is the same with any overlay.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, EmailStr, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from acucontent.model.base import Record, Slug, Text
from acucontent.model.identifiers import WebAddress
from acucontent.model.practitioners import Phone
from acucontent.model.prose import Citation, InnerLink, Prose, each_inline

ClinicSchemaId = Literal["urn:acucontent:schema:clinic-1"]

CLINIC_SCHEMA_ID: ClinicSchemaId = "urn:acucontent:schema:clinic-1"
"""Names the version of the overlay's schema."""

_BEYOND_A_LINK = re.compile(r"[^\w.+'@-]")

MOST_NOTES = 50
"""How many notes an overlay may hold."""

ALL_HANDOUTS = "all"
"""What a note names to stand on every handout."""


def _readable_on_white(text: str) -> str:
    """The color as #rrggbb, or an error that proposes the nearest one that passes."""
    from acucontent.contrast import readable_on_white  # brings a library that only an overlay needs

    return readable_on_white(text)


ReadableColor = Annotated[
    str,
    StringConstraints(strip_whitespace=True, pattern=r"^#[0-9A-Fa-f]{6}$"),
    AfterValidator(_readable_on_white),
    WithJsonSchema({"type": "string", "pattern": "^#[0-9A-Fa-f]{6}$", "examples": ["#1f5a7a"]}),
]
"""A color as #rrggbb that can be read on white."""


def _fit_for_a_link(address: str) -> str:
    """The address, when it can stand after `mailto:` as it is: a '?' there would begin the text of a letter."""
    if _BEYOND_A_LINK.search(address):
        raise PydanticCustomError(
            "email", "has a character that a link cannot carry: use letters, digits and . _ + ' - before the @"
        )
    return address


Email = Annotated[
    EmailStr,
    AfterValidator(_fit_for_a_link),
    WithJsonSchema({"type": "string", "pattern": "^[^@\\s]+@[^@\\s]+$", "examples": ["desk@example.org"]}),
]
"""An e-mail address."""


def _without_links_into_the_guide(prose: Prose) -> Prose:
    for inline in each_inline(prose.blocks):
        if isinstance(inline, Citation | InnerLink):
            raise PydanticCustomError(
                "clinic_note", "links into the guide or cites: a clinic's note holds words and links to the web only"
            )
    return prose


class ClinicPractitioner(Record):
    """Someone who treats at the clinic."""

    name: Text
    """The name as it stands on the door."""
    credentials: Text | None = None
    """Letters or titles, such as 'L.Ac.'."""
    licence: Text | None = None
    """The number of the licence, and who gave it."""


class ClinicNote(Record):
    """What the clinic adds to one handout."""

    handout: Slug
    """The handout's id, or 'all'."""
    text: Annotated[Prose, AfterValidator(_without_links_into_the_guide)]
    """The note."""


def _one_a_handout(notes: tuple[ClinicNote, ...]) -> tuple[ClinicNote, ...]:
    named = Counter(note.handout for note in notes)
    twice = sorted(handout for handout, times in named.items() if times > 1)
    if twice:
        raise PydanticCustomError(
            "clinic_notes", "has more than one note for: {handouts}. Make them one", {"handouts": ", ".join(twice)}
        )
    return notes


class Clinic(Record):
    """What a clinic adds to the handouts: its name, numbers, people, colors, logo and notes."""

    model_config = ConfigDict(
        title="Clinic's overlay",
        json_schema_extra={"$id": CLINIC_SCHEMA_ID, "$schema": "https://json-schema.org/draft/2020-12/schema"},
    )

    schema_id: Annotated[ClinicSchemaId, Field(alias="$schema")] = CLINIC_SCHEMA_ID
    """The schema that the overlay is written for."""
    name: Text
    """The clinic's name."""
    address: Annotated[tuple[Text, ...], Field(max_length=5)] = ()
    """The address, line by line."""
    phone: Phone | None = None
    """The number for appointments and questions."""
    out_of_hours: Phone | None = None
    """The number when the clinic is closed."""
    emergency: Phone | None = None
    """The clinic's own number for emergencies, beside the region's."""
    web: WebAddress | None = None
    """The web address."""
    email: Email | None = None
    """The e-mail address."""
    practitioners: Annotated[tuple[ClinicPractitioner, ...], Field(max_length=8)] = ()
    """Who treats there."""
    hours: Annotated[tuple[Text, ...], Field(max_length=7)] = ()
    """Opening hours, line by line."""
    logo: Text | None = None
    """The logo's file, PNG or JPEG, beside the overlay."""
    color: ReadableColor | None = None
    """The color of headings and rules."""
    second_color: ReadableColor | None = None
    """The color of lines and marks."""
    notes: Annotated[tuple[ClinicNote, ...], Field(max_length=MOST_NOTES), AfterValidator(_one_a_handout)] = ()
    """Notes by handout."""

    def note_for(self, handout: str) -> ClinicNote | None:
        """The note for a handout: its own, else the one for all."""
        notes = {note.handout: note for note in self.notes}
        return notes.get(handout, notes.get(ALL_HANDOUTS))


@dataclass(frozen=True)
class Overlay:
    """A clinic with its logo as a clean PNG."""

    clinic: Clinic
    logo: bytes | None = None

    def on(self, handout: str) -> Overlay:
        """What of it stands on a handout: of the notes, the one that is meant for it."""
        note = self.clinic.note_for(handout)
        return replace(self, clinic=self.clinic.model_copy(update={"notes": (note,) if note else ()}))

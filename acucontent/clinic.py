"""A clinic's overlay: its name, phone numbers, practitioners, colors, logo and notes.

An overlay adds to a handout and cannot change its clinical text. The blocks of a document are composed without the
overlay, which has places of its own in the document, so the printed content hash is the same with any overlay.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    ConfigDict,
    EmailStr,
    Field,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
    field_validator,
)
from pydantic_core import PydanticCustomError

from acucontent.model.base import Record, Slug, Text
from acucontent.model.identifiers import WebAddress
from acucontent.model.label_words import ClinicLabelWords
from acucontent.model.lengths import MaxLength
from acucontent.model.phone import Phone
from acucontent.model.prose import Citation, InnerLink, Paragraph, Prose, ProseBlock, walk_inlines
from acucontent.problems import quote_text

ClinicSchemaId = Literal["urn:acucontent:schema:clinic-1"]

CLINIC_SCHEMA_ID: ClinicSchemaId = "urn:acucontent:schema:clinic-1"
"""The id of the current version of the overlay schema."""

_NOT_ALLOWED_IN_MAILTO = re.compile(r"[^\w.+'@-]")

MAX_NOTES = 50
"""The largest number of notes in an overlay."""

MAX_NAME = 290
"""The longest name of a clinic, in characters. This limit and the following ones are what a sheet has space for."""
MAX_NOTE = 600
"""The longest note for one handout, in characters of its source."""
MAX_GENERAL_NOTE = 300
"""The longest note for all handouts, in characters of its source."""
NOTE_CHARACTERS_PER_PARAGRAPH = 75
"""A note has at most one paragraph or item for each of these characters of its limit, since each takes a line."""

ALL_HANDOUTS = "all"
"""The value of `ClinicNote.handout` for a note on every handout."""


def _validate_color(text: str) -> str:
    """Return a color that is readable on white, or raise an error that suggests one."""
    from acucontent.contrast import check_contrast  # imports a library that only colors need

    return check_contrast(text)


ReadableColor = Annotated[
    str,
    StringConstraints(strip_whitespace=True, pattern=r"^#[0-9A-Fa-f]{6}$"),
    AfterValidator(_validate_color),
    WithJsonSchema({"type": "string", "pattern": "^#[0-9A-Fa-f]{6}$", "examples": ["#1f5a7a"]}),
]
"""A color as #rrggbb in which text is readable on white."""


def _validate_mailto_address(address: str) -> str:
    """Return the address if it is valid in a `mailto:` link without escaping: a '?' would begin the message text."""
    if _NOT_ALLOWED_IN_MAILTO.search(address):
        raise PydanticCustomError(
            "email",
            "has a character that is not allowed in a link. Use only letters, digits and . _ + ' - before the @",
        )
    return address


def _validate_email(address: Any, validate: ValidatorFunctionWrapHandler) -> str:
    """Return a valid address, or raise an error in our own words."""
    try:
        return str(validate(address))
    except ValidationError as error:
        if not isinstance(address, str) or error.errors()[0]["type"] != "value_error":
            raise
    fault = "expected an address such as desk@example.org" if "@" in address else "it must contain an @-sign"
    raise PydanticCustomError(
        "email", "{address} is not a valid email address: {fault}", {"address": quote_text(address), "fault": fault}
    )


Email = Annotated[
    EmailStr,
    WrapValidator(_validate_email),
    AfterValidator(_validate_mailto_address),
    WithJsonSchema({"type": "string", "pattern": "^[^@\\s]+@[^@\\s]+$", "examples": ["desk@example.org"]}),
]
"""An e-mail address."""


def _reject_guide_links(prose: Prose) -> Prose:
    """Return the prose if it has no citations and no links into the guide."""
    for inline in walk_inlines(prose.blocks):
        if isinstance(inline, Citation | InnerLink):
            raise PydanticCustomError(
                "clinic_note",
                "has a citation or a link into the guide. A clinic's note can have only text and links to websites",
            )
    return prose


Line = Annotated[Text, MaxLength(40)]
"""A line of an address, or the name or licence of a person."""
Address = Annotated[WebAddress, MaxLength(80)]
"""A web address. The QR code of a longer one would be wider than its place on a sheet."""


class ClinicPractitioner(Record):
    """A practitioner at the clinic."""

    name: Line
    """The name as patients know it."""
    credentials: Annotated[Text, MaxLength(24)] | None = None
    """Letters or titles, such as 'L.Ac.'."""
    licence: Line | None = None
    """The number of the licence and the authority that issued it."""


def _count_paragraphs(blocks: tuple[ProseBlock, ...]) -> int:
    """Return the number of paragraphs, also of those in items of lists."""
    return sum(1 if isinstance(block, Paragraph) else sum(map(_count_paragraphs, block.items)) for block in blocks)


class ClinicNote(Record):
    """A note that the clinic adds to one handout or to all of them."""

    handout: Slug
    """The id of the handout, or 'all'."""
    text: Annotated[Prose, AfterValidator(_reject_guide_links)]
    """The text of the note: up to 600 characters for one handout, and up to 300 for all of them."""

    @field_validator("text", mode="after")
    @classmethod
    def _check_length(cls, text: Prose, info: ValidationInfo) -> Prose:
        """Check that a sheet has space for the note."""
        most = MAX_GENERAL_NOTE if info.data.get("handout") == ALL_HANDOUTS else MAX_NOTE
        MaxLength(most).check(text.source)
        count = _count_paragraphs(text.blocks)
        if count > most // NOTE_CHARACTERS_PER_PARAGRAPH:
            raise PydanticCustomError(
                "note_too_long",
                "has {count} paragraphs and list items, but only {most} fit on a sheet: join or remove some",
                {"count": count, "most": most // NOTE_CHARACTERS_PER_PARAGRAPH},
            )
        return text


def _reject_duplicate_notes(notes: tuple[ClinicNote, ...]) -> tuple[ClinicNote, ...]:
    """Return the notes if each handout has one at most."""
    counts = Counter(note.handout for note in notes)
    duplicates = sorted(handout for handout, count in counts.items() if count > 1)
    if duplicates:
        raise PydanticCustomError(
            "clinic_notes",
            "has more than one note for: {handouts}. To fix it, join them into one note",
            {"handouts": ", ".join(duplicates)},
        )
    return notes


class Clinic(Record):
    """A clinic's name, phone numbers, practitioners, colors, logo and notes, which are added to handouts."""

    model_config = ConfigDict(
        title="Clinic's overlay",
        json_schema_extra={"$id": CLINIC_SCHEMA_ID, "$schema": "https://json-schema.org/draft/2020-12/schema"},
    )

    schema_id: Annotated[ClinicSchemaId, Field(alias="$schema")] = CLINIC_SCHEMA_ID
    """The id of the schema version that the overlay follows."""
    name: Annotated[Text, MaxLength(MAX_NAME)]
    """The clinic's name."""
    address: Annotated[tuple[Line, ...], Field(max_length=5)] = ()
    """The address, line by line."""
    phone: Phone | None = None
    """The phone number for appointments and questions."""
    out_of_hours: Phone | None = None
    """The phone number when the clinic is closed."""
    emergency: Phone | None = None
    """The clinic's own phone number for emergencies, in addition to the region's emergency number."""
    web: Address | None = None
    """The web address."""
    guide_web: Address | None = None
    """The address of the clinic's page for patients with this guide. Sheets link to it, with a QR code."""
    email: Annotated[Email, MaxLength(60)] | None = None
    """The e-mail address."""
    practitioners: Annotated[tuple[ClinicPractitioner, ...], Field(max_length=4)] = ()
    """The practitioners at the clinic."""
    hours: Annotated[tuple[Annotated[Text, MaxLength(30)], ...], Field(max_length=7)] = ()
    """The opening hours, line by line."""
    logo: Text | None = None
    """The path of the logo, a PNG or JPEG in the folder of the overlay or in a folder within it."""
    color: ReadableColor | None = None
    """The color of headings and rules."""
    second_color: ReadableColor | None = None
    """The color of lines and marks."""
    notes: Annotated[tuple[ClinicNote, ...], Field(max_length=MAX_NOTES), AfterValidator(_reject_duplicate_notes)] = ()
    """Notes for handouts, at most one for each."""
    labels: ClinicLabelWords = Field(default_factory=ClinicLabelWords)
    """The clinic's own words for labels of its own section, by the name of the label."""

    def find_notes(self, handout: str) -> tuple[ClinicNote, ...]:
        """Return the notes for a handout: the note for all handouts, then its own note."""
        notes = {note.handout: note for note in self.notes}
        return tuple(notes[each] for each in (ALL_HANDOUTS, handout) if each in notes)


@dataclass(frozen=True)
class Overlay:
    """A clinic with its logo as a PNG without metadata."""

    clinic: Clinic
    logo: bytes | None = None
    locations: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    """The file and line of each value by path, such as `clinic.yaml:6`; empty for an overlay without a file."""

    def select_for_handout(self, handout: str) -> Overlay:
        """Return the overlay for one handout, with only the notes for that handout."""
        return replace(self, clinic=self.clinic.model_copy(update={"notes": self.clinic.find_notes(handout)}))

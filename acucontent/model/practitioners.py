"""How to find a practitioner: credentials by country, steps, questions and warning signs."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import Field

from acucontent.model.base import Citations, Record, Records, Slug, Text
from acucontent.model.common import Item
from acucontent.model.identifiers import RegionCode, WebAddress
from acucontent.model.phone import Phone
from acucontent.model.prose import Prose
from acucontent.model.regional import RegionalRecord
from acucontent.model.short_text import ShortText
from acucontent.model.volumes import ReferenceOnly


class Credential(RegionalRecord):
    """A licence, certification or register, and what it means."""

    id: Slug
    """The credential's id."""
    body: Text
    """The body that issues it."""
    former_names: tuple[Text, ...] = ()
    """Former names of the body."""
    region: RegionCode
    """The region where it is valid."""
    kind: Literal["licence", "certification", "register", "membership"]
    """A licence to practise, a certification of training, a public register, or a membership."""
    meaning: Prose
    """What it means for a patient, and what it does not."""
    short: ShortText | None = None
    """What a sheet prints instead of the meaning: at most 14 words."""
    look_up: WebAddress | None = None
    """Where to look up a practitioner."""
    phone: Phone | None = None
    """The body's telephone number."""
    as_of: datetime.date
    """The date on which this was last known to be correct."""
    citations: Citations
    reference_only: ReferenceOnly


class Practitioners(Record):
    """How to find a practitioner."""

    introduction: Prose | None = None
    """A short summary of who may practise."""
    credentials: Annotated[Records[Credential], Field(min_length=1)]
    """Licences, certifications and registers."""
    steps: Records[Item]
    """How to choose a practitioner, in order."""
    questions: Records[Item]
    """Questions to ask before the first visit."""
    warning_signs: Records[Item]
    """Signs that the patient should choose someone else."""

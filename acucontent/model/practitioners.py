"""Finding a practitioner: credentials by country, steps, questions and warning signs."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from acucontent.model.base import Citations, Record, Records, Slug, Text
from acucontent.model.common import Item
from acucontent.model.identifiers import RegionCode, WebAddress
from acucontent.model.prose import Prose

Phone = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^\+?[0-9][0-9 ()./-]{2,24}$")]
"""A telephone number, as it is dialed."""


class Credential(Record):
    """A licence, certification or register, and what it means."""

    id: Slug
    """The credential's id."""
    body: Text
    """The body that gives it."""
    former_names: tuple[Text, ...] = ()
    """Names the body had before."""
    region: RegionCode
    """Where it holds."""
    kind: Literal["licence", "certification", "register", "membership"]
    """A licence to practise, a certification of training, a public register, or a membership."""
    meaning: Prose
    """What it means for a patient, and what it does not."""
    look_up: WebAddress | None = None
    """Where to look a practitioner up."""
    phone: Phone | None = None
    """The body's telephone number."""
    as_of: datetime.date
    """When this was last true, to our knowledge."""
    citations: Citations


class Practitioners(Record):
    """Finding a practitioner."""

    introduction: Prose | None = None
    """Who may practise, in short."""
    credentials: Annotated[Records[Credential], Field(min_length=1)]
    """Licences, certifications and registers."""
    steps: Records[Item]
    """How to choose, in order."""
    questions: Records[Item]
    """Questions to ask before the first visit."""
    warning_signs: Records[Item]
    """Signs to go elsewhere."""

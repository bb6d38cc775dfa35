"""Handouts: which parts of a guide each sheet contains."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from acucontent.model.base import Record, Slug, Text
from acucontent.model.prose import Prose
from acucontent.model.short_text import MessageText
from acucontent.model.situations import Situation
from acucontent.model.volumes import VOLUMES, HandoutKind

PartPath = Annotated[str, StringConstraints(pattern=r"^[a-z_]+(?:\.[A-Za-z0-9_-]+)*$", max_length=160)]
"""A place in the guide: fields and ids joined by dots, such as `risks.effects` or `sessions.steps.first-talk`."""


COMBINED_SECTIONS = ("evidence.certainty", "evidence.chart")
"""Sections that a handout can include in addition to places of the guide; each combines several records."""


class Handout(Record):
    """One sheet or booklet made from the guide. Red flags and precautions with `avoid` are added automatically."""

    id: Slug
    """The handout's id; it is part of the file name."""
    kind: HandoutKind = "sheet"
    """What the handout is. The first one is the guide for patients, and at most one is the reference volume."""
    title: Text
    """The title on the sheet."""
    purpose: Prose
    """What the sheet is for; printed as its first lines."""
    situation: Situation | None = None
    """When a patient reads the sheet; a sheet must have it. Warnings of this situation are listed first."""
    message: MessageText | None = None
    """The one message that is set apart, of at most 25 words; a sheet must have it."""
    include: Annotated[tuple[PartPath, ...], Field(min_length=1)]
    """Places in the guide, in the order of the sheet."""

    @property
    def is_volume(self) -> bool:
        """Whether it is the guide for patients or the reference volume."""
        return self.kind in VOLUMES

    @model_validator(mode="after")
    def _check_duplicates(self) -> Handout:
        times = Counter(self.include)
        for place in self.include:
            steps = place.split(".")
            for other in (".".join(steps[: count + 1]) for count in range(len(steps))):
                if times[other] > (other == place):
                    raise PydanticCustomError(
                        "included_twice",
                        "includes '{place}' twice, the other time as '{other}': delete one of them",
                        {"place": place, "other": other},
                    )
        return self

"""Acceptances: what a check of the guide finds and those who answer for the guide let stand."""

from __future__ import annotations

import datetime
import re
from typing import Annotated

from pydantic import AfterValidator, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from acucontent.model.base import Record, Text

_WORD = re.compile(r"[^\W_]+")


def _without_a_name(role: str) -> str:
    """The role, when it names nobody: each word in lower case, or an abbreviation such as GP."""
    for word in _WORD.findall(role):
        if not (word.islower() or word.isupper() or word.isdigit()) or (word.isupper() and len(word) == 1):
            raise PydanticCustomError(
                "names_a_person",
                "'{word}' looks like a name or a title: write the role alone, in lower case, such as clinical lead",
                {"word": word},
            )
    return role


Role = Annotated[Text, AfterValidator(_without_a_name)]
"""A role without a person's name."""


class Acceptance(Record):
    """One finding of a check that is let stand: why, in which role it was decided, and when.

    It is listed as accepted, not hidden. No reader is shown it, so the content hash leaves it out.
    """

    code: Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Z]{1,4}[0-9]{3}$")]
    """The code of the check, such as R103."""
    at: Text | None = None
    """The place as the check tells it, such as `risks.red_flags.leg-weakness.sign`; left out, the whole guide."""
    words: Text | None = None
    """The words meant, where not all that the check finds at this place is let stand."""
    reason: Text
    """Why it is let stand."""
    role: Role
    """Who decided, as a role without a name: clinical lead, editor, patient reviewer."""
    on: datetime.date
    """When it was decided."""
    until: datetime.date | None = None
    """The last day on which it holds; left out, until it is deleted."""

    @model_validator(mode="after")
    def _in_order(self) -> Acceptance:
        if self.until is not None and self.until < self.on:
            raise PydanticCustomError(
                "acceptance", "until {until} is before on {on}", {"until": str(self.until), "on": str(self.on)}
            )
        return self

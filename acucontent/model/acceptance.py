"""Acceptances: findings of checks that those responsible for the guide have accepted."""

from __future__ import annotations

import datetime
import re
from typing import Annotated

from pydantic import AfterValidator, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from acucontent.model.base import Record, Text

_WORD = re.compile(r"[^\W_]+")


def _refuse_names(role: str) -> str:
    """Return the role unchanged if it contains no name.

    Each word must be in lower case, a number, or an abbreviation such as GP.

    Raises:
        PydanticCustomError: A word looks like a name or a title.
    """
    for word in _WORD.findall(role):
        if not (word.islower() or word.isupper() or word.isdigit()) or (word.isupper() and len(word) == 1):
            raise PydanticCustomError(
                "names_a_person",
                "'{word}' looks like a name or a title: write only the role, in lower case, such as clinical lead",
                {"word": word},
            )
    return role


Role = Annotated[Text, AfterValidator(_refuse_names)]
"""A role without a person's name."""


class Acceptance(Record):
    """One accepted finding of a check: the reason, the role of the person who decided, and the date.

    Accepted findings are listed, not hidden. Readers do not see them, so the content hash does not include them.
    """

    code: Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Z]{1,4}[0-9]{3}$")]
    """The code of the check, such as R103."""
    at: Text | None = None
    """The place that the check reports, such as `risks.red_flags.leg-weakness.sign`; default: the whole guide."""
    words: Text | None = None
    """The words that are accepted, if not everything that the check finds at this place is."""
    reason: Text
    """Why the finding is accepted."""
    role: Role
    """The role of the person who decided, without a name: clinical lead, editor, patient reviewer."""
    on: datetime.date
    """The date of the decision."""
    until: datetime.date | None = None
    """The last day on which it is valid; default: until it is deleted."""

    @model_validator(mode="after")
    def _check_dates(self) -> Acceptance:
        if self.until is not None and self.until < self.on:
            raise PydanticCustomError(
                "acceptance",
                "until ({until}) is earlier than on ({on})",
                {"until": str(self.until), "on": str(self.on)},
            )
        return self

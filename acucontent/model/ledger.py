"""The ledger of a guide: what became of each fact of its sources.

It is stored next to the guide as `sources.yaml`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from acucontent.model.base import Record, Records, Text
from acucontent.model.handouts import PartPath


class LedgerEntry(Record):
    """What became of one fact."""

    key_field = "fact"

    fact: Annotated[str, StringConstraints(pattern=r"^[A-Z][0-9]{3}$")]
    """The fact's number in the inventory of the sources: a capital letter and three digits."""
    outcome: Literal["stated", "corrected", "left out"]
    """Whether the fact is stated unchanged, corrected, or left out."""
    at: tuple[PartPath, ...] = ()
    """Where the guide states it."""
    why: Text | None = None
    """Why it was corrected or left out."""

    @model_validator(mode="after")
    def _check_outcome(self) -> LedgerEntry:
        if (self.outcome == "left out") == bool(self.at):
            raise PydanticCustomError(
                "ledger_at", "a stated or corrected fact needs at; a fact that is left out must not have it"
            )
        if (self.outcome == "stated") != (self.why is None):
            raise PydanticCustomError(
                "ledger_why", "a fact that is corrected or left out needs why; a stated fact must not have it"
            )
        return self


class Ledger(Record):
    """What became of every fact of the sources."""

    facts: Annotated[Records[LedgerEntry], Field(min_length=1)]
    """The facts, by number."""

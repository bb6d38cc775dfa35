"""The situations in which a patient reads a warning or a sheet."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

Situation = Literal["before booking", "at the visit", "after a visit"]
"""When a patient reads a sheet, in the order of time."""

SITUATIONS: tuple[Situation, ...] = get_args(Situation)
"""All situations, in the order of time."""


def _require_order(situations: tuple[Situation, ...]) -> tuple[Situation, ...]:
    ordered = tuple(one for one in SITUATIONS if one in situations)
    if situations != ordered:
        raise PydanticCustomError(
            "situation_order",
            "are not in the order of time, each once: write [{ordered}]",
            {"ordered": ", ".join(ordered)},
        )
    return situations


Situations = Annotated[tuple[Situation, ...], Field(min_length=1), AfterValidator(_require_order)]
"""The situations to which a warning belongs, in the order of time."""

"""Small records that several parts of a guide share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError
from stdnum import verhoeff

from acucontent.model.base import Citations, Record, Slug, Text
from acucontent.model.prose import Prose


class Item(Record):
    """One thing said in its own right: a step, a question, a warning sign."""

    id: Slug
    """The item's id within its list."""
    text: Prose
    """What is said."""
    citations: Citations


_SHAPES: Mapping[str, tuple[re.Pattern[str], str]] = MappingProxyType(
    {
        "ICD-10": (re.compile(r"[A-Z][0-9][0-9A-Z](?:\.[0-9A-Z]{1,4})?"), "M54.5"),
        "ICD-11": (re.compile(r"[0-9A-Z][A-Z][0-9][0-9A-Z]{1,3}(?:\.[0-9A-Z]{1,2})?"), "ME84.2"),
        "SNOMED CT": (re.compile(r"[1-9][0-9]{5,17}"), "279039007"),
        "MeSH": (re.compile(r"[DQ][0-9]{6}(?:[0-9]{3})?"), "D015670"),
        "BISAC": (re.compile(r"[A-Z]{3}[0-9]{6}"), "HEA001000"),
        "Thema": (re.compile(r"[A-Z1-6][A-Z0-9]{0,9}(?:-[A-Z0-9]{1,4})*"), "VXH"),
    }
)
"""How the codes of each system are written, with an example. Whether a code exists is for a person to look up."""


class Coding(Record):
    """A code for this subject in a system that others keep."""

    system: Literal["ICD-10", "ICD-11", "SNOMED CT", "MeSH", "BISAC", "Thema"]
    """The system of codes."""
    code: Text
    """The code in that system."""
    display: Text
    """The system's own name for the code."""

    @model_validator(mode="after")
    def _written_soundly(self) -> Coding:
        shape, example = _SHAPES[self.system]
        sound = shape.fullmatch(self.code) and (self.system != "SNOMED CT" or verhoeff.is_valid(self.code))
        if not sound:
            raise PydanticCustomError(
                "coding",
                "'{code}' is not written as a code of {system} is, such as {example}. Copy it from {system}",
                {"code": self.code, "system": self.system, "example": example},
            )
        return self

"""Small records shared by several parts of a guide."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError
from stdnum import verhoeff

from acucontent.model.base import Citations, Record, Slug, Text
from acucontent.model.pictures import Picture
from acucontent.model.prose import Prose
from acucontent.model.regional import RegionalRecord, Regions
from acucontent.model.short_text import ShortText
from acucontent.model.volumes import ReferenceOnly


class Item(RegionalRecord):
    """One item of a list: a step, a question or a warning sign."""

    id: Slug
    """The item's id within its list."""
    picture: Picture
    text: Prose
    """The text of the item."""
    short: ShortText | None = None
    """What a sheet prints instead of the text: at most 14 words."""
    citations: Citations
    regions: Regions
    reference_only: ReferenceOnly


_CODE_FORMATS: Mapping[str, tuple[re.Pattern[str], str]] = MappingProxyType(
    {
        "ICD-10": (re.compile(r"[A-Z][0-9][0-9A-Z](?:\.[0-9A-Z]{1,4})?"), "M54.5"),
        "ICD-11": (re.compile(r"[0-9A-Z][A-Z][0-9][0-9A-Z]{1,3}(?:\.[0-9A-Z]{1,2})?"), "ME84.2"),
        "SNOMED CT": (re.compile(r"[1-9][0-9]{5,17}"), "279039007"),
        "MeSH": (re.compile(r"[DQ][0-9]{6}(?:[0-9]{3})?"), "D015670"),
        "BISAC": (re.compile(r"[A-Z]{3}[0-9]{6}"), "HEA001000"),
        "Thema": (re.compile(r"[A-Z1-6][A-Z0-9]{0,9}(?:-[A-Z0-9]{1,4})*"), "VXH"),
    }
)
"""The format of each system's codes, with an example. Whether a code exists must be looked up by a person."""


class Coding(Record):
    """A code for the subject in a standard classification."""

    system: Literal["ICD-10", "ICD-11", "SNOMED CT", "MeSH", "BISAC", "Thema"]
    """The classification."""
    code: Text
    """The code in that classification."""
    display: Text
    """The name that the classification gives the code."""

    @model_validator(mode="after")
    def _check_format(self) -> Coding:
        pattern, example = _CODE_FORMATS[self.system]
        is_valid = pattern.fullmatch(self.code) and (self.system != "SNOMED CT" or verhoeff.is_valid(self.code))
        if not is_valid:
            raise PydanticCustomError(
                "coding",
                "'{code}' is not a valid {system} code. Expected a code such as {example}: copy it from {system}",
                {"code": self.code, "system": self.system, "example": example},
            )
        return self

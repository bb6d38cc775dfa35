"""Volumes: the guide for patients and the reference volume, and which records only the reference volume prints."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

HandoutKind: TypeAlias = Literal["guide", "reference", "sheet", "decision aid"]
"""What a handout is: the guide for patients, the reference volume with all figures and points, a sheet, or a decision
aid."""

VOLUMES: tuple[HandoutKind, ...] = ("guide", "reference")
"""The kinds of handouts that are books: with their sources in full, no form at the end and no page limit."""

ReferenceOnly = Annotated[
    bool,
    Field(
        default=False,
        description="Whether only the reference volume prints it. The guide for patients and sheets leave it out.",
    ),
]


def is_reference_only(value: object) -> bool:
    """Return whether a value of a guide is a record that only the reference volume prints."""
    return getattr(value, "reference_only", False) is True

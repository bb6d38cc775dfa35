"""Facts that hold in some regions only, and whether they hold in the region of an edition."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated

from pydantic import Field

from acucontent.model.base import Record
from acucontent.model.identifiers import RegionCode

INTERNATIONAL = "international"
"""The region of a fact that holds everywhere."""

EUROPEAN_UNION = "EU"

EU_MEMBERS = frozenset(
    {
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"),
        *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
    }
)
"""The member states of the European Union, as ISO 3166-1 codes."""


Regions = Annotated[
    Annotated[tuple[RegionCode, ...], Field(min_length=1)] | None,
    Field(default=None, description="The regions in which it holds, if not in all. Other editions leave it out."),
]


class RegionalRecord(Record):
    """A record that may hold in some regions only: those of its field `regions`, or else the one of `region`."""


def get_limits(value: object) -> tuple[str, ...]:
    """Return the regions to which a record is limited; none if it holds everywhere."""
    if not isinstance(value, RegionalRecord):
        return ()
    if "regions" in type(value).model_fields:
        return getattr(value, "regions") or ()  # noqa: B009 - a subclass has it
    return (getattr(value, "region"),)  # noqa: B009 - a subclass has it


def holds_in(limits: Collection[str], region: str) -> bool:
    """Return whether a fact that is limited to some regions is a fact of a region.

    The European Union has the facts of its member states, which name their state, and each member those of the Union.

    Args:
        limits: The regions in which the fact holds; empty if it holds everywhere.
        region: The region of an edition.
    """
    if not limits or region in limits or INTERNATIONAL in limits:
        return True
    if region == EUROPEAN_UNION:
        return not EU_MEMBERS.isdisjoint(limits)
    return region in EU_MEMBERS and EUROPEAN_UNION in limits

"""Narrow a guide to the facts of one region."""

from __future__ import annotations

from typing import Any, TypeVar

from acucontent.model.base import Record, Records
from acucontent.model.guide import Guide
from acucontent.model.prose import Prose
from acucontent.model.regional import get_limits, holds_in

R = TypeVar("R", bound=Record)


def narrow_guide(guide: Guide, region: str) -> Guide:
    """Return a guide with only the facts that hold in a region.

    Its source, digest and content hash are those of the whole guide, of which an edition is a part.

    Args:
        guide: The guide, which stays as it is.
        region: The code of the region.
    """
    narrowed = narrow_record(guide, region)
    if narrowed is not guide:
        vars(narrowed)["source"] = guide.source
    return narrowed


def narrow_record(record: R, region: str) -> R:
    """Return a record with only the facts that hold in a region; the record itself if all of them do."""
    changed = {
        name: narrowed
        for name in type(record).model_fields
        if (narrowed := _narrow_value(value := getattr(record, name), region)) is not value
    }
    return record.model_copy(update=changed) if changed else record


def _narrow_value(value: Any, region: str) -> Any:
    match value:
        case Record():
            return narrow_record(value, region)
        case Prose():
            return value.narrow(region)
        case Records():
            narrowed = Records(_narrow_items(tuple(value), region))
            return value if _has_same_items(value, narrowed) else narrowed
        case tuple():
            items = _narrow_items(value, region)
            return value if _has_same_items(value, items) else items
    return value


def _narrow_items(items: tuple[Any, ...], region: str) -> tuple[Any, ...]:
    return tuple(_narrow_value(item, region) for item in items if holds_in(get_limits(item), region))


def _has_same_items(before: Any, after: Any) -> bool:
    return len(before) == len(after) and all(one is other for one, other in zip(before, after, strict=True))

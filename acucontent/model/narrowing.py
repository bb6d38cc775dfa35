"""Narrow a guide to what one document prints: facts of its region, records of its volume, checked figures, options."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from acucontent.model.base import Record, Records
from acucontent.model.decision import ComparisonArm, DecisionComparison, DecisionOption
from acucontent.model.guide import Guide
from acucontent.model.outcomes import ArmCounts
from acucontent.model.prose import Prose
from acucontent.model.ranges import Estimate, Rate
from acucontent.model.regional import get_limits, holds_in
from acucontent.model.volumes import HandoutKind, is_reference_only

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Scope:
    """What one document prints of a guide."""

    region: str
    """The code of the region."""
    kind: HandoutKind = "reference"
    """The kind of the handout. The reference volume has every record of the region."""
    decision_options: tuple[str, ...] = ()
    """The ids of the options of the decision that it shows; empty for all of the region."""

    def contains(self, value: object) -> bool:
        """Return whether the document prints a value: never a figure that nobody checked against its source."""
        if isinstance(value, ArmCounts | Estimate | Rate) and value.checked == "unchecked":
            return False
        if self.kind != "reference" and is_reference_only(value):
            return False
        return self._is_selected(value) and holds_in(get_limits(value), self.region)

    def _is_selected(self, value: object) -> bool:
        """Return whether a value belongs to an option that the document shows, or to none.

        A comparison needs one of its arms. Its comparator is always printed, also if that option is not shown: without
        it, a count would have nothing to be compared with.
        """
        shown = self.decision_options
        match value:
            case DecisionOption(id=option) | ComparisonArm(option=option):
                return not shown or option in shown
            case DecisionComparison(arms=arms):
                return not shown or any(arm.option in shown for arm in arms)
        return True


def narrow_guide(guide: Guide, scope: Scope) -> Guide:
    """Return a guide with only what a document prints.

    Its source, digest and content hash are those of the whole guide, of which an edition is a part.

    Args:
        guide: The guide, which stays as it is.
        scope: What the document prints.
    """
    narrowed = narrow_record(guide, scope)
    if narrowed is not guide:
        vars(narrowed)["source"] = guide.source
    return narrowed


def narrow_record(record: R, scope: Scope) -> R:
    """Return a record with only what a document prints; the record itself if that is all of it."""
    changed = {
        name: narrowed
        for name in type(record).model_fields
        if (narrowed := _narrow_value(value := getattr(record, name), scope)) is not value
    }
    return record.model_copy(update=changed) if changed else record


def _narrow_value(value: Any, scope: Scope) -> Any:
    match value:
        case Rate():
            return value if scope.contains(value) else None
        case Record():
            return narrow_record(value, scope)
        case Prose():
            return value.narrow(scope.region)
        case Records():
            narrowed = Records(_narrow_items(tuple(value), scope))
            return value if _has_same_items(value, narrowed) else narrowed
        case tuple():
            items = _narrow_items(value, scope)
            return value if _has_same_items(value, items) else items
    return value


def _narrow_items(items: tuple[Any, ...], scope: Scope) -> tuple[Any, ...]:
    return tuple(_narrow_value(item, scope) for item in items if scope.contains(item))


def _has_same_items(before: Any, after: Any) -> bool:
    return len(before) == len(after) and all(one is other for one, other in zip(before, after, strict=True))

"""Mark the changes that a reviewer must not miss: weaker warnings and stronger claims."""

from __future__ import annotations

from collections.abc import Mapping

from acucontent.diff.change import Mark
from acucontent.diff.walk import Difference
from acucontent.diff.warnings import find_excluded_warnings
from acucontent.model.acupoints import Acupoint
from acucontent.model.base import Record
from acucontent.model.conditions import Condition
from acucontent.model.evidence import Certainty, Evidence, Recommendation, Statement
from acucontent.model.handouts import Handout
from acucontent.model.mechanisms import Mechanism
from acucontent.model.ranges import Rate
from acucontent.model.risks import Effect, Precaution, RedFlag

Place = tuple[type[Record], str]

WARNINGS: Mapping[Place, tuple[str, ...]] = {
    (RedFlag, "urgency"): ("soon", "urgent", "emergency"),
    (Precaution, "action"): ("tell", "ask first", "avoid"),
    (Effect, "severity"): ("mild", "moderate", "serious"),
    (Effect, "frequency"): ("very rare", "rare", "uncommon", "common", "very common"),
    (Acupoint, "pregnancy"): ("none found", "with caution", "traditionally avoided"),
}
"""The values of each warning field, from the weakest to the strongest."""

CLAIMS: Mapping[Place, tuple[str, ...]] = {
    (Certainty, "level"): ("not graded", "very low", "low or very low", "low", "moderate", "high"),
    (Statement, "direction"): (
        "worse",
        "does not help",
        "uncertain",
        "mixed",
        "little or no difference",
        "slightly better",
        "better",
    ),
    (Recommendation, "position"): (
        "not recommended",
        "insufficient evidence",
        "no position",
        "an option",
        "recommended",
    ),
    (Recommendation, "status"): ("superseded", "lapsed", "current"),
    (Condition, "verdict"): ("not studied", "not clear", "may help a little", "may help"),
    (Mechanism, "status"): ("belief", "hypothesis", "shown"),
}
"""The values of each claim field, from the most cautious to the strongest."""


def find_mark(difference: Difference, *, is_warning: bool) -> Mark | None:
    """Return the mark of a difference, or None if no rule gives it one, which does not mean that it is harmless.

    Args:
        difference: The difference.
        is_warning: Whether it touches a warning; a removed warning is a weaker one.
    """
    place = (difference.holder, difference.field)
    if difference.kind == "removed":
        return _mark_removed(difference, place, is_warning=is_warning)
    if difference.kind == "changed":
        return _mark_changed(difference, place)
    return None


def _mark_removed(difference: Difference, place: Place, *, is_warning: bool) -> Mark | None:
    if difference.similar and difference.similar.same:
        return None
    if is_warning:
        return "weaker warning"
    if isinstance(difference.before, Recommendation) and difference.before.position == "not recommended":
        return "stronger claim"
    return "stronger claim" if place == (Evidence, "unknowns") else None


def _mark_changed(difference: Difference, place: Place) -> Mark | None:
    before, after = difference.before, difference.after
    if place in WARNINGS:
        return "weaker warning" if _find_rank(WARNINGS[place], before) > _find_rank(WARNINGS[place], after) else None
    if place in CLAIMS:
        is_stronger = 0 <= _find_rank(CLAIMS[place], before) < _find_rank(CLAIMS[place], after)
        return _mark_claim(difference) if is_stronger else None
    if place == (Statement, "limits"):
        return "stronger claim" if after is None else None
    if place == (Handout, "include"):
        return "weaker warning" if find_excluded_warnings(before, after) else None
    return "weaker warning" if is_rate_change(difference) and _is_lower(before, after) else None


def _find_rank(order: tuple[str, ...], value: str) -> int:
    """Return the position of a value in an order, or -1 if it is not there."""
    return order.index(value) if value in order else -1


def _mark_claim(difference: Difference) -> Mark:
    """Return the mark of a claim that became stronger.

    In a finding about a harm, a better direction is a weaker warning, not a stronger claim.
    """
    for pair in difference.parents:
        if isinstance(pair.new, Statement) and pair.new.about == "harm":
            return "weaker warning" if difference.field == "direction" else "stronger claim"
    return "stronger claim"


def is_rate_change(difference: Difference) -> bool:
    """Return whether a difference is a change in the rate of an unwanted effect."""
    return difference.holder is Rate and difference.field == ""


def _is_lower(before: Rate, after: Rate) -> bool:
    """Return whether the new rate is lower, which is a weaker warning."""
    return before.unit == after.unit and after.count / after.of < before.count / before.of

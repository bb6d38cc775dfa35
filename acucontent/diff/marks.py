"""Mark the changes that a reviewer must not miss: weaker warnings and stronger claims."""

from __future__ import annotations

from collections.abc import Mapping

from acucontent.diff.change import Mark
from acucontent.diff.walk import Difference
from acucontent.model.acupoints import Acupoint
from acucontent.model.base import Record
from acucontent.model.conditions import Condition
from acucontent.model.evidence import Certainty, Evidence, Recommendation, Statement
from acucontent.model.handouts import Handout
from acucontent.model.mechanisms import Mechanism
from acucontent.model.practitioners import Practitioners
from acucontent.model.ranges import Rate
from acucontent.model.risks import Effect, Precaution, RedFlag, Risks
from acucontent.model.sessions import Progress, Sessions

Place = tuple[type[Record], str]

WARNINGS: Mapping[Place, tuple[str, ...]] = {
    (RedFlag, "urgency"): ("urgent", "emergency"),
    (Precaution, "action"): ("tell", "ask first", "avoid"),
    (Effect, "severity"): ("mild", "moderate", "serious"),
    (Effect, "frequency"): ("very rare", "rare", "uncommon", "common", "very common"),
    (Acupoint, "pregnancy"): ("none found", "with caution", "traditionally avoided"),
}
"""The values of each warning field, from the weakest to the strongest."""

CLAIMS: Mapping[Place, tuple[str, ...]] = {
    (Certainty, "level"): ("not graded", "very low", "low or very low", "low", "moderate", "high"),
    (Statement, "direction"): ("worse", "uncertain", "mixed", "little or no difference", "slightly better", "better"),
    (Recommendation, "position"): ("not recommended", "an option", "recommended"),
    (Recommendation, "status"): ("superseded", "lapsed", "current"),
    (Condition, "verdict"): ("not studied", "not clear", "may help a little", "may help"),
    (Mechanism, "status"): ("belief", "hypothesis", "shown"),
}
"""The values of each claim field, from the most cautious to the strongest."""

WARNING_LISTS: frozenset[Place] = frozenset(
    {
        (Risks, "red_flags"),
        (Risks, "precautions"),
        (Risks, "effects"),
        (Risks, "needle_safety"),
        (Sessions, "tell"),
        (Progress, "stop"),
        (Practitioners, "warning_signs"),
        (Acupoint, "cautions"),
    }
)
"""Lists of warnings: removing an item from one of them is a weaker warning."""


def find_mark(difference: Difference) -> Mark | None:
    """Return the mark of a difference, or None if it needs none."""
    place = (difference.holder, difference.field)
    if difference.kind == "removed":
        return _mark_removed(difference, place)
    if difference.kind == "changed":
        return _mark_changed(difference, place)
    return None


def _mark_removed(difference: Difference, place: Place) -> Mark | None:
    if difference.similar and difference.similar.same:
        return None
    match difference.before:
        case Statement(about="harm"):
            return "weaker warning"
        case Recommendation(position="not recommended"):
            return "stronger claim"
    if place in WARNING_LISTS:
        return "weaker warning"
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
        return "weaker warning" if any(_is_left_out(path, after) for path in before) else None
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


def _is_left_out(path: str, included: tuple[str, ...]) -> bool:
    """Return whether a path in the risks is no longer included in a handout."""
    steps = path.split(".")
    holders = {".".join(steps[: count + 1]) for count in range(len(steps))}
    return steps[0] == "risks" and not holders & set(included)


def is_rate_change(difference: Difference) -> bool:
    """Return whether a difference is a change in the rate of an unwanted effect."""
    return difference.holder is Rate and difference.field == ""


def _is_lower(before: Rate, after: Rate) -> bool:
    """Return whether the new rate is lower, which is a weaker warning."""
    return before.unit == after.unit and after.count / after.of < before.count / before.of

"""What a reviewer must not miss: warnings that became weaker, and claims that became bolder."""

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
"""The values of a warning, from the weakest to the strongest."""

CLAIMS: Mapping[Place, tuple[str, ...]] = {
    (Certainty, "level"): ("not graded", "very low", "low or very low", "low", "moderate", "high"),
    (Statement, "direction"): ("worse", "uncertain", "mixed", "little or no difference", "slightly better", "better"),
    (Recommendation, "position"): ("not recommended", "an option", "recommended"),
    (Recommendation, "status"): ("superseded", "lapsed", "current"),
    (Condition, "verdict"): ("not studied", "not clear", "may help a little", "may help"),
    (Mechanism, "status"): ("belief", "hypothesis", "shown"),
}
"""The values of a claim, from the most guarded to the boldest."""

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
"""Lists from which nothing goes without a weaker warning."""


def mark(difference: Difference) -> Mark | None:
    """The mark of a difference, if it has one."""
    place = (difference.holder, difference.field)
    if difference.kind == "removed":
        return _of_removed(difference, place)
    if difference.kind == "changed":
        return _of_changed(difference, place)
    return None


def _of_removed(difference: Difference, place: Place) -> Mark | None:
    if difference.like and difference.like.same:
        return None
    match difference.before:
        case Statement(about="harm"):
            return "weaker warning"
        case Recommendation(position="not recommended"):
            return "stronger claim"
    if place in WARNING_LISTS:
        return "weaker warning"
    return "stronger claim" if place == (Evidence, "unknowns") else None


def _of_changed(difference: Difference, place: Place) -> Mark | None:
    before, after = difference.before, difference.after
    if place in WARNINGS:
        return "weaker warning" if _rank(WARNINGS[place], before) > _rank(WARNINGS[place], after) else None
    if place in CLAIMS:
        bolder = 0 <= _rank(CLAIMS[place], before) < _rank(CLAIMS[place], after)
        return _claim(difference) if bolder else None
    if place == (Statement, "limits"):
        return "stronger claim" if after is None else None
    if place == (Handout, "include"):
        return "weaker warning" if any(_is_left_out(path, after) for path in before) else None
    return "weaker warning" if is_rate(difference) and _falls(before, after) else None


def _rank(order: tuple[str, ...], value: str) -> int:
    """The place of a value in an order; -1 for one that has none."""
    return order.index(value) if value in order else -1


def _claim(difference: Difference) -> Mark:
    """A harm that is said to be surer is no bolder claim for the treatment; one said to be better warns less."""
    for pair in difference.around:
        if isinstance(pair.new, Statement) and pair.new.about == "harm":
            return "weaker warning" if difference.field == "direction" else "stronger claim"
    return "stronger claim"


def _is_left_out(path: str, included: tuple[str, ...]) -> bool:
    """Whether a place among the risks no longer stands on a handout."""
    steps = path.split(".")
    holders = {".".join(steps[: count + 1]) for count in range(len(steps))}
    return steps[0] == "risks" and not holders & set(included)


def is_rate(difference: Difference) -> bool:
    """Whether it is the rate of an unwanted effect that changed."""
    return difference.holder is Rate and difference.field == ""


def _falls(before: Rate, after: Rate) -> bool:
    return before.unit == after.unit and after.count / after.of < before.count / before.of

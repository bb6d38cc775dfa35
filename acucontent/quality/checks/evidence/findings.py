"""Whether each finding can be weighed: its comparison, its time, its interval, and the sources of its figures."""

from __future__ import annotations

from collections.abc import Iterator

from acucontent.model.evidence import Statement
from acucontent.model.ranges import Estimate
from acucontent.quality.check import Check, Found
from acucontent.quality.checks.evidence.words import says
from acucontent.quality.subject import Subject

_POINTS_SOMEWHERE = ("better", "slightly better", "worse")

_NO_DIFFERENCE: dict[str, float] = {
    "mean difference": 0,
    "standardized mean difference": 0,
    "percentage points": 0,
    "hazard ratio": 1,
}
"""The value that means no difference, for each kind of number that compares."""


def _incomparable(subject: Subject) -> Iterator[Found]:
    """Benefits told against nothing, or at no time."""
    for one in subject.guide.evidence.statements:
        if one.about != "benefit" or one.direction not in _POINTS_SOMEWHERE:
            continue
        path = f"evidence.statements.{one.id}"
        if one.comparator.kind in ("none", "before treatment"):
            told = f"'{one.title}' is '{one.direction}' than what? Its comparator is '{one.comparator.kind}'."
            yield Found(f"{path}.comparator.kind", told)
        if says("no-time-told", one.time_frame, subject.guide.language):
            told = f"'{one.title}' is '{one.direction}', and its time frame is '{one.time_frame}'."
            yield Found(f"{path}.time_frame", told, one.time_frame)


def _loose_direction(subject: Subject) -> Iterator[Found]:
    """Directions that the intervals do not bear out."""
    for one in subject.guide.evidence.statements:
        path = f"evidence.statements.{one.id}.direction"
        if one.direction in _POINTS_SOMEWHERE and one.numbers and all(map(_holds_no_difference, one.numbers)):
            told = f"'{one.title}' is '{one.direction}', yet every interval of its numbers holds no difference."
            yield Found(path, told)
        if one.direction == "little or no difference" and any(map(_matters, one.numbers)):
            told = f"'{one.title}' tells of little or no difference, yet a number of it is one that patients notice."
            yield Found(path, told)


def _holds_no_difference(number: Estimate) -> bool:
    none = _NO_DIFFERENCE.get(number.kind)
    if none is None or number.low is None or number.high is None:
        return False
    return number.low <= none <= number.high


def _matters(number: Estimate) -> bool:
    return number.important is not None and abs(number.value) >= number.important and not _holds_no_difference(number)


def _stray_figures(subject: Subject) -> Iterator[Found]:
    """Figures and grades whose source the finding itself does not cite."""
    for one in subject.guide.evidence.statements:
        cited = set(one.citations) | {key for prose in (one.size, one.limits) if prose for key in prose.list_links()}
        for place, key in _sources(one):
            if key not in cited:
                told = f"'{one.title}' takes a figure or grade from '{key}', which its citations leave out."
                yield Found(f"evidence.statements.{one.id}.{place}", told, key)


def _sources(statement: Statement) -> Iterator[tuple[str, str]]:
    for index, number in enumerate(statement.numbers):
        yield f"numbers.{index}.citation", number.citation
    for index, certainty in enumerate(statement.certainty):
        if certainty.citation:
            yield f"certainty.{index}.citation", certainty.citation


CHECKS = (
    Check(
        code="E113",
        title="A benefit is told without a comparison or a time",
        severity="error",
        why="Back pain eases with time; better than before the visit says nothing of the needles.",
        fix="Name what it was compared with and when, or set the direction to 'uncertain'.",
        source="GRADE handbook, section 2: a question names population, intervention, comparator and outcome.",
        find=_incomparable,
    ),
    Check(
        code="E114",
        title="A finding's direction is not borne out by its intervals",
        severity="error",
        why="An interval that holds no difference means that chance alone could explain the result.",
        fix="Set the direction to 'uncertain' or 'little or no difference', or correct the numbers.",
        source="Cochrane Handbook, chapter 15: interpret results by their confidence intervals, not by their estimate.",
        find=_loose_direction,
    ),
    Check(
        code="E115",
        title="A finding takes a figure from a source that it does not cite",
        severity="warning",
        why="A reader who looks the figure up in the cited source will not find it.",
        fix="Add the reference to the finding's citations.",
        source="DISCERN, question 4: it is clear what sources were used.",
        find=_stray_figures,
    ),
)

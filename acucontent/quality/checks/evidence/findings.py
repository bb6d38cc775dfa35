"""Check that readers can judge each finding: its comparison, time frame, interval and sources."""

from __future__ import annotations

from collections.abc import Iterator

from acucontent.document.compose.undrawn import find_undrawn
from acucontent.model.evidence import Evidence, Statement
from acucontent.model.outcomes import ArmCounts
from acucontent.model.paths import format_path, walk_values
from acucontent.model.ranges import DIFFERENCES, RATIOS, Estimate, Rate
from acucontent.quality.check import Check, Found
from acucontent.quality.checks.evidence.phrase_lists import contains_phrase
from acucontent.quality.languages import ENGLISH
from acucontent.quality.subject import Subject

_DIRECTIONS_OF_CHANGE = ("better", "slightly better", "worse")

_GAINS = ("better", "slightly better")

_NO_DIFFERENCE: dict[str, float] = {
    **dict.fromkeys((*DIFFERENCES, "standardized mean difference", "percentage points"), 0),
    **dict.fromkeys(RATIOS, 1),
}
"""The value that means no difference, for each kind of comparison."""


def _find_incomparable_benefits(subject: Subject) -> Iterator[Found]:
    """Find benefits without a comparison."""
    for one in subject.guide.evidence.statements:
        if one.about != "benefit" or one.direction not in _DIRECTIONS_OF_CHANGE:
            continue
        path = f"evidence.statements.{one.id}"
        if one.comparator.kind in ("none", "before treatment"):
            message = f"'{one.title}' is '{one.direction}', but its comparator is '{one.comparator.kind}'."
            yield Found(f"{path}.comparator.kind", message)


def _find_missing_times(subject: Subject) -> Iterator[Found]:
    """Find benefits without a time frame."""
    for one in subject.guide.evidence.statements:
        has_no_time = contains_phrase("no-time-given", one.time_frame, subject.guide.language)
        if one.about == "benefit" and one.direction in _DIRECTIONS_OF_CHANGE and has_no_time:
            message = f"'{one.title}' is '{one.direction}', but its time frame is '{one.time_frame}'."
            yield Found(f"evidence.statements.{one.id}.time_frame", message, one.time_frame)


def _find_unsupported_directions(subject: Subject) -> Iterator[Found]:
    """Find directions that the intervals do not support."""
    for one in subject.guide.evidence.statements:
        path = f"evidence.statements.{one.id}.direction"
        if one.direction in _DIRECTIONS_OF_CHANGE and one.numbers and all(map(_includes_no_difference, one.numbers)):
            message = f"'{one.title}' is '{one.direction}', but every interval of its numbers includes no difference."
            yield Found(path, message)
        if one.direction in ("little or no difference", "does not help") and any(
            _is_noticeable(number, subject.guide.evidence) for number in one.numbers
        ):
            message = (
                f"'{one.title}' is '{one.direction}', "
                "but one of its numbers is a difference that patients would notice."
            )
            yield Found(path, message)
        if one.direction in _DIRECTIONS_OF_CHANGE and one.about == "benefit":
            yield from (Found(place, message) for place, message in _find_opposite_figures(one, subject.guide.evidence))


def _includes_no_difference(number: Estimate) -> bool:
    none = _NO_DIFFERENCE.get(number.kind)
    if none is None or number.low is None or number.high is None:
        return False
    return number.low <= none <= number.high


def _is_noticeable(number: Estimate, evidence: Evidence) -> bool:
    scale = evidence.outcomes[number.outcome].scale
    if scale is None or scale.important is None or number.kind not in DIFFERENCES:
        return False
    return abs(number.value) >= scale.important and not _includes_no_difference(number)


def _find_opposite_figures(statement: Statement, evidence: Evidence) -> Iterator[tuple[str, str]]:
    """Yield the figures that show the opposite of the direction of a finding, if none shows the direction."""
    expected, opposite = (1, "worse") if statement.direction in _GAINS else (-1, "better")
    signs = {path: _find_sign(figure, evidence) for path, figure in _list_figures(statement)}
    if expected not in signs.values():
        for path, sign in signs.items():
            if sign == -expected:
                message = (
                    f"'{statement.title}' is '{statement.direction}', but by this figure the treatment did {opposite}."
                )
                yield f"evidence.statements.{statement.id}.{path}", message


def _find_sign(figure: Estimate | ArmCounts, evidence: Evidence) -> int:
    """Return 1 if a figure favors the treatment, -1 if it favors the comparator, and 0 if it compares nothing."""
    better = evidence.outcomes[figure.outcome].better
    if isinstance(figure, ArmCounts):
        treated, *others = (arm.count for arm in figure.arms)
        gap = treated - others[-1]
    else:
        better = figure.favors_treatment or better
        gap = figure.value - _NO_DIFFERENCE[figure.kind] if figure.kind in _NO_DIFFERENCE else 0
    return (gap > 0) - (gap < 0) if better == "higher" else (gap < 0) - (gap > 0)


def _list_figures(statement: Statement) -> Iterator[tuple[str, Estimate | ArmCounts]]:
    """Yield the figures of a finding, each with its path in the finding."""
    yield from ((f"numbers.{index}", number) for index, number in enumerate(statement.numbers))
    yield from ((f"counts.{index}", counts) for index, counts in enumerate(statement.counts))


def _find_missing_charts(subject: Subject) -> Iterator[Found]:
    """Find figures that are not drawn, because their outcome has no scale or they have no time."""
    for undrawn in find_undrawn(subject.guide.evidence):
        yield Found(undrawn.path, undrawn.message)


def _find_uncited_figures(subject: Subject) -> Iterator[Found]:
    """Find figures and grades whose source the finding does not cite."""
    for one in subject.guide.evidence.statements:
        texts = (one.plain, one.size, one.limits)
        cited = set(one.citations) | {key for prose in texts if prose for key in prose.list_links()}
        for place, key in _list_sources(one):
            if key not in cited:
                message = f"'{one.title}' takes a figure or grade from '{key}', which is not among its citations."
                yield Found(f"evidence.statements.{one.id}.{place}", message, key)


def _list_sources(statement: Statement) -> Iterator[tuple[str, str]]:
    """Yield the source of each number and grade, with its path in the finding."""
    for path, figure in _list_figures(statement):
        yield f"{path}.citation", figure.citation
    for index, certainty in enumerate(statement.certainty):
        if certainty.citation:
            yield f"certainty.{index}.citation", certainty.citation


def _find_unchecked_figures(subject: Subject) -> Iterator[Found]:
    """Find figures that nobody checked against their source, which no document prints."""
    for path, value in walk_values(subject.guide):
        if isinstance(value, ArmCounts | Estimate | Rate) and value.checked == "unchecked":
            message = f"The figure from '{value.citation}' was not checked against it, so no document prints it."
            yield Found(format_path(path), message, value.citation)


CHECKS = (
    Check(
        code="E126",
        title="A figure was not checked against its source",
        severity="warning",
        why="A figure that nobody checked may be wrong, so it is left out of every text, table and picture.",
        fix="Read the source and write how the figure was checked, or delete it.",
        source="A promise of this program. ICMJE Recommendations, section IV.A.3.g: verify against the original.",
        find=_find_unchecked_figures,
    ),
    Check(
        code="E113",
        title="A benefit has no comparison",
        severity="error",
        why="Most complaints ease with time, so 'better than before the visit' shows nothing about the needles.",
        fix="State what it was compared with, or set the direction to 'uncertain'.",
        source="GRADE handbook, section 2: a question names population, intervention, comparator and outcome.",
        find=_find_incomparable_benefits,
    ),
    Check(
        code="E107",
        languages=ENGLISH,
        title="A benefit has no time frame",
        severity="error",
        why="Most complaints ease with time, so a benefit at no stated time cannot be weighed.",
        fix="Write when it was measured under `time_frame`, or set the direction to 'uncertain'.",
        source="GRADE handbook, section 2; IPDASi v4, items 10 to 14: time period.",
        find=_find_missing_times,
    ),
    Check(
        code="E114",
        title="The direction of a finding is not supported by its intervals",
        severity="error",
        why="If an interval includes no difference, chance alone could explain the result.",
        fix="Set the direction to 'uncertain' or 'little or no difference', or correct the numbers.",
        source="Cochrane Handbook, chapter 15: interpret results by their confidence intervals, not by their estimate.",
        find=_find_unsupported_directions,
    ),
    Check(
        code="E115",
        title="A finding takes a figure from a source that it does not cite",
        severity="warning",
        why="Readers who look for the figure in the cited source will not find it.",
        fix="Add the reference to the finding's citations.",
        source="DISCERN, question 4: it is clear what sources were used.",
        find=_find_uncited_figures,
    ),
    Check(
        code="E125",
        title="A difference has no chart, because its scale or time is missing",
        severity="warning",
        why="A picture of a difference is true only on its own scale and at its own time.",
        fix="Give the outcome a scale and the figure a time_frame, or set drawn to false if no chart is wanted.",
        source="A promise of this program. IPDAS (Trevena 2013): show numbers in pictures, on a consistent scale.",
        find=_find_missing_charts,
    ),
)

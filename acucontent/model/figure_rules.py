"""Rules for the figures of a guide, whose words and pictures must not say something else than the data.

A difference fits the scale of its outcome, figures that are shown together can be told apart, counts are of people who
had an outcome or not, and an amount has a unit of its kind.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import Any

from acucontent.model.acupoints import PointMap
from acucontent.model.evidence import Evidence, Statement
from acucontent.model.fault import Fault
from acucontent.model.outcomes import ArmCounts, Scale
from acucontent.model.paths import Path
from acucontent.model.ranges import DIFFERENCES, Estimate, Quantity
from acucontent.model.sessions import Amounts, Progress

AMOUNT_UNITS: dict[str, tuple[str, ...]] = {
    "needles": ("needles", "needles a visit"),
    "needle_minutes": ("minutes", "minutes a visit"),
    "visit_minutes": ("minutes", "minutes a visit"),
    "per_week": ("visits a week", "visits a month"),
    "weeks": ("days", "weeks", "months"),
    "total": ("visits",),
    "review_after": ("visits", "days", "weeks", "months"),
}
"""The units of each amount of a course, with which its label is true."""


def find_figure_faults(values: Iterable[tuple[Path, Any]], evidence: Any) -> Iterator[Fault]:
    """Yield every figure that would be printed or drawn with a false meaning.

    Args:
        values: The values of a guide, each with its path.
        evidence: The evidence of the guide; anything else if it is invalid.
    """
    for path, value in values:
        if isinstance(value, Statement) and isinstance(evidence, Evidence):
            yield from _find_statement_faults(path, value, evidence)
        elif isinstance(value, Amounts | Progress):
            yield from _find_wrong_units(path, value)
        elif isinstance(value, PointMap):
            yield from _find_repeated_points(path, value)


def _find_statement_faults(path: Path, statement: Statement, evidence: Evidence) -> Iterator[Fault]:
    seen: set[Hashable] = set()
    for place, figure in _list_figures(statement):
        known = evidence.outcomes.get(figure.outcome)
        faults = _judge(figure, known.scale if known else None)
        yield from (Fault("figure", (*path, *place, field), why) for field, why in faults)
        kind = figure.kind if isinstance(figure, Estimate) else "counts"
        mark = (figure.outcome, kind, *((text or "").casefold() for text in (figure.time_frame, figure.note)))
        if mark in seen:
            message = f"'{figure.outcome}' has the same outcome, kind, time_frame and note as an earlier figure"
            yield Fault("figure", (*path, *place, "outcome"), f"{message}: delete one, or tell them apart with a note")
        seen.add(mark)


def _list_figures(statement: Statement) -> Iterator[tuple[Path, Estimate | ArmCounts]]:
    yield from ((("numbers", index), number) for index, number in enumerate(statement.numbers))
    yield from ((("counts", index), counts) for index, counts in enumerate(statement.counts))


def _judge(figure: Estimate | ArmCounts, scale: Scale | None) -> Iterator[tuple[str, str]]:
    """Yield the field of a figure that contradicts the scale of its outcome, with the reason."""
    if scale is None:
        return
    if isinstance(figure, ArmCounts):
        message = f"'{figure.outcome}' has a scale, but counts are of people who had an outcome or not"
        yield "outcome", f"{message}: name an outcome without a scale"
    elif figure.kind in DIFFERENCES and scale.width is not None:
        for field in ("value", "low", "high"):
            number = getattr(figure, field)
            if number is not None and abs(number) > scale.width:
                message = (
                    f"{number:g} is more than the whole scale of '{figure.outcome}', which is {scale.width:g} wide"
                )
                yield field, f"{message}: correct the number or the scale"


def _find_wrong_units(path: Path, record: Amounts | Progress) -> Iterator[Fault]:
    for field, units in AMOUNT_UNITS.items():
        amount = getattr(record, field, None)
        if isinstance(amount, Quantity) and amount.unit not in units:
            message = f"'{amount.unit}' is no unit of `{field}`. Expected: {', '.join(units)}"
            yield Fault("amount_unit", (*path, field, "unit"), message)


def _find_repeated_points(path: Path, point_map: PointMap) -> Iterator[Fault]:
    for index, code in enumerate(point_map.points):
        if code in point_map.points[:index]:
            yield Fault(
                "repeated_point", (*path, "points", index), f"'{code}' is on this map already: delete one of them"
            )

"""Charts of differences, drawn from the findings and the outcomes that they name.

Every word of a chart is a label or comes from the guide: the outcome, its scale, the time and the comparator.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import ceil, floor, log10

from acucontent.document.blocks import Blocks, Figure
from acucontent.document.compose.writer import Writer, capitalize_text, make_words
from acucontent.document.drawings import Difference, DifferenceChart, Tick
from acucontent.model.evidence import Certainty, Statement
from acucontent.model.outcomes import Outcome, Scale
from acucontent.model.plain_text import flatten
from acucontent.model.ranges import DIFFERENCES, Estimate

_MOST_INTERVALS = 6
"""The most intervals between the ticks of a chart."""

_STEPS = (1, 2, 5, 10, 20, 50, 100)
"""The steps between two ticks, as multiples of a power of ten."""

_OPPOSITES = {"lower": "higher", "higher": "lower", "fewer": "more", "more": "fewer"}


@dataclass(frozen=True)
class Charted:
    """A figure of a finding that is drawn, with its outcome and the scale of it."""

    statement: Statement
    number: Estimate
    outcome: Outcome
    scale: Scale

    @property
    def group(self) -> tuple[str, str]:
        """The chart that it is drawn in: figures on one outcome at one time are drawn together."""
        return (self.outcome.id, (self.number.time_frame or "").casefold())

    @property
    def benefit(self) -> str:
        """The word for a result that is better for the patient: lower, higher, fewer or more."""
        if self.scale.counted:
            return "fewer" if self.outcome.better == "lower" else "more"
        return self.outcome.better

    @property
    def certainties(self) -> tuple[Certainty, ...]:
        """The grades by the source of the figure, or all grades of the finding if that source gives none."""
        grades = self.statement.certainty
        return tuple(grade for grade in grades if grade.citation == self.number.citation) or grades

    def orient(self, value: float) -> float:
        """Return a value with the sign that makes better results for the patient positive."""
        # Subtracted from zero, because a negated 0 is shown with a minus sign.
        return 0 - value if (self.number.favors_treatment or self.outcome.better) == "lower" else value


def draw_differences(writer: Writer) -> Blocks:
    """Draw a chart for each outcome and time of which a finding has a mean or median difference.

    An outcome without a scale and a figure without a time are not drawn: see `find_undrawn`.
    """
    charts: dict[tuple[str, str], list[Charted]] = {}
    for row in _list_charted(writer):
        charts.setdefault(row.group, []).append(row)
    counts: Counter[str] = Counter()
    figures = []
    for (outcome, _), rows in charts.items():
        counts[outcome] += 1
        suffix = f"-{counts[outcome]}" if counts[outcome] > 1 else ""
        figures.append(_draw_chart(writer, f"evidence.outcomes.{outcome}_figure{suffix}", rows))
    return tuple(figures)


def _list_charted(writer: Writer) -> Iterator[Charted]:
    evidence = writer.guide.evidence
    for statement in evidence.statements:
        for number in statement.numbers:
            outcome = evidence.outcomes[number.outcome]
            if number.drawn and number.kind in DIFFERENCES and outcome.scale and number.time_frame:
                yield Charted(statement, number, outcome, outcome.scale)


def _draw_chart(writer: Writer, path: str, rows: list[Charted]) -> Figure:
    first, scale = rows[0], rows[0].scale
    labels = _label_rows(writer, rows)
    differences = tuple(_draw_row(writer, row, label) for row, label in zip(rows, labels, strict=True))
    ends = [end for one in differences for end in (one.value, *(one.interval or ()))]
    ticks = _make_ticks(writer, [*ends, scale.important or 0])
    axis = _write_axis(writer, first)
    important = _write_important(writer, first)
    direction = writer.labels(f"chart_direction.{first.benefit}", outcome=first.outcome.name)
    drawing = DifferenceChart(
        differences,
        important=scale.important,
        important_label=important,
        too_small_label=writer.labels("chart_too_small") if important else "",
        direction=direction,
        axis=_write_axis(writer, first, with_opposite=ticks[0].value < 0),
        interval_label=_write_interval_label(writer, rows),
        open_label=_write_open_label(writer, rows),
        ticks=ticks,
    )
    described = " ".join(_describe_row(writer, row, label) for row, label in zip(rows, labels, strict=True))
    threshold = f" {writer.labels('chart_alternative_important', important=important)}" if important else ""
    way = writer.labels("chart_alternative_direction", direction=direction)
    alternative = f"{writer.labels('chart_alternative', axis=axis, rows=described)}{threshold} {way}"
    caption = make_words(
        writer.labels(
            f"chart_caption.{first.benefit}",
            outcome=capitalize_text(first.outcome.name),
            time=first.number.time_frame,
        )
    )
    return Figure(path, caption, alternative, drawing)


def _label_rows(writer: Writer, rows: list[Charted]) -> list[str]:
    """Return the label of each row: its comparator, with its note or finding if another row has the same one."""
    counts = Counter(row.statement.comparator.description for row in rows)
    labels = []
    for row in rows:
        comparator = row.statement.comparator.description
        detail = row.number.note or row.statement.title
        name = "chart_row" if counts[comparator] == 1 else "chart_row_detail"
        labels.append(writer.labels(name, comparator=comparator, detail=detail))
    return labels


def _draw_row(writer: Writer, row: Charted, label: str) -> Difference:
    """Make a row of the chart, in which better results for the patient are on the right."""
    number = row.number
    ends = sorted(row.orient(end) for end in (number.low, number.high) if end is not None)
    low, high = ends or (None, None)
    value = row.orient(number.value)
    sure = writer.labels("chart_sure", certainty=flatten(writer.summarize_certainties(row.certainties)))
    return Difference(label, value, _write_amount(writer, row.scale, value), low, high, certainty=sure)


def _write_amount(writer: Writer, scale: Scale, value: float) -> str:
    return writer.labels(
        "amount_of",
        value=_format_value(writer, scale, value),
        unit=writer.choose_unit(value, scale.singular, scale.plural),
    )


def _format_value(writer: Writer, scale: Scale, value: float) -> str:
    """Format a value with the decimals of its scale, unless rounding would make it say something else."""
    if scale.decimals is None:
        return writer.format_number(value)
    rounded = float(Decimal(str(value)).quantize(Decimal(1).scaleb(-scale.decimals), ROUND_HALF_UP))
    edge = scale.important or 0
    changes_side = (abs(rounded) < edge) != (abs(value) < edge) or (rounded == 0) != (value == 0)
    return writer.format_number(value if changes_side else rounded)


def _make_ticks(writer: Writer, values: list[float]) -> tuple[Tick, ...]:
    """Return ticks for an axis with zero and all values, in the smallest round step that gives at most seven of them.

    Half a step is left free after the largest value, for its label.
    """
    lowest, highest = min(0.0, *values), max(0.0, *values)
    power = floor(log10((highest - lowest or 1) / _MOST_INTERVALS))
    steps = (Decimal(factor).scaleb(power) for factor in _STEPS)
    ranges = ((step, *_count_steps(step, lowest, highest)) for step in steps)
    step, first, last = next(found for found in ranges if found[2] - found[1] <= _MOST_INTERVALS)
    found = (float(step * count) for count in range(first, last + 1))
    return tuple(Tick(value, writer.format_number(value)) for value in found)


def _count_steps(step: Decimal, lowest: float, highest: float) -> tuple[int, int]:
    """Return the first and the last multiple of a step on an axis that holds both values."""
    return floor(Decimal(str(lowest)) / step), ceil(Decimal(str(highest)) / step + Decimal("0.5"))


def _write_axis(writer: Writer, row: Charted, *, with_opposite: bool = False) -> str:
    """Write the label of the axis: the units, the range of the scale, and what the values below zero mean."""
    scale = row.scale
    axis = capitalize_text(writer.labels(f"chart_axis.{row.benefit}", units=scale.plural))
    if scale.least is not None and scale.most is not None:
        least, most = writer.format_number(scale.least), writer.format_number(scale.most)
        axis = writer.labels("chart_axis_range", axis=axis, least=least, most=most)
    if with_opposite:
        opposite = writer.labels(f"chart_word.{_OPPOSITES[row.benefit]}")
        axis = writer.labels("chart_axis_below_zero", axis=axis, opposite=opposite)
    return axis


def _write_important(writer: Writer, row: Charted) -> str:
    if row.scale.important is None:
        return ""
    amount = _write_amount(writer, row.scale, row.scale.important)
    return writer.labels(f"chart_important.{row.outcome.better}", amount=amount)


def _write_interval_label(writer: Writer, rows: list[Charted]) -> str:
    """Write the meaning of a filled mark, with the level of the intervals if all have the same one."""
    levels = {row.number.interval_percent for row in rows if row.number.low is not None}
    if len(levels) == 1:
        return writer.labels("chart_interval", percent=writer.format_number(levels.pop()))
    return writer.labels("chart_intervals") if levels else ""


def _write_open_label(writer: Writer, rows: list[Charted]) -> str:
    """Write the meaning of an open mark: that the source gives no range."""
    return writer.labels("chart_open") if any(row.number.low is None for row in rows) else ""


def _describe_row(writer: Writer, row: Charted, label: str) -> str:
    """Describe a row in words, as part of the text alternative."""
    drawn = _draw_row(writer, row, label)
    amount = _write_difference(writer, row, drawn.value)
    if drawn.interval is None:
        return writer.labels("chart_row_alternative_open", row=label, amount=amount, sure=drawn.certainty)
    ends = [_format_value(writer, row.scale, end) for end in drawn.interval]
    if drawn.interval[0] < 0:
        ends = [_write_difference(writer, row, end) for end in drawn.interval]
    return writer.labels(
        "chart_row_alternative", row=label, amount=amount, low=ends[0], high=ends[1], sure=drawn.certainty
    )


def _write_difference(writer: Writer, row: Charted, value: float) -> str:
    """Write a difference in words, such as '1.5 fewer migraine days a month'; a negative one in the opposite word."""
    word = row.benefit if value >= 0 else _OPPOSITES[row.benefit]
    unit = writer.choose_unit(value, row.scale.singular, row.scale.plural)
    return writer.labels(f"chart_difference.{word}", value=_format_value(writer, row.scale, abs(value)), unit=unit)

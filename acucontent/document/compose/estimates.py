"""The figures of a finding as text: measured effects and counts of people, with their scales and intervals."""

from __future__ import annotations

from collections.abc import Iterator

from acucontent.document.blocks import Blocks, Inlines, ListBlock, Paragraph
from acucontent.document.compose.writer import Writer, make_notes, make_words
from acucontent.model.evidence import Statement
from acucontent.model.outcomes import Arm, ArmCounts, Outcome
from acucontent.model.ranges import DIFFERENCES, RATIOS, Estimate, find_effect_size


def compose_figures(writer: Writer, statement: Statement) -> Blocks:
    """Compose the list of counts and measured differences, in small print."""
    figures = [
        *(_compose_counts(writer, one) for one in statement.counts),
        *(_compose_estimate(writer, one) for one in statement.numbers),
    ]
    if not figures:
        return ()
    items = ListBlock(tuple((Paragraph(figure, "small"),) for figure in figures))
    return (Paragraph(writer.write_label("in_figures"), "small"), items)


def _compose_estimate(writer: Writer, estimate: Estimate) -> Inlines:
    outcome = writer.guide.evidence.outcomes[estimate.outcome]
    ends = [end for end in (estimate.low, estimate.high) if end is not None]
    shown, *interval = writer.format_interval(estimate.value, *ends)
    if outcome.scale and estimate.kind in DIFFERENCES:
        is_padded = shown != writer.format_number(estimate.value)  # '1.0 points', but '1 point'
        unit = writer.choose_unit(1.5 if is_padded else estimate.value, outcome.scale.singular, outcome.scale.plural)
        shown = writer.labels("amount_of", value=shown, unit=unit)
    value = writer.labels(f"estimate_kind.{estimate.kind}", value=shown)
    parts = [writer.labels("estimate", measure=", ".join(_list_measure(writer, estimate, outcome)), value=value)]
    if estimate.kind == "standardized mean difference":
        parts.append(writer.labels(f"effect_size.{find_effect_size(estimate.value)}"))
    if interval:
        low, high = interval
        percent = writer.format_number(estimate.interval_percent)
        parts.append(writer.labels("estimate_interval", percent=percent, low=low, high=high))
    parts += _list_sizes(writer, estimate)
    sources = [estimate.citation]
    if outcome.scale and outcome.scale.important is not None and estimate.kind in DIFFERENCES:
        parts.append(writer.labels("estimate_important", important=writer.format_number(outcome.scale.important)))
        sources += [key for key in (outcome.scale.important_citation,) if key and key not in sources]
    return (*make_words(", ".join(parts)), *make_notes(sources))


def _list_measure(writer: Writer, figure: Estimate | ArmCounts, outcome: Outcome) -> Iterator[str]:
    """Yield what was measured, when, on which scale, and which direction is better."""
    yield f"{outcome.name} {figure.time_frame}" if figure.time_frame else outcome.name
    if figure.note:
        yield figure.note
    if isinstance(figure, ArmCounts):
        return
    scale = outcome.scale
    if figure.kind in DIFFERENCES and scale and scale.least is not None and scale.most is not None:
        least, most = writer.format_number(scale.least), writer.format_number(scale.most)
        yield writer.labels("estimate_range", least=least, most=most)
    if figure.kind == "standardized mean difference":
        yield writer.labels("estimate_deviations")
    if figure.kind in RATIOS:
        yield writer.labels(f"estimate_ratio.{figure.favors_treatment or outcome.better}")
    elif figure.favors_treatment:
        yield writer.labels(f"estimate_favors.{figure.favors_treatment}")
    elif figure.kind in (*DIFFERENCES, "standardized mean difference"):
        yield writer.labels(f"estimate_better.{outcome.better}")


def _list_sizes(writer: Writer, figure: Estimate | ArmCounts) -> Iterator[str]:
    """Yield how many people and studies a figure comes from."""
    for name in ("people", "studies"):
        count = getattr(figure, name)
        if count is not None:
            yield writer.labels(f"estimate_{name}{'_one' if count == 1 else ''}", **{name: writer.format_number(count)})


def _compose_counts(writer: Writer, counts: ArmCounts) -> Inlines:
    """Compose the counts of people in each group, with their intervals."""
    outcome = writer.guide.evidence.outcomes[counts.outcome]
    arms = "; ".join(_write_arm(writer, arm, counts.of) for arm in counts.arms)
    parts = [writer.labels("estimate", measure=", ".join(_list_measure(writer, counts, outcome)), value=arms)]
    parts += _list_sizes(writer, counts)
    return (*make_words(", ".join(parts)), *make_notes([counts.citation]))


def _write_arm(writer: Writer, arm: Arm, of: int) -> str:
    ends = [end for end in (arm.low, arm.high) if end is not None]
    shown, *interval = writer.format_interval(arm.count, *ends)
    count = writer.labels("arm_count", icons=shown, of=writer.format_number(of))
    parts = [writer.labels("arm_alternative", arm=arm.name, count=count)]
    if interval:
        parts.append(writer.labels("estimate_interval", percent="95", low=interval[0], high=interval[1]))
    if arm.people is not None:
        parts.append(writer.labels("arm_people", people=writer.format_number(arm.people)))
    return ", ".join(parts)

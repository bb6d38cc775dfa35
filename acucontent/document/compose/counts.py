"""Icons of people, drawn from the counts of each group in a finding."""

from __future__ import annotations

from acucontent.document.blocks import Blocks, Figure
from acucontent.document.compose.writer import Writer, capitalize_text
from acucontent.document.drawings import IconArray, IconGroup, PairedIcons
from acucontent.model.evidence import Statement
from acucontent.model.outcomes import Arm, ArmCounts

MOST_ICONS = 200
"""The most people of a group that are drawn as icons."""


def draw_counts(writer: Writer, statement: Statement) -> Blocks:
    """Draw how many people of each group had an outcome: one array of icons for each group."""
    path = f"evidence.statements.{statement.id}"
    drawn = [counts for counts in statement.counts if counts.drawn and counts.of <= MOST_ICONS]
    return tuple(
        _draw_arms(writer, f"{path}_figure-{number}" if number > 1 else f"{path}_figure", counts)
        for number, counts in enumerate(drawn, 1)
    )


def _draw_arms(writer: Writer, path: str, counts: ArmCounts) -> Figure:
    outcome = capitalize_text(writer.guide.evidence.outcomes[counts.outcome].name)
    of = writer.format_number(counts.of)
    arrays = tuple(
        IconArray((IconGroup(arm.count, outcome),), of=counts.of, title=_write_arm(writer, "arm_title", arm, counts))
        for arm in counts.arms
    )
    drawing = PairedIcons(arrays, rest=writer.labels("arms_rest"))
    described = "; ".join(_write_arm(writer, "arm_alternative", arm, counts) for arm in counts.arms)
    alternative = writer.labels("arms_alternative", of=of, outcome=outcome, arms=described)
    name = "arms_caption_time" if counts.time_frame else "arms_caption"
    caption = writer.write_label(name, outcome=outcome, time=counts.time_frame, of=of)
    return Figure(path, caption, alternative, drawing)


def _write_arm(writer: Writer, label: str, arm: Arm, counts: ArmCounts) -> str:
    """Write the name and the count of a group; a count that is not whole is given beside the number of icons."""
    icons = writer.format_number(IconGroup(arm.count, "").icons)
    shown = writer.format_number(arm.count)
    name = "arm_count" if icons == shown else "arm_count_about"
    count = writer.labels(name, icons=icons, count=shown, of=writer.format_number(counts.of))
    return writer.labels(label, arm=arm.name if label == "arm_alternative" else capitalize_text(arm.name), count=count)

"""The warnings of a sheet, in their short form: one list for each urgency, those of its own situation first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from acucontent.document.blocks import Block, Callout, ListBlock, Paragraph, Section
from acucontent.document.compose.safety import URGENCIES
from acucontent.document.compose.short_forms import get_situation, write_short
from acucontent.document.compose.writer import Writer
from acucontent.model.handouts import Handout


def compose_short_safety(writer: Writer, handout: Handout) -> Section:
    """Compose the safety section of a sheet."""
    risks = writer.guide.risks
    boxes: list[Block] = []
    for urgency in URGENCIES:
        flags = [flag for flag in risks.red_flags if flag.urgency == urgency]
        if flags:
            title = writer.labels(f"{urgency}_title", number=writer.region.emergency_number)
            boxes.append(
                Callout(f"safety.{urgency}", urgency, title, (_list(list_own_first(flags, get_situation(handout))),))
            )
    avoid = list_own_first(risks.to_avoid, get_situation(handout))
    if avoid:
        boxes.append(Callout("safety.avoid", "caution", writer.labels("action.avoid"), (_list(avoid),)))
    return writer.make_section("safety", "safety", *boxes, role="safety")


def _list(records: Iterable[Any]) -> ListBlock:
    return ListBlock(tuple((Paragraph(write_short(record)),) for record in records))


def list_own_first(records: Sequence[Any], situation: str) -> list[Any]:
    """Return the warnings of a situation, then the others."""
    return sorted(records, key=lambda one: situation not in getattr(one, "situations", ()))

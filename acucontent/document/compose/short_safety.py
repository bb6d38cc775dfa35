"""The warnings of a sheet, in their short form: one list for each urgency, those of its own situation first."""

from __future__ import annotations

from acucontent.document.blocks import Callout, ListBlock, Paragraph, Section
from acucontent.document.compose.safety import WarningList, list_warnings
from acucontent.document.compose.short_forms import write_pictured, write_short
from acucontent.document.compose.writer import Writer
from acucontent.model.situations import Situation


def compose_short_safety(writer: Writer, situation: Situation) -> Section:
    """Compose the safety section of a sheet."""
    boxes = (_compose_box(each) for each in list_warnings(writer, situation))
    return writer.make_section("safety", "safety", *boxes, role="safety")


def _compose_box(warnings: WarningList) -> Callout:
    write = write_pictured if warnings.kind == "emergency" else write_short
    signs = ListBlock(tuple((Paragraph(write(each)),) for each in warnings.warnings))
    name = "avoid" if warnings.kind == "caution" else warnings.kind
    return Callout(f"safety.{name}", warnings.kind, warnings.title, (signs,))

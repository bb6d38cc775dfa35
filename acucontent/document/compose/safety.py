"""The safety section that every edition carries: red flags, and precautions that mean no treatment at all."""

from __future__ import annotations

from collections.abc import Iterable

from acucontent.document.blocks import Callout, ListBlock, Paragraph, Section
from acucontent.document.compose.writer import Writer, notes, strong, words
from acucontent.model.risks import Precaution, RedFlag


def safety(writer: Writer) -> Section:
    """Red flags by urgency, then what rules the treatment out."""
    risks = writer.guide.risks
    by_urgency = {
        urgency: [flag for flag in risks.red_flags if flag.urgency == urgency] for urgency in ("emergency", "urgent")
    }
    callouts = [
        _red_flags(writer, "emergency", by_urgency["emergency"]),
        _red_flags(writer, "urgent", by_urgency["urgent"]),
        _to_avoid(writer, risks.to_avoid),
    ]
    return writer.section("safety", "safety", *(callout for callout in callouts if callout))


def _red_flags(writer: Writer, urgency: str, flags: list[RedFlag]) -> Callout | tuple[()]:
    if not flags:
        return ()
    title = writer.labels(f"{urgency}_title", number=writer.region.emergency_number)
    signs = ListBlock(tuple((Paragraph((*words(flag.sign), *notes(flag.citations))),) for flag in flags))
    opening = Paragraph(writer.label(f"{urgency}_lead"))
    return Callout(f"safety.{urgency}", "emergency" if urgency == "emergency" else "urgent", title, (opening, signs))


def _to_avoid(writer: Writer, precautions: Iterable[Precaution]) -> Callout | tuple[()]:
    items = tuple(
        (Paragraph((strong(f"{precaution.situation}."), *words(" "), *writer.inlines(precaution.advice))),)
        for precaution in precautions
    )
    return Callout("safety.avoid", "caution", writer.labels("avoid_title"), (ListBlock(items),)) if items else ()

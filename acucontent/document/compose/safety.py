"""The safety section that every edition carries: red flags, and precautions that mean no treatment at all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias

from acucontent.document.blocks import Blocks, Callout, ListBlock, Paragraph, Section
from acucontent.document.compose.writer import Writer, notes, strong, words
from acucontent.document.traversal import walk_blocks
from acucontent.errors import AcucontentError
from acucontent.model.guide import Guide
from acucontent.model.plain_text import flatten
from acucontent.model.risks import Precaution, RedFlag

Urgency: TypeAlias = Literal["emergency", "urgent"]
"""How soon a sign needs help; also the kind of its box."""

URGENCIES: tuple[Urgency, ...] = ("emergency", "urgent")
"""The most urgent first."""


class LostWarning(AcucontentError, RuntimeError):
    """A red flag, or a precaution to avoid, is missing from a document. It must not be handed out."""


def compose_safety(writer: Writer) -> Section:
    """Red flags by urgency, then what rules the treatment out."""
    risks = writer.guide.risks
    flags = [
        _compose_red_flags(writer, urgency, [flag for flag in risks.red_flags if flag.urgency == urgency])
        for urgency in URGENCIES
    ]
    callouts = [*flags, _to_avoid(writer, risks.to_avoid)]
    return writer.section("safety", "safety", *(callout for callout in callouts if callout), role="safety")


def _compose_red_flags(writer: Writer, urgency: Urgency, flags: list[RedFlag]) -> Callout | tuple[()]:
    if not flags:
        return ()
    title = writer.labels(f"{urgency}_title", number=writer.region.emergency_number)
    signs = ListBlock(tuple((Paragraph((*words(flag.sign), *notes(flag.citations))),) for flag in flags))
    opening = Paragraph(writer.label(f"{urgency}_lead"))
    return Callout(f"safety.{urgency}", urgency, title, (opening, signs))


def _to_avoid(writer: Writer, precautions: Iterable[Precaution]) -> Callout | tuple[()]:
    items = tuple(
        (Paragraph((strong(f"{precaution.situation}."), *words(" "), *writer.inlines(precaution.advice))),)
        for precaution in precautions
    )
    return Callout("safety.avoid", "caution", writer.labels("action.avoid"), (ListBlock(items),)) if items else ()


def refuse_lost_warnings(guide: Guide, handout: str, sections: Blocks) -> None:
    """Refuse a document in whose safety section a warning is missing, whatever took it out.

    Raises:
        LostWarning: the message names each warning and the handout.
    """
    found = _list_paragraphs(block for block in sections if isinstance(block, Section) and block.role == "safety")
    wanted = {f"risks.red_flags.{flag.id}": flag.sign for flag in guide.risks.red_flags}
    wanted |= {f"risks.precautions.{one.id}": one.situation for one in guide.risks.to_avoid}
    lost = [f"{path} (“{text}”)" for path, text in wanted.items() if not any(_says(each, text) for each in found)]
    if lost:
        raise LostWarning(
            f"Handout '{handout}' would lack {'; '.join(lost)}. It is not made. "
            "This is a defect of what composes it: tell its author"
        )


def _says(paragraph: str, text: str) -> bool:
    return paragraph == text or paragraph.startswith(f"{text}. ")


def _list_paragraphs(sections: Iterable[Section]) -> list[str]:
    return [flatten(block.inlines) for block in walk_blocks(sections) if isinstance(block, Paragraph)]

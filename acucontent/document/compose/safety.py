"""The safety section of every edition: red flags, and precautions that rule out treatment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from acucontent.document.blocks import Blocks, Callout, Inlines, ListBlock, Paragraph, Section
from acucontent.document.compose.writer import Writer, make_notes, make_strong, make_words
from acucontent.document.traversal import walk_blocks
from acucontent.errors import AcucontentError
from acucontent.model.guide import Guide
from acucontent.model.plain_text import flatten
from acucontent.model.risks import Precaution, RedFlag, Urgency

URGENCIES: tuple[Urgency, ...] = get_args(Urgency)
"""The urgencies, from the most urgent; each is also the kind of a box."""


class LostWarning(AcucontentError, RuntimeError):
    """A red flag or a precaution to avoid is missing from a document, which must not be handed out."""


def compose_safety(writer: Writer) -> Section:
    """Compose the safety section: red flags by urgency, then the precautions that rule out treatment."""
    risks = writer.guide.risks
    flags = [
        _compose_red_flags(writer, urgency, [flag for flag in risks.red_flags if flag.urgency == urgency])
        for urgency in URGENCIES
    ]
    callouts = [*flags, _compose_avoid(writer, risks.to_avoid)]
    return writer.make_section("safety", "safety", *(callout for callout in callouts if callout), role="safety")


def _compose_red_flags(writer: Writer, urgency: Urgency, flags: list[RedFlag]) -> Callout | tuple[()]:
    if not flags:
        return ()
    title = writer.labels(f"{urgency}_title", number=writer.region.emergency_number)
    signs = ListBlock(tuple((Paragraph(_write_sign(writer, flag)),) for flag in flags))
    opening = Paragraph(writer.write_label(f"{urgency}_lead"))
    return Callout(f"safety.{urgency}", urgency, title, (opening, signs))


def _write_sign(writer: Writer, flag: RedFlag) -> Inlines:
    """Write a sign; in a volume, which has each sign once, with what to do and why."""
    if not writer.is_volume:
        return (*make_words(flag.sign), *make_notes(flag.citations))
    opening = (make_strong(f"{flag.sign.rstrip('.')}."), *make_words(" "))
    return (*opening, *writer.write_inlines(flag.action, flag.citations))


def _compose_avoid(writer: Writer, precautions: Iterable[Precaution]) -> Callout | tuple[()]:
    items = tuple(
        (
            Paragraph(
                (make_strong(f"{precaution.situation}."), *make_words(" "), *writer.write_inlines(precaution.advice))
            ),
        )
        for precaution in precautions
    )
    return Callout("safety.avoid", "caution", writer.labels("action.avoid"), (ListBlock(items),)) if items else ()


def refuse_lost_warnings(guide: Guide, handout: str, sections: Blocks) -> None:
    """Refuse a document whose safety section lacks a warning.

    Args:
        guide: The guide with the warnings.
        handout: The id of the handout, for the message.
        sections: The sections of the document.

    Raises:
        LostWarning: A warning is missing; the message lists each one.
    """
    found = _list_paragraphs(block for block in sections if isinstance(block, Section) and block.role == "safety")
    wanted = {f"risks.red_flags.{flag.id}": flag.sign for flag in guide.risks.red_flags}
    wanted |= {f"risks.precautions.{one.id}": one.situation for one in guide.risks.to_avoid}
    lost = [f"{path} (“{text}”)" for path, text in wanted.items() if not any(_has_text(each, text) for each in found)]
    if lost:
        raise LostWarning(
            f"Handout '{handout}' is missing warnings: {'; '.join(lost)}. It was not built. "
            "This is a bug in the code that composes it: report it to its author."
        )


def _has_text(paragraph: str, text: str) -> bool:
    return paragraph == text or paragraph.startswith(f"{text}. ")


def _list_paragraphs(sections: Iterable[Section]) -> list[str]:
    return [flatten(block.inlines) for block in walk_blocks(sections) if isinstance(block, Paragraph)]

"""The safety section of every edition: red flags, and precautions that rule out treatment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from acucontent.document.blocks import Blocks, Callout, Inlines, ListBlock, Paragraph, Section
from acucontent.document.compose.writer import Writer, make_notes, make_strong, make_words
from acucontent.document.traversal import walk_blocks
from acucontent.errors import AcucontentError
from acucontent.model.guide import Guide
from acucontent.model.handouts import Handout
from acucontent.model.plain_text import flatten
from acucontent.model.risks import Precaution, RedFlag, Urgency
from acucontent.model.situations import Situation

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
    items = tuple((Paragraph(_write_precaution(writer, one)),) for one in precautions)
    return Callout("safety.avoid", "caution", writer.labels("action.avoid"), (ListBlock(items),)) if items else ()


def _write_precaution(writer: Writer, one: Precaution) -> Inlines:
    """Write a precaution with what to do; in a volume, which has it once, also with the reason."""
    advice = (make_strong(f"{one.situation.rstrip('.')}."), *make_words(" "), *writer.write_inlines(one.advice))
    if not writer.is_volume:
        return advice
    return (*advice, *make_words(" "), *writer.write_inlines(one.why, one.citations))


@dataclass(frozen=True)
class WarningList:
    """The warnings of one kind as a sheet lists them, each by its `short`."""

    kind: Literal["emergency", "urgent", "soon", "caution"]
    """The urgency of the signs; `caution` for the precautions to avoid."""
    title: str
    """What to do, in words that fit the situation."""
    own: tuple[RedFlag | Precaution, ...]
    """The warnings that belong to the situation, those of few situations first."""
    others: tuple[RedFlag | Precaution, ...]
    """The warnings of other situations, which follow."""

    @property
    def warnings(self) -> tuple[RedFlag | Precaution, ...]:
        """All warnings, those of the situation first."""
        return (*self.own, *self.others)


def list_warnings(writer: Writer, situation: Situation) -> tuple[WarningList, ...]:
    """Return every warning of a sheet for a situation: red flags by urgency, then the precautions to avoid."""
    risks = writer.guide.risks
    lists = [
        _list_kind(writer, urgency, found, situation)
        for urgency in URGENCIES
        if (found := [flag for flag in risks.red_flags if flag.urgency == urgency])
    ]
    return (*lists, *((_list_kind(writer, "caution", risks.to_avoid, situation),) if risks.to_avoid else ()))


def _list_kind(
    writer: Writer,
    kind: Literal["emergency", "urgent", "soon", "caution"],
    warnings: Iterable[RedFlag | Precaution],
    situation: Situation,
) -> WarningList:
    title = writer.labels(f"{kind}_at.{situation}", number=writer.region.emergency_number)
    found = tuple(warnings)
    # A warning of few situations is needed most in each of them.
    own = tuple(sorted((one for one in found if situation in one.situations), key=lambda one: len(one.situations)))
    return WarningList(kind, title, own, tuple(one for one in found if one not in own))


def refuse_lost_warnings(guide: Guide, handout: Handout, sections: Blocks) -> None:
    """Refuse a document whose safety section lacks a warning.

    A volume has the long form of each warning; a sheet or decision aid can have the short form instead.

    Args:
        guide: The guide with the warnings.
        handout: The handout.
        sections: The sections of the document.

    Raises:
        LostWarning: A warning is missing; the message lists each one.
    """
    found = _list_paragraphs(block for block in sections if isinstance(block, Section) and block.role == "safety")
    wanted = {f"risks.red_flags.{flag.id}": (flag.sign, flag.short) for flag in guide.risks.red_flags}
    wanted |= {f"risks.precautions.{one.id}": (one.situation, one.short or "") for one in guide.risks.to_avoid}
    lost = [
        f"{path} (“{forms[0]}”)"
        for path, forms in wanted.items()
        if not any(_has_text(each, text) for each in found for text in (forms[:1] if handout.is_volume else forms))
    ]
    if lost:
        raise LostWarning(
            f"Handout '{handout.id}' is missing warnings: {'; '.join(lost)}. It was not built. "
            "This is a bug in the code that composes it: report it to its author."
        )


def _has_text(paragraph: str, text: str) -> bool:
    return paragraph == text or paragraph.startswith(f"{text}. ")


def _list_paragraphs(sections: Iterable[Section]) -> list[str]:
    return [flatten(block.inlines).strip() for block in walk_blocks(sections) if isinstance(block, Paragraph)]

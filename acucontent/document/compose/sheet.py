"""A sheet of paper: the message, three or four headed blocks, the warnings in short, what comes next, and a form.

The first blocks, with the strip that points to the warnings, are the front of the sheet; the rest is its back. A sheet
has the short form of each record and no citations: its sources are in the guide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from acucontent.clinic import Overlay
from acucontent.document.blocks import (
    Blank,
    Blocks,
    CrossLink,
    Form,
    Inline,
    Inlines,
    Note,
    Paragraph,
    Section,
    WebLink,
)
from acucontent.document.compose import front
from acucontent.document.compose.clinic import compose_letterhead
from acucontent.document.compose.empty import drop_empty
from acucontent.document.compose.findings import place_mark_key
from acucontent.document.compose.safety import list_warnings
from acucontent.document.compose.sheet_blocks import compose_blocks
from acucontent.document.compose.short_forms import write_short
from acucontent.document.compose.short_safety import compose_short_safety
from acucontent.document.compose.writer import Writer, make_paragraph, make_strong, make_words
from acucontent.document.traversal import has_page_form, rewrite_blocks
from acucontent.model.handouts import Handout
from acucontent.model.plain_text import flatten
from acucontent.model.risks import RedFlag
from acucontent.model.situations import Situation

FRONT_BLOCKS = 4
"""The most headed blocks on the front; further ones are what comes next, on the back. A form that takes a page of its
own is the last block on the front."""

STRIP = {"patient": 1, "date": 1, "practitioner": 1}
"""The blanks at the head of a sheet, with the number of lines of each."""

NAME = {"patient": 1}
"""The blank at the head of a decision aid."""

END = {"next_visit": 1, "notes": 2}
"""The blanks at the end of a sheet, with the number of lines of each."""

_MOST_SIGNS = 3
_MOST_SIGN_LETTERS = 105
"""The most signs, and letters of signs, that the strip names, so that it has two lines."""


def compose_sheet(
    writer: Writer,
    handout: Handout,
    overlay: Overlay | None,
    compose_part: Callable[[str], Section],
    *,
    overdue: bool,
) -> tuple[Blocks, Blocks]:
    """Compose the opening and the sections of a sheet.

    Args:
        writer: The writer of the guide.
        handout: The sheet.
        overlay: The overlay of a clinic.
        compose_part: Returns the section of a path as the guide prints it.
        overdue: Whether the review of the guide was due before the day of printing.
    """
    situation = require_situation(handout)
    blocks = place_mark_key(writer, drop_empty(tuple(compose_blocks(writer, handout, compose_part))))
    first = _count_front_blocks(blocks)
    has_form = situation != "before booking"
    opening = (
        *((front.compose_overdue_stamp(writer),) if overdue else ()),
        *((make_form(writer, "form_blanks", STRIP),) if has_form else ()),
        compose_message(handout),
        front.compose_review_line(writer),
        front.compose_identity_line(writer, handout.title),
    )
    sections = (
        *blocks[:first],
        _compose_help(writer, situation),
        compose_short_safety(writer, situation),
        *blocks[first:],
        *((_compose_end(writer),) if has_form else ()),
        *((compose_letterhead(writer, overlay, handout.id),) if overlay else ()),
        _compose_sources(writer, overlay),
    )
    return rewrite_blocks(opening, _remove_note), rewrite_blocks(drop_empty(sections), _remove_note)


def require_situation(handout: Handout) -> Situation:
    """Return the situation of a sheet, which the model requires."""
    assert handout.situation is not None
    return handout.situation


def _count_front_blocks(blocks: Blocks) -> int:
    """Return how many blocks are on the front: up to a form that takes a page of its own, or the first few."""
    forms = [number for number, block in enumerate(blocks, start=1) if has_page_form(block)]
    return min([*forms, FRONT_BLOCKS])


def _remove_note(inline: Inline) -> Inlines:
    return () if isinstance(inline, Note) else (inline,)


def compose_message(handout: Handout) -> Paragraph:
    """Compose the message, whose first sentence is strong."""
    first, mark, rest = (handout.message or "").partition(". ")
    return Paragraph((make_strong(f"{first}{mark.strip()}"), *make_words(f" {rest}" if rest else "")), "message")


def make_form(writer: Writer, path: str, blanks: dict[str, int]) -> Form:
    """Make a form of blanks, each with its number of lines."""
    made = tuple(Blank(name, writer.labels(f"blank.{name}"), lines) for name, lines in blanks.items())
    return Form(path, writer.labels("form"), made)


def _compose_help(writer: Writer, situation: Situation) -> Section:
    """Compose the strip that names the first signs of an emergency and points to all of them."""
    signs = "; ".join(_select_signs(writer, situation))
    title = writer.labels("help_title", number=writer.region.emergency_number)
    link: Inlines = (CrossLink("safety", writer.write_label("help_link")),)
    named = (*writer.write_label("help_signs", signs=signs), *make_words(" ")) if signs else ()
    text = (*named, *writer.write_sentence("help_all", safety=link))
    return Section("help", make_words(title), (Paragraph(text),), role="help")


def _select_signs(writer: Writer, situation: Situation) -> Iterator[str]:
    """Yield the first signs of an emergency, if the guide has any, those of the sheet's own situation first."""
    letters = 0
    lists = (each.warnings for each in list_warnings(writer, situation) if each.kind == "emergency")
    for warning in next(lists, ())[:_MOST_SIGNS]:
        text = (isinstance(warning, RedFlag) and warning.brief) or flatten(write_short(warning))
        letters += len(text)
        if letters > _MOST_SIGN_LETTERS:
            return
        yield text


def _compose_end(writer: Writer) -> Section:
    """Compose the lines for the next visit and a note."""
    return Section("form", writer.write_label("form_next"), (make_form(writer, "form_next", END),), role="form")


def _compose_sources(writer: Writer, overlay: Overlay | None) -> Section:
    """Compose the sentence that says where the sources are."""
    guide, web = writer.guide, overlay.clinic.guide_web if overlay else None
    text = writer.write_label("sources_in_guide", guide=guide.title)
    link: Inlines = (WebLink(web, make_words(web)),) if web else ()
    ask = (*make_words(" "), *writer.write_sentence("sources_link", web=link)) if web else ()
    return Section("sources", writer.write_label("sources"), (make_paragraph(*text, *ask),), role="sources")

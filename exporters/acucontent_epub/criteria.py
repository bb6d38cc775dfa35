"""WCAG 2.2, level AA: each success criterion, and what the claim to meet it rests on in a book of this kind.

A criterion rests on checks that run over the finished book, on tests that hold for every book (the design), on the
word of whoever evaluated this edition, or on several of these. That a criterion does not apply is no opinion either: it
rests on the check that finds no script, no sound, no film and no control.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

_GRAYS = "tests/markup/drawings/test_svg.py::test_nothing_depends_on_color"
_READABLE = "tests/markup/drawings/test_svg.py::test_words_can_be_read_in_print"
_NARROW = "tests/exporters/epub/test_axe.py::test_nothing_is_wider_than_a_phone"
_AXE = "tests/exporters/epub/test_axe.py::test_axe_finds_nothing"
_ORDER = "tests/exporters/epub/test_epub.py::test_pages_stand_in_the_order_of_the_document"


@dataclass(frozen=True)
class Criterion:
    """One success criterion."""

    number: str
    name: str
    level: Literal["A", "AA"]
    checks: tuple[str, ...] = ()
    """The checks that must find nothing."""
    tests: tuple[str, ...] = ()
    """The tests that show it for every book."""
    judged: bool = False
    """Whether a person must judge it as well: no program sees whether an alternative tells what the picture tells."""


CRITERIA = (
    Criterion("1.1.1", "Non-text Content", "A", ("alternatives",), judged=True),
    Criterion("1.2.1", "Audio-only and Video-only (Prerecorded)", "A", ("still",)),
    Criterion("1.2.2", "Captions (Prerecorded)", "A", ("still",)),
    Criterion("1.2.3", "Audio Description or Media Alternative (Prerecorded)", "A", ("still",)),
    Criterion("1.2.4", "Captions (Live)", "AA", ("still",)),
    Criterion("1.2.5", "Audio Description (Prerecorded)", "AA", ("still",)),
    Criterion("1.3.1", "Info and Relationships", "A", ("headings", "tables", "identity"), (_AXE,)),
    Criterion("1.3.2", "Meaningful Sequence", "A", ("order", "contents"), (_ORDER,)),
    Criterion("1.3.3", "Sensory Characteristics", "A", judged=True),
    Criterion("1.3.4", "Orientation", "AA", ("reflow",)),
    Criterion("1.3.5", "Identify Input Purpose", "AA", ("controls",)),
    Criterion("1.4.1", "Use of Color", "A", ("underlines",), (_GRAYS,), judged=True),
    Criterion("1.4.2", "Audio Control", "A", ("still",)),
    Criterion("1.4.3", "Contrast (Minimum)", "AA", ("text contrast",), (_READABLE, _AXE)),
    Criterion("1.4.4", "Resize Text", "AA", ("resizing",)),
    Criterion("1.4.5", "Images of Text", "AA", judged=True),
    Criterion("1.4.10", "Reflow", "AA", ("reflow",), (_NARROW,)),
    Criterion("1.4.11", "Non-text Contrast", "AA", ("line contrast",), (_GRAYS,), judged=True),
    Criterion("1.4.12", "Text Spacing", "AA", ("resizing",)),
    Criterion("1.4.13", "Content on Hover or Focus", "AA", ("controls",)),
    Criterion("2.1.1", "Keyboard", "A", ("still", "controls")),
    Criterion("2.1.2", "No Keyboard Trap", "A", ("still", "controls")),
    Criterion("2.1.4", "Character Key Shortcuts", "A", ("still", "controls")),
    Criterion("2.2.1", "Timing Adjustable", "A", ("still",)),
    Criterion("2.2.2", "Pause, Stop, Hide", "A", ("still",)),
    Criterion("2.3.1", "Three Flashes or Below Threshold", "A", ("still",)),
    Criterion("2.4.1", "Bypass Blocks", "A", ("headings", "contents")),
    Criterion("2.4.2", "Page Titled", "A", ("titles",)),
    Criterion("2.4.3", "Focus Order", "A", ("order",)),
    Criterion("2.4.4", "Link Purpose (In Context)", "A", ("links",), judged=True),
    Criterion("2.4.5", "Multiple Ways", "AA", ("contents",), (_ORDER,)),
    Criterion("2.4.6", "Headings and Labels", "AA", ("headings",), judged=True),
    Criterion("2.4.7", "Focus Visible", "AA", ("focus",)),
    Criterion("2.4.11", "Focus Not Obscured (Minimum)", "AA", ("focus",)),
    Criterion("2.5.1", "Pointer Gestures", "A", ("still", "controls")),
    Criterion("2.5.2", "Pointer Cancellation", "A", ("still", "controls")),
    Criterion("2.5.3", "Label in Name", "A", ("controls", "links"), (_AXE,)),
    Criterion("2.5.4", "Motion Actuation", "A", ("still",)),
    Criterion("2.5.7", "Dragging Movements", "AA", ("still", "controls")),
    Criterion("2.5.8", "Target Size (Minimum)", "AA", tests=(_AXE,)),
    Criterion("3.1.1", "Language of Page", "A", ("language of pages",)),
    Criterion("3.1.2", "Language of Parts", "AA", ("language of words",), judged=True),
    Criterion("3.2.1", "On Focus", "A", ("still", "controls")),
    Criterion("3.2.2", "On Input", "A", ("controls",)),
    # The contents are one page: nothing that leads about, and no offer of help, is repeated from page to page.
    Criterion("3.2.3", "Consistent Navigation", "AA", ("contents",)),
    Criterion("3.2.4", "Consistent Identification", "AA", ("controls",), judged=True),
    Criterion("3.2.6", "Consistent Help", "A", ("contents",)),
    Criterion("3.3.1", "Error Identification", "A", ("controls",)),
    Criterion("3.3.2", "Labels or Instructions", "A", ("controls",)),
    Criterion("3.3.3", "Error Suggestion", "AA", ("controls",)),
    Criterion("3.3.4", "Error Prevention (Legal, Financial, Data)", "AA", ("controls",)),
    Criterion("3.3.7", "Redundant Entry", "A", ("controls",)),
    Criterion("3.3.8", "Accessible Authentication (Minimum)", "AA", ("controls",)),
    Criterion("4.1.2", "Name, Role, Value", "A", ("links", "identity", "controls"), (_AXE,)),
    Criterion("4.1.3", "Status Messages", "AA", ("still",)),
)
"""The criteria of levels A and AA, in their order. 4.1.1 is no part of WCAG 2.2."""


def judged() -> tuple[str, ...]:
    """The numbers of the criteria that a person must judge."""
    return tuple(criterion.number for criterion in CRITERIA if criterion.judged)


def rest_on(check: str) -> tuple[str, ...]:
    """The numbers of the criteria that rest on a check."""
    return tuple(criterion.number for criterion in CRITERIA if check in criterion.checks)

"""The success criteria of WCAG 2.2, levels A and AA, and the evidence that an ebook meets each of them.

The evidence is one or more of: checks of the finished book, tests that hold for every book by design, and the
evaluation of this edition by a person. Criteria that do not apply have evidence too: the check that finds no script,
sound, video or control.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

_ONE_COLOR = "tests/markup/drawings/test_svg.py::test_a_screen_gives_its_colors"
_READABLE = "tests/exporters/epub/test_readium.py::test_everything_can_be_read"
_GROWING = "tests/exporters/epub/test_readium.py::test_letters_in_drawings_grow"
_NARROW = "tests/exporters/epub/test_axe.py::test_nothing_is_wider_than_a_phone"
_AXE = "tests/exporters/epub/test_axe.py::test_axe_finds_nothing"
_ORDER = "tests/exporters/epub/test_epub.py::test_pages_are_in_document_order"


@dataclass(frozen=True)
class Criterion:
    """One success criterion."""

    number: str
    name: str
    level: Literal["A", "AA"]
    checks: tuple[str, ...] = ()
    """The codes of the checks that must have no findings."""
    tests: tuple[str, ...] = ()
    """The tests that prove it for every book."""
    manual: bool = False
    """Whether a person must evaluate it too. For example, no program can decide whether a text matches its picture."""


CRITERIA = (
    Criterion("1.1.1", "Non-text Content", "A", ("alternatives",), manual=True),
    Criterion("1.2.1", "Audio-only and Video-only (Prerecorded)", "A", ("motion",)),
    Criterion("1.2.2", "Captions (Prerecorded)", "A", ("motion",)),
    Criterion("1.2.3", "Audio Description or Media Alternative (Prerecorded)", "A", ("motion",)),
    Criterion("1.2.4", "Captions (Live)", "AA", ("motion",)),
    Criterion("1.2.5", "Audio Description (Prerecorded)", "AA", ("motion",)),
    Criterion("1.3.1", "Info and Relationships", "A", ("headings", "tables", "ids"), (_AXE,)),
    Criterion("1.3.2", "Meaningful Sequence", "A", ("order", "contents"), (_ORDER,)),
    Criterion("1.3.3", "Sensory Characteristics", "A", manual=True),
    Criterion("1.3.4", "Orientation", "AA", ("reflow",)),
    Criterion("1.3.5", "Identify Input Purpose", "AA", ("controls",)),
    Criterion("1.4.1", "Use of Color", "A", ("underlines",), (_ONE_COLOR,), manual=True),
    Criterion("1.4.2", "Audio Control", "A", ("motion",)),
    Criterion("1.4.3", "Contrast (Minimum)", "AA", ("text contrast",), (_READABLE, _AXE)),
    Criterion("1.4.4", "Resize Text", "AA", ("resizing",), (_GROWING,)),
    Criterion("1.4.5", "Images of Text", "AA", manual=True),
    Criterion("1.4.10", "Reflow", "AA", ("reflow",), (_NARROW, _READABLE)),
    Criterion("1.4.11", "Non-text Contrast", "AA", ("line contrast",), (_ONE_COLOR, _READABLE), manual=True),
    Criterion("1.4.12", "Text Spacing", "AA", ("resizing",)),
    Criterion("1.4.13", "Content on Hover or Focus", "AA", ("controls",)),
    Criterion("2.1.1", "Keyboard", "A", ("motion", "controls")),
    Criterion("2.1.2", "No Keyboard Trap", "A", ("motion", "controls")),
    Criterion("2.1.4", "Character Key Shortcuts", "A", ("motion", "controls")),
    Criterion("2.2.1", "Timing Adjustable", "A", ("motion",)),
    Criterion("2.2.2", "Pause, Stop, Hide", "A", ("motion",)),
    Criterion("2.3.1", "Three Flashes or Below Threshold", "A", ("motion",)),
    Criterion("2.4.1", "Bypass Blocks", "A", ("headings", "contents")),
    Criterion("2.4.2", "Page Titled", "A", ("titles",)),
    Criterion("2.4.3", "Focus Order", "A", ("order",)),
    Criterion("2.4.4", "Link Purpose (In Context)", "A", ("links",), manual=True),
    Criterion("2.4.5", "Multiple Ways", "AA", ("contents",), (_ORDER,)),
    Criterion("2.4.6", "Headings and Labels", "AA", ("headings",), manual=True),
    Criterion("2.4.7", "Focus Visible", "AA", ("focus",)),
    Criterion("2.4.11", "Focus Not Obscured (Minimum)", "AA", ("focus",)),
    Criterion("2.5.1", "Pointer Gestures", "A", ("motion", "controls")),
    Criterion("2.5.2", "Pointer Cancellation", "A", ("motion", "controls")),
    Criterion("2.5.3", "Label in Name", "A", ("controls", "links"), (_AXE,)),
    Criterion("2.5.4", "Motion Actuation", "A", ("motion",)),
    Criterion("2.5.7", "Dragging Movements", "AA", ("motion", "controls")),
    Criterion("2.5.8", "Target Size (Minimum)", "AA", tests=(_AXE,)),
    Criterion("3.1.1", "Language of Page", "A", ("language of pages",)),
    Criterion("3.1.2", "Language of Parts", "AA", ("language of words",), manual=True),
    Criterion("3.2.1", "On Focus", "A", ("motion", "controls")),
    Criterion("3.2.2", "On Input", "A", ("controls",)),
    # The contents are on one page: no navigation and no offer of help is repeated across pages.
    Criterion("3.2.3", "Consistent Navigation", "AA", ("contents",)),
    Criterion("3.2.4", "Consistent Identification", "AA", ("controls",), manual=True),
    Criterion("3.2.6", "Consistent Help", "A", ("contents",)),
    Criterion("3.3.1", "Error Identification", "A", ("controls",)),
    Criterion("3.3.2", "Labels or Instructions", "A", ("controls",)),
    Criterion("3.3.3", "Error Suggestion", "AA", ("controls",)),
    Criterion("3.3.4", "Error Prevention (Legal, Financial, Data)", "AA", ("controls",)),
    Criterion("3.3.7", "Redundant Entry", "A", ("controls",)),
    Criterion("3.3.8", "Accessible Authentication (Minimum)", "AA", ("controls",)),
    Criterion("4.1.2", "Name, Role, Value", "A", ("links", "ids", "controls"), (_AXE,)),
    Criterion("4.1.3", "Status Messages", "AA", ("motion",)),
)
"""The criteria of levels A and AA, in order. WCAG 2.2 removed 4.1.1."""


def list_manual_criteria() -> tuple[str, ...]:
    """Return the numbers of the criteria that a person must evaluate."""
    return tuple(criterion.number for criterion in CRITERIA if criterion.manual)


def find_criteria(check: str) -> tuple[str, ...]:
    """Return the numbers of the criteria that depend on a check."""
    return tuple(criterion.number for criterion in CRITERIA if check in criterion.checks)

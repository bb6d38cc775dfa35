"""Lines of volumes have 60 to 70 letters, and no heading or citation is separated from its text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

import pytest

from acucontent.edition import Edition
from acucontent_pdf import PdfOptions
from acucontent_pdf.engine import boxes
from acucontent_pdf.layout import fit_edition
from tests.shipped import load_shipped

HANDOUTS = load_shipped("back-pain").handouts
VOLUMES = [one.id for one in HANDOUTS if one.is_volume]
SHEETS = [one.id for one in HANDOUTS if not one.is_volume]
AID = next(one.id for one in HANDOUTS if one.kind == "decision aid")

LONGEST = 80
"""A line of narrow letters ('till', 'little') may have a few more than 75."""
OTHERS = ("small", "references", "blank", "toc", "code", "table", "figcaption", "callout", "lead")
"""The classes and elements that are not running text."""


HEADINGS = {f"h{level}" for level in range(1, 7)}


class Line(NamedTuple):
    """A line of text, with the elements and classes around it and its page."""

    words: str
    full: bool
    """Whether another line of its paragraph follows."""
    within: frozenset[str]
    page: int
    marks: tuple[int, ...]
    """The ids of the elements of its citation marks."""


@cache
def list_lines(handout: str, paper: str, *, large_print: bool = False) -> tuple[Line, ...]:
    """Lay out a handout and return all its lines."""
    options = PdfOptions.model_validate({"paper": paper, "large_print": large_print})
    pages = fit_edition(Edition.of(load_shipped("back-pain"), handout), options).pages
    return tuple(
        line
        for number, page in enumerate(pages.pages, start=1)
        for line in _walk_lines(page._page_box.children[0], frozenset(), number)
        if not line.within & {"foot", "folio"}
    )


def _walk_lines(box: Any, within: frozenset[str], page: int) -> Iterator[Line]:
    children = list(getattr(box, "children", ()))
    if box.element is not None:
        within = within | {box.element_tag, *box.element.get("class", "").split()}
    found = [child for child in children if isinstance(child, boxes.LineBox)]
    for line in found:
        marks = {id(inner.element) for inner in line.descendants() if inner.element_tag == "sup"}
        yield Line(_extract_words(line), line is not found[-1], within, page, tuple(marks))
    for child in children:
        if child not in found:
            yield from _walk_lines(child, within, page)


def _extract_words(line: Any) -> str:
    """Return the text of a line without its bullet and citation marks."""
    parts = (box for box in line.descendants() if isinstance(box, boxes.TextBox))
    text = "".join(box.text for box in parts if box.element_tag != "sup" and "::" not in box.element_tag)
    return text.strip("\u2060\u200b ")


def select_running_text(lines: tuple[Line, ...]) -> list[Line]:
    """Return the lines of running text."""
    return [line for line in lines if line.within & {"p", "li"} and not line.within & set(OTHERS)]


@pytest.mark.parametrize("paper", ["letter", pytest.param("a4", marks=pytest.mark.slow)])
@pytest.mark.parametrize("handout", VOLUMES)
def test_running_lines_have_60_to_70_letters(handout: str, paper: str) -> None:
    """A full line of running text has 60 to 70 letters, and few have more than 75."""
    found = select_running_text(list_lines(handout, paper))
    full = [len(line.words) for line in found if line.full]

    assert 60 <= median(full) <= 70
    assert sum(len(line.words) > 75 for line in found) <= len(found) / 50
    assert max(len(line.words) for line in found) <= LONGEST


@pytest.mark.parametrize("paper", ["letter", pytest.param("a4", marks=pytest.mark.slow)])
@pytest.mark.parametrize("handout", VOLUMES)
def test_lines_of_callouts_and_leads_are_not_longer(handout: str, paper: str) -> None:
    """Lines in callouts and leads are not longer than running text."""
    found = [line.words for line in list_lines(handout, paper) if line.within & {"callout", "lead"}]

    assert found
    assert max(map(len, found)) <= LONGEST


@pytest.mark.parametrize("handout", [sheet for sheet in SHEETS if sheet != AID])
def test_short_forms_are_read_at_a_glance(handout: str) -> None:
    """A sheet uses the whole width of its paper for texts of a few lines: a line has at most 100 letters."""
    found = [line.words for line in list_lines(handout, "letter") if not line.within & {"small", "colophon"}]

    assert found
    assert max(map(len, found)) <= 100


@pytest.mark.slow
@pytest.mark.parametrize("handout", SHEETS)
def test_large_print_uses_the_full_width(handout: str) -> None:
    """In large print a full line has 50 to 70 letters, except on the cards of steps."""
    found = select_running_text(list_lines(handout, "letter", large_print=True))
    full = [len(line.words) for line in found if line.full and "ol" not in line.within]

    assert 50 <= median(full) <= 70


@pytest.mark.parametrize(
    "large_print", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["print", "large print"]
)
@pytest.mark.parametrize("handout", SHEETS)
def test_headings_are_not_alone(handout: str, large_print: bool) -> None:
    """The text under or next to a heading begins on the same page."""
    found = list_lines(handout, "letter", large_print=large_print)

    alone = [
        heading.words for heading, after in pairwise(found) if heading.within & HEADINGS and heading.page != after.page
    ]
    assert alone == []


@pytest.mark.parametrize("handout", [*VOLUMES, AID])
def test_citation_marks_do_not_break(handout: str) -> None:
    """Neighboring citation marks are on one line."""
    found = list_lines(handout, "letter")
    times = Counter(mark for line in found for mark in line.marks)

    assert times
    assert set(times.values()) == {1}

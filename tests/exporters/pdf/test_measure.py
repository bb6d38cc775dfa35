"""Lines of 60 to 70 letters, and nothing left alone: measured on pages as they are laid out, in callouts too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

import pytest

import acucontent
from acucontent.edition import Edition
from acucontent_pdf import PdfOptions
from acucontent_pdf.engine import boxes
from acucontent_pdf.page import page_of
from acucontent_pdf.render import _laid_out

LONGEST = 80
"""A line of narrow letters ('till', 'little') may hold a few more than 75."""
OTHERS = ("small", "references", "blank", "toc", "code", "table", "figcaption", "callout", "lead")
"""What is no running text: small print, lists to look things up in, labels, cells, and the columns of callouts."""


HEADINGS = {f"h{level}" for level in range(1, 7)}


class Line(NamedTuple):
    """A line of words, whether it is followed by another of its paragraph, what it stands in, and its page."""

    words: str
    full: bool
    within: frozenset[str]
    page: int
    marks: tuple[int, ...]
    """The marks of citations on it, each known by its element."""


@cache
def lines_of(handout: str, paper: str, *, large_print: bool = False) -> tuple[Line, ...]:
    """Every line of paragraphs and items of a handout."""
    options = PdfOptions.model_validate({"paper": paper, "large_print": large_print})
    pages = _laid_out(page_of(Edition.of(acucontent.load("back-pain"), handout), options))
    return tuple(
        line
        for number, page in enumerate(pages.pages, start=1)
        for line in _lines(page._page_box, frozenset(), number)
        if not line.within & {"foot", "folio"}
    )


def _lines(box: Any, within: frozenset[str], page: int) -> Iterator[Line]:
    children = list(getattr(box, "children", ()))
    if box.element is not None:
        within = within | {box.element_tag, *box.element.get("class", "").split()}
    found = [child for child in children if isinstance(child, boxes.LineBox)]
    for line in found:
        marks = {id(inner.element) for inner in line.descendants() if inner.element_tag == "sup"}
        yield Line(_words(line), line is not found[-1], within, page, tuple(marks))
    for child in children:
        if child not in found:
            yield from _lines(child, within, page)


def _words(line: Any) -> str:
    """The letters of a line, with neither its bullet nor the marks of citations."""
    parts = (box for box in line.descendants() if isinstance(box, boxes.TextBox))
    text = "".join(box.text for box in parts if box.element_tag != "sup" and "::" not in box.element_tag)
    return text.strip("\u2060\u200b ")


def running(lines: tuple[Line, ...]) -> list[Line]:
    """The lines of running text."""
    return [line for line in lines if line.within & {"p", "li"} and not line.within & set(OTHERS)]


@pytest.mark.parametrize("paper", ["letter", pytest.param("a4", marks=pytest.mark.slow)])
@pytest.mark.parametrize("handout", acucontent.load("back-pain").handouts.ids)
def test_running_lines_have_60_to_70_letters(handout: str, paper: str) -> None:
    """A full line of running text has 60 to 70 letters, and none has many more than 75."""
    found = running(lines_of(handout, paper))
    full = [len(line.words) for line in found if line.full]

    assert 60 <= median(full) <= 70
    assert sum(len(line.words) > 75 for line in found) <= len(found) / 50
    assert max(len(line.words) for line in found) <= LONGEST


@pytest.mark.parametrize("paper", ["letter", pytest.param("a4", marks=pytest.mark.slow)])
@pytest.mark.parametrize("handout", acucontent.load("back-pain").handouts.ids)
def test_no_line_of_a_callout_or_a_head_is_longer(handout: str, paper: str) -> None:
    """Callouts stand in narrower columns, and what a sheet is for in lines of its own."""
    found = [line.words for line in lines_of(handout, paper) if line.within & {"callout", "lead"}]

    assert found
    assert max(map(len, found)) <= LONGEST


@pytest.mark.slow
@pytest.mark.parametrize("handout", acucontent.load("back-pain").handouts.ids[1:])
def test_large_print_uses_the_page(handout: str) -> None:
    """In large print a full line has 50 to 70 letters."""
    full = [len(line.words) for line in running(lines_of(handout, "letter", large_print=True)) if line.full]

    assert 50 <= median(full) <= 70


@pytest.mark.parametrize(
    "large_print", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["print", "large print"]
)
@pytest.mark.parametrize("handout", acucontent.load("back-pain").handouts.ids[1:])
def test_no_heading_is_left_alone(handout: str, large_print: bool) -> None:
    """What a heading is over, or beside, begins on its page."""
    found = lines_of(handout, "letter", large_print=large_print)

    alone = [
        heading.words for heading, after in pairwise(found) if heading.within & HEADINGS and heading.page != after.page
    ]
    assert alone == []


@pytest.mark.parametrize("handout", acucontent.load("back-pain").handouts.ids)
def test_marks_of_citations_stand_together(handout: str) -> None:
    """Neighboring marks are on one line."""
    found = lines_of(handout, "letter")
    times = Counter(mark for line in found for mark in line.marks)

    assert times
    assert set(times.values()) == {1}

"""The last line of a text is no single short word, and a search still finds the words that were kept together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest

from acucontent.edition import Edition
from acucontent_pdf import PdfOptions, read_back
from acucontent_pdf.engine import boxes
from acucontent_pdf.last_words import join_last_words
from acucontent_pdf.layout import fit_edition
from acucontent_pdf.render import render
from tests.shipped import load_shipped

CASES = {
    "item": ("<li>Rest until your head is clear.</li>", "<li>Rest until your head is_clear.</li>"),
    "line break in the source": (
        "<p>Rest until your head is\n  clear.\n</p>",
        "<p>Rest until your head is_clear.</p>",
    ),
    "strong words": (
        "<p>See a doctor <strong>now or today</strong>.</p>",
        "<p>See a doctor <strong>now or_today</strong>.</p>",
    ),
    "words after strong ones": (
        "<p><strong>Rest a few minutes.</strong> You may go.</p>",
        "<p><strong>Rest a few minutes.</strong> You may_go.</p>",
    ),
    "one strong word": (
        "<p>Rest until your head is <em>clear</em>. </p>",
        "<p>Rest until your head is_<em>clear</em>. </p>",
    ),
    "long word": ("<p>Ask about training and certification.</p>", "<p>Ask about training and certification.</p>"),
    "few words": ("<p>You sleep much better.</p>", "<p>You sleep much better.</p>"),
    "cell": ("<td>One visit costs much more now</td>", "<td>One visit costs much more now</td>"),
    "paragraph in an item": (
        "<li><p>You may feel a bit tired.</p></li>",
        "<li><p>You may feel a bit_tired.</p></li>",
    ),
}
"""Markup before and after. An underscore stands for a no-break space."""


@pytest.mark.parametrize(("before", "after"), CASES.values(), ids=CASES)
def test_the_last_short_word_is_joined(before: str, after: str) -> None:
    """A no-break space joins it with the word before, in a text of five words or more."""
    page = ElementTree.fromstring(f"<body>{before}</body>")
    join_last_words(page)

    assert ElementTree.tostring(page, "unicode") == f"<body>{after}</body>".replace("_", "\u00a0")


@pytest.mark.parametrize("region", ["US", "GB"])
def test_no_line_of_a_sheet_is_one_short_word(region: str) -> None:
    """In lists and paragraphs of the sheet about safety, a last line has two words, or a long one."""
    pages = fit_edition(Edition.of(load_shipped("back-pain"), "safety", region), PdfOptions()).pages
    lasts = [words for page in pages.pages for words in find_last_lines(page._page_box)]

    assert len(lasts) > 10
    assert [words for words in lasts if len(words) == 1 and len(words[0]) < 10] == []


def find_last_lines(page: Any) -> Iterator[list[str]]:
    """Yield the words of the last line of each text with several lines."""
    for box in page.descendants():
        lines = [each for each in getattr(box, "children", ()) if isinstance(each, boxes.LineBox)]
        if box.element_tag in ("li", "p") and len(lines) > 1:
            texts = (each.text for each in lines[-1].descendants() if isinstance(each, boxes.TextBox))
            yield "".join(texts).split()


def test_all_spaces_are_plain() -> None:
    """The text of the file has no no-break space."""
    text = "".join(read_back(render(Edition.of(load_shipped("back-pain"), "safety"), PdfOptions()).data))

    assert "injected drugs" in " ".join(text.split())
    assert "\u00a0" not in text

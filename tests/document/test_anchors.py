"""Anchors are unique, and the shared markup has the same ids."""

from __future__ import annotations

import re

import pytest

from acucontent.document.anchors import CONTENTS, OPENING, find_anchor_block, list_anchors, make_anchor
from acucontent.document.labels import load_labels
from acucontent.edition import Edition
from acucontent.markup import MarkupSettings, render_html
from acucontent.model.guide import Guide
from tests.document.examples import BLOCKS


@pytest.mark.parametrize("handout", ["complete", "first-visit"])
def test_markup_has_every_anchor(back_pain: Guide, handout: str) -> None:
    """The anchors from `list_anchors` are ids of the markup, each once and in the same order."""
    document = Edition.of(back_pain, handout).document
    settings = MarkupSettings(anchors=True)
    pages = (
        render_html(document.opening, document.labels, settings, parent=OPENING),
        render_html(document.sections, document.labels, settings),
    )
    listed = [anchor for anchor in list_anchors(document) if find_anchor_block(anchor) != CONTENTS]

    found = [id_ for page in pages for id_ in re.findall(r' id="([^"]+)"', page) if id_ in set(listed)]

    assert len(listed) > 50
    assert found == listed
    assert len(set(listed)) == len(listed)


def test_page_breaks_are_at_their_anchors() -> None:
    """Each page has one break, at the start of the element with its anchor, with its number in the label."""
    every = tuple(BLOCKS.values())
    names = [make_anchor("home", number) for number in range(1, len(every) + 1)]
    anchors = ["home__1", "home__2.1", "a_table__1"]
    pages = {anchor: (number, number + 100) for number, anchor in enumerate(anchors, start=1)}
    settings = MarkupSettings(epub=True, pages=pages)

    markup = render_html(every, load_labels("en"), settings, parent="home")

    assert names[1] == "home__2"
    assert re.findall(
        r'<span id="page-(\d+)" role="doc-pagebreak" epub:type="pagebreak" aria-label="Page (\d+)">', markup
    ) == [(str(number + more), str(number + more)) for number in (1, 2, 3) for more in (0, 100)]

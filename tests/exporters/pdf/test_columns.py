"""The two columns of a list have about the same height."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from acucontent import Edition, Guide
from acucontent.document.blocks import Block, Callout, ListBlock, ReferenceList
from acucontent_pdf.columns import write_column_breaks
from acucontent_pdf.layout import lay_out_edition
from acucontent_pdf.options import PdfOptions

SHEETS = ("first-visit", "aftercare", "safety", "points", "choosing", "costs")
LINE_HEIGHT = 14 * 1.25 / 0.75
"""The height of a line of 14 points, in CSS pixels."""


@pytest.mark.parametrize("handout", SHEETS)
def test_columns_have_the_same_height(back_pain: Guide, handout: str) -> None:
    """The columns of each list of warnings in two columns end at most two lines apart."""
    edition = Edition.of(back_pain, handout)
    back = lay_out_edition(edition, PdfOptions())[0].pages[1]
    warnings = [each for each in edition.document.walk_blocks() if isinstance(each, Callout)]
    lists = [each.id for each in warnings if each.id in back.anchors]

    assert len(lists) >= 3
    in_columns = 0
    for home in lists:
        ends: dict[int, float] = defaultdict(float)
        for anchor, (left, _, _, bottom) in back.anchors.items():
            if re.fullmatch(rf"{re.escape(home)}__\d+\.\d+", anchor):
                ends[round(left)] = max(ends[round(left)], bottom)
        in_columns += len(ends) == 2
        assert abs(min(ends.values()) - max(ends.values())) < 2.5 * LINE_HEIGHT, home
    assert in_columns


def test_each_list_in_columns_has_a_break(back_pain: Guide) -> None:
    """There is one rule for the list of each callout of two items or more, and one for the references."""
    document = Edition.of(back_pain, "evidence").document
    homes = [block.id for block in document.walk_blocks() if is_in_columns(block)]

    rules = write_column_breaks(document).splitlines()

    assert [rule.split('"')[1] for rule in rules] == homes


def is_in_columns(block: Block) -> bool:
    """Return whether a block is the references or a callout with a list of two items or more."""
    if isinstance(block, Callout):
        return any(isinstance(inner, ListBlock) and len(inner.items) > 1 for inner in block.blocks)
    return isinstance(block, ReferenceList)

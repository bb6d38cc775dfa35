"""The two columns of a list have about the same height."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from acucontent import Edition, Guide
from acucontent.document.blocks import Callout, ReferenceList
from acucontent_pdf.columns import write_column_breaks
from acucontent_pdf.options import PdfOptions
from acucontent_pdf.page import compose_page
from acucontent_pdf.render import LINE_HEIGHT, lay_out_page

SHEETS = ("first-visit", "aftercare", "safety", "evidence", "points", "choosing", "costs")


@pytest.mark.parametrize("handout", SHEETS)
def test_columns_have_the_same_height(back_pain: Guide, handout: str) -> None:
    """The columns of each warning on the first page end at most two lines apart."""
    edition = Edition.of(back_pain, handout)
    first = lay_out_page(compose_page(edition, PdfOptions())).pages[0]
    warnings = [each for each in edition.document.walk_blocks() if isinstance(each, Callout) and each.kind != "note"]
    lists = [each.id for each in warnings if each.id in first.anchors]

    assert len(lists) >= 3
    for home in lists:
        ends: dict[int, float] = defaultdict(float)
        for anchor, (left, _, _, bottom) in first.anchors.items():
            if re.fullmatch(rf"{re.escape(home)}__\d+\.\d+", anchor):
                ends[round(left)] = max(ends[round(left)], bottom)
        assert len(ends) == 2, home
        assert abs(min(ends.values()) - max(ends.values())) <= 2 * LINE_HEIGHT, home


def test_each_list_in_columns_has_a_break(back_pain: Guide) -> None:
    """There is one rule for the list of each callout, and one for the references."""
    document = Edition.of(back_pain, "safety").document
    homes = [block.id for block in document.walk_blocks() if isinstance(block, Callout | ReferenceList)]

    rules = write_column_breaks(document).splitlines()

    assert [rule.split('"')[1] for rule in rules] == homes

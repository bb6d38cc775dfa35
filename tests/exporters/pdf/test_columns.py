"""Lists in two columns: the second begins where both come to one height."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from acucontent import Edition, Guide
from acucontent.document.blocks import Callout, ReferenceList
from acucontent_pdf.columns import second_columns
from acucontent_pdf.options import PdfOptions
from acucontent_pdf.page import page_of
from acucontent_pdf.render import LINE, _laid_out

SHEETS = ("first-visit", "aftercare", "safety", "evidence", "points", "choosing", "costs")


@pytest.mark.parametrize("handout", SHEETS)
def test_columns_end_at_one_height(back_pain: Guide, handout: str) -> None:
    """The warnings on the first page: two columns each, whose ends differ by two lines at most."""
    edition = Edition.of(back_pain, handout)
    first = _laid_out(page_of(edition, PdfOptions())).pages[0]
    warnings = [each for each in edition.document.blocks() if isinstance(each, Callout) and each.kind != "note"]
    lists = [each.id for each in warnings if each.id in first.anchors]

    assert len(lists) >= 3
    for home in lists:
        ends: dict[int, float] = defaultdict(float)
        for anchor, (left, _, _, bottom) in first.anchors.items():
            if re.fullmatch(rf"{re.escape(home)}__\d+\.\d+", anchor):
                ends[round(left)] = max(ends[round(left)], bottom)
        assert len(ends) == 2, home
        assert abs(min(ends.values()) - max(ends.values())) <= 2 * LINE, home


def test_each_list_in_columns_is_told_where_to_break(back_pain: Guide) -> None:
    """One rule for the list of each callout, and one for the references."""
    document = Edition.of(back_pain, "safety").document
    homes = [block.id for block in document.blocks() if isinstance(block, Callout | ReferenceList)]

    rules = second_columns(document).splitlines()

    assert [rule.split('"')[1] for rule in rules] == homes

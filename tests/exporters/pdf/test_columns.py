"""The two columns of a list have about the same height."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from acucontent import Edition, Guide
from acucontent.clinic import Clinic, Overlay
from acucontent.document.blocks import Block, Callout, ListBlock, ReferenceList
from acucontent_pdf.columns import write_column_breaks
from acucontent_pdf.fit import SIDES
from acucontent_pdf.layout import fit_edition
from acucontent_pdf.options import PdfOptions
from acucontent_pdf.sheet_columns import find_break, write_columns

SHEETS = ("first-visit", "aftercare", "safety", "points", "choosing", "costs")
IN_ONE_COLUMN = ("safety", "choosing", "costs")
"""The sheets whose text is so large that no list of warnings is shorter in two columns."""
LINE_HEIGHT = 14 * 1.25 / 0.75
"""The height of a line of 14 points, in CSS pixels."""


@pytest.mark.parametrize("handout", SHEETS)
def test_columns_have_the_same_height(back_pain: Guide, handout: str) -> None:
    """The columns of each list of warnings in two columns end less than three lines apart, the height of an item."""
    edition = Edition.of(back_pain, handout)
    back = fit_edition(edition, PdfOptions()).pages.pages[1]
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
        assert abs(min(ends.values()) - max(ends.values())) < 3 * LINE_HEIGHT, home
    assert bool(in_columns) is (handout not in IN_ONE_COLUMN)


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


@pytest.mark.parametrize("items", [5, 8])
def test_each_list_of_a_note_has_its_own_columns(back_pain: Guide, items: int) -> None:
    """The lists of a clinic's two notes are in one section: each has one break, and the sheet has two sides."""
    notes = [
        {"handout": handout, "text": "\n".join(f"* Call us {number} days before." for number in range(count))}
        for handout, count in (("all", 4), ("aftercare", items))
    ]
    overlay = Overlay(Clinic.model_validate({"name": "Example Clinic", "notes": notes}))
    edition = Edition.of(back_pain, "aftercare", overlay=overlay)

    rules = [rule for rule in write_columns(edition.document, "letter", 12).splitlines() if "clinic.note" in rule]

    assert [rule.partition(" { ")[0] for rule in rules] == [
        '[id="clinic.note"] > ul:nth-of-type(1) > li:nth-child(3)',
        f'[id="clinic.note"] > ul:nth-of-type(2) > li:nth-child({(items + 1) // 2 + 1})',
    ]
    assert len(fit_edition(edition, PdfOptions()).pages.pages) == SIDES


@pytest.mark.parametrize(("lines", "second"), [((1, 1, 1, 1, 1), 4), ((2, 1, 1, 1), 3), ((1, 1), 2), ((3, 1, 1), 2)])
def test_the_first_column_is_the_longer_one(lines: tuple[float, ...], second: int) -> None:
    """Of two breaks of a list of a sheet that are as good, the later one is chosen."""
    assert find_break(lines) == second

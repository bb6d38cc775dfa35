"""A decision aid has four sides, or eight in large print, whatever a clinic adds to it."""

from __future__ import annotations

import datetime
from functools import cache, partial
from itertools import product

import pytest

import acucontent
from acucontent.document.blocks import Callout, ListBlock
from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.model.plain_text import flatten
from acucontent_pdf import PdfOptions
from acucontent_pdf.decision_fit import LARGE_SIDES, SIDES, STARTS
from acucontent_pdf.engine import Pages
from acucontent_pdf.layout import lay_out_edition
from tests.exporters.pdf.clinics import choose_overlay
from tests.exporters.pdf.drawn_letters import measure_drawn_letters
from tests.exporters.pdf.long_words import LongEdition
from tests.exporters.pdf.tagged_pdf import Pdf

GUIDES = ("back-pain", "migraine")
OVERLAYS = ("none", "name", "full")
LATE = datetime.date(2030, 1, 1)
"""A day on which the review of each guide is overdue."""

load_guide = cache(acucontent.load)


def find_aid(guide: Guide) -> str:
    """Return the id of the decision aid of a guide."""
    return next(one.id for one in guide.handouts if one.kind == "decision aid")


def lay_out(guide: Guide, region: str, overlay: str, today: datetime.date | None, **options: object) -> Pages:
    """Return the pages of the decision aid of a guide."""
    aid = find_aid(guide)
    edition = Edition.of(guide, aid, region, overlay=choose_overlay(overlay, aid), today=today)
    return lay_out_edition(edition, PdfOptions.model_validate(options))[0]


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("name", GUIDES)
def test_every_edition_has_four_sides(name: str, paper: str) -> None:
    """On both papers, in every region, with every clinic, and when the review is overdue; in large print eight."""
    guide = load_guide(name)
    pages = partial(lay_out, guide, paper=paper)

    for region, overlay, today in product(guide.regions.ids, OVERLAYS, (None, LATE)):
        assert len(pages(region, overlay, today).pages) == SIDES, (region, overlay, today)
        large = pages(region, overlay, today, large_print=True)
        assert len(large.pages) <= LARGE_SIDES, (region, overlay, today)


@pytest.mark.parametrize("name", GUIDES)
def test_a_full_overlay_leaves_four_sides(name: str) -> None:
    """With each field of the clinic at its limit and the stamp, the worksheet and the warnings have their own sides."""
    pages = lay_out(load_guide(name), "US", "full", LATE).pages

    assert len(pages) == SIDES
    assert [number for number, page in enumerate(pages) if {*STARTS[1:]} & {*page.anchors}] == [2, 3]


@pytest.mark.parametrize("name", GUIDES)
def test_each_part_has_its_own_side(name: str) -> None:
    """The option grid is on the front, then the pictures, the worksheet and the warnings."""
    pages = lay_out(load_guide(name), "US", "none", None).pages

    assert "decision.options_table" in pages[0].anchors
    assert [part in page.anchors for part, page in zip(STARTS, pages[1:], strict=True)] == [True] * 3


@pytest.mark.parametrize(("large", "size"), [(False, 12), (True, 18)], ids=["print", "large print"])
@pytest.mark.parametrize("name", GUIDES)
def test_the_letters_of_pictures_are_as_large_as_the_text(name: str, large: bool, size: float) -> None:
    """The words in the pictures of 100 people have the size of the text, with each field of a clinic at its limit."""
    pages = lay_out(load_guide(name), "US", "full", None, large_print=large)

    assert min(measure_drawn_letters(pages)) >= size - 0.01


@pytest.mark.slow
@pytest.mark.parametrize("name", GUIDES)
def test_longer_words_leave_four_sides(name: str) -> None:
    """With words that are 30 percent longer, as in translations, the aid still has four sides."""
    guide = load_guide(name)
    usual = Edition.of(guide, find_aid(guide))
    longer = LongEdition(guide, usual.handout, usual.region, usual.language, share=0.3)

    assert len(lay_out_edition(longer, PdfOptions())[0].pages) == SIDES


@pytest.mark.parametrize("name", GUIDES)
def test_every_warning_is_on_the_aid(name: str) -> None:
    """The boxes list the short form of each red flag and of each precaution to avoid."""
    risks = load_guide(name).risks
    document = Edition.of(load_guide(name), find_aid(load_guide(name))).document
    boxes = [block for block in document.walk_blocks() if isinstance(block, Callout)]
    listed = [
        flatten(item[0].inlines).strip()  # type: ignore[union-attr]
        for box in boxes
        for block in box.blocks
        if isinstance(block, ListBlock)
        for item in block.items
    ]

    wanted = [*(flag.short for flag in risks.red_flags), *(one.short or "" for one in risks.to_avoid)]
    assert sorted(listed) == sorted(wanted)


@pytest.mark.parametrize("name", GUIDES)
def test_each_answer_is_a_field(name: str) -> None:
    """A value and a SURE question are radio groups named by their text; choices, next steps and the name are fields."""
    guide = load_guide(name)
    decision = guide.decision
    assert decision is not None
    pdf = Pdf.from_guide(guide, find_aid(guide), fillable=True)
    fields = {str(field.T): str(field.TU) for field in pdf.file.Root.AcroForm.Fields}

    assert {f"decision_values_{one.id}": one.text for one in decision.values}.items() <= fields.items()
    assert fields["decision_sure_sure"] == "Do you feel sure about the best choice for you?"
    assert {f"decision_lean_{one.id}" for one in decision.options} <= fields.keys()
    assert {f"decision_next_{one.id}" for one in decision.next_steps} <= fields.keys()
    assert fields["patient"] == "Name"

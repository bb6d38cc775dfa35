"""Every sheet is one sheet of paper: two sides at most, with any overlay, in every region, and in longer words."""

from __future__ import annotations

import datetime
from dataclasses import replace
from itertools import product

import pytest

import acucontent
from acucontent.clinic import Clinic, Overlay
from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.quality.subject import normalize_letters
from acucontent_pdf import PdfOptions, read_back
from acucontent_pdf.fit import LARGE_SIDES, LARGE_SIZE, SIDES, SIZES, walk_elements
from acucontent_pdf.full_overlay import draw_logo, make_full_overlay, write_text
from acucontent_pdf.layout import lay_out_edition
from acucontent_pdf.render import render
from acucontent_pdf.sheet_length import SheetOverflow
from tests.exporters.pdf.clinics import choose_overlay, make_overlay
from tests.exporters.pdf.drawn_letters import measure_drawn_letters
from tests.exporters.pdf.long_words import LongEdition
from tests.factories import make_guide, make_handout

GUIDES = {name: acucontent.load(name) for name in ("back-pain", "migraine")}
"""The shipped guides by id."""
SHEETS = [(name, one.id) for name, guide in GUIDES.items() for one in guide.handouts if one.kind == "sheet"]
REGIONS = GUIDES["back-pain"].regions.ids
LATE = datetime.date(2030, 1, 1)
"""A day on which the review of each guide is overdue."""


def make_plain_overlay(handout: str, note: int) -> Overlay:
    """Return a usual clinic with a note of some letters."""
    usual = make_overlay().clinic.model_dump(exclude={"notes", "schema_id"})
    return Overlay(Clinic(**usual, notes=[{"handout": handout, "text": write_text(note)}]), draw_logo())


def list_matrix() -> list[object]:
    """Return each paper, overlay, region and day; all but one of each are slow tests."""
    usual = [("letter", "full", "US", True), ("a4", "none", "GB", False)]
    kinds = product(("letter", "a4"), ("none", "name", "full"), REGIONS, (False, True))
    return [pytest.param(*kind, marks=[] if kind in usual else pytest.mark.slow) for kind in kinds]


@pytest.mark.parametrize(("paper", "overlay", "region", "overdue"), list_matrix())
def test_every_sheet_has_two_sides(paper: str, overlay: str, region: str, overdue: bool) -> None:
    """Each sheet has two sides, with text of 12 points or more, on each paper, with each overlay, in each region."""
    options = PdfOptions.model_validate({"paper": paper})

    for name, handout in SHEETS:
        today = LATE if overdue else None
        edition = Edition.of(GUIDES[name], handout, region, overlay=choose_overlay(overlay, handout), today=today)
        pages, layout = lay_out_edition(edition, options)
        assert len(pages.pages) == SIDES, handout
        assert layout in {f"{size:g}-point text" for size in SIZES}


def list_large_matrix() -> list[object]:
    """Return each paper, overlay and region; all but one of each are slow tests."""
    kinds = product(("letter", "a4"), ("none", "name", "full"), REGIONS)
    usual = ("letter", "full", "US")
    return [pytest.param(*kind, marks=[] if kind == usual else pytest.mark.slow) for kind in kinds]


@pytest.mark.parametrize(("paper", "overlay", "region"), list_large_matrix())
def test_large_print_has_four_sides(paper: str, overlay: str, region: str) -> None:
    """Each sheet has at most four sides in large print, with the stamp of an overdue review."""
    options = PdfOptions.model_validate({"paper": paper, "large_print": True})

    for name, handout in SHEETS:
        edition = Edition.of(GUIDES[name], handout, region, overlay=choose_overlay(overlay, handout), today=LATE)
        pages, _ = lay_out_edition(edition, options)
        assert len(pages.pages) <= LARGE_SIDES, handout


@pytest.mark.parametrize(
    ("share", "note"), [pytest.param(0.15, 600, id="15%"), pytest.param(0.30, 300, id="30%", marks=pytest.mark.slow)]
)
@pytest.mark.parametrize(("name", "handout"), SHEETS)
def test_longer_words_fit(name: str, handout: str, share: float, note: int) -> None:
    """A translation with longer words fits, with the note of a clinic and the stamp of an overdue review."""
    guide = GUIDES[name]
    plain = Edition.of(guide, handout, overlay=make_plain_overlay(handout, note), today=LATE)
    parts = (guide, plain.handout, plain.region, plain.language, plain.overlay, plain.overdue)
    edition = LongEdition(*parts, share=share)

    assert len(lay_out_edition(edition, PdfOptions())[0].pages) == SIDES


@pytest.mark.parametrize(("name", "handout"), SHEETS)
def test_every_warning_is_on_every_sheet(name: str, handout: str) -> None:
    """Each file has the short form of each sign and of each precaution to avoid, and no reference number."""
    risks = GUIDES[name].risks

    artifact = render(Edition.of(GUIDES[name], handout, overlay=make_full_overlay(handout)), PdfOptions())
    words = normalize_letters(" ".join(read_back(artifact.data)))

    assert not artifact.notes
    for warning in (*risks.red_flags, *risks.to_avoid):
        assert normalize_letters(str(warning.short)) in words, warning.id
    assert not any("[1]" in page for page in read_back(artifact.data))


def make_long_guide(items: int) -> Guide:
    """Return a guide whose sheet lists some conditions."""
    summary = "\n\n".join("A line of text." for _ in range(items))
    sheet = make_handout(id="sheet", include=["summary"])
    return make_guide(summary=summary, handouts=[make_handout(), sheet])


def test_an_author_s_overflow_names_the_block_and_the_lines() -> None:
    """A guide that leaves no space for a clinic is refused without an overlay."""
    with pytest.raises(
        SheetOverflow, match=r"its front is about \d+ lines too long, at “.*” \(summary\)\. To fix it, cut"
    ):
        render(Edition.of(make_long_guide(60), "sheet"), PdfOptions())


def test_no_overlay_makes_a_build_fail() -> None:
    """What fits without an overlay fits with each field at its limit, because its space is kept free."""
    edition = Edition.of(make_long_guide(8), "sheet")

    plain = render(edition, PdfOptions())
    full = render(replace(edition, overlay=make_full_overlay("sheet"), overdue=True), PdfOptions())

    assert (plain.page_count, full.page_count) == (SIDES, SIDES)
    assert plain.layout == "14-point text"


def test_the_map_of_a_sheet_is_one_picture() -> None:
    """Its views are next to each other, so that their letters are as large as the sheet allows."""
    pages, _ = lay_out_edition(Edition.of(GUIDES["back-pain"], "points"), PdfOptions())

    maps = [box for box in walk_elements(pages.pages[0]._page_box) if "body-map" in box.element.get("class", "")]

    assert len(maps) == 1


def test_the_letters_of_a_map_are_as_large_as_the_text() -> None:
    """In large print the letters of a map have 18 points; with a clinic's letterhead they are smaller."""
    guide, options = GUIDES["back-pain"], PdfOptions(large_print=True)

    plain, _ = lay_out_edition(Edition.of(guide, "points"), options)
    clinic, _ = lay_out_edition(Edition.of(guide, "points", overlay=make_overlay()), options)

    assert min(measure_drawn_letters(plain)) >= LARGE_SIZE - 0.01
    assert min(measure_drawn_letters(clinic)) >= LARGE_SIZE * 0.8

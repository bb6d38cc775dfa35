"""Every sheet is one sheet of paper: two sides at most, with any overlay, in every region, and in longer words."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from acucontent.clinic import Clinic, Overlay
from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent_pdf import PdfOptions, read_back
from acucontent_pdf.engine import boxes
from acucontent_pdf.fit import (
    LARGE,
    LARGE_SIDES,
    LARGE_SIZE,
    POINT,
    SIDES,
    SIZES,
    SMALLEST,
    Fit,
    get_tag,
    has_broken_end,
    has_two_sides,
    measure_rest,
    walk_elements,
)
from acucontent_pdf.full_overlay import draw_logo, make_full_overlay, write_text
from acucontent_pdf.layout import fit_edition, lay_out_page
from acucontent_pdf.render import render
from acucontent_pdf.sheet_length import SheetOverflow
from acucontent_pdf.sheet_page import compose_sheet_page, list_places
from tests.exporters.pdf.clinics import choose_overlay, make_overlay
from tests.exporters.pdf.drawn_letters import measure_drawn_letters
from tests.exporters.pdf.long_words import LongEdition
from tests.exporters.pdf.paper_edge import MARGIN, measure_edge
from tests.factories import make_guide, make_handout, make_sessions
from tests.shipped import load_shipped

GUIDES = {name: load_shipped(name) for name in ("back-pain", "migraine")}
"""The shipped guides by id."""
SHEETS = [(name, one.id) for name, guide in GUIDES.items() for one in guide.handouts if one.kind == "sheet"]
REGIONS = GUIDES["back-pain"].regions.ids
LATE = datetime.date(2030, 1, 1)
"""A day on which the review of each guide is overdue."""


def make_plain_overlay(handout: str, note: int) -> Overlay:
    """Return a usual clinic with a note of some letters."""
    usual = make_overlay().clinic.model_dump(exclude={"notes", "schema_id"})
    return Overlay(Clinic(**usual, notes=[{"handout": handout, "text": write_text(note)}]), draw_logo())


@pytest.mark.parametrize(
    ("paper", "overlay", "region", "overdue"), [("letter", "full", "US", True), ("a4", "none", "GB", False)]
)
def test_a_sheet_has_two_sides(paper: str, overlay: str, region: str, overdue: bool) -> None:
    """A sheet has two sides, with text of 12 points or more; `test_conformance` counts those of every sheet."""
    options = PdfOptions.model_validate({"paper": paper})

    for name, handout in (("back-pain", "first-visit"), ("migraine", "diary")):
        pages, layout, _ = fit_edition(make_edition(name, handout, region, overlay, overdue=overdue), options)
        assert len(pages.pages) == SIDES, handout
        assert layout in {f"text {size:g} pt" for size in SIZES}


USUAL = (("letter", "full", "US", True), ("a4", "none", "GB", False))
"""The cases of the matrix that are no slow tests."""


def list_matrix() -> Iterator[object]:
    """Yield each paper, overlay, region and day.

    Those with a full overlay and the stamp of an overdue review are slow tests; the others need --all-cases.
    """
    for kind in product(("letter", "a4"), ("none", "name", "full"), REGIONS, (False, True)):
        marks = [pytest.mark.slow] if kind[1::2] == ("full", True) else [pytest.mark.slow, pytest.mark.matrix]
        yield pytest.param(*kind, marks=[] if kind in USUAL else marks)


@pytest.mark.parametrize(("paper", "overlay", "region", "overdue"), list(list_matrix()))
def test_every_sheet_fits_everywhere(paper: str, overlay: str, region: str, overdue: bool) -> None:
    """Each sheet fits on each paper, with each overlay, in each region, on each day.

    The tightest measures decide: the fit engine takes larger ones only if the sheet has two sides with them, too.
    """
    options = PdfOptions.model_validate({"paper": paper})

    for name, handout in SHEETS:
        assert fits(make_edition(name, handout, region, overlay, overdue=overdue), options), handout


def fits(edition: Edition, options: PdfOptions) -> bool:
    """Return whether a sheet has two sides with the tightest measures."""
    places = list_places(edition.document)
    tight = (lay_out_page(compose_sheet_page(edition, options, SMALLEST, place)) for place in places)
    return any(map(has_two_sides, tight))


@pytest.mark.parametrize(
    "region", ["US", *(pytest.param(one, marks=pytest.mark.slow) for one in REGIONS if one != "US")]
)
def test_each_front_has_a_picture_and_a_strip_of_two_lines(region: str) -> None:
    """With the largest text, too, the front of each sheet has a picture and says in two lines where to get help."""
    for name, handout in SHEETS:
        page = compose_sheet_page(Edition.of(GUIDES[name], handout, region), PdfOptions(), Fit(SIZES[0]))
        front = [box for side in lay_out_page(page).pages[:2] for box in walk_elements(side._page_box)]
        strip = next(box for box in front if box.element.get("data-role") == "help")

        assert any(get_tag(box) == "svg" for box in front), handout
        assert count_lines(strip) == 2, handout


@pytest.mark.parametrize(
    "region", ["GB", *(pytest.param(one, marks=pytest.mark.slow) for one in REGIONS if one != "GB")]
)
def test_no_front_is_left_empty(region: str) -> None:
    """A front with few words has more space between its lines, items and blocks: a tenth of it is empty at most."""
    for name, handout in SHEETS:
        front = fit_edition(Edition.of(GUIDES[name], handout, region), PdfOptions()).pages.pages[0]

        assert measure_rest(front) < 0.1 * POINT * front.height, handout


def make_edition(name: str, handout: str, region: str, overlay: str, *, overdue: bool) -> Edition:
    """Return a sheet with an overlay, on a day before or after the review is due."""
    today = LATE if overdue else None
    return Edition.of(GUIDES[name], handout, region, overlay=choose_overlay(overlay, handout), today=today)


def count_lines(box: Any) -> int:
    """Return the number of lines of text in a box."""
    return len([one for one in box.descendants() if isinstance(one, boxes.LineBox)])


def list_large_matrix() -> Iterator[object]:
    """Yield each paper, overlay and region.

    One is no slow test. Those with another paper than that of the region, or without a full overlay, need --all-cases.
    """
    for kind in product(("letter", "a4"), ("none", "name", "full"), REGIONS):
        is_worst = kind[0] == PdfOptions().choose_paper(kind[2]) and kind[1] == "full"
        matrix = [] if is_worst else [pytest.mark.matrix]
        usual = kind == ("letter", "full", "US")
        yield pytest.param(*kind, marks=[] if usual else [pytest.mark.slow, *matrix])


@pytest.mark.parametrize(("paper", "overlay", "region"), list(list_large_matrix()))
def test_large_print_has_four_sides(paper: str, overlay: str, region: str) -> None:
    """Each sheet has at most four sides in large print, with the stamp of an overdue review.

    `test_conformance` counts the sides of each with other overlays, too, in one region.
    """
    options = PdfOptions.model_validate({"paper": paper, "large_print": True})

    for name, handout in SHEETS:
        edition = Edition.of(GUIDES[name], handout, region, overlay=choose_overlay(overlay, handout), today=LATE)
        pages = fit_edition(edition, options).pages
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

    assert fits(edition, PdfOptions())


SHORT_HANDOUTS = [(name, one.id) for name, guide in GUIDES.items() for one in guide.handouts if not one.is_volume]
"""Each sheet and decision aid."""


@pytest.mark.parametrize("large_print", [False, True], ids=["usual", "large"])
@pytest.mark.parametrize(
    ("name", "handout"),
    [pytest.param(*one, marks=[] if one[1] == "costs" else pytest.mark.slow) for one in SHORT_HANDOUTS],
)
def test_longer_words_stay_on_the_paper(name: str, handout: str, large_print: bool) -> None:
    """A translation whose words are longer by 30 % has no letter at the edge, and the foot names the region."""
    plain = Edition.of(GUIDES[name], handout, "GB", today=LATE)
    parts = (plain.guide, plain.handout, plain.region, plain.language, plain.overlay, plain.overdue)
    edition = LongEdition(*parts, share=0.30)

    assert measure_edge(fit_edition(edition, PdfOptions(large_print=large_print)).pages) >= MARGIN


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
    assert plain.layout == "text 14 pt"


def test_a_sheet_can_have_a_list_in_two_places() -> None:
    """Each of its blocks has an anchor of its own, of which WeasyPrint would log a second one."""
    rest, move = ({"id": each, "text": f"{each}.", "short": f"{each}."} for each in ("rest", "move"))
    include = ["sessions.aftercare.rest", "sessions.progress.signs", "sessions.aftercare.move"]
    sheet = make_handout(id="sheet", include=include)
    guide = make_guide(sessions=make_sessions(aftercare=[rest, move]), handouts=[make_handout(), sheet])

    artifact = render(Edition.of(guide, "sheet"), PdfOptions())

    assert artifact.page_count == SIDES
    assert {"sessions.aftercare", "sessions.aftercare.move"} <= artifact.pages.keys()


def test_the_map_of_a_sheet_is_one_picture() -> None:
    """Its views are next to each other, so that their letters are as large as the sheet allows."""
    pages = fit_edition(Edition.of(GUIDES["back-pain"], "points"), PdfOptions()).pages

    maps = [box for box in walk_elements(pages.pages[0]._page_box) if "body-map" in box.element.get("class", "")]

    assert len(maps) == 1


@pytest.mark.parametrize(
    ("guide", "handout"), [("back-pain", "points"), ("back-pain", "first-visit"), ("migraine", "first-visit")]
)
def test_the_last_side_has_more_than_small_print(guide: str, handout: str) -> None:
    """In large print a last side that would be more than half empty has a box of warnings, too."""
    pages = fit_edition(Edition.of(GUIDES[guide], handout), PdfOptions(large_print=True)).pages

    assert len(pages.pages) == LARGE_SIDES
    assert not has_broken_end(pages)
    last = [box.element.get("class", "") for box in walk_elements(pages.pages[-1]._page_box)]
    assert any("callout" in each for each in last)


def test_a_box_of_warnings_keeps_its_last_items_together() -> None:
    """In large print the last three items of a box that continues on the next side are together."""
    edition, options = Edition.of(GUIDES["back-pain"], "first-visit"), PdfOptions(large_print=True)

    loose, kept = (
        lay_out_page(compose_sheet_page(edition, options, replace(LARGE[0], last_items=rule)))
        for rule in ("auto", "avoid")
    )

    assert has_broken_end(loose)
    assert not has_broken_end(kept)


@pytest.mark.parametrize(("handout", "large_print", "place"), [("costs", False, "(page 2)"), ("points", True, "below")])
def test_the_strip_names_the_page_of_the_warnings_if_it_is_another(handout: str, large_print: bool, place: str) -> None:
    """Where the warnings begin on the page of the strip, it says "below"."""
    pages = read_back(render(Edition.of(GUIDES["back-pain"], handout), PdfOptions(large_print=large_print)).data)

    assert f"all signs {place}" in " ".join("".join(pages).split())


def test_an_address_does_not_break_after_its_scheme() -> None:
    """The address of a clinic that does not fit on a line begins the next one."""
    overlay = make_overlay(hours=["a" * 25, "b c"], web=f"https://www.example.org/{'a' * 20}")
    page = compose_sheet_page(Edition.of(GUIDES["back-pain"], "costs", overlay=overlay), PdfOptions(), SMALLEST)

    found = [box for box in lay_out_page(page).pages[0]._page_box.descendants() if isinstance(box, boxes.LineBox)]
    lines = ["".join(one.text for one in box.descendants() if isinstance(one, boxes.TextBox)) for box in found]
    assert any("https://w" in line for line in lines)
    assert not any(line.endswith("://") for line in lines)


def test_the_letters_of_a_map_are_as_large_as_the_text() -> None:
    """In large print the letters of a map have 18 points; with a clinic's letterhead they are smaller."""
    guide, options = GUIDES["back-pain"], PdfOptions(large_print=True)

    plain = fit_edition(Edition.of(guide, "points"), options).pages
    clinic = fit_edition(Edition.of(guide, "points", overlay=make_overlay()), options).pages

    assert min(measure_drawn_letters(plain)) >= LARGE_SIZE - 0.01
    assert min(measure_drawn_letters(clinic)) >= LARGE_SIZE * 0.8


@pytest.mark.parametrize("handout", ["first-visit", "costs"])
def test_the_page_of_the_back_is_known_before_it_is_laid_out(
    back_pain: Guide, handout: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sheet has the bytes that it has if WeasyPrint finds the page by laying out the front three times."""
    edition = Edition.of(back_pain, handout, overlay=make_overlay())
    quick = render(edition, PdfOptions()).data

    variables = Fit.variables.fget  # type: ignore[attr-defined]  # a property
    assert variables(SMALLEST)["back-page"] == "'2'"
    counted = property(lambda fit: {name: one for name, one in variables(fit).items() if name != "back-page"})
    monkeypatch.setattr(Fit, "variables", counted)

    assert render(edition, PdfOptions()).data == quick


def test_the_page_of_the_back_is_counted_if_there_are_more_sides(back_pain: Guide) -> None:
    """Words of a clinic with only the widest letter can make a sheet longer; its strip still names the right page."""
    full = make_full_overlay("first-visit")
    fields = full.clinic.model_dump(mode="json")
    lines = {name: [re.sub("[A-Za-z]", "W", line) for line in fields[name]] for name in ("address", "hours")}
    notes = [{**note, "text": re.sub("[A-Za-z]", "W", note["text"])} for note in fields["notes"]]
    people = [{name: "W" * len(words) for name, words in one.items()} for one in fields["practitioners"]]
    wide = {**fields, **lines, "name": "W" * len(fields["name"]), "notes": notes, "practitioners": people}
    overlay = Overlay(Clinic.model_validate(wide), full.logo)

    artifact = render(replace(Edition.of(back_pain, "first-visit"), overlay=overlay, overdue=True), PdfOptions())

    pages = read_back(artifact.data)
    assert artifact.pages["safety"] == 3
    assert "(page 3)" in "".join(pages)
    assert "(page 2)" not in "".join(pages)

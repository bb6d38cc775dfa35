"""A decision aid has four sides, or eight in large print, whatever a clinic adds to it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, partial
from itertools import product

import pytest

import acucontent
from acucontent.document.blocks import Callout, ListBlock
from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.model.plain_text import flatten
from acucontent_pdf import PdfOptions
from acucontent_pdf.decision_fit import LARGE_SIDES, MOST_EMPTY_LAST, SIDES, STARTS
from acucontent_pdf.decision_page import AidFit, compose_aid_page
from acucontent_pdf.engine import Pages, boxes
from acucontent_pdf.fit import get_tag, has_broken_end, measure_last_side, walk_body, walk_elements
from acucontent_pdf.layout import fit_edition, lay_out_page
from acucontent_pdf.sheet_length import SheetOverflow, check_length
from tests.exporters.pdf.clinics import choose_overlay
from tests.exporters.pdf.drawn_letters import measure_drawn_letters
from tests.exporters.pdf.long_words import LongEdition
from tests.exporters.pdf.tagged_pdf import Pdf
from tests.factories import (
    make_comparison,
    make_decision,
    make_decision_option,
    make_guide,
    make_handout,
    make_red_flag,
    make_risks,
)

GUIDES = ("back-pain", "migraine")
OVERLAYS = ("none", "name", "full")
LATE = datetime.date(2030, 1, 1)
"""A day on which the review of each guide is overdue."""

load_guide = cache(acucontent.load)
REGIONS = load_guide("back-pain").regions.ids


AID = make_handout(id="aid", kind="decision aid", title="Should I hum?", include=["decision"])
LONG_WORD = "Electroencephalographics"
"""A word of 24 letters, the most of the name of a column."""


def make_aid(signs: int = 2, **changes: object) -> Edition:
    """Return the decision aid of the tiny guide with some red flags; each change replaces a field of its decision."""
    sign = "Hiccups that begin after a fall or a blow, or with a fever, {}"
    flags = [make_red_flag(id=f"flag-{number}", sign=sign.format(number)) for number in range(signs)]
    guide = make_guide(
        handouts=[make_handout(), AID], decision=make_decision(**changes), risks=make_risks(red_flags=flags)
    )
    return Edition.of(guide, "aid")


def find_aid(guide: Guide) -> str:
    """Return the id of the decision aid of a guide."""
    return next(one.id for one in guide.handouts if one.kind == "decision aid")


def lay_out(name: str, region: str, overlay: str, today: datetime.date | None, **options: object) -> Pages:
    """Return the pages of the decision aid of a guide."""
    guide = load_guide(name)
    aid = find_aid(guide)
    edition = Edition.of(guide, aid, region, overlay=choose_overlay(overlay, aid), today=today)
    return fit_edition(edition, PdfOptions.model_validate(options)).pages


lay_out_once = cache(lay_out)


def list_matrix() -> Iterator[object]:
    """Yield each overlay and day; all but the worst need --all-cases."""
    for overlay, today in product(OVERLAYS, (None, LATE)):
        is_worst = (overlay, today) == ("full", LATE)
        yield pytest.param(overlay, today, marks=[] if is_worst else [pytest.mark.matrix])


@pytest.mark.slow
@pytest.mark.parametrize(("overlay", "today"), list(list_matrix()))
@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("name", GUIDES)
def test_every_edition_has_four_sides(
    name: str, paper: str, region: str, overlay: str, today: datetime.date | None
) -> None:
    """On both papers, in every region, with every clinic, and when the review is overdue; in large print eight.

    `test_conformance` counts the sides with each overlay, too, in one region.
    """
    pages = partial(lay_out, name, region, overlay, today, paper=paper)

    assert len(pages().pages) == SIDES
    assert len(pages(large_print=True).pages) <= LARGE_SIDES


@pytest.mark.parametrize("name", GUIDES)
def test_a_full_overlay_leaves_four_sides(name: str) -> None:
    """With each field of the clinic at its limit and the stamp, the worksheet and the warnings have their own sides."""
    pages = lay_out_once(name, "US", "full", LATE).pages

    assert len(pages) == SIDES
    assert [number for number, page in enumerate(pages) if {*STARTS[1:]} & {*page.anchors}] == [2, 3]


@pytest.mark.parametrize("name", GUIDES)
def test_each_part_has_its_own_side(name: str) -> None:
    """The option grid is on the front, then the pictures, the worksheet and the warnings."""
    pages = lay_out_once(name, "US", "none", None).pages

    assert "decision.options_table" in pages[0].anchors
    assert [part in page.anchors for part, page in zip(STARTS, pages[1:], strict=True)] == [True] * 3


@pytest.mark.parametrize(("large", "size"), [(False, 12), (True, 18)], ids=["print", "large print"])
@pytest.mark.parametrize("name", GUIDES)
def test_the_letters_of_pictures_are_as_large_as_the_text(name: str, large: bool, size: float) -> None:
    """The words in the pictures of 100 people have the size of the text, with each field of a clinic at its limit."""
    pages = lay_out_once(name, "US", "full", LATE, **({"large_print": True} if large else {}))

    assert min(measure_drawn_letters(pages)) >= size - 0.01


@pytest.mark.parametrize("name", GUIDES)
def test_small_print_is_not_alone_on_a_side_in_large_print(name: str) -> None:
    """If only the identity of the aid were on its last side, the pictures are smaller, and it has fewer sides."""
    pages = lay_out_once(name, "US", "none", None, large_print=True)

    assert measure_last_side(pages) <= MOST_EMPTY_LAST
    assert not has_broken_end(pages)


@pytest.mark.parametrize(
    ("signs", "comparisons"), [pytest.param(2, 4, id="four comparisons"), pytest.param(40, 1, id="many warnings")]
)
def test_a_part_longer_than_a_side_leaves_four_sides(signs: int, comparisons: int) -> None:
    """If the comparisons or the warnings have two sides with the largest text, the aid has smaller text."""
    edition = make_aid(signs, comparisons=[make_comparison(id=f"fewer-{number}") for number in range(comparisons)])

    largest = lay_out_page(compose_aid_page(edition, PdfOptions(), AidFit(13, 13)))

    assert len(largest.pages) > SIDES
    assert len(fit_edition(edition, PdfOptions()).pages.pages) <= SIDES


@pytest.mark.parametrize("overdue", [False, True], ids=["current", "overdue"])
@pytest.mark.parametrize("overlay", ["none", "name"])
def test_an_author_s_overflow_is_always_an_error(overlay: str, overdue: bool) -> None:
    """A guide whose own words are too long is refused with and without a clinic, on each day; no clinic is named."""
    comparisons = [make_comparison(id=f"fewer-{number}") for number in range(2)]
    plain, options = make_aid(90, comparisons=comparisons), PdfOptions()
    edition = replace(plain, overlay=choose_overlay(overlay, "aid"), overdue=overdue)

    pages = fit_edition(edition, options).pages

    with pytest.raises(SheetOverflow, match=r"about \d+ lines too long\. To fix it, cut \d+ lines") as caught:
        list(check_length(pages, edition, options))

    assert "clinic" not in str(caught.value)


@pytest.mark.parametrize(
    ("overlay", "words"), [("name", "the words of the clinic"), ("none", "its parts")], ids=["clinic", "overdue"]
)
def test_what_only_a_clinic_or_the_stamp_makes_too_long_is_a_note(overlay: str, words: str) -> None:
    """The aid is written with its sides; the note names the clinic only if there is one."""
    options = PdfOptions()
    edition = replace(make_aid(40), overlay=choose_overlay(overlay, "aid"), overdue=True)
    too_many = lay_out_page(compose_aid_page(edition, options, AidFit(13, 13)))

    (note,) = check_length(too_many, edition, options)

    assert note.endswith(f"a decision aid has at most {SIDES}. To fix it, shorten {words}.")


@pytest.mark.parametrize("large_print", [False, True], ids=["usual", "large"])
def test_a_long_word_stays_in_its_column(large_print: bool) -> None:
    """The longest name of an option, and such a word in an answer, do not run into the next of four columns."""
    names = ("hum", "water", "sing", "wait")
    options = [
        make_decision_option(
            id=each, short_name=LONG_WORD, answers={"help": f"{LONG_WORD}."}, no_new_treatment=each == "wait"
        )
        for each in names
    ]

    pages = fit_edition(make_aid(options=options), PdfOptions(large_print=large_print)).pages

    tables = [
        box for page in pages.pages for box in walk_body(page) if box.element.get("id") == "decision.options_table"
    ]
    cells = [cell for table in tables for cell in walk_elements(table) if get_tag(cell) in ("th", "td")]
    assert len(cells) >= 7 * 5
    for cell in cells:
        ends = [one.position_x + one.width for one in cell.descendants() if isinstance(one, boxes.TextBox)]
        assert max(ends) <= cell.content_box_x() + cell.width + 0.1


@pytest.mark.slow
@pytest.mark.parametrize("name", GUIDES)
def test_longer_words_leave_four_sides(name: str) -> None:
    """With words that are 30 percent longer, as in translations, the aid still has four sides."""
    guide = load_guide(name)
    usual = Edition.of(guide, find_aid(guide))
    longer = LongEdition(guide, usual.handout, usual.region, usual.language, share=0.3)

    assert len(fit_edition(longer, PdfOptions()).pages.pages) == SIDES


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

"""Large print has its own page limits, and grey loses no information."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any, cast

import pikepdf
import pytest

import acucontent
from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent_pdf import PdfOptions, export
from acucontent_pdf.page import LARGER_BODY_SIZE
from acucontent_pdf.render import TooManyPages
from tests.exporters.pdf.clinics import make_overlay
from tests.exporters.pdf.tagged_pdf import Pdf
from tests.factories import make_guide, make_handout

GRAYS = ("/DeviceGray", "/Indexed")


@pytest.fixture(scope="module")
def grey(back_pain: Guide) -> Pdf:
    """Return a sheet with a clinic's colors and logo, in grey."""
    return Pdf(export(Edition.of(back_pain, "evidence", overlay=make_overlay()), PdfOptions(grey=True)))


def list_operators(pdf: Pdf) -> Iterator[tuple[str, list[float]]]:
    """Yield each drawing operator with its numbers."""
    for stream in [*pdf.file.pages, *(obj for obj in pdf.file.objects if _is_form(obj))]:
        for operands, operator in pikepdf.parse_content_stream(stream):
            yield str(operator), [float(each) for each in operands if isinstance(each, int | float) or _is_number(each)]


def _is_form(obj: Any) -> bool:
    return isinstance(obj, pikepdf.Stream) and obj.get("/Subtype") == "/Form"


def _is_number(operand: Any) -> bool:
    return type(operand).__name__ == "Decimal"


def measure_body_size(pdf: Pdf) -> float:
    """Return the most common font size in points."""
    sizes: dict[float, int] = {}
    size = 0.0
    for page in pdf.file.pages:
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "Tf":
                size = 0.75 * float(operands[1])  # from CSS pixels
            elif str(operator) == "TJ":
                sizes[size] = sizes.get(size, 0) + sum(len(bytes(part)) for part in operands[0] if _is_text(part))
    return max(sizes, key=lambda each: sizes[each])


def _is_text(part: Any) -> bool:
    return isinstance(part, pikepdf.String)


def test_grey_has_no_color(grey: Pdf) -> None:
    """Red, green and blue are equal in all colors, and pictures are gray."""
    colors = [
        numbers for operator, numbers in list_operators(grey) if operator in ("rg", "RG", "scn", "SCN", "sc", "SC")
    ]
    images = [obj for obj in grey.file.objects if isinstance(obj, pikepdf.Stream) and obj.get("/Subtype") == "/Image"]

    assert colors
    assert all(len(set(numbers)) == 1 for numbers in colors)
    assert not [operator for operator, _ in list_operators(grey) if operator in ("k", "K")]
    assert [image.ColorSpace for image in images] == ["/DeviceGray"]


def test_grey_has_the_same_text(grey: Pdf, back_pain: Guide) -> None:
    """No word is lost without color."""
    colored = Pdf(export(Edition.of(back_pain, "evidence", overlay=make_overlay()), PdfOptions()))

    assert grey.tree.text == colored.tree.text


def test_large_print_is_large(first_visit: Pdf, back_pain: Guide) -> None:
    """Most text is set in 18 points, and no word is lost."""
    large = Pdf.from_guide(back_pain, "first-visit", large_print=True)

    assert measure_body_size(large) == pytest.approx(18)
    assert "".join(large.tree.text.split()) == "".join(first_visit.tree.text.split())


GUIDES = {name: acucontent.load(name) for name in ("back-pain", "migraine")}
"""The shipped guides by id."""

SHEETS = [one.id for one in GUIDES["back-pain"].handouts if not one.is_volume]


@pytest.fixture(scope="module", params=GUIDES)
def shipped(request: pytest.FixtureRequest) -> Guide:
    """Return each shipped guide in turn."""
    return GUIDES[request.param]


def list_sheets(guide: Guide) -> tuple[str, ...]:
    """Return the ids of the handouts of a guide that are sheets."""
    return tuple(one.id for one in guide.handouts if not one.is_volume)


@pytest.mark.parametrize("handout", SHEETS)
def test_text_has_14_points_if_the_limit_allows(back_pain: Guide, handout: str) -> None:
    """A sheet is set in 14 points, or in 12 if it would exceed its page limit in 14."""
    asked = back_pain.handouts[handout].body_size

    assert measure_body_size(Pdf.from_guide(back_pain, handout)) == pytest.approx(asked, rel=1e-3)
    if asked < LARGER_BODY_SIZE:
        with pytest.raises(TooManyPages):
            Pdf.from_guide(set_14_points(back_pain, handout), handout)


def set_14_points(guide: Guide, handout: str) -> Guide:
    """Return the guide with a handout in 14 points."""
    return guide.edit(f"handouts.{handout}.body_size", LARGER_BODY_SIZE)


LATE = datetime.date(2099, 1, 1)
"""A day on which the review of the guide is overdue."""
FULL = {
    "name": "Northern Lights University Hospital, Center for Rehabilitation, Pain Medicine and Acupuncture",
    "address": ["Building 12, 1234 Example Street"] * 5,
    "practitioners": [{"name": "A. B. Example", "credentials": "L.Ac., Dipl. Ac.", "licence": "EX 12345"}] * 4,
    "hours": ["Monday to Friday, 9 am to 5 pm"] * 7,
    "notes": [{"handout": "all", "text": "Ring the bell. " * 20}],
}
"""The fields of a clinic with as much text as an overlay can have."""


def list_kinds(*usual: tuple[Any, ...], values: Iterable[tuple[Any, ...]]) -> list[Any]:
    """Return each combination of values as a parameter; all but the usual ones are slow tests."""
    return [pytest.param(*kind, marks=[] if kind in usual else pytest.mark.slow) for kind in product(*values)]


@pytest.mark.parametrize(
    ("paper", "large_print", "overdue", "clinic"),
    list_kinds(
        ("a4", False, False, True),
        ("letter", False, True, False),
        values=(("letter", "a4"), (False, True), (False, True), (False, True)),
    ),
)
def test_sheets_fit_their_limits(shipped: Guide, paper: str, large_print: bool, overdue: bool, clinic: bool) -> None:
    """Each sheet fits on each paper in each size, and a stamp adds no page. A clinic's words may, which a note says.

    All warning boxes are on its first page.
    """
    overlay, today = make_overlay() if clinic else None, LATE if overdue else None
    options = PdfOptions.model_validate({"paper": paper, "large_print": large_print})

    boxes = {"avoid", *(flag.urgency for flag in shipped.risks.red_flags)}
    for handout in list_sheets(shipped):
        artifact = export(Edition.of(shipped, handout, overlay=overlay, today=today), options)
        limit = get_limit(shipped, handout, large_print=large_print)
        assert (len(artifact.notes) == 1) == (cast("int", artifact.page_count) > limit), handout
        assert clinic or not artifact.notes, handout
        if not large_print:
            assert {artifact.pages[f"safety.{box}"] for box in boxes} == {1}, handout


def get_limit(guide: Guide, handout: str, *, large_print: bool) -> int:
    """Return the page limit of a handout of the guide, which has one."""
    record = guide.handouts[handout]
    return cast("int", record.large_print_page_limit if large_print else record.page_limit)


@pytest.mark.parametrize(
    ("paper", "large_print", "overdue"),
    list_kinds(("letter", False, True), values=(("letter", "a4"), (False, True), (False, True))),
)
def test_no_clinic_makes_a_build_fail(back_pain: Guide, paper: str, large_print: bool, overdue: bool) -> None:
    """A sheet with as much text as an overlay can have is built, and a note names the clinic and what is too long."""
    overlay, options = make_overlay(**FULL), PdfOptions.model_validate({"paper": paper, "large_print": large_print})

    for handout in SHEETS:
        edition = Edition.of(back_pain, handout, overlay=overlay, today=LATE if overdue else None)
        (note,) = export(edition, options).notes
        assert re.fullmatch(r"\d+ pages with .*'Northern Lights .+…'.*: the limit is \d+\. .* about \d+ lines\.", note)


def test_a_name_that_moves_a_warning_is_reported(back_pain: Guide) -> None:
    """The longest name leaves no space for all warnings on the first page; the note says how to have it."""
    overlay = make_overlay(name="NORTHERN LIGHTS HOSPITAL " * 16)

    _, note = export(Edition.of(back_pain, "evidence", overlay=overlay), PdfOptions()).notes

    assert re.search(r"the first page\. To fix it, shorten the name of 'NORTHERN .+…' to 80 letters\.", note)


@pytest.mark.parametrize("size", [1, 3, 8])
def test_a_stamp_never_makes_a_build_fail(size: int) -> None:
    """Whatever its length, a sheet that fits its limit without the stamp is built with it."""
    sheets = [make_handout(), make_handout(id="sheet", include=["summary"])]
    guide = make_guide(summary="\n\n".join("A line of text." for _ in range(size * 20)), handouts=sheets)
    length = export(Edition.of(guide, "sheet"), PdfOptions()).page_count
    tight = guide.edit("handouts.sheet.page_limit", length)

    assert export(Edition.of(tight, "sheet", today=LATE), PdfOptions()).page_count == length


@pytest.mark.parametrize(
    ("region", "large_print", "clinic", "today"),
    list_kinds(
        ("GB", False, False, None),
        values=(GUIDES["back-pain"].regions.ids, (False, True), (False, True), (None, LATE)),
    ),
)
def test_sheets_fit_their_limits_in_each_region(
    shipped: Guide, region: str, large_print: bool, clinic: bool, today: datetime.date | None
) -> None:
    """Each sheet fits on the paper of each region, with its facts, telephone numbers and stamp."""
    overlay = make_overlay() if clinic else None

    for handout in list_sheets(shipped):
        edition = Edition.of(shipped, handout, region, overlay=overlay, today=today)
        artifact = export(edition, PdfOptions(large_print=large_print))
        assert clinic or not artifact.notes, handout


def test_large_print_has_its_own_limit() -> None:
    """The message names the limit, which is the same with a clinic's overlay."""
    long = "\n\n".join(f"Paragraph {number}." for number in range(200))
    sheet = make_handout(id="sheet", include=["summary"], page_limit=90, large_print_page_limit=2)
    guide = make_guide(summary=long, handouts=[make_handout(), sheet])

    with pytest.raises(TooManyPages, match=r"in large print .* limit of 2: .* large_print_page_limit in guide\.yaml"):
        Pdf.from_guide(guide, "sheet", large_print=True)
    with pytest.raises(TooManyPages, match="limit of 2:"):
        export(Edition.of(guide, "sheet", overlay=make_overlay()), PdfOptions(large_print=True))

"""Large print has its own page limits, and grey loses no information."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

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


SHEETS = acucontent.load("back-pain").handouts.ids[1:]


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


@pytest.mark.parametrize(
    ("paper", "large_print", "clinic"),
    [
        pytest.param(*kind, marks=[] if kind == ("a4", False, True) else pytest.mark.slow)
        for kind in product(("letter", "a4"), (False, True), (False, True))
    ],
)
def test_sheets_fit_their_limits(back_pain: Guide, paper: str, large_print: bool, clinic: bool) -> None:
    """Each sheet fits on each paper in each size, with and without a clinic's overlay.

    All warning boxes are on its first page.
    """
    for handout in SHEETS:
        edition = Edition.of(back_pain, handout, overlay=make_overlay() if clinic else None)
        options = PdfOptions.model_validate({"paper": paper, "large_print": large_print})
        artifact = export(edition, options)
        if not large_print:
            assert {artifact.pages[f"safety.{part}"] for part in ("emergency", "urgent", "avoid")} == {1}, handout


@pytest.mark.slow
@pytest.mark.parametrize("region", [each.code for each in acucontent.load("back-pain").regions])
@pytest.mark.parametrize("large_print", [False, True], ids=["print", "large print"])
@pytest.mark.parametrize("clinic", [False, True], ids=["plain", "clinic"])
def test_sheets_fit_their_limits_in_each_region(back_pain: Guide, region: str, large_print: bool, clinic: bool) -> None:
    """Each sheet fits on the paper of each region, with its words and telephone numbers."""
    overlay = make_overlay() if clinic else None

    for handout in SHEETS:
        edition = Edition.of(back_pain, handout, region, overlay=overlay)
        assert export(edition, PdfOptions(large_print=large_print)).page_count, handout


def test_large_print_has_its_own_limit() -> None:
    """The message names the limit, which is higher with a clinic's overlay."""
    long = "\n\n".join(f"Paragraph {number}." for number in range(200))
    sheet = make_handout(id="sheet", include=["summary"], page_limit=90, large_print_page_limit=2)
    guide = make_guide(summary=long, handouts=[make_handout(), sheet])

    with pytest.raises(TooManyPages, match=r"in large print .* limit of 2: .* large_print_page_limit in guide\.yaml"):
        Pdf.from_guide(guide, "sheet", large_print=True)
    with pytest.raises(TooManyPages, match=r"limit of 4 \(with the clinic's pages\)"):
        export(Edition.of(guide, "sheet", overlay=make_overlay()), PdfOptions(large_print=True))

"""Large print has large text, and grey loses no information."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest

from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent_pdf import PdfOptions, export
from tests.exporters.pdf.clinics import make_overlay
from tests.exporters.pdf.tagged_pdf import Pdf

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
    """Most text is set in 18 points, and no word is lost; the place of the warnings is another one."""
    large = Pdf.from_guide(back_pain, "first-visit", large_print=True)

    assert measure_body_size(large) == pytest.approx(18)
    assert list_words(large) == list_words(first_visit)


def list_words(pdf: Pdf) -> list[str]:
    """Return the words of a sheet in alphabetical order, without the place to which the strip of its front points."""
    text, places = re.subn(r"(?<=all signs) (\(page \d\)|below)", "", pdf.tree.text)
    assert places == 1
    return sorted(text.split())

"""The clinic's logo, name, phone number and colors on a sheet."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
import pytest
from PIL import Image
from pypdfium2 import PdfDocument

from acucontent.clinic import Clinic, Overlay
from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent_pdf import PdfOptions, export
from tests.document.examples import ODD
from tests.exporters.pdf.tagged_pdf import Pdf
from tests.factories import make_short_guide

NAME = "Example Clinic"
COLORS = {"color": "#7a1f4b", "second_color": "#0b6b57"}
TALL, WIDE = (40, 900), (900, 40)


def make_logo(size: tuple[int, int]) -> bytes:
    """Return a plain picture of this size."""
    file = BytesIO()
    Image.new("RGB", size, "#7a1f4b").save(file, "PNG")
    return file.getvalue()


def render_sheet(guide: Guide, picture: bytes | None = None, handout: str | None = None, **fields: Any) -> Pdf:
    """Return a sheet with a clinic's overlay."""
    overlay = Overlay(Clinic.model_validate({"name": NAME} | fields), picture)
    return Pdf(export(Edition.of(guide, handout, overlay=overlay), PdfOptions()))


def list_colors(pdf: Pdf) -> set[str]:
    """Return all colors of a PDF."""
    return {
        "#" + "".join(f"{round(255 * float(part)):02x}" for part in operands)
        for page in pdf.file.pages
        for operands, operator in pikepdf.parse_content_stream(page)
        if str(operator) in ("rg", "RG", "scn", "SCN") and len(operands) == 3
    }


@pytest.mark.parametrize("size", [TALL, WIDE, (300, 100)], ids=["tall", "wide", "usual"])
def test_logo_fits_its_place(size: tuple[int, int]) -> None:
    """A logo is at most 18 mm high and 60 mm wide, keeps its shape, and has the clinic's name as alternative text."""
    pdf = render_sheet(make_short_guide(), make_logo(size))
    figure = next(pdf.tree.find_elements("/Figure"))
    left, bottom, right, top = (float(edge) for edge in figure.raw.A.BBox)
    width, height = abs(right - left), abs(top - bottom)

    assert str(figure.raw.Alt) == NAME
    assert max(height / 18, width / 60) <= 72 / 25.4 + 0.01
    assert width / height == pytest.approx(size[0] / size[1], rel=0.02)


MARGINS = {False: 34, True: 28}
"""The margin of a sheet in points, 12 mm, and in large print, 10 mm. Printers leave less white."""


@pytest.mark.parametrize("size", [TALL, WIDE, (4000, 10)], ids=["tall", "wide", "ribbon"])
@pytest.mark.parametrize("large_print", [False, True], ids=["print", "large print"])
def test_a_long_name_stays_on_the_paper(back_pain: Guide, size: tuple[int, int], large_print: bool) -> None:
    """A long name wraps beside a logo of any shape, within the margins."""
    name = "Northern Lights University Hospital, Center for Rehabilitation, Pain Medicine and Acupuncture " * 2
    overlay = Overlay(Clinic.model_validate({"name": name, "phone": "555 0100"}), make_logo(size))
    artifact = export(Edition.of(back_pain, "costs", overlay=overlay), PdfOptions(large_print=large_print))
    with PdfDocument(artifact.data) as pdf:
        page = pdf[0].get_textpage()
        edges = [page.get_rect(number)[2] for number in range(page.count_rects())]

    assert max(edges) <= 8.5 * 72 - MARGINS[large_print]


@pytest.mark.parametrize("large_print", [False, True], ids=["print", "large print"])
def test_long_words_of_a_clinic_stay_on_the_paper(back_pain: Guide, large_print: bool) -> None:
    """Words without a place to break them, such as addresses, are broken at the margin on every page."""
    long = "W" * 40
    fields: dict[str, Any] = {
        "name": "W" * 150,
        "address": [long],
        "web": f"https://www.example.org/{long}",
        "email": f"{'desk' * 4}@{'example' * 4}.org",
        "practitioners": [{"name": long, "credentials": long[:24], "licence": long}],
        "hours": [long[:30]],
        "notes": [{"handout": "all", "text": f"See {long}.\n\n* [{long}](https://www.example.org/{long})"}],
    }
    edition = Edition.of(back_pain, "costs", overlay=Overlay(Clinic.model_validate(fields)))

    artifact = export(edition, PdfOptions(large_print=large_print))

    with PdfDocument(artifact.data) as pdf:
        pages = [page.get_textpage() for page in pdf]
        edges = [page.get_rect(number)[2] for page in pages for number in range(page.count_rects())]
    assert max(edges) <= 8.5 * 72 - MARGINS[large_print]


def test_masthead_names_the_clinic(back_pain: Guide) -> None:
    """The sheet begins with the clinic's name and phone number."""
    text = render_sheet(back_pain, handout="aftercare", phone="555 0100").tree.text

    assert text.startswith(f"{NAME}Phone: 555 0100")


def test_colors_are_the_clinics(back_pain: Guide) -> None:
    """Headings have the clinic's first color and rules its second, only with an overlay."""
    assert set(COLORS.values()) <= list_colors(render_sheet(back_pain, handout="aftercare", **COLORS))
    assert not set(COLORS.values()) & list_colors(Pdf.from_guide(back_pain, "aftercare"))


@pytest.mark.parametrize(
    "name",
    [
        ODD,
        '"; } * { display: none } @page { @bottom-left { content: "',
        "</style><script>alert(1)</script><img src='https://example.org/'>",
        pytest.param("\\22 \\A url(file:///etc/passwd) {{ clinic }} {% raw %}", marks=pytest.mark.slow),
        pytest.param("x" * 290, marks=pytest.mark.slow),
    ],
    ids=["odd", "CSS", "HTML", "escapes", "long"],
)
def test_hostile_names_are_printed(name: str) -> None:
    """Markup or style in a name is printed as it is, and the footers do not change."""
    guide = make_short_guide()
    pdf = render_sheet(guide, name=name)
    shown = "".join(pdf.tree.text.split())

    assert "".join(name.split()) in shown
    assert f"Page 2 of {pdf.artifact.page_count}" in pdf.read_artifacts(2)
    assert f"{guide.title}. Edition {guide.edition}." in pdf.read_artifacts(2)

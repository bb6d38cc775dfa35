"""A document shows its identity in the footer of each page; a volume also in a QR code."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
import resvg_py
import zxingcpp
from PIL import Image

from acucontent.document.drawings import Alternative, QrCode
from acucontent.edition import Edition
from acucontent.markup.drawings import render_svg
from acucontent.model.guide import Guide
from acucontent_pdf.qr import QrCodeOverflow, draw_qr_code
from tests.exporters.pdf.tagged_pdf import Pdf


def decode_qr(drawing: bytes) -> list[str]:
    """Return the texts of the codes in a drawing, as a phone reads them."""
    unitless = re.sub(r'(?<=\d)(mm|pt)"', '"', drawing.decode("utf-8"))  # resvg supports no units of length
    picture = Image.open(BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=unitless, zoom=12))))
    paper = Image.new("RGBA", picture.size, "white")
    return [code.text for code in zxingcpp.read_barcodes(Image.alpha_composite(paper, picture.convert("RGBA")))]


def test_code_of_a_page_holds_its_address() -> None:
    """The code of a clinic's page, as it is drawn on a sheet, leads to its address."""
    address = "https://clinic.example.org/guides/back-pain?from=sheet"
    drawing = render_svg(QrCode(address), Alternative("code", address))

    assert decode_qr(drawing.encode()) == [address]


def test_footer_shows_the_identity(first_visit: Pdf, back_pain: Guide) -> None:
    """Each page shows the edition and the hash of the content."""
    for page in range(1, (first_visit.artifact.page_count or 0) + 1):
        assert f"Edition {back_pain.edition} · {back_pain.content_hash}" in first_visit.read_artifacts(page)


def test_footer_names_the_language(complete: Pdf, back_pain: Guide) -> None:
    """Each page of a volume after its title page shows the language and the hash of the content."""
    assert "English (United States)." in complete.read_artifacts(3)
    assert f"Content code {back_pain.content_hash}" in complete.read_artifacts(3)


def test_footer_names_the_region(back_pain: Guide) -> None:
    """A sheet for another region names it on each page, and is in the language of that region."""
    sheet = Pdf.from_guide(back_pain, "aftercare", region="GB")

    assert "Region:UnitedKingdom." in "".join(sheet.read_artifacts(1).split())
    assert "Region:UnitedKingdom." in "".join(sheet.read_artifacts(2).split())
    assert sheet.file.Root.Lang == "en-GB"


def test_code_holds_the_identity(back_pain: Guide) -> None:
    """The QR code holds the identity as plain text."""
    identity = Edition.of(back_pain, "first-visit").document.about.identity
    identity_text = f"guide=back-pain edition={back_pain.edition} handout=first-visit language=en-US region=US"

    assert decode_qr(draw_qr_code(identity)) == [f"acucontent {identity_text} sha256={back_pain.content_hash}"]


@pytest.mark.parametrize("clinic", ["诊所", "Praxis für Akupunktur", "<b>\\"], ids=["Chinese", "ü", "odd"])
def test_code_holds_any_clinic(clinic: str) -> None:
    """A clinic's name can be decoded whatever its letters."""
    assert decode_qr(draw_qr_code({"clinic": clinic})) == [f"acucontent clinic={clinic}"]


@pytest.mark.parametrize("letter", ["x", "ü", "诊"])
def test_a_long_clinic_name_does_not_widen_the_code(letter: str, back_pain: Guide) -> None:
    """The name is shortened, so that the code keeps its place; the rest of the identity is complete."""
    identity = Edition.of(back_pain, "first-visit").document.about.identity
    code = draw_qr_code({"guide": identity["guide"], "clinic": letter * 400, "sha256": identity["sha256"]})
    (text,) = decode_qr(code)
    (width,) = re.findall(rb'<svg[^>]* width="([\d.]+)mm"', code)

    assert float(width) <= 26
    assert text.endswith(f"{letter}… sha256={identity['sha256']}")


def test_too_long_identity_is_refused() -> None:
    """The message names the longest value."""
    with pytest.raises(QrCodeOverflow, match="guide is too long"):
        draw_qr_code({"guide": "x" * 3000, "clinic": "Example"})


def test_code_has_a_caption(complete: Pdf) -> None:
    """The code on the title page has a caption."""
    text = complete.tree.text

    assert text.index("This code holds the edition and the content code.") < text.index("Contents")


def test_code_has_alternative_text(complete: Pdf) -> None:
    """The QR code is a figure with alternative text on the first page, at least 18 mm wide."""
    figure = next(complete.tree.find_elements("/Figure"))
    left, _, right, _ = (float(edge) for edge in figure.raw.A.BBox)

    assert str(figure.raw.Alt) == "QR code. It says which edition this sheet is."
    assert complete.find_page(figure.raw.Pg) == 1
    assert (right - left) / 72 * 25.4 >= 18

"""What a sheet says of itself: in the foot of each page, and in a QR code on the first."""

from __future__ import annotations

from io import BytesIO

import pytest
import resvg_py
import zxingcpp
from PIL import Image

from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent_pdf.qr import TooMuchForACode, qr_code
from tests.exporters.pdf.tagged import Pdf


def decoded(drawing: bytes) -> list[str]:
    """What a phone reads in a drawing."""
    unitless = drawing.decode("utf-8").replace("mm", "")  # resvg knows no millimeters
    picture = Image.open(BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=unitless, zoom=12))))
    paper = Image.new("RGBA", picture.size, "white")
    return [code.text for code in zxingcpp.read_barcodes(Image.alpha_composite(paper, picture.convert("RGBA")))]


def test_foot_says_what_it_is(first_visit: Pdf, back_pain: Guide) -> None:
    """Each page has the language and the hash of its content."""
    for page in range(1, first_visit.artifact.page_count or 0):
        assert "English (United States)." in first_visit.artifacts(page)
        assert f"Content code {back_pain.content_hash}" in first_visit.artifacts(page)


def test_code_says_what_it_is(back_pain: Guide) -> None:
    """The QR code holds the identity in words."""
    identity = Edition.of(back_pain, "first-visit").document.about.identity
    told = f"guide=back-pain edition={back_pain.edition} handout=first-visit language=en-US region=US"

    assert decoded(qr_code(identity)) == [f"acucontent {told} sha256={back_pain.content_hash}"]


@pytest.mark.parametrize(
    "clinic", ["诊所", "Praxis für Akupunktur", "<b>\\", "x" * 400], ids=["Chinese", "ü", "odd", "long"]
)
def test_code_holds_any_clinic(clinic: str) -> None:
    """A clinic's name of any letters and length can be read back."""
    assert decoded(qr_code({"clinic": clinic})) == [f"acucontent clinic={clinic}"]


def test_code_that_says_too_much_is_refused() -> None:
    """The message names what is too long."""
    with pytest.raises(TooMuchForACode, match="clinic is too long"):
        qr_code({"guide": "back-pain", "clinic": "x" * 3000})


def test_code_says_in_words_what_it_holds(first_visit: Pdf) -> None:
    """Beside the code stands what it is for; what it says is said in words at the sheet's end, too."""
    text = first_visit.tree.text

    assert text.index("This code holds the edition and the content code.") < text.index("When to get medical help")
    assert text.rstrip().endswith("Next review due: November 2027.")


def test_code_is_told_to_those_who_cannot_see_it(first_visit: Pdf) -> None:
    """The QR code is a figure with its alternative text, on the first page, at least 18 mm wide."""
    figure = next(first_visit.tree.each("/Figure"))
    left, _, right, _ = (float(edge) for edge in figure.raw.A.BBox)

    assert str(figure.raw.Alt) == "QR code. It says which edition this sheet is."
    assert first_visit.page_of(figure.raw.Pg) == 1
    assert (right - left) / 72 * 25.4 >= 18

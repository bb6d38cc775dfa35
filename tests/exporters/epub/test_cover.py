"""The cover shows the text of the guide, with every character."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from lxml import etree
from PIL import Image

from acucontent.model.guide import Guide
from acucontent_epub.cover import HEIGHT, MARGIN, WIDTH, make_cover
from tests.exporters.epub.book import NAMES, Book
from tests.exporters.pdf.clinics import make_overlay
from tests.exporters.text.documents import ABOUT

SVG = {"svg": "http://www.w3.org/2000/svg"}


def test_cover_meets_the_rules_of_shops(complete: Book) -> None:
    """The cover is a PNG in the size that large shops require, declared for EPUB 2 and EPUB 3."""
    picture = Image.open(io.BytesIO(complete.archive.read("EPUB/cover.png")))

    assert (picture.format, picture.size) == ("PNG", (WIDTH, HEIGHT))
    assert complete.find_metadata("//opf:item[@properties='cover-image']/@href") == ["cover.png"]
    assert complete.find_metadata("//opf:meta[@name='cover']/@content") == complete.find_metadata(
        "//opf:item[@properties='cover-image']/@id"
    )


def test_cover_has_a_text_alternative(complete: Book, back_pain: Guide) -> None:
    """The text alternative contains the text on the cover."""
    (image,) = complete.pages["cover.xhtml"].xpath("//xhtml:img", namespaces=NAMES)

    assert image.get("alt") == f"Cover: {back_pain.title}. {back_pain.subtitle}. The acucontent authors"


def test_missing_characters_stay_text(minimal: Book) -> None:
    """A cover with Chinese text is an SVG, so that the reader's fonts can show it."""
    svg = etree.fromstring(minimal.archive.read("EPUB/cover.svg"))

    assert "北京出版社" in svg.xpath("//svg:text/text()", namespaces=SVG)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("灸", ["灸"]),
        ("灸 for pain", ["灸 for pain"]),
        ("灸" * 12, ["灸" * 6, "灸" * 6]),
        ("灸 acupuncture acupuncture", ["灸", "acupuncture", "acupuncture"]),
    ],
    ids=["short", "words", "no spaces", "wrapped"],
)
def test_title_is_broken_into_lines(title: str, lines: list[str]) -> None:
    """Words are kept whole if possible; Chinese text may break between any characters."""
    drawn = etree.fromstring(make_cover(replace(ABOUT, title=title), None).data)
    (first, *_) = drawn.xpath("//svg:g[@font-weight='600']", namespaces=SVG)

    assert ["".join(line.itertext()) for line in first] == lines


def test_no_ring_crosses_the_text() -> None:
    """The rings end above the publisher's name, and an outline in the background color surrounds all text."""
    drawn = etree.fromstring(make_cover(replace(ABOUT, title="灸"), None).data)
    rings = drawn.xpath("//svg:circle", namespaces=SVG)
    passages = drawn.xpath("//svg:g[@id]", namespaces=SVG)
    publisher = next(each for each in passages if each.get("id") == "publisher")

    assert len(passages) > 2
    for passage in passages:
        seam = passage.getprevious()
        assert (seam.get("href"), seam.get("stroke")) == (f"#{passage.get('id')}", "#f5f1e8")
    lowest = max(float(ring.get("cy")) + float(ring.get("r")) for ring in rings)
    assert lowest < float(publisher[0].get("y")) - float(publisher.get("font-size"))


@pytest.mark.parametrize("character", ["灸", "灸 "], ids=["one word", "many words"])
def test_longest_text_fits_the_page(character: str) -> None:
    """Title, subtitle and publisher of 400 characters each neither overlap nor leave the page."""
    long = (character * 400)[:400].strip()
    drawn = etree.fromstring(make_cover(replace(ABOUT, title=long, publisher=long), long).data)
    lines = drawn.xpath("//svg:text", namespaces=SVG)
    heights = [int(line.get("y")) for line in lines]

    assert heights == sorted(set(heights))
    assert heights[-1] < HEIGHT - MARGIN / 2


@pytest.mark.parametrize("clinic", ["Clinic", "Northern Lights University Hospital " * 2, "W" * 290], ids=len)
def test_no_name_of_a_clinic_touches_its_logo(clinic: str) -> None:
    """The outline of the name, 14 pixels wide, begins under the logo, and the name ends above the publisher."""
    cover = make_cover(replace(ABOUT, title="\U0001f600", clinic=clinic), None, make_overlay())
    svg = etree.fromstring(cover.data)
    (logo,) = svg.findall("svg:image", SVG)
    (name,) = svg.findall(".//svg:g[@id='clinic']", SVG)
    (publisher,) = svg.findall(".//svg:g[@id='publisher']", SVG)
    lines = [int(line.get("y", "")) for line in name.findall("svg:text", SVG)]
    first = next(int(line.get("y", "")) for line in publisher.findall("svg:text", SVG))

    top = lines[0] - int(name.get("font-size", ""))
    assert int(logo.get("y", "")) + int(logo.get("height", "")) <= top - 14
    assert lines[-1] <= first - int(publisher.get("font-size", ""))

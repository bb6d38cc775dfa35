"""A drawing becomes SVG that every page can hold and every reader can read."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acucontent.document.drawings import Alternative, Drawing, IconArray, IconGroup
from acucontent.markup.drawings import scene, svg
from acucontent.markup.drawings.lettering import Lettering, lines, width
from acucontent.markup.drawings.scene import Words
from tests.markup.drawings.examples import all_drawings

SVG = "{http://www.w3.org/2000/svg}"
ALTERNATIVE = Alternative("figure.one", "A picture", description="More of it")
DRAWINGS = all_drawings()
drawings = pytest.mark.parametrize("drawing", DRAWINGS.values(), ids=DRAWINGS)
sizes = pytest.mark.parametrize("size", [10, 12, 16])


def luminance(color: str) -> float:
    """The relative luminance of a color (WCAG 2.2)."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def overlapping(found: list[Words]) -> Iterator[tuple[str, str]]:
    """The lines of words that share room."""
    for one, two in combinations(found, 2):
        (left, top, right, bottom), (left_2, top_2, right_2, bottom_2) = one.box, two.box
        if left < right_2 and left_2 < right and top < bottom_2 and top_2 < bottom:
            yield one.text, two.text


@drawings
def test_it_is_xml_with_a_name(drawing: Drawing) -> None:
    """It can stand in XHTML, it is an image, and what it shows is said first."""
    root = ElementTree.fromstring(svg(drawing, ALTERNATIVE))

    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "figure.one.title figure.one.desc"
    assert [(child.tag, child.get("id"), child.text) for child in root[:2]] == [
        (f"{SVG}title", "figure.one.title", "A picture"),
        (f"{SVG}desc", "figure.one.desc", "More of it"),
    ]


@drawings
def test_every_id_is_its_own(drawing: Drawing) -> None:
    """Two drawings can stand on one page: each id begins with the drawing's own, and each link finds its end."""
    root = ElementTree.fromstring(svg(drawing, ALTERNATIVE))
    ids = [element.get("id", "") for element in root.iter() if "id" in element.attrib]

    assert len(set(ids)) == len(ids)
    assert all(each.startswith("figure.one.") for each in ids)
    assert {element.get("href", "").removeprefix("#") for element in root.iter(f"{SVG}use")} <= set(ids)


@drawings
def test_it_is_the_same_every_time(drawing: Drawing) -> None:
    """Equal in, equal out; and numbers are short."""
    first = svg(drawing, ALTERNATIVE)
    scene.cache_clear()

    assert svg(drawing, ALTERNATIVE) == first
    assert not re.search(r"\d\.\d{3}", first)


@drawings
@sizes
def test_words_do_not_overlap(drawing: Drawing, size: float) -> None:
    """No words stand on others, or off the paper, at any size."""
    found = scene(drawing, Lettering(size))

    assert not list(overlapping(list(found.words())))
    for words in found.words():
        left, top, right, bottom = words.box
        assert 0 <= left < right <= found.width, words
        assert 0 <= top < bottom <= found.height, words


@drawings
def test_words_can_be_read_in_print(drawing: Drawing) -> None:
    """Words are at least 9 points, and stand out from what is behind them by 4.5 to 1."""
    root = ElementTree.fromstring(svg(drawing, ALTERNATIVE))

    for text in root.iter(f"{SVG}text"):
        ink = luminance(text.get("fill", ""))
        ground = luminance("#262626" if text.get("fill") == "#ffffff" else "#ececec")
        assert (max(ink, ground) + 0.05) / (min(ink, ground) + 0.05) >= 4.5
        assert float(text.get("font-size", "0")) >= 9


def test_landmarks_can_be_seen_in_print() -> None:
    """What helps to find one's way on a body stands out from the paper and the skin by 3 to 1."""
    text = svg(DRAWINGS["body map"], ALTERNATIVE)
    inks = set(re.findall(r'stroke="(#[0-9a-f]{6})"', text)) | set(re.findall(r'fill="(#8[0-9a-f]{5})"', text))

    assert len(inks - {"#ffffff"}) >= 3
    for ink in inks - {"#ffffff"}:
        assert (luminance("#f1f1f1") + 0.05) / (luminance(ink) + 0.05) >= 3, ink


def test_a_few_words_in_brackets_stay_together() -> None:
    """A line is broken before a bracket rather than within."""
    assert lines("Best estimate (95% interval)", width("Best estimate (95%", 10), 10) == (
        "Best estimate",
        "(95% interval)",
    )


@drawings
def test_nothing_depends_on_color(drawing: Drawing) -> None:
    """Every ink is a gray, or so near to one that a printer makes it one."""
    colors = re.findall(r"#[0-9a-f]{6}", svg(drawing, ALTERNATIVE))

    assert colors
    for color in colors:
        parts = [int(color[at : at + 2], 16) for at in (1, 3, 5)]
        assert max(parts) - min(parts) <= 12, color


def test_a_font_is_named_where_it_is_wanted() -> None:
    """A page renderer that hands down no font is told one; others hand down their own."""
    drawing = DRAWINGS["icon array"]

    assert 'font-family="Source Sans 3"' in svg(drawing, ALTERNATIVE, Lettering(font="Source Sans 3"))
    assert "font-family" not in svg(drawing, ALTERNATIVE)


def test_a_description_may_be_left_out() -> None:
    """The title alone is enough."""
    root = ElementTree.fromstring(svg(DRAWINGS["urgent"], Alternative("sign", "Urgent")))

    assert root.get("aria-labelledby") == "sign.title"
    assert root.find(f"{SVG}desc") is None


words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=60)


@given(label=words, title=words, description=words)
def test_no_words_break_it(label: str, title: str, description: str) -> None:
    """Whatever a guide says is escaped and kept."""
    drawing = IconArray((IconGroup(1, label),))

    root = ElementTree.fromstring(svg(drawing, Alternative("a", title, description=description)))

    assert (root[0].text or "") == title
    assert " ".join(text.text or "" for text in root.iter(f"{SVG}text")) == " ".join(label.split())


def test_words_are_given_room_enough() -> None:
    """No letter of the font that is printed is wider than the room that is reckoned for it, up to semibold."""
    ttlib, subset = pytest.importorskip("fontTools.ttLib"), pytest.importorskip("fontTools.subset")
    instancer = pytest.importorskip("fontTools.varLib.instancer")
    folder = pytest.importorskip("fontpkg_source_sans_3").__path__[0]
    characters = [*map(chr, range(32, 127)), *"–—’“”…éüāōǐ"]
    font = ttlib.TTFont(f"{folder}/files/SourceSans3[wght].ttf")
    subsetter = subset.Subsetter()
    subsetter.populate(unicodes=map(ord, characters))
    subsetter.subset(font)

    semibold = instancer.instantiateVariableFont(font, {"wght": 600})

    names, widths = semibold.getBestCmap(), semibold["hmtx"]
    for character in characters:
        assert widths[names[ord(character)]][0] <= width(character, 1000), character


@drawings
def test_it_prints_without_a_warning(drawing: Drawing, caplog: pytest.LogCaptureFixture) -> None:
    """The page renderer knows all that a drawing uses."""
    weasyprint = pytest.importorskip("weasyprint")
    page = f"<!doctype html><html lang='en'><title>x</title>{svg(drawing, ALTERNATIVE)}</html>"

    with caplog.at_level(logging.WARNING):
        pdf = weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")

    assert pdf.startswith(b"%PDF-")
    assert not caplog.records

"""Drawings become valid and accessible SVG."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acucontent.document.drawings import Alternative, Drawing, IconArray, IconGroup, QrCode
from acucontent.markup.drawings import lay_out_drawing, lay_out_pieces, render_svg
from acucontent.markup.drawings.lettering import Lettering, break_lines, measure_width
from acucontent.markup.drawings.scene import Words
from tests.markup.drawings.examples import all_drawings

SVG = "{http://www.w3.org/2000/svg}"
ALTERNATIVE = Alternative("figure.one", "A picture", description="More of it")
DRAWINGS = all_drawings()
drawings = pytest.mark.parametrize("drawing", DRAWINGS.values(), ids=DRAWINGS)
sizes = pytest.mark.parametrize("size", [10, 12, 16])


def luminance(color: str) -> float:
    """Return the relative luminance of a color (WCAG 2.2)."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def overlapping(found: list[Words]) -> Iterator[tuple[str, str]]:
    """Yield each pair of lines of text that overlap."""
    for one, two in combinations(found, 2):
        (left, top, right, bottom), (left_2, top_2, right_2, bottom_2) = one.box, two.box
        if left < right_2 and left_2 < right and top < bottom_2 and top_2 < bottom:
            yield one.text, two.text


@drawings
def test_it_is_valid_xml_with_a_title(drawing: Drawing) -> None:
    """It is well-formed XML with the role of an image, and its title and description come first."""
    root = ElementTree.fromstring(render_svg(drawing, ALTERNATIVE))

    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "figure.one.title figure.one.desc"
    assert [(child.tag, child.get("id"), child.text) for child in root[:2]] == [
        (f"{SVG}title", "figure.one.title", "A picture"),
        (f"{SVG}desc", "figure.one.desc", "More of it"),
    ]


@drawings
def test_ids_are_unique(drawing: Drawing) -> None:
    """Each id begins with the id of the drawing, and each link has its target, so a page can have many drawings."""
    root = ElementTree.fromstring(render_svg(drawing, ALTERNATIVE))
    ids = [element.get("id", "") for element in root.iter() if "id" in element.attrib]

    assert len(set(ids)) == len(ids)
    assert all(each.startswith("figure.one.") for each in ids)
    assert {element.get("href", "").removeprefix("#") for element in root.iter(f"{SVG}use")} <= set(ids)


@drawings
def test_it_is_the_same_every_time(drawing: Drawing) -> None:
    """Equal drawings give equal SVG, and numbers have at most two decimals."""
    first = render_svg(drawing, ALTERNATIVE)
    lay_out_drawing.cache_clear()

    assert render_svg(drawing, ALTERNATIVE) == first
    assert not re.search(r"\d\.\d{3}", first)


@drawings
@sizes
def test_words_do_not_overlap(drawing: Drawing, size: float) -> None:
    """No text overlaps other text or leaves the paper, at any type size."""
    found = lay_out_drawing(drawing, Lettering(size))

    assert not list(overlapping(list(found.list_words())))
    for words in found.list_words():
        left, top, right, bottom = words.box
        assert 0 <= left < right <= found.width, words
        assert 0 <= top < bottom <= found.height, words


@drawings
def test_words_can_be_read_in_print(drawing: Drawing) -> None:
    """Text is at least 9 points large and has a contrast of at least 4.5:1."""
    root = ElementTree.fromstring(render_svg(drawing, ALTERNATIVE))

    for text in root.iter(f"{SVG}text"):
        ink = luminance(text.get("fill", ""))
        ground = luminance("#262626" if text.get("fill") == "#ffffff" else "#ececec")
        assert (max(ink, ground) + 0.05) / (min(ink, ground) + 0.05) >= 4.5
        assert float(text.get("font-size", "0")) >= 9


def test_landmarks_are_visible_in_print() -> None:
    """Landmarks of the body have a contrast of at least 3:1 to the paper and the skin."""
    text = render_svg(DRAWINGS["body map"], ALTERNATIVE)
    inks = set(re.findall(r'stroke="(#[0-9a-f]{6})"', text)) | set(re.findall(r'fill="(#8[0-9a-f]{5})"', text))

    assert len(inks - {"#ffffff"}) >= 3
    for ink in inks - {"#ffffff"}:
        assert (luminance("#f1f1f1") + 0.05) / (luminance(ink) + 0.05) >= 3, ink


def test_a_few_words_in_brackets_stay_together() -> None:
    """A line is broken before a short text in brackets, not within it."""
    assert break_lines("Best estimate (95% interval)", measure_width("Best estimate (95%", 10), 10) == (
        "Best estimate",
        "(95% interval)",
    )


@drawings
def test_nothing_depends_on_color(drawing: Drawing) -> None:
    """Every color is gray or nearly gray."""
    colors = re.findall(r"#[0-9a-f]{6}", render_svg(drawing, ALTERNATIVE))

    assert colors
    for color in colors:
        parts = [int(color[at : at + 2], 16) for at in (1, 3, 5)]
        assert max(parts) - min(parts) <= 12, color


def test_a_font_is_set_on_request() -> None:
    """The font family is set if it is given; otherwise the drawing inherits the font of the page."""
    drawing = DRAWINGS["icon array"]

    assert 'font-family="Source Sans 3"' in render_svg(drawing, ALTERNATIVE, Lettering(font="Source Sans 3"))
    assert "font-family" not in render_svg(drawing, ALTERNATIVE)


def test_a_description_may_be_left_out() -> None:
    """A drawing may have a title only."""
    root = ElementTree.fromstring(render_svg(DRAWINGS["urgent"], Alternative("sign", "Urgent")))

    assert root.get("aria-labelledby") == "sign.title"
    assert root.find(f"{SVG}desc") is None


words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=60)


@given(label=words, title=words, description=words)
def test_any_text_is_escaped(label: str, title: str, description: str) -> None:
    """Any text is escaped and complete."""
    drawing = IconArray((IconGroup(1, label),))

    root = ElementTree.fromstring(render_svg(drawing, Alternative("a", title, description=description)))

    assert (root[0].text or "") == title
    assert "".join("".join(text.text or "" for text in root.iter(f"{SVG}text")).split()) == "".join(label.split())


def test_the_estimated_width_is_large_enough() -> None:
    """No character of the printed font is wider than its estimated width, up to semibold."""
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
        assert widths[names[ord(character)]][0] <= measure_width(character, 1000), character


@drawings
def test_it_prints_without_a_warning(drawing: Drawing, caplog: pytest.LogCaptureFixture) -> None:
    """WeasyPrint supports everything in a drawing."""
    weasyprint = pytest.importorskip("weasyprint")
    page = f"<!doctype html><html lang='en'><title>x</title>{render_svg(drawing, ALTERNATIVE)}</html>"

    with caplog.at_level(logging.WARNING):
        pdf = weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")

    assert pdf.startswith(b"%PDF-")
    assert not caplog.records


SCREEN = Lettering(screen=True)


@drawings
def test_pieces_fit_a_phone(drawing: Drawing) -> None:
    """On a screen, no piece is wider than 17 letters are high, and no text overlaps other text or leaves its piece."""
    for piece in lay_out_pieces(drawing, SCREEN):
        assert piece.width <= 17.5 * SCREEN.size
        assert not list(overlapping(list(piece.list_words())))
        for words in piece.list_words():
            left, top, right, bottom = words.box
            assert -0.1 <= left < right <= piece.width + 0.1, words
            assert 0 <= top < bottom <= piece.height, words


@pytest.mark.parametrize("word", ["Rindfleischetikettierungsüberwachung", "针灸治疗慢性腰痛的研究结果和证据的可信程度"])
def test_long_words_are_broken(word: str) -> None:
    """A word that is wider than the line is broken between characters, and none of them is lost."""
    lines = break_lines(f"A {word} b", 100, 10)

    assert all(measure_width(line, 10) <= 100 for line in lines)
    assert "".join(lines).replace(" ", "") == f"A{word}b"


@drawings
def test_a_screen_gives_its_colors(drawing: Drawing) -> None:
    """On a screen, everything has the color of the text around it, and no text has a shape of full color behind it."""
    root = ElementTree.fromstring(f"<all>{render_svg(drawing, ALTERNATIVE, SCREEN)}</all>")
    paints = {element.get(name) for element in root.iter() for name in ("fill", "stroke")}

    assert isinstance(drawing, QrCode) or paints <= {None, "none", "currentColor"}
    for piece in root:
        shapes = [shape for shape in piece.iter(f"{SVG}rect") if shape.get("fill") == "currentColor"]
        texts = list(piece.iter(f"{SVG}text"))
        assert not texts or all(float(shape.get("fill-opacity", "1")) <= 0.1 for shape in shapes)


@drawings
def test_sizes_on_a_screen_are_in_ems(drawing: Drawing) -> None:
    """On a screen, the size of a piece is in ems, and its letters have 0.9 of the size of the text around it."""
    root = ElementTree.fromstring(f"<all>{render_svg(drawing, ALTERNATIVE, SCREEN)}</all>")

    for piece, scene in zip(root, lay_out_pieces(drawing, SCREEN), strict=True):
        width = piece.get("width", "")
        assert piece.get("style") == f"width: {width}"
        assert float(width.removesuffix("em")) == pytest.approx(0.9 * scene.width / SCREEN.size, abs=0.01)


def test_each_piece_has_a_name() -> None:
    """The first piece has the whole text alternative, each other piece its own title, and ids are unique."""
    root = ElementTree.fromstring(f"<all>{render_svg(DRAWINGS['body map'], ALTERNATIVE, SCREEN)}</all>")
    ids = [element.get("id", "") for element in root.iter() if "id" in element.attrib]

    assert [piece[0].text for piece in root] == [
        "A picture",
        "Low back, enlarged",
        "Back of the hand",
        "Outer side of the leg",
    ]
    assert len(set(ids)) == len(ids)

"""The cover: the words of the title page, drawn.

It is drawn as SVG. Where the font at hand has every character, it becomes a PNG, which each shop and reading system
takes; otherwise it stays an SVG, whose words the reader's own fonts show, so that no character becomes a box.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache, partial

import resvg_py
from jinja2 import Environment

from acucontent.clinic import Overlay
from acucontent.document.document import About
from acucontent.markup import load_templates
from acucontent.markup.fonts import UPRIGHT, find_latin, open_font, read_latin

WIDTH, HEIGHT = 1600, 2560
"""In pixels: what the large shops ask for."""
MARGIN = 150
"""On the left and on the right, in pixels."""
ACCENT = "#1d4f57"
"""The color of the rules, where no clinic has its own."""
REGULAR, BOLD = 400, 600
"""The weights of the font."""

Measure = Callable[[str], float]
"""The width of words in pixels."""


@dataclass(frozen=True)
class Cover:
    """The cover's image."""

    name: str
    media_type: str
    data: bytes
    words: str
    """What it says, for those who do not see it."""


@dataclass(frozen=True)
class Line:
    """A line of words, its baseline `y` pixels from the top."""

    text: str
    y: int


@dataclass(frozen=True)
class Passage:
    """Lines of one size."""

    size: int
    weight: int
    lines: tuple[Line, ...]

    @property
    def end(self) -> float:
        """How far down it reaches, in pixels."""
        return self.lines[-1].y + 0.25 * self.size


def cover(about: About, overlay: Overlay | None = None) -> Cover:
    """The cover of a document; a clinic's edition has its name, its logo and its colors."""
    words = [words for words in (about.title, about.subtitle, about.clinic, about.publisher) if words]
    svg = _drawn(about, overlay)
    if all(map(_shown, "".join(words))):
        return Cover("cover.png", "image/png", _raster(svg), ". ".join(words))
    return Cover("cover.svg", "image/svg+xml", svg.encode(), ". ".join(words))


def _drawn(about: About, overlay: Overlay | None) -> str:
    title = _set(about.title, 340, sizes=(210, 180, 150, 120, 90, 64, 48), weight=BOLD, most=1000)
    subtitle = _set(about.subtitle or "", title.end + 110, sizes=(84, 72, 60, 48, 36), weight=REGULAR, most=560)
    publisher = _set(about.publisher, HEIGHT - 300, sizes=(60, 48, 36, 24), weight=REGULAR, most=220)
    clinic = _set(about.clinic or "", HEIGHT - 560, sizes=(72, 60, 48, 36, 24), weight=BOLD, most=200)
    template = _templates().get_template("cover.svg")
    passages = {"title": title, "subtitle": subtitle, "publisher": publisher, "clinic": clinic}
    own = overlay.clinic if overlay else None
    return template.render(
        about=about,
        width=WIDTH,
        height=HEIGHT,
        margin=MARGIN,
        accent=(own and own.color) or ACCENT,
        rule=(own and (own.second_color or own.color)) or ACCENT,
        logo=_embedded(overlay.logo) if overlay and overlay.logo else None,
        **passages,
    )


def _embedded(logo: bytes) -> str:
    """A logo as an address that holds it."""
    return f"data:image/png;base64,{base64.b64encode(logo).decode()}"


def _set(text: str, top: float, *, sizes: tuple[int, ...], weight: int, most: int) -> Passage:
    """Words in the largest size in which they are at most `most` pixels high, or in the smallest."""
    tried = [_passage(text, top, size, weight) for size in sizes]
    return next((passage for passage in tried if passage.end - top <= most), tried[-1])


def _passage(text: str, top: float, size: int, weight: int) -> Passage:
    lines = _lines(text, partial(_width, size=size, weight=weight))
    return Passage(size, weight, tuple(Line(line, round(top + 1.15 * size * row)) for row, line in enumerate(lines)))


def _lines(text: str, width: Measure) -> Iterator[str]:
    """The words in lines no wider than the page; a word that is wider is broken, as Chinese must be."""
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}".strip()
        if width(longer) <= WIDTH - 2 * MARGIN:
            line = longer
            continue
        if line:
            yield line
        *full, line = _broken(word, width)
        yield from full
    yield line


def _broken(word: str, width: Measure) -> Iterator[str]:
    part = ""
    for character in word:
        if part and width(part + character) > WIDTH - 2 * MARGIN:
            yield part
            part = ""
        part += character
    yield part


def _width(text: str, size: int, weight: int) -> float:
    advances = _advances(weight)
    return sum(advances.get(ord(character), 1.0) for character in text) * size


def _shown(character: str) -> bool:
    """Whether the font has a character."""
    return ord(character) in _advances(REGULAR)


@lru_cache(maxsize=4)
def _raster(svg: str) -> bytes:
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=[str(find_latin(UPRIGHT))]))


@cache
def _advances(weight: int) -> dict[int, float]:
    """The width of each character of the font, in parts of its size."""
    font = open_font(read_latin(UPRIGHT))
    glyphs = font.getGlyphSet(location={"wght": weight})
    units = font["head"].unitsPerEm  # pyright: ignore[reportAttributeAccessIssue] - read from the file
    return {code: glyphs[name].width / units for code, name in (font.getBestCmap() or {}).items()}


@cache
def _templates() -> Environment:
    return load_templates("acucontent_epub")

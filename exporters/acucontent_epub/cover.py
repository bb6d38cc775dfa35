"""The cover image, with the text of the title page.

The cover is drawn as SVG. If the font has every character, it is converted to PNG, which all shops and reading systems
support. Otherwise it stays SVG, so that the reader's own fonts can show the characters.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache, partial

import resvg_py

from acucontent.clinic import Overlay
from acucontent.document.document import About
from acucontent.markup import load_templates
from acucontent.markup.fonts import UPRIGHT, find_latin_font, open_font, read_latin_font

WIDTH, HEIGHT = 1600, 2560
"""The size in pixels that large shops require."""
MARGIN = 150
"""The margin on the left and on the right, in pixels."""
ACCENT = "#1d4f57"
"""The color of the lines, unless a clinic has its own."""
REGULAR, BOLD = 400, 600
"""The weights of the font."""

Measure = Callable[[str], float]
"""A function that returns the width of a text, in pixels."""


@dataclass(frozen=True)
class Cover:
    """The image of the cover."""

    name: str
    media_type: str
    data: bytes
    words: str
    """The text on the cover, for the text alternative."""


@dataclass(frozen=True)
class Line:
    """A line of text, with its baseline `y` pixels from the top."""

    text: str
    y: int


@dataclass(frozen=True)
class Passage:
    """Lines of the same size and weight."""

    size: int
    weight: int
    lines: tuple[Line, ...]

    @property
    def end(self) -> float:
        """The lower edge, in pixels from the top."""
        return self.lines[-1].y + 0.25 * self.size


def make_cover(about: About, subtitle: str | None, overlay: Overlay | None = None) -> Cover:
    """Return the cover of a document. The edition of a clinic shows its name, logo and colors."""
    words = [words for words in (about.title, subtitle, about.clinic, about.publisher) if words]
    svg = _draw_svg(about, subtitle, overlay)
    if all(map(_has_glyph, "".join(words))):
        return Cover("cover.png", "image/png", _render_png(svg), ". ".join(words))
    return Cover("cover.svg", "image/svg+xml", svg.encode(), ". ".join(words))


def _draw_svg(about: About, subtitle_text: str | None, overlay: Overlay | None) -> str:
    title = _fit_passage(about.title, 340, sizes=(210, 180, 150, 120, 90, 64, 48), weight=BOLD, max_height=1000)
    subtitle = _fit_passage(
        subtitle_text or "", title.end + 110, sizes=(84, 72, 60, 48, 36), weight=REGULAR, max_height=560
    )
    publisher = _fit_passage(about.publisher, HEIGHT - 300, sizes=(60, 48, 36, 24), weight=REGULAR, max_height=220)
    clinic = _fit_passage(about.clinic or "", HEIGHT - 560, sizes=(72, 60, 48, 36, 24), weight=BOLD, max_height=200)
    template = load_templates("acucontent_epub").get_template("cover.svg")
    passages = {"title": title, "subtitle": subtitle, "publisher": publisher, "clinic": clinic}
    own = overlay.clinic if overlay else None
    return template.render(
        about=about,
        width=WIDTH,
        height=HEIGHT,
        margin=MARGIN,
        accent=(own and own.color) or ACCENT,
        rule=(own and (own.second_color or own.color)) or ACCENT,
        logo=_make_data_url(overlay.logo) if overlay and overlay.logo else None,
        **passages,
    )


def _make_data_url(logo: bytes) -> str:
    """Return a logo as a data URL."""
    return f"data:image/png;base64,{base64.b64encode(logo).decode()}"


def _fit_passage(text: str, top: float, *, sizes: tuple[int, ...], weight: int, max_height: int) -> Passage:
    """Return a text in the largest size that fits `max_height` pixels, or in the smallest size."""
    tried = [_make_passage(text, top, size, weight) for size in sizes]
    return next((passage for passage in tried if passage.end - top <= max_height), tried[-1])


def _make_passage(text: str, top: float, size: int, weight: int) -> Passage:
    lines = _break_lines(text, partial(_measure_width, size=size, weight=weight))
    return Passage(size, weight, tuple(Line(line, round(top + 1.15 * size * row)) for row, line in enumerate(lines)))


def _break_lines(text: str, width: Measure) -> Iterator[str]:
    """Yield a text in lines that fit the page. Wider words, such as Chinese text, are broken."""
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}".strip()
        if width(longer) <= WIDTH - 2 * MARGIN:
            line = longer
            continue
        if line:
            yield line
        *full, line = _break_word(word, width)
        yield from full
    yield line


def _break_word(word: str, width: Measure) -> Iterator[str]:
    part = ""
    for character in word:
        if part and width(part + character) > WIDTH - 2 * MARGIN:
            yield part
            part = ""
        part += character
    yield part


def _measure_width(text: str, size: int, weight: int) -> float:
    advances = _read_advances(weight)
    return sum(advances.get(ord(character), 1.0) for character in text) * size


def _has_glyph(character: str) -> bool:
    """Return whether the font has a character."""
    return ord(character) in _read_advances(REGULAR)


@lru_cache(maxsize=4)
def _render_png(svg: str) -> bytes:
    return bytes(
        resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=[str(find_latin_font(UPRIGHT))])
    )


@cache
def _read_advances(weight: int) -> dict[int, float]:
    """Return the width of each character of the font, as a fraction of the font size."""
    font = open_font(read_latin_font(UPRIGHT))
    glyphs = font.getGlyphSet(location={"wght": weight})
    units = font["head"].unitsPerEm  # pyright: ignore[reportAttributeAccessIssue] - read from the file
    return {code: glyphs[name].width / units for code, name in (font.getBestCmap() or {}).items()}

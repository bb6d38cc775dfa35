"""Partners of a clinic's color that can be seen on pages of any color.

The page is the reader's, and some reading systems do not tell a book its color. Lines have a color there that can be
seen on every page. Where the system tells that the page is light, they have the clinic's own color, or a darker one if
that is too light; where it tells that the page is dark, a lighter one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from coloraide import Color

LIGHT_PAGES = ("#ffffff", "#f4ecd8")
"""White and sepia."""
DARK_PAGES = ("#000000", "#1e1e1e")
"""Black and the dark gray of many reading systems."""
LINE_CONTRAST = 3.0
"""The contrast of lines (WCAG 2.2, success criterion 1.4.11). No color has 4.5:1 on every page."""
DARK_PAGE_CONTRAST = 4.5
"""The contrast on pages that are known to be dark: that of text (WCAG 2.2, success criterion 1.4.3)."""
_STEP = 0.005


@dataclass(frozen=True)
class Tints:
    """The partners of a color, as #rrggbb."""

    any_page: str
    light_page: str
    dark_page: str


@cache
def find_tints(color: str) -> Tints:
    """Return the partners of a color; a color that can be seen on the pages is its own partner.

    Args:
        color: The color as #rrggbb.
    """
    return Tints(
        any_page=_find_nearest(color, (*LIGHT_PAGES, *DARK_PAGES), LINE_CONTRAST),
        light_page=_find_nearest(color, LIGHT_PAGES, LINE_CONTRAST),
        dark_page=_find_nearest(color, DARK_PAGES, DARK_PAGE_CONTRAST),
    )


def _find_nearest(color: str, pages: tuple[str, ...], contrast: float) -> str:
    """Return the color of the same hue with the nearest lightness (in OKLCh) that has a contrast on all pages."""
    return next(each for each in _list_tints(color) if all(Color(each).contrast(page) >= contrast for page in pages))


def _list_tints(color: str) -> Iterator[str]:
    """Yield a color, and then darker and lighter ones in turn down to black and up to white."""
    yield color
    own = Color(color).convert("oklch")
    for step in range(1, int(1 / _STEP) + 1):
        for lightness in (own["lightness"] - step * _STEP, own["lightness"] + step * _STEP):
            if 0 <= lightness <= 1:
                yield own.clone().set("lightness", lightness).convert("srgb").to_string(hex=True)

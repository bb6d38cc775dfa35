"""A clinic's color has a partner that can be seen on every page, so no color costs a claim."""

from __future__ import annotations

import pytest
from coloraide import Color
from hypothesis import example, given
from hypothesis import strategies as st

from acucontent.clinic import Clinic, Overlay
from acucontent.contrast import find_nearest_readable
from acucontent.edition import Edition
from acucontent.markup.tints import DARK_PAGES, LIGHT_PAGES, find_tints
from acucontent_epub import EpubOptions, export
from tests.exporters.epub.book import Book
from tests.factories import make_guide

colors = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(colors)
@example("#000000")
@example("#ffffff")
@example("#0000ff")
@example("#ffff00")
def test_every_color_has_partners(color: str) -> None:
    """The partner has 3:1 on all pages, that for light ones 3:1 and that for dark ones 4.5:1 on theirs."""
    tints = find_tints(color)

    assert min(Color(tints.any_page).contrast(page) for page in (*LIGHT_PAGES, *DARK_PAGES)) >= 3
    assert min(Color(tints.light_page).contrast(page) for page in LIGHT_PAGES) >= 3
    assert min(Color(tints.dark_page).contrast(page) for page in DARK_PAGES) >= 4.5


@given(colors)
def test_partners_keep_the_hue(color: str) -> None:
    """A partner of a colorful color has about its hue, and a color that can be seen is its own partner."""
    tints, own = find_tints(color), Color(color).convert("oklch")
    again = find_tints(tints.any_page)

    assert again.any_page == tints.any_page
    for tint in (tints.any_page, tints.light_page, tints.dark_page):
        other = Color(tint).convert("oklch")
        if own["chroma"] > 0.04 and other["chroma"] > 0.04:
            assert abs((own["hue"] - other["hue"] + 180) % 360 - 180) < 12


@pytest.mark.parametrize("color", ["#00005a", "#1f5a7a", "#111111", find_nearest_readable(Color("#ffee00"))])
def test_no_color_costs_a_claim(color: str) -> None:
    """With any color, no claim is lost for want of contrast; light pages have it, and dark pages a lighter one."""
    overlay = Overlay(Clinic(name="Hum Clinic", color=color, second_color=color))
    guide = make_guide(access={"by": "The Invented Press", "on": "2030-01-01"})
    artifact = export(Edition.of(guide, overlay=overlay), EpubOptions())

    assert not [note for note in artifact.notes if "contrast" in note]
    styles = Book(artifact.data).archive.read("EPUB/themes.css").decode()
    light, dark = (styles.partition(f"scheme: {theme}")[2].partition("@media")[0] for theme in ("light", "dark"))
    assert (color in light, find_tints(color).dark_page in dark) == (True, True)

"""Pictograms are one family, and their names are those that a guide can use."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree

import pytest
import yaml

from acucontent.clinic import Clinic
from acucontent.document.blocks import Pictogram
from acucontent.markup.drawings.lettering import Lettering
from acucontent.markup.drawings.pictograms import GRID, load_pictograms, render_pictogram
from acucontent.model.pictures import PictogramName
from tests.factories import make_guide, make_sessions
from tests.markup.drawings.gallery import draw_gallery

DOCS = Path(__file__).parents[3] / "docs"
SVG = "{http://www.w3.org/2000/svg}"
names = pytest.mark.parametrize("name", get_args(PictogramName))


def test_every_name_has_a_picture() -> None:
    """The names in the model are those of the drawn pictograms, in the same order."""
    assert tuple(load_pictograms()) == get_args(PictogramName)


def test_no_two_pictograms_are_equal() -> None:
    """Each name has a picture of its own."""
    assert len(set(load_pictograms().values())) == len(load_pictograms())


@names
def test_circles_and_starts_are_on_the_grid(name: PictogramName) -> None:
    """Each circle, and the start of each path, is within the grid with room for the stroke."""
    shapes = load_pictograms()[name]
    starts = [re.match(r"M\s*(-?[\d.]+)[ ,](-?[\d.]+)|M(-?[\d.]+)(-[\d.]+)", path) for path in shapes.lines]

    assert shapes.lines or shapes.areas or shapes.dots
    assert all(x - r >= 1 and x + r <= GRID - 1 for x, _, r in (*shapes.circles, *shapes.dots))
    assert all(y - r >= 1 and y + r <= GRID - 1 for _, y, r in (*shapes.circles, *shapes.dots))
    for start in starts:
        assert start
        assert all(1 <= float(value) <= GRID - 1 for value in start.groups() if value)


def test_a_pictogram_without_text_is_hidden() -> None:
    """Screen readers skip a pictogram whose words are next to it, and read the text of another one."""
    hidden = ElementTree.fromstring(render_pictogram(Pictogram("eat"), Lettering()))
    named = ElementTree.fromstring(render_pictogram(Pictogram("eat", "Eat <first>"), Lettering()))

    assert (hidden.get("aria-hidden"), hidden.find(f"{SVG}title")) == ("true", None)
    assert (named.get("role"), named.get("aria-label")) == ("img", "Eat <first>")


@names
def test_a_pictogram_has_one_ink(name: PictogramName) -> None:
    """On a screen it has the color of the text; on paper it is dark enough for a photocopy."""
    screen = render_pictogram(Pictogram(name), Lettering(screen=True))
    paper = render_pictogram(Pictogram(name), Lettering())

    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', screen)) == {"none", "currentColor"}
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', paper)) == {"none", "#1a1a1a"}


def test_the_gallery_is_current() -> None:
    """The picture in the documentation has every pictogram as it is drawn now."""
    assert (DOCS / "pictograms.svg").read_text(encoding="utf-8") == draw_gallery()


def test_the_examples_on_the_page_are_valid() -> None:
    """A guide and an overlay load with the fields that the page shows."""
    item, clinic = re.findall(r"^```yaml\n(.*?)^```", (DOCS / "pictures.md").read_text(), re.MULTILINE | re.DOTALL)

    guide = make_guide(sessions=make_sessions(prepare=yaml.safe_load(item)))

    assert guide.sessions.prepare[0].picture == "eat"
    assert Clinic(**yaml.safe_load(clinic)).guide_web

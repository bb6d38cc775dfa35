"""Render pictograms as SVG: small pictures next to words, and in drawings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from acucontent.document.blocks import Pictogram
from acucontent.markup.drawings.lettering import Lettering

GRID = 32
"""The width and height of the grid on which pictograms are drawn."""


@dataclass(frozen=True)
class Shapes:
    """The shapes of a pictogram on its grid."""

    lines: tuple[str, ...] = ()
    """The SVG path data of lines."""
    areas: tuple[str, ...] = ()
    """The SVG path data of filled areas."""
    circles: tuple[tuple[float, float, float], ...] = ()
    """The x, y and radius of circles."""
    dots: tuple[tuple[float, float, float], ...] = ()
    """The x, y and radius of filled circles."""


def render_pictogram(pictogram: Pictogram, lettering: Lettering) -> Markup:
    """Return a pictogram as inline SVG, in sizes relative to the text around it.

    Args:
        pictogram: The pictogram. Without a text it is hidden from screen readers, which read the words next to it.
        lettering: Whether it is for a screen. On paper it is drawn in the ink of drawings.
    """
    template = _create_environment().get_template("pictogram.svg")
    svg = template.render(shapes=load_pictograms()[pictogram.name], text=pictogram.text, screen=lettering.screen)
    return Markup(svg.strip())


@cache
def load_pictograms() -> Mapping[str, Shapes]:
    """Return the shapes of all pictograms by name."""
    file = files("acucontent.markup.drawings") / "pictograms.yaml"
    records: dict[str, dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return MappingProxyType({name: Shapes(**_freeze_lists(record)) for name, record in records.items()})


def _freeze_lists(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record with its lists as tuples."""
    return {
        key: tuple(tuple(each) if isinstance(each, list) else each for each in values) for key, values in record.items()
    }


@cache
def _create_environment() -> Environment:
    return Environment(
        loader=PackageLoader("acucontent.markup.drawings"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

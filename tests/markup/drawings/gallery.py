"""Draw all pictograms for the documentation: `python -m tests.markup.drawings.gallery > docs/pictograms.svg`."""

from __future__ import annotations

import sys

from jinja2 import Environment, PackageLoader, PrefixLoader, StrictUndefined
from jinja2.loaders import ChoiceLoader

from acucontent.markup.drawings.pictograms import load_pictograms


def draw_gallery() -> str:
    """Return all pictograms with their names, as an SVG file."""
    loader = ChoiceLoader(
        [
            PackageLoader("acucontent.markup.drawings"),
            PrefixLoader({"tests": PackageLoader("tests.markup", "drawings")}),
        ]
    )
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.get_template("tests/gallery.svg")
    return template.render(pictograms=load_pictograms()).strip() + "\n"


if __name__ == "__main__":
    sys.stdout.write(draw_gallery())

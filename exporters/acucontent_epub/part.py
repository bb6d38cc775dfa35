"""The words that say that an ebook is one handout of a guide, or a report on it, and not the whole guide."""

from __future__ import annotations

from acucontent.document.document import About
from acucontent.document.labels import Labels


def get_subtitle(about: About, labels: Labels) -> str | None:
    """Return the subtitle of the guide for patients, or for a part of it the name of the guide."""
    return about.subtitle if about.kind == "guide" else labels("part_of", guide=about.guide_title)

"""What the ebook says of its own accessibility: only what its pages were seen to hold.

The terms are those of the EPUB Accessibility 1.1 discovery metadata (schema.org). No conformance is claimed here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TypeAlias
from xml.etree.ElementTree import Element

from acucontent.document.labels import Labels
from acucontent_epub.places import CONTENTS, COVER

Pages: TypeAlias = Mapping[str, Element]
"""The parsed pages by their file names, in the order of reading."""

_XHTML = "{http://www.w3.org/1999/xhtml}"
_HEADINGS = {f"{_XHTML}h{level}": level for level in range(1, 7)}
_PICTURES = (f"{_XHTML}img", "{http://www.w3.org/2000/svg}svg")
_MOVING = tuple(f"{_XHTML}{name}" for name in ("audio", "video", "script", "canvas", "iframe", "object", "embed"))


def accessibility(pages: Pages, labels: Labels) -> Iterator[tuple[str, str]]:
    """Each property of the accessibility metadata with its value."""
    pictures = any(_images(page) for name, page in pages.items() if name != COVER)
    yield "schema:accessMode", "textual"
    if pictures:
        yield "schema:accessMode", "visual"
    if _images_told(pages):
        yield "schema:accessModeSufficient", "textual"
    for feature in _features(pages):
        yield "schema:accessibilityFeature", feature
    yield "schema:accessibilityHazard", "unknown" if _moves(pages) else "none"
    yield "schema:accessibilitySummary", labels("accessibility_summary")


def _features(pages: Pages) -> Iterator[str]:
    if _contents_complete(pages):
        yield "tableOfContents"
    if all(_outlined(page) for name, page in pages.items() if name != COVER):
        yield "structuralNavigation"
    # The pages flow in the order of the document: nothing in them is placed, floated or ordered by the style.
    yield "readingOrder"
    if any(_images(page) for page in pages.values()) and _images_told(pages):
        yield "alternativeText"


def _contents_complete(pages: Pages) -> bool:
    """Whether the contents lead to every chapter."""
    links = {str(link.get("href")).split("#")[0] for link in pages[CONTENTS].iter(f"{_XHTML}a")}
    return links >= pages.keys() - {CONTENTS}


def _outlined(page: Element) -> bool:
    """Whether a page has one main heading, first, and no heading skips a level."""
    levels = [_HEADINGS[str(element.tag)] for element in page.iter() if element.tag in _HEADINGS]
    return levels[:1] == [1] and levels.count(1) == 1 and all(after <= before + 1 for before, after in pairwise(levels))


def _images(page: Element) -> list[Element]:
    return [element for element in page.iter() if element.tag in _PICTURES]


def _images_told(pages: Pages) -> bool:
    """Whether every image has words in its place."""
    return all(_told(image) for page in pages.values() for image in _images(page))


def _told(image: Element) -> bool:
    """Whether an image has an alternative: its own, or words within a drawing that its label points to."""
    named = str(image.get("aria-labelledby", "")).split()
    words = [element.text or "" for element in image.iter() if element.get("id") in named]
    return bool(image.get("alt") or image.get("aria-label") or "".join(words).strip())


def _moves(pages: Pages) -> bool:
    """Whether anything could sound, move or flash."""
    return any(element.tag in _MOVING for page in pages.values() for element in page.iter())

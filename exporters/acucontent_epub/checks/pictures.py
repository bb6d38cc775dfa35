"""Checks of pictures: each has a text alternative, and each figure a long description."""

from __future__ import annotations

from collections.abc import Iterator

from acucontent.quality.check import Found
from acucontent_epub.checks.book import (
    SVG,
    XHTML,
    Book,
    Page,
    PageCheck,
    describe_element,
    extract_text,
    find_by_id,
    get_accessible_name,
)

PICTURES = (f"{XHTML}img", f"{SVG}svg")


def _find_missing_alternatives(book: Book) -> Iterator[Found]:
    """Find pictures without a text alternative, except decorative ones."""
    for page, picture in book.find_elements(*PICTURES):
        if not _is_decorative(picture) and not get_accessible_name(picture):
            yield Found(page, f"the picture {describe_element(picture)} has no text alternative")
        if picture.tag == f"{SVG}svg" and not _is_decorative(picture) and picture.get("role") != "img":
            yield Found(page, f"the drawing {describe_element(picture)} does not have the role 'img'")


def _find_missing_descriptions(book: Book) -> Iterator[Found]:
    """Find figures without a long description."""
    for page, figure in book.find_elements(f"{XHTML}figure"):
        for picture in figure.iter(*PICTURES):
            if not has_long_description(picture):
                yield Found(page, f"the picture {describe_element(picture)} has no long description")


def has_long_description(picture: Page) -> bool:
    """Return whether a picture refers to a long description or contains one."""
    page = picture.getroottree().getroot()
    ids = f"{picture.get('aria-describedby', '')} {picture.get('aria-details', '')}".split()
    pointed = any(extract_text(found) for id_ in ids for found in find_by_id(page, id_))
    return pointed or any(extract_text(found) for found in picture.iterfind(f"{SVG}desc"))


def has_pictures(book: Book) -> bool:
    """Return whether the book has a picture that is not decorative."""
    return any(not _is_decorative(picture) for _, picture in book.find_elements(*PICTURES))


def has_figures(book: Book) -> bool:
    """Return whether the text has a figure with a picture."""
    return any(True for _, figure in book.find_elements(f"{XHTML}figure") for _ in figure.iter(*PICTURES))


def _is_decorative(picture: Page) -> bool:
    """Return whether a picture is marked as decorative."""
    hidden = (picture, *picture.iterancestors())
    return any(element.get("aria-hidden") == "true" for element in hidden) or (
        picture.get("role") in ("presentation", "none") and not picture.get("alt")
    )


CHECKS: tuple[PageCheck, ...] = (
    PageCheck(
        code="alternatives",
        title="A picture has no text alternative",
        source="WCAG 2.2, success criterion 1.1.1.",
        find=_find_missing_alternatives,
    ),
    PageCheck(
        code="descriptions",
        title="A figure has no long description",
        source="Schema.org, accessibilityFeature: longDescription.",
        find=_find_missing_descriptions,
    ),
)
"""The checks of this module."""

"""Checks of pictures: each is told in words."""

from __future__ import annotations

from collections.abc import Iterator

from acucontent.quality.check import Found
from acucontent_epub.checks.book import SVG, XHTML, Book, Page, PageCheck, by_id, named, told, words

PICTURES = (f"{XHTML}img", f"{SVG}svg")


def _find_missing_alternatives(book: Book) -> Iterator[Found]:
    """Every picture has an alternative, or is hidden from those who do not see it."""
    for page, picture in book.elements(*PICTURES):
        if not _decorative(picture) and not told(picture):
            yield Found(page, f"the picture {named(picture)} has no words in its place")
        if picture.tag == f"{SVG}svg" and not _decorative(picture) and picture.get("role") != "img":
            yield Found(page, f"the drawing {named(picture)} does not say that it is one picture")


def _find_missing_descriptions(book: Book) -> Iterator[Found]:
    """Every figure is described at length: what it shows, beyond what it is."""
    for page, figure in book.elements(f"{XHTML}figure"):
        for picture in figure.iter(*PICTURES):
            if not described(picture):
                yield Found(page, f"the picture {named(picture)} is not described at length")


def described(picture: Page) -> bool:
    """Whether a picture points to a longer description, or holds one."""
    page = picture.getroottree().getroot()
    ids = f"{picture.get('aria-describedby', '')} {picture.get('aria-details', '')}".split()
    pointed = any(words(found) for id_ in ids for found in by_id(page, id_))
    return pointed or any(words(found) for found in picture.iterfind(f"{SVG}desc"))


def has_pictures(book: Book) -> bool:
    """Whether there is a picture that tells something."""
    return any(not _decorative(picture) for _, picture in book.elements(*PICTURES))


def has_figures(book: Book) -> bool:
    """Whether there is a picture in the text, not only on the cover."""
    return any(True for _, figure in book.elements(f"{XHTML}figure") for _ in figure.iter(*PICTURES))


def _decorative(picture: Page) -> bool:
    """Whether a picture adds nothing, and says so."""
    hidden = (picture, *picture.iterancestors())
    return any(element.get("aria-hidden") == "true" for element in hidden) or (
        picture.get("role") in ("presentation", "none") and not picture.get("alt")
    )


CHECKS: tuple[PageCheck, ...] = (
    PageCheck(
        code="alternatives",
        title="A picture has no words in its place",
        source="WCAG 2.2, success criterion 1.1.1.",
        find=_find_missing_alternatives,
    ),
    PageCheck(
        code="descriptions",
        title="A figure is not described at length",
        source="Schema.org, accessibilityFeature: longDescription.",
        find=_find_missing_descriptions,
    ),
)
"""The checks of this module."""

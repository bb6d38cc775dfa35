"""What an ebook says of its accessibility is taken back when its pages do not hold it."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring

import pytest

from acucontent.document.labels import labels_for
from acucontent_epub.accessibility import accessibility

GOOD = "<h1>One</h1><h2>Two</h2>"
ALL = {
    "accessMode textual",
    "accessModeSufficient textual",
    "accessibilityFeature tableOfContents",
    "accessibilityFeature structuralNavigation",
    "accessibilityFeature readingOrder",
    "accessibilityFeature alternativeText",
    "accessibilityHazard none",
}


def claims(chapter: str = GOOD, cover: str = '<img src="c.png" alt="Cover"/>', link: str = "one.xhtml") -> set[str]:
    """The metadata of a book with one chapter, but the summary."""
    contents = f'<h1>Contents</h1><a href="cover.xhtml">c</a><a href="{link}#x">1</a>'
    bodies = {"cover.xhtml": cover, "nav.xhtml": contents, "one.xhtml": chapter}
    pages = {
        name: fromstring(f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>')
        for name, body in bodies.items()
    }
    stated = {f"{name.removeprefix('schema:')} {value}" for name, value in accessibility(pages, labels_for("en"))}
    return {each for each in stated if not each.startswith("accessibilitySummary")}


def test_sound_book_claims_everything() -> None:
    """A book with contents, an outline and told images says so."""
    assert claims() == ALL


@pytest.mark.parametrize(
    ("changes", "lost"),
    [
        ({"link": "two.xhtml"}, {"accessibilityFeature tableOfContents"}),
        ({"chapter": "<h1>One</h1><h3>Three</h3>"}, {"accessibilityFeature structuralNavigation"}),
        ({"chapter": "<h2>Two</h2>"}, {"accessibilityFeature structuralNavigation"}),
        ({"chapter": "<h1>One</h1><h1>Another</h1>"}, {"accessibilityFeature structuralNavigation"}),
        ({"cover": '<img src="c.png"/>'}, {"accessibilityFeature alternativeText", "accessModeSufficient textual"}),
        ({"cover": "<p>No picture</p>"}, {"accessibilityFeature alternativeText"}),
        ({"chapter": f"{GOOD}<video/>"}, {"accessibilityHazard none"}),
    ],
    ids=["contents", "skipped", "headless", "two heads", "untold", "no image", "video"],
)
def test_what_was_not_seen_is_not_claimed(changes: dict[str, str], lost: set[str]) -> None:
    """Each fault takes back its own claim and no other."""
    assert ALL - claims(**changes) == lost


def test_picture_in_a_chapter_needs_eyes_or_its_words() -> None:
    """A picture with words in its place makes the book visual, too, and its text still suffices."""
    assert "accessMode visual" in claims(chapter=f'{GOOD}<img src="p.png" alt="A back"/>')

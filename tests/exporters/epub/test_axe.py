"""Every page in a browser, at the width of two phones and a tablet, in the light and dark themes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.exporters.epub.book import Book
from tests.npm import run_node

BOOKS = (pytest.param("complete", marks=pytest.mark.slow), "minimal", pytest.param("full", marks=pytest.mark.slow))
SCREENS = {(width, night) for width in (320, 390, 820) for night in (False, True)}

pytestmark = pytest.mark.timeout(1000)

Screens = list[dict[str, Any]]
"""The results for each page on each screen."""


def show_pages(book: Book, folder: Path) -> Screens:
    """Return the results for the pages of a book in a browser."""
    for name in book.archive.namelist():
        if name.startswith("EPUB/"):
            target = folder / name.removeprefix("EPUB/")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(book.archive.read(name))
    seen: Screens = json.loads(run_node("axe", "axe.mjs", folder))
    return seen


@pytest.fixture(scope="module", params=BOOKS)
def seen(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Screens:
    """Return the results for each book."""
    made = request.getfixturevalue(request.param)
    assert isinstance(made, Book)
    found = show_pages(made, tmp_path_factory.mktemp("axe"))
    assert {(each["page"], each["width"], each["night"]) for each in found} == {
        (page, *screen) for page in made.spine for screen in SCREENS
    }
    return found


def test_axe_finds_nothing(seen: Screens) -> None:
    """Axe-core finds no violation of WCAG 2.2 AA, including the size of touch targets."""
    assert [
        (each["page"], each["width"], each["night"], each["violations"]) for each in seen if each["violations"]
    ] == []


def test_nothing_is_wider_than_a_phone(seen: Screens) -> None:
    """No page scrolls sideways."""
    assert [(each["page"], each["width"], each["wider"]) for each in seen if each["wider"]] == []


def test_faults_are_found(minimal: Book, tmp_path: Path) -> None:
    """The test can fail: it finds text with too little contrast at night, and an unbreakable line."""
    worse = minimal.replace_bytes("base.css", b"p {", b"h1 { color: #444; white-space: nowrap; width: 60em }\np {")

    found = show_pages(worse, tmp_path)

    rules = {(finding["rule"], each["night"]) for each in found for finding in each["violations"]}
    assert ("color-contrast", True) in rules
    assert ("color-contrast", False) not in rules
    assert {each["width"] for each in found if each["wider"]} == {320, 390, 820}

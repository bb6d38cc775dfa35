"""Every page with the style sheets of real reading systems: Readium CSS 1 (Thorium, among others) and 2.

To look at the drawings and the safety chapter, set ACUCONTENT_TEST_PICTURES to a folder for pictures of them.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.exporters.epub.book import Book
from tests.npm import run_node

PICTURES = "ACUCONTENT_TEST_PICTURES"

SMALLEST = 11
"""The smallest letters in drawings on a phone, in CSS pixels."""

pytestmark = pytest.mark.timeout(1000)

Reports = list[dict[str, Any]]
"""What was found on each page in each reading system, theme, width and size."""


def show_pages(book: Book, folder: Path, only: tuple[str, ...] = ()) -> Reports:
    """Return what was found on the pages of a book, or on some of them, in each reading system."""
    for name in book.archive.namelist():
        wanted = not only or name.removeprefix("EPUB/") in only or not name.endswith(".xhtml")
        if name.startswith("EPUB/") and wanted:
            target = folder / name.removeprefix("EPUB/")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(book.archive.read(name))
    pictures = [os.environ[PICTURES]] if os.environ.get(PICTURES) else []
    reports: Reports = json.loads(run_node("readium", "readium.mjs", folder, *pictures))
    return reports


@pytest.fixture(scope="module")
def seen(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Reports:
    """Return what was found in the shipped guide, once for all tests."""
    complete: Book = request.getfixturevalue("complete")
    reports = show_pages(complete, tmp_path_factory.mktemp("readium"))
    assert {each["page"] for each in reports} == set(complete.spine)
    assert len(reports) == len(complete.spine) * 2 * 3 * 2 * 2
    return reports


@pytest.mark.slow
def test_everything_can_be_read(seen: Reports) -> None:
    """By day, at night and on sepia, words have 4.5:1 and shapes 3:1, and nothing is cut off or covered."""
    assert [each for each in seen if each["faults"]] == []


@pytest.mark.slow
def test_letters_in_drawings_grow(seen: Reports) -> None:
    """On a phone, letters in drawings have at least 11 pixels, and they grow with the size that the reader chooses."""
    drawn = {_describe_report(each): each["letters"] for each in seen if each["letters"] is not None}

    assert len(drawn) == 8 * 2 * 3 * 2 * 2
    assert min(drawn.values()) >= SMALLEST
    for (page, system, theme, width, size), letters in drawn.items():
        if size == "100%":
            assert drawn[page, system, theme, width, "200%"] > (1.1 if width == 360 else 1.9) * letters


def test_a_drawing_with_its_own_ground_is_found(complete: Book, tmp_path: Path) -> None:
    """The test can fail: on a white ground, Readium makes the words of a drawing white at night."""
    old = b'<title id="sessions.steps_figure_drawing.title">'
    worse = complete.replace_bytes("sessions.xhtml", old, b'<rect width="999" height="999" fill="#fff"/>' + old)
    wide = worse.replace_bytes("book.css", b"figure {", b"figure svg { width: 60em; max-width: none } figure {")

    reports = show_pages(wide, tmp_path, only=("sessions.xhtml",))

    faults = {
        (each["theme"], fault.split(":")[0].rstrip("0123456789. ")) for each in reports for fault in each["faults"]
    }
    assert ("night", "contrast") in faults
    assert ("day", "contrast") not in faults
    assert ("day", "wider than the screen") in faults


def _describe_report(report: dict[str, Any]) -> tuple[str, ...]:
    return tuple(report[key] for key in ("page", "system", "theme", "width", "size"))

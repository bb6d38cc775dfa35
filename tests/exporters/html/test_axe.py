"""Every page in a browser, on phones, a tablet, a desktop and at a zoom of 200 %, in light and dark mode."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from acucontent import Guide, export
from tests.exporters.html.page import WebPage
from tests.npm import run_node

pytestmark = pytest.mark.timeout(1000)

SCREENS = {(width, night) for width in (320, 640, 768, 1280) for night in (False, True)}


def show_pages(pages: dict[str, bytes], folder: Path) -> list[dict[str, Any]]:
    """Return what axe-core finds in pages, and what is wider than the screen."""
    for name, page in pages.items():
        (folder / f"{name}.html").write_bytes(page)
    seen: list[dict[str, Any]] = json.loads(run_node("axe", "axe.mjs", folder))
    assert {(each["page"], each["width"], each["night"]) for each in seen} == {
        (f"{name}.html", *screen) for name in pages for screen in SCREENS
    }
    return seen


def list_faults(seen: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the results with a violation, or with something wider than the screen."""
    return [each for each in seen if each["violations"] or each["wider"]]


def test_a_sheet_is_accessible_on_every_screen(sheet: WebPage, tmp_path: Path) -> None:
    """Axe finds no violation of any rule, and nothing scrolls sideways."""
    assert list_faults(show_pages({"sheet": sheet.data}, tmp_path)) == []


@pytest.mark.slow
def test_every_page_is_accessible_on_every_screen(back_pain: Guide, tmp_path: Path) -> None:
    """The same is true of every handout."""
    pages = {key: export(back_pain, "html", handout=key) for key in back_pain.handouts.ids}

    assert list_faults(show_pages(pages, tmp_path)) == []


def test_faults_are_found(sheet: WebPage, tmp_path: Path) -> None:
    """The test finds text with too little contrast in dark mode, a missing title, and a line that is too wide."""
    css = b"h2 { color: #444; white-space: nowrap; width: 90em }\n</style>"
    worse = sheet.data.replace(b"</style>", css, 1).replace(b"<title>", b"<title></title><title>", 1)

    found = show_pages({"worse": worse}, tmp_path)

    rules = {(fault["rule"], each["night"]) for each in found for fault in each["violations"]}
    assert ("color-contrast", True) in rules
    assert ("color-contrast", False) not in rules
    assert ("document-title", False) in rules
    assert {each["width"] for each in found if each["wider"]} == {320, 640, 768, 1280}

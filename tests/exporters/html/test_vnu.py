"""The Nu Html Checker finds no error in any web page and in any fragment."""

from __future__ import annotations

from pathlib import Path

import pytest

from acucontent import Clinic, Guide, Overlay, export
from tests.exporters.html.page import WebPage
from tests.factories import make_form, make_guide, make_handout
from tests.vnu import find_errors

pytestmark = pytest.mark.timeout(700)


def _put_into_page(fragment: str) -> str:
    """Return a page with a fragment, as a content management system makes it."""
    return f'<!DOCTYPE html>\n<html lang="en"><head><title>A</title></head><body><h1>A</h1>{fragment}</body></html>'


def test_small_pages_are_valid(tmp_path: Path) -> None:
    """Pages and fragments of a guide with every kind of block, a clinic and a diary have no errors."""
    guide = make_guide(handouts=[make_handout()], forms=[make_form(row_count=4)])
    overlay = Overlay(Clinic(name="Example & Clinic", color="#1f5a7a"))
    pages = {
        "page": export(guide, "html", overlay=overlay).decode(),
        "fragment": _put_into_page(export(guide, "html", fragment=True).decode()),
    }

    assert find_errors(pages, tmp_path) == []


@pytest.mark.slow
def test_every_page_of_the_shipped_guide_is_valid(back_pain: Guide, tmp_path: Path) -> None:
    """No page of a handout has an error."""
    pages = {key: export(back_pain, "html", handout=key).decode() for key in back_pain.handouts.ids}

    assert find_errors(pages, tmp_path) == []


def test_faults_are_found(sheet: WebPage, tmp_path: Path) -> None:
    """The checker finds a role that HTML does not allow."""
    worse = sheet.text.replace("<main", "<table><tr><td role='cell'>a</td></tr></table><main", 1)

    (error,) = find_errors({"worse": worse}, tmp_path)

    assert "role" in error

"""Desks that run, and a browser for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright

from tests.desk.browser.browsing import Watch, open_browser
from tests.desk.browser.running import Running, start_command

OVERLAY = """# Our clinic
name: Example Clinic
phone: 555 0100
color: "#1f5a7a"
"""


@pytest.fixture(scope="module")
def clinics(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the overlay `example.yaml`."""
    folder = tmp_path_factory.mktemp("clinics")
    (folder / "example.yaml").write_text(OVERLAY, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, clinics: Path) -> Iterator[Running]:
    """Return a desk with a clinic, which the tests of a module share."""
    with start_command("desk", tmp_path_factory.mktemp("desk") / "home", "--clinics", clinics) as desk:
        yield desk


@pytest.fixture
def browser(playwright: Playwright, tmp_path: Path) -> Iterator[tuple[BrowserContext, Watch]]:
    """Return a browser, and what is recorded of it."""
    with open_browser(playwright, tmp_path / "profile") as opened:
        yield opened


@pytest.fixture
def page(browser: tuple[BrowserContext, Watch], desk: Running) -> Iterator[Page]:
    """Return the page of a browser. Afterwards nothing may be wrong in it, and no request may have left the desk."""
    context, seen = browser
    desk.forget_choices()
    yield context.pages[0]
    assert seen.problems == []
    assert seen.list_foreign(desk.address) == []

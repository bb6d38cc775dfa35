"""Every screen, for people who use a keyboard, a screen reader, a large zoom, a tablet or dark mode."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright

from tests.desk.browser.browsing import Watch, enter_token, find_faults, find_wider, open_browser
from tests.desk.browser.running import Running, start_command
from tests.desk.browser.screens import SCREENS, WIDTHS, Screen

pytestmark = pytest.mark.timeout(900)

TOKEN = "example-token-of-24-chars"
REFUSED = {"not-found": 404, "clinic-conflict": 409, "changed": 409}
"""The status of the screens that say that something is not possible."""


def check_screen(page: Page) -> None:
    """Check that axe finds nothing and nothing is wider than the window, at each width, in light and dark mode."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert find_wider(page) == [], (width, scheme)
            assert find_faults(page) == [], (width, scheme)


@pytest.mark.parametrize(
    "screen",
    [pytest.param(each, id=each.name, marks=[pytest.mark.slow] if place else []) for place, each in enumerate(SCREENS)],
)
def test_a_screen_is_accessible(
    screen: Screen, desk: Running, browser: tuple[BrowserContext, Watch], page: Page
) -> None:
    """Axe finds no violation of any rule, and nothing scrolls sideways."""
    screen.open(page, desk)
    if screen.name in REFUSED:
        browser[1].forget_refusals(REFUSED[screen.name])

    check_screen(page)


@pytest.mark.slow
def test_the_text_of_a_file_is_accessible(
    desk: Running, browser: tuple[BrowserContext, Watch], page: Page, clinics: Path
) -> None:
    """The same is true of the page for a file that cannot be read, also after it could not be saved."""
    file = clinics / "old.yaml"
    file.write_text("name: [", encoding="utf-8")
    page.goto(f"{desk.address}clinics/old.yaml")
    with page.expect_navigation():
        page.locator("button.primary").click()
    browser[1].forget_refusals(422)
    check_screen(page)

    file.unlink()


@pytest.mark.slow
def test_the_choice_of_a_folder_is_accessible(playwright: Playwright, tmp_path: Path) -> None:
    """The same is true of the page on which another folder is chosen; the folder is used after a restart."""
    home, clinics = tmp_path / "home", tmp_path / "clinics"
    clinics.mkdir()
    (clinics / "north.yaml").write_text("name: North Clinic\n", encoding="utf-8")
    with open_browser(playwright, tmp_path / "profile") as (context, _):
        page = context.pages[0]
        with start_command("desk", home) as desk:
            page.goto(f"{desk.address}clinics")
            page.get_by_text("Use another folder").click()
            page.locator("#folder").fill("clinics")
            page.keyboard.press("Enter")
            page.locator("#folder-error").wait_for()
            check_screen(page)
            page.locator("#folder").fill(str(clinics))
            page.keyboard.press("Enter")
            page.get_by_text("North Clinic").wait_for()
        with start_command("desk", home) as desk:
            page.goto(f"{desk.address}clinics")

            assert page.get_by_text("North Clinic").is_visible()


@pytest.mark.slow
def test_the_page_for_the_token_is_accessible(playwright: Playwright, tmp_path: Path) -> None:
    """The same is true of the page for the token; with the token the main page opens."""
    environment = {"ACUCONTENT_DESK_TOKEN": TOKEN}
    with (
        start_command("desk", tmp_path / "home", environment=environment) as desk,
        open_browser(playwright, tmp_path / "profile") as (context, _),
    ):
        page = context.pages[0]
        page.goto(desk.address)
        page.locator("#token").fill("a wrong token")
        page.keyboard.press("Enter")
        page.get_by_text("This is not the token").wait_for()
        check_screen(page)

        enter_token(page, TOKEN)
        assert TOKEN not in page.url

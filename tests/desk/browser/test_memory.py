"""What the desk keeps over a restart: saved sets, the record, and the clinics that were edited in the form."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright

from tests.desk.browser.browsing import (
    SHEET,
    Watch,
    choose_sheets,
    find_sheet,
    open_browser,
    open_main_page,
    save_download,
    save_set,
    wait_for_pages,
)
from tests.desk.browser.running import Running, run_command, start_command

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

CHOSEN = ["back-pain/aftercare", SHEET]


def test_a_set_is_there_after_a_restart(playwright: Playwright, tmp_path: Path) -> None:
    """Sheets, their order and the options come back by the name of the set, also after a kill."""
    home = tmp_path / "home"
    with open_browser(playwright, tmp_path / "profile") as (context, _):
        page = context.pages[0]
        with start_command("desk", home) as desk:
            save_chosen(page, desk, "First visit & après")
            desk.process.kill()
        with start_command("desk", home) as desk:
            open_main_page(page, desk.address)
            assert page.locator("[name=sheet]:checked").count() == 0
            page.get_by_role("button", name="First visit & après").click()

            wait_for_pages(page, *CHOSEN)
            assert page.locator("#large_print").is_checked()
            assert page.locator("#region").input_value() == "GB"
            assert "Set: First visit & après" in page.locator("#notice").inner_text()


def save_chosen(page: Page, desk: Running, name: str) -> None:
    """Choose sheets with options, and save them under a name."""
    open_main_page(page, desk.address)
    choose_sheets(page, *CHOSEN)
    page.locator("#region").select_option("GB")
    page.locator("#large_print").check()
    save_set(page, name)


def test_a_clinic_is_edited_in_the_form(
    desk: Running, browser: tuple[BrowserContext, Watch], page: Page, clinics: Path, tmp_path: Path
) -> None:
    """An error appears beside its field while it is typed; when it is corrected, the overlay is saved and printed."""
    page.goto(f"{desk.address}clinics")
    with page.expect_navigation():
        page.get_by_role("link", name="Edit", exact=True).first.click()
    color = page.locator("[data-color]").first
    color.fill("no color")
    color.blur()
    error = page.locator("[data-error-for=color]")
    error.wait_for()
    assert error.inner_text()
    assert color.get_attribute("aria-invalid") == "true"
    with page.expect_navigation():
        page.get_by_role("button", name="Save").click()
    assert page.locator("[data-error-for=color]").is_visible()
    assert "no color" not in (clinics / "example.yaml").read_text(encoding="utf-8")

    page.locator("[data-color]").first.fill("#5a1f7a")
    page.locator("#phone").fill("555 0199")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved.").wait_for()
    browser[1].forget_refusals(422)

    text = (clinics / "example.yaml").read_text(encoding="utf-8")
    assert text.startswith("# Our clinic\nname: Example Clinic\n")
    assert "555 0199" in text
    open_main_page(page, desk.address)
    page.locator("#clinic").select_option("example.yaml")
    choose_sheets(page, SHEET)
    options = ["--format", "pdf", "--handout", "first-visit", "--clinic", clinics / "example.yaml", "--out", tmp_path]
    run_command(desk.home, "build", "back-pain", *options)
    (built,) = tmp_path.rglob("*.pdf")
    assert save_download(page, "#print") == built.read_bytes()


def test_a_print_is_made_again(desk: Running, page: Page, clinics: Path) -> None:
    """The record has the print; its sheets are printed again with the same bytes, after the clinic has changed."""
    open_main_page(page, desk.address)
    page.locator("#clinic").select_option("example.yaml")
    choose_sheets(page, *CHOSEN)
    printed = save_download(page, "#print")
    overlay = clinics / "example.yaml"
    before = overlay.read_text(encoding="utf-8")
    overlay.write_text(before.replace("Example Clinic", "Another Clinic"), encoding="utf-8")

    try:
        page.goto(f"{desk.address}record")
        page.locator(".prints li").first.wait_for()
        with page.expect_download() as download:
            page.get_by_role("button", name="Print again").first.click()
        assert Path(download.value.path()).read_bytes() == printed
    finally:
        overlay.write_text(before, encoding="utf-8")


def test_the_choices_of_a_print_are_used_again(desk: Running, page: Page) -> None:
    """“Use these choices” opens the main page with the sheets of a print ticked."""
    open_main_page(page, desk.address)
    choose_sheets(page, "back-pain/costs")
    save_download(page, "#download-pdf")
    desk.forget_choices()
    page.goto(f"{desk.address}record")
    page.get_by_role("button", name="Use these choices").first.click()

    page.locator("#choices").wait_for()
    assert find_sheet(page, "back-pain/costs").is_checked()
    wait_for_pages(page, "back-pain/costs")

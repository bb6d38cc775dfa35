"""The whole way from the choice to the print with the keyboard alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.desk.browser.browsing import choose_sheets, open_main_page, save_set, wait_for_pages
from tests.desk.browser.running import Running

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

MOST_PRESSES = 150
"""The most presses of Tab with which anything on the page can be reached."""


def go_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Press a key until an element has the focus; each element on the way must show that it has it."""
    for _ in range(MOST_PRESSES):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press(key)
        assert page.evaluate(IS_FOCUS_VISIBLE), page.evaluate("() => document.activeElement.outerHTML.slice(0, 200)")
    pytest.fail(f"{selector}: not reached with {MOST_PRESSES} presses of {key}")


IS_FOCUS_VISIBLE = """() => {
    const active = document.activeElement;
    if (active === document.body) return true;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(active);
    const { left, top, width, height } = active.getBoundingClientRect();
    const shown = document.elementFromPoint(left + width / 2, top + height / 2);
    const isOnTop = Boolean(shown) && (active.contains(shown) || shown.contains(active));
    const hasOwnButton = ["date", "time"].includes(active.type); // in which the browser draws the focus
    const hasOutline = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    return isOnTop && (hasOutline || boxShadow !== "none" || hasOwnButton);
}"""
"""Whether the element with the focus is in the window, not covered, and has an outline of two pixels or a shadow."""


def test_everything_is_reached_by_keyboard(desk: Running, page: Page) -> None:
    """Tab, Space, arrows and Enter lead from the search over sheets, their order, a name and options to the print."""
    open_main_page(page, desk.address)
    go_to(page, "#search")
    page.keyboard.type("first visit")
    go_to(page, '[value="back-pain/first-visit"]')
    page.keyboard.press("Space")
    go_to(page, "#search", "Shift+Tab")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.press("Delete")
    go_to(page, '[value="back-pain/costs"]')
    page.keyboard.press("Space")
    wait_for_pages(page, "back-pain/first-visit", "back-pain/costs")
    go_to(page, '[name=up][value="back-pain/costs"]')
    page.keyboard.press("Space")
    wait_for_pages(page, "back-pain/costs", "back-pain/first-visit")
    assert page.evaluate("() => document.activeElement.value") == "back-pain/costs"
    go_to(page, "#patient")
    page.keyboard.type("Example Patient")
    go_to(page, "#region")
    page.keyboard.press("ArrowDown")
    assert page.locator("#region").input_value() != "US"
    go_to(page, "#large_print")
    page.keyboard.press("Space")
    go_to(page, "#print")

    with page.expect_download() as download:
        page.keyboard.press("Enter")

    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")
    assert page.locator("#large_print").is_checked()


def list_stops(page: Page) -> list[str]:
    """Return the ids of what can have the focus in the main part of the page; each must have one of its own."""
    stops: list[str] = page.evaluate(LIST_STOPS)
    assert "" not in stops
    assert len(stops) == len(set(stops))
    return stops


LIST_STOPS = """() =>
    [...document.querySelectorAll("main :is(a, button, input, select, textarea, summary, [tabindex='0'])")]
    .filter((each) => each.checkVisibility() && !each.disabled && each.tabIndex >= 0)
    .map((each) => each.id)"""


def test_the_focus_stays_when_the_page_changes(desk: Running, page: Page) -> None:
    """A late answer that replaces the page, or the pages of the sheets, moves no focus and closes no list."""
    open_main_page(page, desk.address)
    choose_sheets(page, "back-pain/first-visit", "back-pain/costs")
    save_set(page, "Focus")
    page.locator("#text-back-pain-costs-summary").click()
    page.locator("#more-summary").click()
    stops = list_stops(page)
    assert {"set-Focus", "up-back-pain-costs", "edit-clinic", "download-epub"} < set(stops)
    assert "text-back-pain-costs-words" in stops
    for stop in stops:
        page.evaluate("id => document.getElementById(id).focus()", stop)
        for replace in ("replacePage()", "showPages()"):
            page.evaluate("document.getElementById('pages').firstElementChild.id = 'old'")
            page.evaluate(f"() => {{ {replace}; }}")
            page.locator("#old").wait_for(state="detached")
            assert page.evaluate("document.activeElement.id") == stop, replace
    assert list_stops(page) == stops


def test_the_caret_stays_when_the_page_changes(desk: Running, page: Page) -> None:
    """What is typed while the page is replaced is where it was meant to be."""
    open_main_page(page, desk.address)
    page.locator("#notes").fill("Bring a list")
    page.evaluate("document.getElementById('notes').setSelectionRange(6, 7)")
    page.evaluate("document.getElementById('main').dataset.old = 1")
    page.evaluate("() => { replacePage(); }")
    page.locator("#main:not([data-old])").wait_for()
    page.keyboard.type("your")

    assert page.locator("#notes").input_value() == "Bring your list"


def test_the_first_stop_skips_the_navigation(desk: Running, page: Page) -> None:
    """The first press of Tab leads to a link that skips what is the same on every page."""
    open_main_page(page, desk.address)
    page.keyboard.press("Tab")
    assert page.evaluate(IS_FOCUS_VISIBLE)
    page.keyboard.press("Enter")

    assert page.evaluate("() => document.activeElement.id") == "main"


def test_the_dialog_keeps_and_returns_the_focus(desk: Running, page: Page) -> None:
    """The text for the chart is a dialog: Tab stays in it, Escape closes it, and the focus returns to its button."""
    open_main_page(page, desk.address)
    page.locator('[value="back-pain/first-visit"]').check()
    wait_for_pages(page, "back-pain/first-visit")
    page.locator("#chart").focus()
    page.keyboard.press("Enter")
    page.locator("#copy-chart:enabled").wait_for()
    for _ in range(8):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "() => document.activeElement === document.body || document.activeElement.closest('dialog')"
        )
    page.keyboard.press("Escape")

    assert not page.locator("#chart-dialog").is_visible()
    assert page.evaluate("() => document.activeElement.id") == "chart"

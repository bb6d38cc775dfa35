"""Every screen of the desk, and how a person gets there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.desk.browser.browsing import (
    SHEET,
    UNSAFE,
    choose_sheets,
    open_clinic,
    open_main_page,
    save_download,
    update_pages,
)
from tests.desk.browser.running import Running

WIDTHS = (1280, 768, 640, 500, 320)
"""The widths of windows, in pixels; 640 is that of a window of 1280 at a zoom of 200 %."""


@dataclass(frozen=True)
class Screen:
    """A screen."""

    name: str
    open: Callable[[Page, Running], None]
    """Opens it."""


def _open_sheets(page: Page, desk: Running) -> None:
    open_main_page(page, desk.address)
    choose_sheets(page, SHEET, "back-pain/evidence")


def _open_errors(page: Page, desk: Running) -> None:
    _open_sheets(page, desk)
    page.locator("#patient").fill("Example Patient")
    update_pages(page, lambda: page.locator("#notes").fill(UNSAFE))
    page.locator("#notes-error").wait_for()


def _open_changed(page: Page, desk: Running) -> None:
    """Print after another program changed what the pages were made from."""
    _open_sheets(page, desk)
    page.locator("[name=seen]").evaluate("field => { field.value = field.value.replace(/^[^ ]+/, '0'); }")
    page.locator("#print").evaluate("button => { button.formTarget = '_self'; }")
    page.locator("#print").click()
    page.get_by_role("heading", name="Nothing was printed yet").wait_for()


def _open_chart(page: Page, desk: Running) -> None:
    _open_sheets(page, desk)
    page.locator("#chart").click()
    page.locator("#copy-chart:enabled").wait_for()


def _open_menu(page: Page, desk: Running) -> None:
    _open_sheets(page, desk)
    page.locator(".more summary").click()


def _open_sets(page: Page, desk: Running) -> None:
    _open_sheets(page, desk)
    page.locator("#set_name").fill("First visit")
    page.locator("#save-set").click()
    page.locator("#notice:visible, #save-set[name=replace]").wait_for()  # it was saved, now or before
    page.goto(f"{desk.address}sets")


def _open_deletion(page: Page, desk: Running) -> None:
    _open_sets(page, desk)
    page.get_by_role("link", name="Delete").first.click()
    page.get_by_role("heading", name="Delete").wait_for()


def _open_record(page: Page, desk: Running) -> None:
    _open_sheets(page, desk)
    save_download(page, "#download-pdf")
    page.goto(f"{desk.address}record")


def _open_print(page: Page, desk: Running) -> None:
    _open_record(page, desk)
    page.get_by_role("link", name="Details").first.click()
    page.get_by_role("heading", name="Details").wait_for()


def _open_clinic(page: Page, desk: Running) -> None:
    open_clinic(page, desk.address)


def _open_clinic_errors(page: Page, desk: Running) -> None:
    page.goto(f"{desk.address}clinics/example.yaml")
    page.locator("[data-color]").first.fill("no color")
    page.locator("[data-error-for=color]").wait_for()


def _open_conflict(page: Page, desk: Running) -> None:
    _open_clinic(page, desk)
    page.locator("[name=sha256]").evaluate("field => { field.value = '0'; }")  # as if another program had saved it
    page.locator("#phone").press("Enter")
    page.get_by_role("heading", name="meanwhile").wait_for()


def _open_path(path: str) -> Callable[[Page, Running], None]:
    return lambda page, desk: void(page.goto(f"{desk.address}{path}"))


def void(_: object) -> None:
    """Drop a value."""


SCREENS = (
    Screen("main", lambda page, desk: open_main_page(page, desk.address)),
    Screen("sheets", _open_sheets),
    Screen("errors", _open_errors),
    Screen("menu", _open_menu),
    Screen("changed", _open_changed),
    Screen("chart", _open_chart),
    Screen("sets", _open_sets),
    Screen("set-deletion", _open_deletion),
    Screen("record", _open_record),
    Screen("print", _open_print),
    Screen("clinics", _open_path("clinics")),
    Screen("clinic", _open_clinic),
    Screen("clinic-errors", _open_clinic_errors),
    Screen("clinic-conflict", _open_conflict),
    Screen("clinic-deletion", _open_path("clinics/example.yaml/delete")),
    Screen("not-found", _open_path("nothing")),
)
"""The screens of a desk with the overlay `example.yaml`."""

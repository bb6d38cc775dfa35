"""A preview in a browser: edits appear at once, the place that is read stays, and axe finds nothing."""

from __future__ import annotations

import re
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright

from tests.downloads import install_tool
from tests.npm import find_chromium
from tests.processes import start_process, wait_until

pytestmark = pytest.mark.timeout(1200)

ROOT = Path(__file__).parents[3]
MILLISECONDS = 300_000
"""The deadline of every wait, in milliseconds."""
WIDTHS = (1280, 768, 500)


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of a shipped guide."""
    return shutil.copytree(
        ROOT / "content" / "acucontent_guides" / "back_pain", tmp_path_factory.mktemp("preview") / "back-pain"
    )


@pytest.fixture(scope="module")
def address(guide: Path) -> Iterator[str]:
    """Return the address of a preview of a sheet."""
    log = guide.with_name("output.txt")
    command = [sys.executable, "-m", "acucontent", "preview", str(guide), "--handout", "first-visit"]
    with start_process([*command, "--no-browser", "--port", "0"], log):
        yield wait_until(lambda: re.search(r"http://\S+", log.read_text()), "address", log=log)[0]


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Return the browser of the machine."""
    browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
    yield browser
    browser.close()


@pytest.fixture
def page(browser: Browser, address: str, guide: Path) -> Iterator[Page]:
    """Return a page of the preview, whose console must have no error; the guide is as it was afterwards."""
    before = {file: file.read_bytes() for file in guide.iterdir()}
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(MILLISECONDS)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(address)
    yield page
    page.close()
    for file, content in before.items():
        if file.read_bytes() != content:
            change(file, lambda _, content=content: content.decode("utf-8"))
    assert errors == []


def change(file: Path, make: Callable[[str], str]) -> None:
    """Change the text of a file, as an editor does that writes another file first."""
    new = file.with_suffix(".new")
    new.write_text(make(file.read_text(encoding="utf-8")), encoding="utf-8")
    new.replace(file)


def wait_for_new_picture(page: Page, before: str) -> None:
    """Wait until the first page has another picture, which is loaded."""
    page.wait_for_function(
        "before => { const img = document.querySelector('#file img');"
        " return img && img.complete && img.src !== before; }",
        arg=before,
        polling=10,
    )


def get_picture(page: Page) -> str:
    """Return the address of the picture of the first page."""
    return str(page.evaluate("document.querySelector('#file img').src"))


def wait_for_checks(page: Page) -> None:
    """Wait until the checks ran."""
    page.wait_for_function("() => document.querySelector('#state').textContent.includes('Checks: ')")


def test_an_edit_is_visible_soon(page: Page, guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From the save to the picture; the place, the focus and open lists stay, and a screen reader says it.

    The second edit is saved while the first is still checked, and does not wait for that. The seconds are printed,
    not asserted, because machines are noisy. A machine with nothing else to do needs less than one (docs/preview.md).
    """
    wait_for_checks(page)
    notes = page.locator("#rest-notes-summary")
    notes.click()
    notes.focus()
    page.evaluate("scrollTo(0, 400)")
    seconds: list[float] = []
    for number in range(2):
        before = get_picture(page)
        began = time.monotonic()
        change(guide / "sessions.yaml", lambda text, number=number: text.replace("a meal", f"a meal {number}", 1))
        wait_for_new_picture(page, before)
        seconds.append(time.monotonic() - began)

    assert page.evaluate("scrollY") == 400
    assert page.evaluate("document.activeElement.id") == "rest-notes-summary"
    assert page.locator("#rest-notes[open]").count() == 1
    with capsys.disabled():
        sys.stderr.write(f"\nseconds from a save to the new picture: {', '.join(f'{each:.2f}' for each in seconds)}\n")


def test_a_broken_guide_shows_its_problems_and_recovers(page: Page, guide: Path) -> None:
    """They are announced, with a button that copies the file and line; the place that was read is found again."""
    file = guide / "risks.yaml"
    good = file.read_text(encoding="utf-8")
    page.evaluate("scrollTo(0, 600)")
    change(file, lambda text: text.replace("introduction:", "introducton:", 1))
    page.wait_for_selector("#remarks .copy:visible")
    announced = page.wait_for_function("() => document.querySelector('#live').textContent").json_value()
    shown = page.inner_text("#remarks")
    at_top = page.evaluate("scrollY")
    change(file, lambda text: good)
    page.wait_for_selector("#file img")
    page.wait_for_function("() => scrollY === 600")

    assert re.fullmatch(r"\d+ problems?\.", announced)
    assert f"{file}:" in shown
    assert at_top == 0
    assert page.locator("#remarks .is-error").count() == 0


LIST_STOPS = """() => [...document.querySelectorAll(":is(#state, #file, #remarks) :is(a, button, summary, [tabindex])")]
    .map((each) => each.id)"""
"""The ids of what can have the focus in the parts that are replaced when a file is saved."""


def test_every_view_is_accessible(page: Page, address: str) -> None:
    """Axe finds no violation at three widths, nothing is wider than the screen, and no script runs in a frame."""
    axe = next(install_tool("axe").glob("node_modules/axe-core/axe.min.js")).read_text(encoding="utf-8")
    for query in ("?handout=safety", "?format=html", "?format=text", "?handout=unknown", "checks/S101"):
        page.goto(f"{address}{query}")
        if query in ("?handout=safety", "?format=html"):  # remarks beside pages, and beside a frame
            wait_for_checks(page)
        for details in page.locator("details").all():
            details.evaluate("details => { details.open = true; }")
        stops: list[str] = page.evaluate(LIST_STOPS)
        assert len(stops) == len(set(stops) - {""}), stops
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate(axe)
            found: dict[str, Any] = page.evaluate("axe.run()")
            assert [each["id"] for each in found["violations"]] == [], (query, width, found["violations"])
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (query, width)


def test_it_works_without_scripts(browser: Browser, address: str) -> None:
    """The pages, the choices and the link to reload are there."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(MILLISECONDS)
    page.goto(address)
    page.select_option("#handout", "costs")
    for button in ("Show", "Reload"):
        with page.expect_navigation():
            page.click(f"text={button}")

    assert "handout=costs" in page.url
    assert page.locator("#file img").count() == 2
    context.close()


@pytest.mark.slow
def test_a_stopped_preview_says_so_and_goes_on(browser: Browser, guide: Path, tmp_path: Path) -> None:
    """The page does not look as if it still followed the files; when the preview is started again, it does."""
    page = browser.new_page()
    page.set_default_timeout(MILLISECONDS)
    command = [sys.executable, "-m", "acucontent", "preview", str(guide), "--handout", "first-visit", "--no-browser"]
    log = tmp_path / "output.txt"
    with start_process([*command, "--port", "0"], log):
        address = wait_until(lambda: re.search(r"http://\S+:(\d+)/", log.read_text()), "address", log=log)
        page.goto(address[0])
        page.locator("#file img").first.wait_for()
        assert not page.locator("#stopped").is_visible()
    page.locator("#stopped").wait_for()
    with start_process([*command, "--port", address[1]], tmp_path / "again.txt"):
        page.locator("#stopped").wait_for(state="hidden")
    page.close()


def test_back_shows_the_choice_of_the_page(page: Page, address: str) -> None:
    """With Back, the lists at the top are those of the page, and large print is that of the pages."""
    page.locator("#large_print").check()
    page.wait_for_url("**large_print=1")
    page.locator("#large_print:checked").wait_for()
    page.go_back()
    page.locator("#file img").first.wait_for()

    assert page.url == address
    assert not page.locator("#large_print").is_checked()

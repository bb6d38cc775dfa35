"""A browser that a test uses as a person does: Debian's Chromium, with a profile in the folder of the test."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Playwright, Request, Response, Route

from tests.downloads import install_tool
from tests.npm import find_chromium

DEADLINE = 120_000
"""How long a step may take, in milliseconds, on a machine that does much else."""

SHEET = "back-pain/first-visit"
"""A sheet with lines for a patient's words."""
NAME = "Zzyzx Testperson"
"""A name that is nowhere else."""
UNSAFE = "Acupuncture cures back pain."
"""A note that is refused."""
CALM = 900
"""After how many milliseconds a second click at the same place is meant."""

ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage"]

_PREFERENCES = {
    "plugins": {"always_open_pdf_externally": True},
    "profile": {"content_settings": {"exceptions": {"clipboard": {"http://127.0.0.1,*": {"setting": 1}}}}},
}
"""PDFs are downloads, whose bytes a test can read; the viewer of the browser shows them otherwise."""


@dataclass
class Watch:
    """What a browser asked for, and what went wrong in its pages."""

    requests: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    statuses: dict[str, int] = field(default_factory=dict)
    """The last status of each address."""

    def add_request(self, request: Request) -> None:
        """Record a request."""
        self.requests.append(request.url)

    def add_response(self, response: Response) -> None:
        """Record a response."""
        self.statuses[response.url] = response.status

    def add_message(self, message: ConsoleMessage) -> None:
        """Record an error or a warning in the console, such as what the Content-Security-Policy forbids."""
        if message.type in ("error", "warning"):
            self.problems.append(message.text)

    def forget_refusals(self, status: int) -> None:
        """Drop the messages with which the console reports that the desk answered with a status, such as 404."""
        self.problems = [each for each in self.problems if f"status of {status}" not in each]

    def list_foreign(self, address: str) -> list[str]:
        """Return the requests that do not go to the desk."""
        own = (address, "data:", "blob:", "about:")
        return [url for url in self.requests if not url.startswith(own)]


@contextmanager
def open_browser(
    playwright: Playwright,
    profile: Path,
    *,
    pdf: Literal["download", "viewer"] = "download",
    **options: Any,
) -> Iterator[tuple[BrowserContext, Watch]]:
    """Open a browser with a profile of its own, and close it afterwards.

    Args:
        playwright: The library.
        profile: The folder of the profile.
        pdf: Whether a PDF is downloaded or shown.
        options: More options of `launch_persistent_context`.
    """
    if pdf == "download":
        (profile / "Default").mkdir(parents=True, exist_ok=True)
        (profile / "Default" / "Preferences").write_text(json.dumps(_PREFERENCES), encoding="utf-8")
    context = playwright.chromium.launch_persistent_context(
        str(profile), executable_path=find_chromium(), args=ARGUMENTS, **options
    )
    try:
        context.set_default_timeout(DEADLINE)
        yield context, watch(context)
    finally:
        context.close()


def watch(context: BrowserContext) -> Watch:
    """Return what is recorded of everything that the pages of a context do from now on."""
    seen = Watch()
    context.on("request", seen.add_request)
    context.on("response", seen.add_response)
    context.on("console", seen.add_message)
    context.on("weberror", lambda error: seen.problems.append(str(error.error)))
    return seen


def open_main_page(page: Page, address: str) -> None:
    """Open the main page, and wait until the guides are read and its script runs."""
    page.goto(address)
    page.locator("#choices").wait_for()
    page.wait_for_load_state()  # of the page that replaces the one that says that the guides are being read


def find_sheet(page: Page, key: str) -> Locator:
    """Return the box of a sheet, such as `back-pain/aftercare`."""
    return page.locator(f'[name=sheet][value="{key}"]')


def wait_for_pages(page: Page, *keys: str) -> None:
    """Wait until the pages of these sheets, and of no others, are shown and up to date."""
    page.wait_for_function(
        """keys => {
            const shown = [...document.querySelectorAll("#pages .sheet")].map((each) => each.dataset.key);
            const busy = document.getElementById("pages").getAttribute("aria-busy") === "true";
            return !busy && shown.length === keys.length && shown.every((key, place) => key === keys[place]);
        }""",
        arg=list(keys),
    )


def choose_sheets(page: Page, *keys: str) -> None:
    """Tick sheets one after the other, and wait for their pages."""
    for key in keys:
        find_sheet(page, key).check()
    wait_for_pages(page, *keys)


def update_pages(page: Page, change: Any) -> None:
    """Make a change after which the pages are asked for again, and wait for them."""
    quiet = "() => !timer && document.getElementById('pages').getAttribute('aria-busy') !== 'true'"
    page.wait_for_function(quiet)  # the pages of an earlier change are not those of this one
    with page.expect_response("**/pages"):
        change()
    page.wait_for_function(quiet)


@contextmanager
def hold_answers(page: Page, address: str) -> Iterator[None]:
    """Keep the requests that a form sends to an address, and let them go at the end; later ones are not kept."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(address, hold)
    yield
    for route in held:  # one that comes meanwhile is appended
        route.continue_()
    page.unroute(address)


def save_set(page: Page, name: str) -> None:
    """Save what is chosen as a set, and wait until the next click at the same place is no second click."""
    page.locator("#set_name").fill(name)
    page.locator("#save-set").click()
    page.locator("#notice").filter(has_text=f"Saved as {name}").wait_for()
    page.wait_for_timeout(CALM)


def open_clinic(page: Page, address: str, name: str = "example.yaml") -> None:
    """Open the form of a clinic, and wait for the sheet beside it."""
    page.goto(f"{address}clinics/{name}")
    page.locator("#sheet img").first.wait_for()


def enter_token(page: Page, token: str) -> None:
    """Enter a token that is right."""
    page.locator("#token").fill(token)
    page.keyboard.press("Enter")
    page.locator("#choices").wait_for()
    page.wait_for_load_state()


def press_in_vain(page: Page, button: str) -> None:
    """Press a button that opens a tab with the reason why nothing is printed, and close the tab."""
    with page.expect_popup() as opened:
        page.locator(button).click()
    opened.value.get_by_text("Nothing was printed").wait_for()
    opened.value.close()


def click_twice(page: Page, selector: str, pause: int, *, has_scripts: bool = True) -> None:
    """Click at a place, and at the same place again after some milliseconds, whatever is there then.

    However long the machine takes for that, the script of the page takes the second click for a second one.
    """
    box = page.locator(selector).bounding_box()
    assert box
    place = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.click(*place)
    page.wait_for_timeout(pause)
    if has_scripts:
        page.evaluate("() => { lastPress.time = Infinity; }")
    page.mouse.click(*place)
    if has_scripts:
        page.evaluate("() => { lastPress.time = performance.now(); }")


def count_prints(page: Page, address: str) -> int:
    """Return the number of prints on the first page of the record, which is open afterwards."""
    page.goto(f"{address}record")
    page.get_by_role("heading", name="Printed").wait_for()
    return page.locator(".prints > li").count()


def save_download(page: Page, button: str) -> bytes:
    """Press a button that downloads a file, and return the file."""
    with page.expect_download() as download:
        page.locator(button).click()
    return Path(download.value.path()).read_bytes()


def find_faults(page: Page) -> list[dict[str, Any]]:
    """Return the violations that axe-core finds in a page, of all its rules."""
    script = (install_tool("axe") / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    page.evaluate(script)
    found: list[dict[str, Any]] = page.evaluate(
        """async () => {
            const options = { rules: { "target-size": { enabled: true } }, resultTypes: ["violations"] };
            const { violations } = await axe.run(document, options);
            return violations.flatMap(({ id, impact, nodes }) => nodes.map((node) =>
                ({ rule: id, impact, html: node.html.slice(0, 200), says: node.failureSummary })));
        }"""
    )
    return found


def find_wider(page: Page) -> list[str]:
    """Return elements that make a page wider than the window, so that it scrolls sideways."""
    found: list[str] = page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return [];
            const wider = [...document.body.querySelectorAll("*")]
                .filter((each) => each.getBoundingClientRect().right > width + 0.5);
            return wider.slice(0, 5).map((each) => each.outerHTML.slice(0, 200));
        }"""
    )
    return found

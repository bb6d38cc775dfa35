"""A person in a hurry: second clicks, keys that are held, late answers, two tabs, Back, and a desk that was stopped."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Download, Page, Playwright

from tests.desk.browser.browsing import (
    CALM,
    DEADLINE,
    NAME,
    SHEET,
    UNSAFE,
    Watch,
    choose_sheets,
    click_twice,
    count_prints,
    enter_token,
    find_sheet,
    hold_answers,
    open_browser,
    open_clinic,
    open_main_page,
    press_in_vain,
    save_download,
    save_set,
    update_pages,
    wait_for_pages,
)
from tests.desk.browser.running import Running, start_command

pytestmark = [pytest.mark.timeout(600)]


@pytest.mark.parametrize("pause", [pytest.param(0, marks=pytest.mark.slow), 250])
def test_a_second_click_replaces_no_set(desk: Running, page: Page, pause: int) -> None:
    """The first click asks whether the set is replaced; the second one, at the same place, is no answer."""
    name = f"Set {pause}"
    open_main_page(page, desk.address)
    choose_sheets(page, SHEET)
    save_set(page, name)
    page.locator("#grey").check()
    page.locator("#set_name").fill(name)

    click_twice(page, "#save-set", pause)

    page.locator("#save-set[name=replace]").wait_for()
    page.wait_for_timeout(CALM)
    assert page.locator("#set_name-error").inner_text() == "There is a set with this name already."
    assert not page.locator("#notice").is_visible()
    page.locator("#save-set").click()
    page.locator("#notice").filter(has_text="Saved as").wait_for()


@pytest.mark.slow
def test_a_second_click_saves_a_set_once(desk: Running, page: Page) -> None:
    """It is no second set without a name."""
    open_main_page(page, desk.address)
    choose_sheets(page, SHEET)
    page.locator("#set_name").fill("Once")
    click_twice(page, "#save-set", 0)

    page.locator("#notice").filter(has_text="Saved as Once").wait_for()
    page.wait_for_timeout(300)
    assert page.locator("#failure").inner_text() == ""


@pytest.mark.slow
def test_a_click_after_something_was_entered_is_meant(desk: Running, page: Page) -> None:
    """However soon a mistake is corrected, the same button then does what it says."""
    open_main_page(page, desk.address)
    choose_sheets(page, SHEET)
    page.locator("#save-set").click()
    page.locator("#failure").filter(has_text="The name is missing.").wait_for()

    page.evaluate(
        """() => {
            const button = document.getElementById("save-set"), field = document.getElementById("set_name");
            const { left, right, top, bottom } = button.getBoundingClientRect();
            lastPress = { left, right, top, bottom, time: performance.now() };  // as on a fast machine
            field.value = "Corrected";
            field.dispatchEvent(new InputEvent("input", { bubbles: true }));
            button.click();
        }"""
    )

    page.locator("#notice").filter(has_text="Saved as Corrected").wait_for()


@pytest.mark.slow
def test_a_held_key_replaces_no_set(desk: Running, page: Page) -> None:
    """Enter that is held repeats; only its first press counts."""
    open_main_page(page, desk.address)
    choose_sheets(page, SHEET)
    save_set(page, "Held")
    page.locator("#large_print").check()
    page.locator("#set_name").fill("Held")
    for _ in range(12):
        page.keyboard.down("Enter")
        page.wait_for_timeout(100)
    page.keyboard.up("Enter")

    page.locator("#save-set[name=replace]").wait_for()
    assert not page.locator("#notice").is_visible()


@pytest.mark.slow
def test_a_set_that_is_refused_keeps_its_reason_and_its_name(desk: Running, page: Page) -> None:
    """Both stay when the pages are shown again; the reason goes when something is entered."""
    open_main_page(page, desk.address)
    choose_sheets(page, SHEET, "migraine/diary")
    page.locator("#set_name").fill("Both guides")
    update_pages(page, lambda: page.locator("#save-set").click())

    assert "A set has the sheets of one guide." in page.locator("#failure").inner_text()
    assert page.locator("#set_name").input_value() == "Both guides"
    find_sheet(page, "migraine/diary").uncheck()
    wait_for_pages(page, SHEET)
    assert not page.locator("#failure").is_visible()
    assert page.locator("#set_name").input_value() == "Both guides"


@pytest.mark.slow
def test_a_second_click_prints_once(desk: Running, page: Page) -> None:
    """One PDF, and one print in the record."""
    before = count_prints(page, desk.address)
    open_main_page(page, desk.address)
    choose_sheets(page, SHEET)
    posted: list[str] = []
    page.context.on("request", lambda request: posted.append(request.url) if request.url.endswith("/print") else None)
    with page.expect_download():
        click_twice(page, "#print", 100)
    page.wait_for_timeout(1000)

    assert count_prints(page, desk.address) == before + 1
    assert len(posted) == 1


@pytest.mark.slow
def test_a_second_click_prints_once_without_scripts(desk: Running, playwright: Playwright, tmp_path: Path) -> None:
    """Each of the two tabs gets the file, and the record has one print."""
    desk.forget_choices()
    with open_browser(playwright, tmp_path / "profile", java_script_enabled=False) as (context, _):
        page = context.pages[0]
        before = count_prints(page, desk.address)
        open_main_page(page, desk.address)
        find_sheet(page, SHEET).check()
        page.locator("#patient").fill(NAME)
        files: list[Download] = []
        page.on("download", lambda download: files.append(download))  # noqa: PLW0108 - it needs a function
        click_twice(page, "#print", 100, has_scripts=False)
        for _ in range(DEADLINE // 100):
            if len(files) == 2:
                break
            page.wait_for_timeout(100)

        first, second = (Path(each.path()).read_bytes() for each in files)
        assert first == second
        assert count_prints(page, desk.address) == before + 1


def test_a_clinic_that_changed_on_disk_is_shown_first(
    desk: Running, browser: tuple[BrowserContext, Watch], page: Page, clinics: Path
) -> None:
    """Print says that the pages show older words; the next pages have the new ones. The patient's name stays."""
    file = clinics / "changed.yaml"
    file.write_text("name: Changed Clinic\nphone: 555 0100\n", encoding="utf-8")
    open_main_page(page, desk.address)
    choose_sheets(page, SHEET)
    page.locator("#clinic").select_option("changed.yaml")
    page.locator("[name=seen][value$='clinic/changed.yaml']").wait_for(state="attached")
    page.locator("#clear-after").check()
    update_pages(page, lambda: page.locator("#patient").fill(NAME))
    file.write_text("name: Changed Clinic\nphone: 555 0199\n", encoding="utf-8")
    press_in_vain(page, "#print")
    browser[1].forget_refusals(409)

    update_pages(page, lambda: page.evaluate("document.dispatchEvent(new Event('visibilitychange'))"))
    assert page.locator("#patient").input_value() == NAME
    assert page.locator("#clear-after").is_checked()
    page.wait_for_timeout(CALM)
    assert save_download(page, "#print").startswith(b"%PDF-")
    file.unlink()


def test_what_cannot_be_printed_is_not_cleared(
    desk: Running, browser: tuple[BrowserContext, Watch], page: Page
) -> None:
    """A note that is typed just before the print is refused; it stays, to be corrected. What is printed is cleared."""
    open_main_page(page, desk.address)
    choose_sheets(page, SHEET)
    page.locator("#clear-after").check()
    page.locator("#patient").fill(NAME)
    with hold_answers(page, "**/pages"):
        page.locator("#notes").fill(UNSAFE)
        press_in_vain(page, "#print")
    browser[1].forget_refusals(422)
    page.locator("#notes-error:visible").wait_for()
    page.wait_for_timeout(CALM)
    assert page.locator("#patient").input_value() == NAME
    assert page.locator("#notes").input_value() == UNSAFE

    update_pages(page, lambda: page.locator("#notes").fill(""))
    save_download(page, "#print")
    page.wait_for_function("() => document.getElementById('patient').value === ''")


@pytest.mark.slow
def test_a_click_during_which_the_page_changes_counts(desk: Running, page: Page) -> None:
    """An answer that comes while a button of the mouse is held does not swallow the click."""
    open_main_page(page, desk.address)
    choose_sheets(page, SHEET)
    page.evaluate("() => { longestPress = 600_000; }")
    page.locator("#print").hover()
    page.evaluate("document.getElementById('main').dataset.old = 1")
    page.mouse.down()
    with page.expect_response(desk.address):
        page.evaluate("() => { replacePage(); }")
    page.wait_for_timeout(300)
    with page.expect_download():
        page.mouse.up()
    page.locator("#main:not([data-old])").wait_for()


@pytest.mark.slow
def test_a_correction_is_printed_at_once(desk: Running, page: Page) -> None:
    """An error that was corrected does not hold the print back while the desk still checks."""
    open_main_page(page, desk.address)
    choose_sheets(page, SHEET)
    update_pages(page, lambda: page.locator("#notes").fill(UNSAFE))
    page.locator("#notes").fill("Bring your list.")

    assert save_download(page, "#print").startswith(b"%PDF-")


@pytest.mark.slow
def test_a_download_that_is_refused_loses_nothing(
    desk: Running, browser: tuple[BrowserContext, Watch], page: Page
) -> None:
    """The reason is in another tab; the form stays as it is."""
    open_main_page(page, desk.address)
    choose_sheets(page, SHEET)
    page.locator("#patient").fill(NAME)
    with hold_answers(page, "**/pages"):
        page.locator("#notes").fill(UNSAFE)
        press_in_vain(page, "#download-pdf")
    browser[1].forget_refusals(422)

    assert page.locator("#patient").input_value() == NAME


@pytest.mark.slow
def test_the_chart_is_that_of_the_choice(desk: Running, page: Page) -> None:
    """The dialog opens at once, stays when a late answer replaces the page, and is not filled after it was closed."""
    open_main_page(page, desk.address)
    choose_sheets(page, SHEET)
    dialog = page.locator("#chart-dialog")
    with hold_answers(page, desk.address):
        with page.expect_request(desk.address):
            page.locator("#region").select_option("GB")
        page.locator("#chart").click()
        assert dialog.is_visible()
    page.locator("#copy-chart:enabled").wait_for()
    page.wait_for_timeout(300)
    assert dialog.is_visible()
    page.locator("#close-chart").click()

    with hold_answers(page, "**/chart"):
        page.locator("#chart").click()
        page.keyboard.press("Escape")
    page.wait_for_timeout(300)
    assert not dialog.is_visible()
    assert page.locator("#failure").inner_text() == ""


@pytest.mark.slow
def test_what_changed_in_another_tab_is_offered(desk: Running, page: Page, clinics: Path) -> None:
    """A set or a clinic of another tab is there with the next answer; what is written for a patient stays."""
    open_main_page(page, desk.address)
    choose_sheets(page, SHEET)
    page.locator("#patient").fill(NAME)
    other = page.context.new_page()
    open_main_page(other, desk.address)
    choose_sheets(other, SHEET)
    save_set(other, "From another tab")
    (clinics / "new.yaml").write_text("name: New Clinic\n", encoding="utf-8")
    other.close()
    try:
        page.locator("#grey").check()

        page.get_by_role("button", name="From another tab").wait_for()
        page.locator("#clinic").select_option("new.yaml")
        assert page.locator("#patient").input_value() == NAME
        assert page.locator("#grey").is_checked()
    finally:
        (clinics / "new.yaml").unlink()
    page.locator("#grey").uncheck()
    page.locator("#clinic option:checked", has_text="(not found)").wait_for(state="attached")


@pytest.mark.slow
def test_no_page_of_the_history_sends_a_form(desk: Running, page: Page) -> None:
    """Back and Reload after each action show a page, and never ask whether a form is to be sent again."""
    open_main_page(page, desk.address)
    choose_sheets(page, SHEET)
    save_set(page, "History")
    page.goto(f"{desk.address}sets")
    page.get_by_role("link", name="Use", exact=True).first.click()
    page.locator("#choices").wait_for()
    page.goto(f"{desk.address}sets")
    page.locator(".card", has_text="History").get_by_text("Delete").click()
    page.get_by_role("heading", name="Delete").wait_for()
    page.locator("main button").click()
    page.get_by_text("The set was deleted.").wait_for()
    page.goto(f"{desk.address}record")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("The record is kept").wait_for()

    for _ in range(6):
        page.reload()
        page.go_back()
        assert page.locator("main").is_visible()


@pytest.mark.slow
def test_a_filter_is_that_of_its_page_after_back(desk: Running, page: Page) -> None:
    """The browser does not put what was chosen later into the form of an earlier page."""
    page.goto(f"{desk.address}record")
    page.locator("#day").fill("2026-11-01")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**/record?**")
    page.go_back()

    assert page.locator("#day").input_value() == ""


@pytest.mark.slow
def test_no_name_comes_back(desk: Running, playwright: Playwright, tmp_path: Path) -> None:
    """After Clear, and after Reload, no name is there; also not with Back to a page that the browser kept."""
    desk.forget_choices()
    with open_browser(playwright, tmp_path / "profile", ignore_default_args=["--disable-back-forward-cache"]) as (
        context,
        _,
    ):
        page = context.pages[0]
        open_main_page(page, desk.address)
        choose_sheets(page, SHEET)
        update_pages(page, lambda: page.locator("#patient").fill(NAME))
        update_pages(page, lambda: page.locator("#clear").click())
        page.goto(f"{desk.address}record")
        page.go_back()
        page.locator("#choices").wait_for()
        assert page.locator("#patient").input_value() == ""

        page.locator("#patient").fill(NAME)
        page.reload()
        page.locator("#choices").wait_for()
        assert page.locator("#patient").input_value() == ""


@pytest.mark.slow
def test_a_stopped_desk_is_named_and_nothing_is_lost(playwright: Playwright, tmp_path: Path) -> None:
    """The page says that the desk does not answer, and works again when it is started; no picture of a name stays."""
    home, clinics = tmp_path / "home", tmp_path / "clinics"
    clinics.mkdir()
    (clinics / "example.yaml").write_text("name: Example Clinic\n", encoding="utf-8")
    (clinics / "broken.yaml").write_text("name: [", encoding="utf-8")
    with open_browser(playwright, tmp_path / "profile") as (context, _):
        page, form, text = context.pages[0], context.new_page(), context.new_page()
        with start_command("desk", home, "--clinics", clinics) as desk:
            open_main_page(page, desk.address)
            open_clinic(form, desk.address)
            form.locator("#phone").fill("555 0199")
            text.goto(f"{desk.address}clinics/broken.yaml")
            text.locator("#content").fill("name: Mended Clinic")
            choose_sheets(page, SHEET)
            update_pages(page, lambda: page.locator("#patient").fill(NAME))
            desk.process.send_signal(signal.SIGKILL)
            desk.process.wait(timeout=60)
        page.locator("#clear").click()
        page.locator("#failure", has_text="does not answer").wait_for()
        assert page.locator("#pages img").count() == 0
        page.locator("#patient").fill(NAME)
        form.locator("#phone").press("Enter")
        text.locator("button.primary").click()
        for tab in (form, text):
            tab.locator("#summary", has_text="does not answer").wait_for()
        form.locator("#overlay:not([data-sending])").wait_for()  # the sheet beside it may have said the same before
        form.keyboard.type("9")
        assert form.locator("#phone").input_value() == "555 01999"
        assert text.locator("#content").input_value() == "name: Mended Clinic"

        with start_command("desk", home, "--clinics", clinics, port=desk.port):
            update_pages(page, lambda: page.locator("#grey").check())
            wait_for_pages(page, SHEET)
            assert page.locator("#patient").input_value() == NAME
            assert not page.locator("#failure").is_visible()
            for tab in (form, text):
                tab.locator("button.primary").click()
                tab.get_by_text("Saved.").wait_for()
        assert "555 01999" in (clinics / "example.yaml").read_text(encoding="utf-8")
        assert (clinics / "broken.yaml").read_text(encoding="utf-8").strip() == "name: Mended Clinic"


@pytest.mark.slow
def test_a_restarted_desk_asks_for_its_token(playwright: Playwright, tmp_path: Path) -> None:
    """What is entered stays; the message says where the token is entered, and then the page works again."""
    home, environment = tmp_path / "home", {"ACUCONTENT_DESK_TOKEN": "example-token-of-24-chars"}
    clinics = tmp_path / "clinics"
    clinics.mkdir()
    (clinics / "broken.yaml").write_text("name: [", encoding="utf-8")
    with open_browser(playwright, tmp_path / "profile") as (context, _):
        page, text = context.pages[0], context.new_page()
        with start_command("desk", home, "--clinics", clinics, environment=environment) as desk:
            page.goto(desk.address)
            enter_token(page, environment["ACUCONTENT_DESK_TOKEN"])
            choose_sheets(page, SHEET)
            text.goto(f"{desk.address}clinics/broken.yaml")
            text.locator("#content").fill("name: Mended Clinic")
        with start_command("desk", home, "--clinics", clinics, environment=environment, port=desk.port):
            page.locator("#patient").fill(NAME)
            page.locator("#failure", has_text="asks for its token").wait_for()
            text.locator("button.primary").click()
            text.locator("#summary", has_text="asks for its token").wait_for()
            assert text.locator("#content").input_value() == "name: Mended Clinic"
            other = context.new_page()
            other.goto(desk.address)
            enter_token(other, environment["ACUCONTENT_DESK_TOKEN"])
            other.close()
            update_pages(page, lambda: page.locator("#grey").check())

            wait_for_pages(page, SHEET)
            assert page.locator("#patient").input_value() == NAME


def test_two_tabs_edit_a_clinic(
    desk: Running, browser: tuple[BrowserContext, Watch], page: Page, clinics: Path
) -> None:
    """The second one to save is asked; Enter in a field is no answer, and nothing of either is lost."""
    file = clinics / "two.yaml"
    file.write_text("name: Two\nphone: 555 0100\n", encoding="utf-8")
    one, two = page, page.context.new_page()
    for tab in (one, two):
        open_clinic(tab, desk.address, "two.yaml")
    one.locator("#phone").fill("555 0111")
    one.locator("#phone").press("Enter")
    one.get_by_text("Saved.").wait_for()
    two.locator("#email").fill("two@example.org")
    two.locator("#others", has_text="was changed by another program, or in another tab").wait_for()
    for _ in range(2):
        with two.expect_navigation():
            two.locator("#email").press("Enter")
        assert two.get_by_role("heading", name="The file was changed meanwhile").is_visible()
        two.wait_for_timeout(CALM)
    assert "555 0111" in file.read_text(encoding="utf-8")
    assert two.locator("#email").input_value() == "two@example.org"

    two.get_by_role("button", name="Save mine over it").click()
    two.get_by_text("Saved.").wait_for()
    assert "two@example.org" in file.read_text(encoding="utf-8")
    two.close()
    file.unlink()
    browser[1].forget_refusals(409)


@pytest.mark.slow
def test_nothing_is_entered_while_a_clinic_is_saved(desk: Running, page: Page, clinics: Path) -> None:
    """It would be lost with the page. Another tab that is looked at meanwhile does not stop the save."""
    open_clinic(page, desk.address)
    page.locator("#phone").fill("555 0125")
    with hold_answers(page, "**/check"):
        with page.expect_request("**/check"):
            page.locator("#phone").press("Enter")
        page.keyboard.type("6")
        page.locator("#email").focus()
        page.keyboard.type("late@example.org")
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        entered = {name: page.locator(f"#{name}").input_value() for name in ("phone", "email")}
    page.get_by_text("Saved.").wait_for()

    assert entered == {"phone": "555 0125", "email": ""}
    text = (clinics / "example.yaml").read_text(encoding="utf-8")
    assert "phone: 555 0125\n" in text
    assert "late@example.org" not in text


@pytest.mark.slow
def test_a_clinic_that_is_not_saved_is_not_left(desk: Running, page: Page, clinics: Path) -> None:
    """After “Add a note”, too, the browser asks before the page is left with unsaved fields."""
    page.goto(f"{desk.address}clinics/example.yaml")
    page.locator("#phone").fill("555 0123")
    page.get_by_role("button", name="Add a note").click()
    page.locator("[id='notes-1-text']").wait_for()
    page.wait_for_load_state()
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.locator("#phone").click()  # a page that was not touched may not ask
    page.get_by_role("link", name="Close").click()
    for _ in range(DEADLINE // 100):
        if asked:
            break
        page.wait_for_timeout(100)

    assert asked == ["beforeunload"]
    assert "555 0123" not in (clinics / "example.yaml").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_logo_is_judged_when_it_is_chosen(desk: Running, page: Page, tmp_path: Path) -> None:
    """A file that is no picture, or is too large to be sent, is named beside the field, and nothing is lost."""
    (tmp_path / "logo.png").write_text("no picture", encoding="utf-8")
    with (tmp_path / "large.png").open("wb") as file:
        file.truncate(50_000_000)
    open_clinic(page, desk.address)
    error = page.locator("[data-error-for=logo]")
    page.locator("#logo_file").set_input_files(tmp_path / "logo.png")
    error.filter(has_text="is not a PNG or JPEG image").wait_for()
    page.locator("#logo_file").set_input_files(tmp_path / "large.png")
    error.filter(has_text="is larger than 2 MB").wait_for()
    page.locator("#phone").fill("555 0124")
    page.locator(".sticky button.primary").click()
    page.wait_for_timeout(500)

    assert page.locator("#phone").input_value() == "555 0124"


@pytest.mark.slow
def test_enter_changes_nothing(desk: Running, page: Page) -> None:
    """Enter in each field of the main page leaves everything as it is."""
    open_main_page(page, desk.address)
    choose_sheets(page, SHEET)
    names = ["search", "patient", "practitioner", "date", "time", "next_visit", "next_time", "grey", "large_print"]
    page.locator("#patient").fill(NAME)
    for name in names:
        page.locator(f"#{name}").press("Enter")
    wait_for_pages(page, SHEET)

    assert page.url == desk.address
    assert len(page.context.pages) == 1
    assert page.locator("#patient").input_value() == NAME
    assert find_sheet(page, SHEET).is_checked()

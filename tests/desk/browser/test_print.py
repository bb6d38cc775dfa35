"""From the choice of a sheet to the file that is printed."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Page, Playwright

from tests.desk.browser.browsing import (
    SHEET,
    UNSAFE,
    choose_sheets,
    find_sheet,
    hold_answers,
    open_browser,
    open_main_page,
    save_download,
    update_pages,
    wait_for_pages,
)
from tests.desk.browser.running import Running, run_command

ROW = {
    "patient": "Ana-María O’Brien-Łukasz",
    "date": "2026-12-03",
    "time": "14:30",
    "practitioner": "Example Practitioner",
    "next_visit": "2026-12-10 09:15",
    "notes": "Bring your list of medicines.",
}
"""A row as `batch` reads it."""


def fill_in(page: Page, row: Mapping[str, str]) -> None:
    """Type the words of a row into the form."""
    next_visit, _, next_time = row["next_visit"].partition(" ")
    for name, text in {**row, "next_visit": next_visit, "next_time": next_time}.items():
        page.locator(f"#{name}").fill(text)


def make_batch(home: Path, handout: str, row: Mapping[str, str], *options: str) -> bytes:
    """Return the sheet that `acucontent batch` makes for a row."""
    table = io.StringIO()
    writer = csv.DictWriter(table, list(row))
    writer.writeheader()
    writer.writerow(row)
    (home / "rows.csv").write_text(table.getvalue(), encoding="utf-8", newline="")
    out = home / f"batch-{handout}"
    run_command(home, "batch", "rows.csv", "--guide", "back-pain", "--handout", handout, "--out", out, *options)
    (sheet,) = out.rglob("*.pdf")
    return sheet.read_bytes()


def list_page_texts(data: bytes) -> list[int]:
    """Return the number of marks on each page of a PDF; 0 for a page that was added to pad a sheet."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [len(b"".join(part.read_bytes() for part in _list_contents(page))) for page in pdf.pages]


def _list_contents(page: pikepdf.Page) -> Sequence[pikepdf.Object]:
    contents = page.obj.get("/Contents")
    if contents is None:
        return []
    return list(contents) if isinstance(contents, pikepdf.Array) else [contents]


def read_bookmarks(data: bytes) -> list[tuple[str, int]]:
    """Return the title and the page, from 1, of each bookmark of the first level."""
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        return [(str(item.title), numbers[(item.destination or item.action["/D"])[0].objgen]) for item in outline.root]


def test_a_sheet_is_shown_and_printed(desk: Running, page: Page, tmp_path: Path) -> None:
    """Tick a sheet: its pages appear. Print opens the PDF that `acucontent build` writes."""
    open_main_page(page, desk.address)
    choose_sheets(page, SHEET)

    pictures = page.locator("#pages img")
    assert pictures.count() == 2
    assert pictures.first.evaluate("image => image.decode().then(() => image.naturalWidth)") > 500
    printed = save_download(page, "#print")
    run_command(desk.home, "build", "back-pain", "--format", "pdf", "--handout", "first-visit", "--out", tmp_path)
    (built,) = tmp_path.rglob("*.pdf")
    assert printed == built.read_bytes()


@pytest.mark.slow
def test_too_few_options_are_named_where_the_print_was_asked_for(desk: Running, page: Page) -> None:
    """The reason is above the form, and the first box that can be ticked has the focus."""
    aid = "back-pain/evidence"
    open_main_page(page, desk.address)
    choose_sheets(page, aid)
    boxes = page.locator("#options-back-pain input[type=checkbox]:enabled")

    def untick() -> None:
        for box in boxes.all():
            box.uncheck()

    update_pages(page, untick)
    page.locator("#option-back-pain-error:visible").wait_for()
    page.locator("#print").click()

    page.locator("#failure", has_text="Tick at least 2 options.").wait_for()
    assert boxes.first.evaluate("box => box === document.activeElement")


def test_no_writing_service_gets_what_is_written_for_a_patient(desk: Running, page: Page) -> None:
    """Browsers can send the text of fields to a service that checks the spelling, unless a field refuses it."""
    open_main_page(page, desk.address)
    choose_sheets(page, SHEET)
    page.locator("#region").select_option("GB")
    fields = page.locator("#patient-part :is(input:not([type=date], [type=time]), textarea)")

    assert fields.count() >= 3
    assert fields.evaluate_all(
        "all => all.every((each) => !each.spellcheck && each.closest('[writingsuggestions=false]'))"
    )


@pytest.mark.slow
def test_words_are_printed_as_by_batch(desk: Running, page: Page) -> None:
    """With everything about a visit filled in, Print and Download give the bytes of `batch` for the same row."""
    open_main_page(page, desk.address)
    choose_sheets(page, SHEET)
    update_pages(page, lambda: fill_in(page, ROW))

    printed, downloaded = save_download(page, "#print"), save_download(page, "#download-pdf")

    expected = make_batch(desk.home, "first-visit", ROW)
    assert printed == expected
    assert downloaded == expected


@pytest.mark.slow
def test_all_choices_are_those_of_batch(desk: Running, page: Page, clinics: Path) -> None:
    """The same is true with a clinic, another region, other paper, large print and grey."""
    open_main_page(page, desk.address)
    choose_sheets(page, "back-pain/aftercare")
    page.locator("#region").select_option("GB")
    page.locator("#paper").select_option("letter")
    page.locator("#clinic").select_option("example.yaml")
    page.locator("#large_print").check()
    page.locator("#grey").check()
    row = {**ROW, "notes": ""}
    fill_in(page, row)

    printed = save_download(page, "#print")

    flags = ["--paper", "letter", "--large-print", "--grey"]
    options = ["--region", "GB", "--clinic", str(clinics / "example.yaml"), *flags]
    assert printed == make_batch(desk.home, "aftercare", row, *options)


@pytest.mark.slow
def test_sheets_are_printed_in_the_order_of_choice(desk: Running, page: Page) -> None:
    """Several sheets are one file in the chosen order: each begins on the front of a page, with a bookmark."""
    open_main_page(page, desk.address)
    chosen = ["back-pain/costs", SHEET, "back-pain/aftercare"]
    choose_sheets(page, *chosen)
    titles = page.locator("#order .title").all_inner_texts()
    page.get_by_role("button", name=f"Move up: {titles[2]}").click()
    wait_for_pages(page, chosen[0], chosen[2], chosen[1])

    data = save_download(page, "#print")

    bookmarks = read_bookmarks(data)
    assert [title for title, _ in bookmarks] == [titles[0], titles[2], titles[1]]
    assert all(number % 2 for _, number in bookmarks)
    counts = [page.locator(f'[data-key="{key}"] img').count() for key in (chosen[0], chosen[2], chosen[1])]
    padded = [count + count % 2 for count in counts]
    assert [number for _, number in bookmarks] == [1 + sum(padded[:place]) for place in range(3)]
    marks = list_page_texts(data)
    assert len(marks) >= sum(padded) - counts[-1] % 2
    starts = {number - 1 for _, number in bookmarks}
    blank = {place for place, mark in enumerate(marks) if mark < 200}
    assert (
        blank
        == {number + count for (_, number), count in zip(bookmarks, counts, strict=True) if count % 2}
        - {len(marks)}
        - starts
        or not blank & starts
    )


def test_wrong_words_are_shown_at_their_field(desk: Running, page: Page) -> None:
    """An unsafe note gets its reason beside the field, the pages stay, and printing waits for the correction."""
    open_main_page(page, desk.address)
    choose_sheets(page, SHEET)
    update_pages(page, lambda: page.locator("#notes").fill(UNSAFE))

    error = page.locator("#notes-error")
    assert error.is_visible()
    assert error.inner_text()
    assert page.locator("#notes").get_attribute("aria-invalid") == "true"
    assert page.locator("#pages img").count() == 2
    page.locator("#print").click()
    assert page.evaluate("document.activeElement.id") == "notes"
    assert len(page.context.pages) == 1
    update_pages(page, lambda: page.locator("#notes").fill(""))
    assert not error.is_visible()


def test_what_is_entered_while_the_desk_answers_stays(desk: Running, page: Page, clinics: Path) -> None:
    """An answer that is late leaves what was chosen and typed meanwhile, and nothing where it was cleared."""
    open_main_page(page, desk.address)
    chosen = [SHEET, "back-pain/costs"]
    choose_sheets(page, *chosen)
    page.locator("#search").fill("back")
    page.locator("#patient").fill(ROW["patient"])
    page.locator("#notes").fill(ROW["notes"])
    titles = page.locator("#order .title").all_inner_texts()
    with hold_answers(page, desk.address):
        with page.expect_request(desk.address):
            page.locator("#region").select_option("GB")
        page.locator("#clinic").select_option("example.yaml")
        page.locator("#patient").fill("")
        page.locator("#paper").select_option("letter")
        page.locator("#grey").check()
        page.locator("#clear-after").check()
        page.get_by_role("button", name=f"Move down: {titles[0]}").click()
        page.locator("#practitioner").focus()
        page.keyboard.type("Dr Example")
        page.keyboard.press("ArrowLeft")
    page.locator("a", has_text="Edit this clinic").wait_for()

    values = {
        name: page.locator(f"#{name}").input_value() for name in ("region", "clinic", "paper", "patient", "notes")
    }
    assert values == {
        "region": "GB",
        "clinic": "example.yaml",
        "paper": "letter",
        "patient": "",
        "notes": ROW["notes"],
    }
    assert page.locator("#grey").is_checked()
    assert page.locator("#clear-after").is_checked()
    assert page.locator("#search").input_value() == "back"
    assert not find_sheet(page, "migraine/first-visit").is_visible()
    assert page.locator("#order .title").all_inner_texts() == titles[::-1]
    page.keyboard.type(".")
    assert page.locator("#practitioner").input_value() == "Dr Exampl.e"
    wait_for_pages(page, *chosen[::-1])


def test_search_leaves_what_is_looked_for(desk: Running, page: Page) -> None:
    """A search shows only the sheets with its words; what is ticked stays ticked."""
    open_main_page(page, desk.address)
    choose_sheets(page, SHEET)
    page.locator("#search").fill("migraine")

    assert not find_sheet(page, SHEET).is_visible()
    assert find_sheet(page, SHEET).is_checked()
    visible = page.locator("[name=sheet]:visible")
    assert visible.count() >= 1
    assert all(str(each.get_attribute("value")).startswith("migraine/") for each in visible.all())


@pytest.mark.slow
def test_the_viewer_of_the_browser_shows_the_sheet(desk: Running, playwright: Playwright, tmp_path: Path) -> None:
    """The PDF opens in the viewer, which the policy of the response must allow, under an address without words."""
    desk.forget_choices()
    with open_browser(playwright, tmp_path / "profile", pdf="viewer") as (context, _):
        page = context.pages[0]
        open_main_page(page, desk.address)
        choose_sheets(page, SHEET)
        update_pages(page, lambda: page.locator("#patient").fill(ROW["patient"]))
        with context.expect_event(
            "response",
            lambda response: response.headers.get("content-type") == "application/pdf" and _is_viewer(response.url),
        ) as shown:
            page.locator("#print").click()

        opened = context.pages[-1]
        assert opened.url == f"{desk.address}print"
        assert ROW["patient"] not in opened.title()
        assert shown.value.ok


def _is_viewer(url: str) -> bool:
    return url.startswith("chrome-extension:")


@pytest.mark.slow
def test_other_formats_are_those_of_build(desk: Running, page: Page, tmp_path: Path) -> None:
    """The ebook, the web page and the text for the chart are what `build` writes, without the patient's words."""
    open_main_page(page, desk.address)
    choose_sheets(page, SHEET)
    update_pages(page, lambda: page.locator("#patient").fill(ROW["patient"]))
    page.locator(".more summary").click()
    made = {name: save_download(page, f"#download-{name}") for name in ("epub", "html")}
    page.locator("#chart").click()
    page.locator("#copy-chart:enabled").wait_for()
    text = page.locator("#chart-dialog textarea").input_value()

    out = ["--handout", "first-visit", "--out", str(tmp_path)]
    run_command(desk.home, "build", "back-pain", "--format", "html", "--format", "epub", *out)
    built = {name: next(tmp_path.rglob(f"*.{name}")).read_bytes() for name in ("epub", "html")}
    assert made == built
    assert "acupuncture" in text.lower()
    assert ROW["patient"] not in text


@pytest.mark.slow
def test_it_works_without_scripts(desk: Running, playwright: Playwright, tmp_path: Path) -> None:
    """Without JavaScript the buttons show the pages, move sheets, save sets and print the same bytes."""
    desk.forget_choices()
    with open_browser(playwright, tmp_path / "profile", java_script_enabled=False) as (context, _):
        page = context.pages[0]
        open_main_page(page, desk.address)
        find_sheet(page, SHEET).check()
        page.locator("#patient").fill(ROW["patient"])
        page.locator("noscript button, #show").first.click()
        page.locator("#pages img").first.wait_for()

        assert page.locator("#patient").input_value() == ROW["patient"]
        assert page.url == desk.address
        printed = save_download(page, "#print")

    assert printed == make_batch(desk.home, "first-visit", {"patient": ROW["patient"]})

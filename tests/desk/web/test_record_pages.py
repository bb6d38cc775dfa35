"""The record shows what was printed, and prints exactly the same sheet again."""

from __future__ import annotations

import dataclasses
import datetime
import re
import sqlite3
import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from acucontent.desk.choices import PatientWords
from acucontent.desk.desk import Desk
from acucontent.desk.guides import GuideShelf
from acucontent.desk.storage.record import FILE, PAGE_SIZE
from acucontent.desk.web.app import make_app
from acucontent.desk.web.security import Guard
from acucontent.model.base import NoSuchRecord
from acucontent.model.guide import Guide
from acucontent.rendering.service import RenderService
from tests.desk.conftest import TODAY
from tests.desk.storage.examples import make_print
from tests.desk.web.conftest import ADDRESS, HOST, OWN, PORT
from tests.desk.web.desks import CHOICE, press, print_sheet

NAME = "Zzyzx Testperson"


class OtherShelf(GuideShelf):
    """A shelf with another edition of each guide."""

    def __init__(self, shelf: GuideShelf, service: RenderService, edition: str) -> None:
        super().__init__(shelf.registry, service)
        self._own, self._edition = shelf, edition

    def get(self, key: str) -> Guide:
        """Return the guide with another edition and title."""
        return self._own.get(key).edit({"edition": self._edition, "subtitle": "Another edition"})


def open_client(desk: Desk) -> TestClient:
    """Return a client of the pages of a desk."""
    app = make_app(desk, Guard(HOST, PORT))
    return TestClient(app, base_url=ADDRESS, headers=OWN, follow_redirects=False)


def test_the_same_sheet_is_printed_again(desk: Desk) -> None:
    """The bytes are those that were printed, also after the clinic's file was changed and deleted."""
    overlay = (desk.clinics.folder or Path()) / "north.yaml"
    overlay.write_text("name: North Clinic\nphone: 555-0100\n", encoding="utf-8")
    sheet = print_sheet(desk, dataclasses.replace(CHOICE, clinic="north.yaml", large_print=True))
    overlay.unlink()

    again = press(open_client(desk), "/record/1/print")

    assert again.status_code == 200
    assert again.headers["content-type"] == "application/pdf"
    assert again.headers["content-disposition"] == 'inline; filename="migraine-sheets-2026-11-29.pdf"'
    assert again.content == sheet.data
    assert [each.action for each in desk.store.record.list_prints().prints] == ["again", "print"]


def test_a_print_of_another_day_is_filed_under_today(desk: Desk) -> None:
    """It is the sheet of the first day, but what was handed out today is found under today, and kept as long."""
    sheet = print_sheet(desk)
    later = TODAY + datetime.timedelta(days=40)
    again = dataclasses.replace(desk, today=lambda: later)

    answer = press(open_client(again), "/record/1/print")

    assert answer.content == sheet.data
    assert [each.number for each in desk.store.record.list_prints(day=TODAY).prints] == [1]
    assert [each.number for each in desk.store.record.list_prints(day=later).prints] == [2]
    assert desk.store.record.get(2).made_for == TODAY
    assert desk.store.record.delete_before(later) == 1
    assert press(open_client(again), "/record/2/print").content == sheet.data


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the system has no TZ")
def test_times_are_those_of_their_day(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was printed in winter has the time of winter, also if it is looked at in summer."""
    monkeypatch.setenv("TZ", "Europe/London")
    time.tzset()
    try:
        for month in (1, 7):
            desk.store.record.add(make_print(at=datetime.datetime(2026, month, 5, 14, 5, tzinfo=datetime.UTC)))
        text = open_client(desk).get("/record").text
    finally:
        monkeypatch.undo()
        time.tzset()

    assert "Jul 5, 2026 at 15:05" in text
    assert "Jan 5, 2026 at 14:05" in text


def test_a_second_click_prints_again_once(desk: Desk) -> None:
    """Both clicks get the file; the record has one more print."""
    sheet = print_sheet(desk)
    client = open_client(desk)
    (once,) = re.findall(r'name="once" value="([^"]+)"', client.get("/record/1").text)

    answers = [press(client, "/record/1/print", once=once) for _ in range(2)]

    assert [each.content for each in answers] == [sheet.data, sheet.data]
    assert desk.store.record.list_prints().total == 2


def test_a_clinic_has_notes_for_sheets_of_several_guides(desk: Desk) -> None:
    """A note for a sheet of another guide stops no print and no reprint; a note for a sheet of no guide is an error."""
    overlay = (desk.clinics.folder or Path()) / "north.yaml"
    text = "name: North Clinic\nnotes:\n  - handout: safety\n    text: Ring the bell.\n"
    overlay.write_text(text, encoding="utf-8")
    choice = dataclasses.replace(CHOICE, clinic="north.yaml")

    sheet = print_sheet(desk, choice)
    overlay.write_text(text.replace("safety", "safty"), encoding="utf-8")

    assert press(open_client(desk), "/record/1/print").content == sheet.data
    with pytest.raises(NoSuchRecord, match="safty"):
        desk.sheets.make_sheet(choice, "first-visit", PatientWords())


def test_a_filled_sheet_is_printed_again_without_its_words(desk: Desk) -> None:
    """The words for a patient are in no file of the desk and on no page; the lines of the reprint are blank."""
    sheet = print_sheet(desk, words=PatientWords(patient=NAME, date="2026-12-24"))
    client = open_client(desk)

    pages = [client.get("/record").text, client.get("/record/1").text]
    again = press(client, "/record/1/print").content

    assert NAME.encode() not in again
    assert again == desk.sheets.make_sheet(CHOICE, "first-visit", PatientWords()).data
    assert again != sheet.data
    assert all("filled in for a patient" in page.casefold() for page in pages)
    assert not any("Zzyzx" in page for page in pages)
    folder = desk.store.folder
    assert folder is not None
    assert not [path for path in folder.iterdir() if b"Zzyzx" in path.read_bytes()]


def test_an_older_edition_is_printed_as_it_was(desk: Desk, shelf: GuideShelf, service: RenderService) -> None:
    """If a newer edition is installed, the page says so and offers both; the reprint has the bytes of the old one."""
    sheet = print_sheet(desk)
    client = open_client(dataclasses.replace(desk, shelf=OtherShelf(shelf, service, "99.0.0")))

    listed = client.get("/record").text
    asked = press(client, "/record/1/print")
    again = press(client, "/record/1/print", confirmed="1")

    assert "A newer edition of this guide is installed: 99.0.0." in listed
    assert asked.headers["content-type"].startswith("text/html")
    assert "Use edition 99.0.0" in asked.text
    assert again.content == sheet.data


def test_an_older_installed_edition_is_no_question(desk: Desk, shelf: GuideShelf, service: RenderService) -> None:
    """An older guide on the disk is named, and the reprint is made at once."""
    sheet = print_sheet(desk)
    client = open_client(dataclasses.replace(desk, shelf=OtherShelf(shelf, service, "0.0.1")))

    assert "The installed guide is older: edition 0.0.1." in client.get("/record").text
    assert press(client, "/record/1/print").content == sheet.data


def test_other_bytes_are_said_before_printing(desk: Desk) -> None:
    """If the installed software lays the sheet out differently, the page says so and names the versions."""
    print_sheet(desk)
    with sqlite3.connect((desk.store.folder or Path()) / FILE) as database:
        database.execute("UPDATE sheets SET blank_sha256 = ?", ("0" * 64,))
        database.execute("UPDATE prints SET acucontent = '0.0.9'")
    database.close()
    client = open_client(desk)

    asked = press(client, "/record/1/print")
    again = press(client, "/record/1/print", confirmed="1")

    assert asked.headers["content-type"].startswith("text/html")
    assert "it was made with acucontent 0.0.9" in asked.text
    assert again.headers["content-type"] == "application/pdf"


def test_a_damaged_guide_in_the_record_is_a_message(desk: Desk) -> None:
    """A guide whose hash is wrong is not printed."""
    print_sheet(desk)
    with sqlite3.connect((desk.store.folder or Path()) / FILE) as database:
        database.execute("UPDATE contents SET packed = x'00'")
    database.close()

    refused = press(open_client(desk), "/record/1/print")

    assert refused.status_code == 422
    assert "missing from the record or damaged" in refused.text


def test_a_print_is_described_as_on_the_main_page(desk: Desk) -> None:
    """The region and the language have their names, and a link leads to the full hash of the content."""
    desk.store.record.add(dataclasses.replace(make_print(day=TODAY), choice=CHOICE, action="text"))
    client = open_client(desk)

    listed, details = client.get("/record").text, client.get("/record/1").text

    assert "United States · English ·" in listed
    assert "Text for the chart on" in listed
    assert 'href="/record/1#content-hash"' in listed
    printed = desk.store.record.get(1)
    assert re.search(rf'id="content-hash">.*</dt><dd><code>{printed.guide_sha256}</code>', details)
    assert all(sheet.blank_sha256 in details for sheet in printed.sheets)


def test_choices_are_used_again(desk: Desk) -> None:
    """The main page opens with the choices of the print."""
    print_sheet(desk)
    desk.store.settings.save_last_choice(dataclasses.replace(CHOICE, grey=True))

    answer = press(open_client(desk), "/record/1/use")

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert desk.store.settings.read().last_choice == CHOICE


def test_the_record_is_paged_and_filtered(desk: Desk) -> None:
    """A page has fifty prints, and the filters stay in its links."""
    for number in range(PAGE_SIZE + 1):
        desk.store.record.add(make_print(day=TODAY - datetime.timedelta(days=number % 2)))
    client = open_client(desk)

    first, second = client.get("/record").text, client.get("/record?page=2").text
    day = client.get(f"/record?day={TODAY}&sheet=hiccups/aftercare").text

    assert first.count('class="print-title"') == PAGE_SIZE
    assert second.count('class="print-title"') == 1
    assert 'href="/record?page=2">Older' in first
    assert "26 prints, newest first" in day
    assert re.search(r'value="hiccups/aftercare" selected', day)
    assert "No print matches." in client.get("/record?day=2020-01-01").text
    assert "The day cannot be read." in client.get("/record?day=yesterday").text


def test_a_print_that_is_not_there_is_a_message(desk: Desk) -> None:
    """Each address of a deleted print answers 404."""
    client = open_client(desk)

    answers = [
        client.get("/record/7"),
        press(client, "/record/7/print"),
        press(client, "/record/7/use"),
    ]

    assert client.get(f"/record/{10**30}").status_code == 404
    assert [each.status_code for each in answers] == [404] * 3
    assert all("Print 7 is not in the record" in each.text for each in answers)


def test_a_print_of_a_deleted_clinic_is_printed_again(desk: Desk) -> None:
    """A clinic can be deleted at the desk; the record has its words."""
    clinic = desk.clinics.create("North Clinic")
    sheet = print_sheet(desk, dataclasses.replace(CHOICE, clinic=clinic))
    client = open_client(desk)
    asked = client.get(f"/clinics/{clinic}/delete").text
    assert "Delete “North Clinic”?" in asked
    sha256 = re.findall(r'name="sha256" value="(\w+)"', asked)[0]

    assert client.post(f"/clinics/{clinic}/delete", data={"sha256": sha256}).status_code == 303

    assert clinic not in [each.name for each in desk.clinics.list()]
    assert press(client, "/record/1/print").content == sheet.data


def test_old_prints_are_deleted_after_a_question(desk: Desk) -> None:
    """The page says how many prints are deleted, and deletes them only when it is told to."""
    desk.store.record.add(make_print(day=datetime.date(2026, 1, 1)))
    desk.store.record.add(make_print(day=TODAY))
    client = open_client(desk)

    asked = client.get("/record/delete?before=2026-02-01")
    assert "Delete 1 print?" in asked.text
    assert desk.store.record.list_prints().total == 2

    done = client.post("/record/delete", data={"before": "2026-02-01"})
    assert "1 print deleted." in client.get(done.headers["location"]).text
    assert desk.store.record.list_prints().total == 1
    assert "There are no prints before" in client.get("/record/delete?before=2026-02-01").text


def test_the_time_in_the_record_is_set(desk: Desk) -> None:
    """A shorter time deletes what is older at once; the default is for ever."""
    desk.store.record.add(make_print(day=TODAY - datetime.timedelta(days=40)))
    client = open_client(desk)
    assert '<option value="" selected>For ever' in client.get("/record").text

    done = client.post("/record/keep", data={"days": "31"})

    assert "The record is kept: one month. 1 print deleted." in client.get(done.headers["location"]).text
    assert desk.store.settings.read().keep_days == 31
    assert '<option value="31" selected>' in client.get("/record").text

"""What is printed and downloaded: the right bytes, names without a patient, and a record without words."""

from __future__ import annotations

import datetime
import html
import io
import json
import re
import zipfile
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from starlette.testclient import TestClient

from acucontent.desk.choices import PatientWords, SheetChoice
from acucontent.desk.clinics import ClinicFile, Clinics
from acucontent.desk.desk import Desk
from acucontent.desk.guides import GuideShelf
from acucontent.desk.storage.store import Store
from acucontent.desk.web import answers as answers_module
from acucontent.desk.web import output
from acucontent.model.guide import Guide
from acucontent.rendering.exporter import ExportFailed
from tests.desk.conftest import CLINIC, TODAY
from tests.desk.web.conftest import make_client

NAME = "Zzyzx Testperson"
CHOICE = SheetChoice("back-pain", ("first-visit",), "US", "en-US")
FORM: dict[str, Any] = {
    "sheet": ["back-pain/first-visit"],
    "region": "US",
    "language": "en-US",
    "patient": NAME,
    "date": "2026-12-31",
    "time": "14:30",
    "practitioner": "A. Example",
    "next_visit": "2027-01-07",
    "next_time": "09:15",
    "notes": "Bring your list.",
}
WORDS = PatientWords(NAME, "2026-12-31", "14:30", "2027-01-07 09:15", "A. Example", "Bring your list.")


@pytest.mark.parametrize(("path", "disposition"), [("/print", "inline"), ("/download/pdf", "attachment")])
def test_one_sheet_has_its_own_bytes(client: TestClient, desk: Desk, path: str, disposition: str) -> None:
    """The file is the sheet of the choice with the words; its name has the guide and the handout only."""
    answer = client.post(path, data=FORM)

    assert answer.content == desk.sheets.make_sheet(CHOICE, "first-visit", WORDS).data
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == f'{disposition}; filename="back-pain-first-visit.pdf"'
    assert answer.headers["cache-control"] == "no-store"


def test_several_sheets_are_one_file(client: TestClient) -> None:
    """Sheets of two guides are in the order of printing, with a bookmark each."""
    sheets = ["migraine/first-visit", "back-pain/aftercare"]

    answer = client.post("/print", data={**FORM, "sheet": sheets})

    with pikepdf.open(io.BytesIO(answer.content)) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Your first visit", "After your visit"]
    assert 'filename="guides-sheets.pdf"' in answer.headers["content-disposition"]


def test_formats_without_words(client: TestClient) -> None:
    """An ebook or a web page has nothing about the patient; several are in an archive."""
    book = client.post("/download/epub", data=FORM)
    pages = client.post("/download/html", data={**FORM, "sheet": ["back-pain/complete", "back-pain/costs"]})

    assert 'filename="back-pain-first-visit.epub"' in book.headers["content-disposition"]
    assert 'filename="back-pain-sheets.zip"' in pages.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(pages.content)) as archive:
        assert archive.namelist() == ["back-pain.html", "back-pain-costs.html"]
        texts = [archive.read(each) for each in archive.namelist()]
    with zipfile.ZipFile(io.BytesIO(book.content)) as archive:
        texts += [archive.read(each) for each in archive.namelist()]
    assert not [text for text in texts if b"Zzyzx" in text]


def test_text_for_the_chart(client: TestClient) -> None:
    """The text of all sheets is on a page of its own, or plain for the script; it has no words or lines for them."""
    page = client.post("/chart", data={**FORM, "sheet": ["back-pain/first-visit", "back-pain/aftercare"]})
    plain = client.post("/chart", data=FORM, headers={"Accept": "text/plain"})

    assert "Your first acupuncture visit" in page.text
    assert "After your visit" in page.text
    assert plain.headers["content-type"] == "text/plain; charset=utf-8"
    assert plain.text.startswith("Your first acupuncture visit\n")
    assert "Zzyzx" not in page.text + plain.text
    assert "____" not in page.text + plain.text


@pytest.mark.parametrize("path", ["/chart", "/download/html"])
def test_what_has_no_paper_needs_no_sheet_that_fits(
    client: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """If the PDF by which the record describes it cannot be made, the file is sent; a message says what is missing."""

    def refuse(*_: object) -> None:
        raise ExportFailed("The sheet has 3 sides.")

    monkeypatch.setattr(output, "make_sheets", refuse)

    assert client.post(path, data=FORM).status_code == 200
    assert store.record.list_prints().total == 0
    (message,) = store.notices.messages
    assert message == "A download is missing from the record. The sheet has 3 sides."


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        ({"sheet": []}, "No sheet is chosen."),
        ({"date": "03/04/2026"}, "Date: may be 2026-03-04 or 2026-04-03."),
        ({"notes": "You can stop your medicines."}, "Note: This tells people to stop"),
        ({"region": "XX"}, "XX"),
        ({"sheet": ["back-pain/gone"]}, "1 of the chosen sheets cannot be found."),
    ],
    ids=["no sheet", "date", "note", "region", "unknown sheet"],
)
def test_what_cannot_be_printed_is_explained(
    client: TestClient, store: Store, form: dict[str, Any], reason: str
) -> None:
    """Nothing is printed or recorded, and the page quotes no words."""
    answer = client.post("/print", data={**FORM, **form})

    assert answer.status_code == 422
    assert reason in answer.text
    assert "Zzyzx" not in answer.text
    assert not store.record.list_prints().prints


def test_an_unknown_format(client: TestClient) -> None:
    """Only the offered formats can be downloaded."""
    assert client.post("/download/json", data=FORM).status_code == 404
    assert client.get("/print").status_code == 405


@pytest.mark.parametrize(
    ("path", "action"),
    [("/print", "print"), ("/download/pdf", "download"), ("/download/epub", "epub"), ("/download/html", "html"),
     ("/chart", "text")],
)  # fmt: skip
def test_prints_are_recorded_without_words(
    client: TestClient, desk: Desk, store: Store, path: str, action: str
) -> None:
    """The record has the choice and the hashes, the next page begins with the choice, and no file has the name."""
    assert client.post(path, data={**FORM, "clinic": "example.yaml", "grey": "on"}).status_code == 200

    (printed,) = store.record.list_prints().prints
    sheet = desk.sheets.make_sheet(printed.choice, "first-visit", PatientWords())
    assert (printed.action, printed.choice.grey, printed.clinic) == (action, True, "Example Clinic")
    assert printed.filled is (path in ("/print", "/download/pdf"))
    assert printed.sheets[0].blank_sha256 == sheet.blank_sha256
    assert store.settings.read().last_choice == printed.choice
    assert store.folder
    assert not [path for path in store.folder.rglob("*") if path.is_file() and b"Zzyzx" in path.read_bytes()]


@pytest.mark.parametrize("path", ["/print", "/download/pdf", "/chart"])
def test_a_form_that_is_sent_twice_is_printed_once(
    client: TestClient, store: Store, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both clicks get the same file, and the record has one print; other words, or another page, are another print."""
    monkeypatch.setattr(answers_module, "KEPT_SECONDS", 100.0)
    forms = [{"once": "one"}, {"once": "one"}, {"once": "one", "notes": "Bring your coat."}, {"once": "two"}]

    answers = [client.post(path, data=FORM | each) for each in forms]

    assert answers[0].content == answers[1].content
    assert answers[1].headers["cache-control"] == "no-store"
    assert store.record.list_prints().total == 3


def find_seen(page: str) -> list[str]:
    """Return what the pages on the screen were made from."""
    return [html.unescape(each) for each in re.findall(r'name="seen" value="([^"]+)"', page)]


@pytest.mark.parametrize("path", ["/print", "/download/pdf", "/download/epub"])
def test_a_clinic_that_was_not_seen_is_not_printed(
    client: TestClient, store: Store, clinic_files: Clinics, path: str
) -> None:
    """Words that changed on disk after the pages were shown are shown first, with a banner; then they are printed."""
    form = {**FORM, "clinic": "example.yaml"}
    form["seen"] = find_seen(client.post("/pages", data=form).text)
    file = (clinic_files.folder or Path()) / "example.yaml"
    file.write_text(CLINIC.replace("555 0100", "555 0199"), encoding="utf-8")

    refused = client.post(path, data=form)
    pages = client.post("/pages", data=form).text

    assert len(form["seen"]) == 2
    assert refused.status_code == 409
    assert "<strong>Example Clinic</strong> was changed after its pages were shown." in refused.text
    assert not store.record.list_prints().prints
    assert "<strong>Example Clinic</strong> has changed since its pages were last shown." in pages
    form["seen"] = find_seen(pages)
    assert "data-changed" not in client.post("/pages", data=form).text
    assert client.post(path, data=form).status_code == 200


def test_a_guide_that_was_not_seen_is_not_printed(client: TestClient) -> None:
    """Another tab can read a guide again, too. Another sheet or clinic than that of the pages is a choice."""
    seen = find_seen(client.post("/pages", data=FORM).text)
    older = [f"{'0' * 64} guide/back-pain", f"{'0' * 64} guide/migraine", f"{'0' * 64} clinic/other.yaml"]

    assert client.post("/print", data=FORM | {"seen": older}).status_code == 409
    assert client.post("/print", data=FORM | {"seen": [*seen, *older[1:]]}).status_code == 200


def test_each_page_has_forms_of_its_own(client: TestClient) -> None:
    """Two windows with the same sheets make two prints."""
    found = [re.findall(r'name="once" value="([^"]+)"', client.get("/").text) for _ in range(2)]

    assert [len(each) for each in found] == [1, 1]
    assert found[0] != found[1]


def test_a_print_is_of_one_moment(
    client: TestClient, desk: Desk, clinic_files: Clinics, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clinic that is changed while its sheets are made has the words of one version on all of them, and on record."""
    file, numbers, read = (clinic_files.folder or Path()) / "example.yaml", iter(range(101, 199)), Clinics._load

    def read_and_change(clinics: Clinics, path: Path) -> ClinicFile:
        found = read(clinics, path)
        file.write_text(CLINIC.replace("555 0100", f"555 0{next(numbers)}"), encoding="utf-8")
        return found

    monkeypatch.setattr(Clinics, "_load", read_and_change)
    sheets = ["back-pain/first-visit", "migraine/first-visit", "back-pain/aftercare"]

    answer = client.post("/print", data={**FORM, "sheet": sheets, "clinic": "example.yaml"})

    prints = desk.store.record.list_prints().prints
    overlays = [desk.store.record.read_edition(each).overlay or b"" for each in prints]
    with pypdfium2.PdfDocument(answer.content) as pdf:
        pages = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert "555 0101" in file.read_text(encoding="utf-8")
    assert set(re.findall(r"555 01\d\d", pages)) == {"555 0100"}
    assert [re.findall(rb"555 01\d\d", overlay) for overlay in overlays] == [[b"555 0100"]] * 3


def test_a_print_is_of_one_guide_and_one_day(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also if the guide is read again, and the day ends, while its sheets are made."""
    versions, days, get = count(1), count(), GuideShelf.get

    def get_newer(shelf: GuideShelf, key: str) -> Guide:
        return get(shelf, key).edit({"edition": f"7.{next(versions)}"})

    monkeypatch.setattr(GuideShelf, "get", get_newer)
    late = replace(desk, today=lambda: TODAY + datetime.timedelta(next(days)))

    make_client(late).post("/print", data={**FORM, "sheet": ["back-pain/first-visit", "back-pain/aftercare"]})

    (printed,) = desk.store.record.list_prints().prints
    kept = desk.store.record.read_edition(printed)
    assert (printed.day, next(days) > 0, next(versions) > 1) == (TODAY, True, True)
    assert json.loads(kept.guide)["edition"] == printed.edition
    assert len({each.content_hash for each in printed.sheets}) == 1
    assert printed.guide_sha256.startswith(printed.sheets[0].content_hash)

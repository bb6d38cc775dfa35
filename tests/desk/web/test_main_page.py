"""The main page: everything can be chosen, the pages follow, and each mistake is shown beside its field."""

from __future__ import annotations

import datetime
import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import acucontent_guides
from acucontent.desk.choices import SheetChoice
from acucontent.desk.clinics import Clinics
from acucontent.desk.desk import Desk
from acucontent.desk.guides import GuideShelf
from acucontent.desk.sheets import SheetMaker
from acucontent.desk.storage.store import Store
from acucontent.hooks import GuideSource
from acucontent.rendering.service import RenderService, TimeLimitExceeded
from tests.desk.web.conftest import make_client, make_desk

FORM: dict[str, Any] = {"sheet": ["back-pain/first-visit"], "region": "US", "language": "en-US"}
TWO = {**FORM, "sheet": ["back-pain/aftercare", "back-pain/first-visit"], "order": ["back-pain/first-visit"]}
NAME = "Zzyzx Testperson"


class Page(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        """Keep text."""
        self.words.append(data)

    def find(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        """Return the attributes of all elements with a name and some attributes."""
        return [each for name, each in self.elements if name == tag and wanted.items() <= each.items()]

    @property
    def text(self) -> str:
        """The text, with single spaces."""
        return " ".join(" ".join(self.words).split())

    @property
    def order(self) -> list[str]:
        """The chosen sheets in the order of printing."""
        return [each["value"] for each in self.find("input", name="order") if "value" in each]


def post(client: TestClient, path: str = "/", **form: Any) -> Page:
    """Send the form and return the page."""
    answer = client.post(path, data={**FORM, **form})
    assert answer.status_code == 200, answer.text
    return Page(answer.text)


def find_errors(page: Page) -> set[str]:
    """Return the fields with an error that is shown beside them."""
    return {each["data-error-for"] for each in page.find("span", **{"class": "error"}) if "hidden" not in each}


def test_all_sheets_can_be_chosen(client: TestClient, desk: Desk) -> None:
    """The page offers each sheet of each guide, with a label."""
    page = Page(client.get("/").text)

    boxes = page.find("input", type="checkbox", name="sheet")
    expected = {f"{key}/{each}" for key in desk.shelf.ids for each in desk.shelf.get(key).handouts.ids}
    assert {box["value"] for box in boxes} == expected
    assert len(expected) == 15
    labels = {each["for"] for each in page.find("label")}
    fields = [each["id"] for tag in ("input", "select", "textarea") for each in page.find(tag) if "id" in each]
    assert set(fields) <= labels


def test_only_chosen_guides_have_their_banner(client: TestClient) -> None:
    """Before a sheet is ticked no banner is in the way; then it is that of its guide."""
    none, one = Page(client.get("/").text), post(client)

    assert "has not been reviewed by a clinician" not in none.text
    assert one.text.count("has not been reviewed by a clinician") == 1


def test_every_part_of_a_page_has_its_own_id(client: TestClient) -> None:
    """No id is there twice, and each reference leads to one."""
    page = Page(client.post("/", data=TWO).text)

    ids = [each["id"] for _, each in page.elements if "id" in each]
    assert len(ids) == len(set(ids))
    named = {one for _, each in page.elements for name in ("aria-describedby", "aria-labelledby", "for", "list", "form")
             if name in each for one in each[name].split()}  # fmt: skip
    assert named <= set(ids)


def test_pages_are_pictures_in_the_page(client: TestClient) -> None:
    """The pages are data, so no address leads to them; each has a size and a text alternative."""
    page = post(client, "/pages", patient=NAME)

    pictures = page.find("img")
    assert len(pictures) == 2
    assert all(each["src"].startswith("data:image/png;base64,") for each in pictures)
    assert [each["alt"].startswith(f"Page {number} of 2 of Your first acupuncture visit") for number, each in
            enumerate(pictures, 1)] == [True, True]  # fmt: skip
    assert all(int(each["width"]) > 800 for each in pictures)
    assert page.find("div", **{"data-announcement": "2 pages of Your first acupuncture visit"})
    assert "Eat first, and bring your list of medicines." in page.text
    assert page.find("summary")


def test_words_reach_the_pages(client: TestClient) -> None:
    """The picture of the first page changes with the name, that of the last does not."""
    without, with_name = (post(client, "/pages", patient=name).find("img") for name in ("", NAME))

    assert without[0]["src"] != with_name[0]["src"]
    assert without[1]["src"] == with_name[1]["src"]


def test_the_page_without_a_script_shows_the_pages(client: TestClient) -> None:
    """The plain button keeps what was entered and shows the pages; with a script they are asked for afterwards."""
    plain = post(client, show="1", patient=NAME, notes="Bring <b>this</b>")
    scripted = post(client, show="1", patient=NAME, script="1")

    assert plain.find("input", id="patient", value=NAME)
    assert "Bring <b>this</b>" in plain.text
    assert len(plain.find("img")) == 2
    assert not scripted.find("img")
    assert scripted.find("div", id="pages", **{"data-missing": "true"})


def test_the_order_is_kept_and_can_be_changed(client: TestClient) -> None:
    """What was ticked last comes last, and can be moved; at an end it stays."""
    first, second = "back-pain/first-visit", "back-pain/aftercare"

    assert post(client, **TWO).order == [first, second]
    assert post(client, **{**TWO, "down": first}).order == [second, first]
    assert post(client, **{**TWO, "up": second}).order == [second, first]
    assert post(client, **{**TWO, "up": first}).order == [first, second]
    assert post(client, **{**TWO, "down": "no-such/sheet"}).order == [first, second]
    assert post(client, "/pages", **TWO).find("div", **{"data-announcement": "4 pages of 2 sheets"})


def test_clear_removes_only_the_words(client: TestClient) -> None:
    """For the next patient the fields are empty, and the choice stays."""
    words = {"patient": NAME, "date": "2026-12-31", "time": "14:30", "practitioner": "A. Example",
             "next_visit": "2027-01-07", "next_time": "09:15", "notes": "Bring this."}  # fmt: skip

    page = post(client, clear="1", **words, grey="on")

    assert [each["value"] for name in words if name != "notes" for each in page.find("input", id=name)] == [""] * 6
    assert not [word for word in ("Zzyzx", "Bring this.") if word in page.text]
    assert page.find("input", id="grey", checked="")
    assert page.find("input", value="back-pain/first-visit", checked="")


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"date": "03/04/2026"}, "date"),
        ({"time": "14:30"}, "time"),
        ({"date": "2026-12-31", "time": "25:00"}, "time"),
        ({"next_visit": "soon"}, "next_visit"),
        ({"patient": "x" * 101}, "patient"),
        ({"practitioner": "---"}, "practitioner"),
        ({"notes": "You can stop your medicines."}, "notes"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_mistake_is_beside_its_field(client: TestClient, words: dict[str, str], field: str) -> None:
    """The page shows the sheet without the words, and the reason beside the field that has it."""
    page = post(client, show="1", **words)

    assert find_errors(page) == {field}
    assert len(page.find("img")) == 2
    described = next(each for tag in ("input", "textarea") for each in page.find(tag, id=field))
    assert described["aria-invalid"] == "true"
    assert f"{field}-error" in described["aria-describedby"].split()


@pytest.mark.parametrize("name", ["JosÃ©", "Jos?", "Jos&eacute;", "#REF!", "=A1", "NULL", "\ufffd Test"], ids=ascii)
def test_a_damaged_name_is_typed_again(client: TestClient, name: str) -> None:
    """There is no table and no cell at the desk that could be corrected."""
    answer = client.post("/pages", data={**FORM, "patient": name})

    (reason,) = re.findall(r'<li data-field="patient">(.*)</li>', answer.text)
    assert reason.endswith("To fix it, type it again")
    assert not re.search("CSV|table|cell", reason)


def test_a_reason_beside_a_note_has_no_code(client: TestClient) -> None:
    """The codes of rules are for those who write guides."""
    page = post(client, notes="You can stop your medicines.")

    assert "This tells people to stop, skip or reduce a medicine. Leave it out" in page.text
    assert not re.search(r"\bS\d{3}\b", page.text)


def test_a_decision_aid_offers_its_options(client: TestClient) -> None:
    """The options appear with a decision aid that is ticked, all of them chosen; fewer than two is a mistake."""
    aid = {"sheet": ["back-pain/evidence"]}
    page = post(client, **aid)
    one = post(client, **aid, option=["back-pain/keep-active"])

    options = page.find("input", name="option", checked="")
    assert {each["value"] for each in options} >= {"back-pain/exercise", "back-pain/acupuncture"}
    assert page.find("input", id="option-back-pain-keep-active", disabled="", checked="")
    (shown,) = page.find("fieldset", id="options-back-pain")
    assert "hidden" not in shown
    assert "hidden" in page.find("fieldset", id="options-migraine")[0]
    assert find_errors(one) == {"option-back-pain"}


def test_a_decision_aid_shows_the_ticked_options(client: TestClient) -> None:
    """The text of the aid names what it leaves out, and the form keeps what is ticked."""
    ticked = ["back-pain/keep-active", "back-pain/acupuncture"]
    page = post(client, sheet=["back-pain/evidence"], option=ticked)

    assert not find_errors(page)
    assert page.find("img")
    kept = [each["value"] for each in page.find("input", name="option", checked="")]
    assert [key for key in kept if key.startswith("back-pain/")] == ["back-pain/acupuncture"]


def test_pages_are_counted_with_words(client: TestClient) -> None:
    """Also pages without a line to fill in are counted."""
    page = post(client, "/pages", sheet=["back-pain/evidence"], patient=NAME)

    assert page.find("div", **{"data-announcement": "4 pages of Should I try acupuncture? A decision aid"})
    assert len(page.find("img")) == 4


def test_sheets_of_two_guides(client: TestClient) -> None:
    """Sheets of several guides can be chosen together; they stay in order."""
    sheets = ["migraine/first-visit", "back-pain/aftercare", "migraine/diary"]

    page = post(client, "/pages", sheet=sheets)

    assert [each["data-key"] for each in page.find("section")] == sheets


def test_an_unknown_sheet_is_named(client: TestClient) -> None:
    """A form of an older guide shows the sheets that there are, and says that one is missing."""
    page = post(client, sheet=["back-pain/first-visit", "back-pain/gone"])

    assert "sheet" in find_errors(page)
    assert len(page.find("img")) == 2


@pytest.mark.parametrize("form", [{"region": "XX"}, {"language": "fr"}, {"paper": "a3"}, {"clinic": "gone.yaml"},
                                  {"clinic": "../example.yaml"}, {"clinic": "broken.yaml"}], ids=str)  # fmt: skip
def test_what_does_not_exist_is_a_message(client: TestClient, form: dict[str, str]) -> None:
    """A value that the page does not offer is refused in words, and the form stays."""
    page = post(client, **form)

    assert not page.find("img")
    assert page.find("input", value="back-pain/first-visit", checked="")
    assert find_errors(page) or page.find("p", **{"class": "banner danger"})


def test_a_clinic_can_be_chosen(client: TestClient) -> None:
    """Clinics have their names; one with problems says so."""
    page = post(client, clinic="example.yaml")

    assert page.find("option", value="example.yaml", selected="")
    assert "Example Clinic" in page.text
    assert "broken.yaml (has problems)" in page.text
    assert len(page.find("img")) == 2


@pytest.mark.parametrize("name", ["region", "language", "clinic"])
def test_what_is_gone_stays_chosen(client: TestClient, name: str) -> None:
    """A clinic that was deleted is not silently replaced by none: the list names it, and its sheets are not shown."""
    page = post(client, **{name: "gone"})

    assert page.find("option", value="gone", selected="")
    assert not page.find("img")


def test_a_set_says_which_sheets_are_gone(client: TestClient, store: Store) -> None:
    """A newer edition may have fewer sheets than the one a set was saved with."""
    store.sets.save("Old", SheetChoice("back-pain", ("costs", "gone"), "US", "en-US"))

    for page in (post(client, apply="Old").text, client.get("/?set=Old").text):
        assert "1 of its sheets cannot be found" in page


def test_the_same_set_can_be_saved_again(client: TestClient) -> None:
    """A second click is no question about another set with the name."""
    for _ in range(2):
        assert "Saved as Twice." in post(client, save="1", set_name="Twice").text


def test_a_missing_folder_of_clinics_is_reported(desk: Desk) -> None:
    """A drive that is not connected is named, on the main page and on that of the clinics."""
    lost = replace(desk, clinics=Clinics(Path("/nonexistent/clinics")))
    client = make_client(lost)

    assert "does not exist. Create it, connect the drive" in post(client, "/pages").text
    assert "does not exist. Create it, connect the drive" in client.get("/clinics").text


def test_practitioners_of_a_clinic_are_offered(client: TestClient, clinic_files: Clinics) -> None:
    """The names of those who treat at the chosen clinic can be chosen from."""
    assert clinic_files.folder
    text = "name: Example Clinic\nphone: 555 0100\npractitioners:\n  - name: A. Example\n    credentials: L.Ac.\n"
    (clinic_files.folder / "staff.yaml").write_text(text, encoding="utf-8")

    page = post(client, clinic="staff.yaml", script="1")

    assert page.find("datalist", id="practitioners")
    assert page.find("option", value="A. Example")
    assert page.find("input", id="practitioner", list="practitioners")
    assert not post(client, script="1").find("datalist")


def test_what_cannot_be_saved_is_shown(client: TestClient, store: Store) -> None:
    """A folder that cannot be written is a banner, and sheets can still be printed."""
    store.notices.report("Nothing is saved until the desk ends.")

    page = post(client)

    assert "Nothing is saved until the desk ends." in page.text
    assert len(page.find("img")) == 2


def test_sets_are_saved_and_applied(client: TestClient, store: Store) -> None:
    """What is chosen gets a name, and is there again with it; the words for the patient stay."""
    saved = post(client, save="1", set_name="Second visit", large_print="on", patient=NAME)
    other = post(client, sheet=["back-pain/costs"], apply="Second visit", patient=NAME)

    assert "Saved as Second visit." in saved.text
    assert store.sets.get("Second visit").large_print
    assert NAME not in str(store.sets.list_sets())
    for page in (saved, other):
        assert page.find("input", value="back-pain/first-visit", checked="")
        assert page.find("input", id="patient", value=NAME)
    assert other.find("input", id="large_print", checked="")
    assert Page(client.get("/?set=Second+visit").text).find("input", id="large_print", checked="")


def test_a_set_is_replaced_only_on_request(client: TestClient, store: Store) -> None:
    """A name that is in use is shown with its mistake and a button that replaces the set."""
    post(client, save="1", set_name="Costs")
    again = post(client, save="1", set_name="costs", grey="on")
    before = store.sets.get("Costs").grey
    post(client, replace="costs", set_name="costs", grey="on")

    assert find_errors(again) == {"set_name"}
    assert again.find("button", name="replace", value="costs")
    assert (before, store.sets.get("Costs").grey) == (False, True)


def test_the_button_replaces_no_other_set(client: TestClient, store: Store) -> None:
    """When the name is changed to that of another set, the question is asked again."""
    for name in ("Costs", "Visits"):
        post(client, save="1", set_name=name)

    page = post(client, replace="Costs", set_name="Visits", grey="on")

    assert find_errors(page) == {"set_name"}
    assert page.find("button", name="replace", value="Visits")
    assert not store.sets.get("Visits").grey


def test_a_name_that_is_not_saved_yet_stays(client: TestClient) -> None:
    """It is there after another button, and after a refusal, but not after it was saved."""
    changed = post(client, up="back-pain/first-visit", set_name="Visits")
    refused = post(client, save="1", set_name="Visits", sheet=["back-pain/costs", "migraine/diary"])
    saved = post(client, save="1", set_name="Visits")

    assert changed.find("input", id="set_name", value="Visits")
    assert refused.find("input", id="set_name", value="Visits")
    assert saved.find("input", id="set_name", value="")


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        ({"set_name": ""}, "The name is missing."),
        ({"set_name": "A", "sheet": []}, "No sheet is ticked."),
        ({"set_name": "A", "sheet": ["back-pain/costs", "migraine/diary"]}, "A set has the sheets of one guide."),
    ],
)
def test_what_is_no_set_is_not_saved(client: TestClient, store: Store, form: dict[str, Any], reason: str) -> None:
    """The message says what to do."""
    page = post(client, save="1", **form)

    assert reason in page.text
    assert not store.sets.list_sets()


def test_unknown_sets_are_a_message(client: TestClient) -> None:
    """A set that another desk deleted is a message, not an error."""
    assert "gone" in post(client, apply="gone").text
    assert client.get("/?set=gone").status_code == 200


def test_an_overdue_edition_has_a_banner(desk: Desk) -> None:
    """After the date of the next review the page says so."""
    late = replace(desk, today=lambda: datetime.date(2030, 1, 1))

    assert "was due on 2027-11-28" in post(make_client(late), "/pages").text
    assert "was due on" not in post(make_client(desk), "/pages").text


@pytest.fixture
def own_guide(tmp_path: Path) -> Path:
    """Return a copy of a guide that a test can change."""
    return Path(shutil.copytree(Path(acucontent_guides.__file__).parent / "migraine", tmp_path / "migraine"))


def make_own_desk(desk: Desk, service: RenderService, clinics: Clinics, folder: Path) -> Desk:
    """Return a desk with a guide from a folder."""
    shelf = GuideShelf(desk.registry, service, [GuideSource("migraine", folder)])
    return make_desk(shelf, service, desk.store, clinics)


def test_a_changed_guide_can_be_read_again(desk: Desk, service: RenderService, own_guide: Path) -> None:
    """The page says that files changed, and a button reads them; with a mistake the older guide stays."""
    client = make_client(make_own_desk(desk, service, desk.clinics, own_guide))
    file, form = own_guide / "guide.yaml", {"sheet": ["migraine/first-visit"]}
    text = file.read_text(encoding="utf-8")
    before = post(client, **form)

    file.write_text(text.replace("title: Acupuncture to prevent migraine", "title: A new title", 1), encoding="utf-8")
    changed, after = post(client, **form), post(client, **form, reload="migraine")
    file.write_text("title: [", encoding="utf-8")
    broken = post(client, **form, reload="migraine")

    assert not before.find("button", name="reload")
    assert changed.find("button", name="reload", value="migraine")
    assert "A new title" in after.text
    assert not after.find("button", name="reload")
    assert "A new title" in broken.text
    assert "guide.yaml:1" in broken.text


def test_a_broken_guide_leaves_the_others(desk: Desk, service: RenderService, tmp_path: Path) -> None:
    """A guide that cannot be read shows its problem in its place; sheets of another can be printed."""
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "guide.yaml").write_text("id: broken\n", encoding="utf-8")
    shelf = GuideShelf(desk.registry, service, [GuideSource("broken", folder)])

    page = post(make_client(make_desk(shelf, service, desk.store, desk.clinics)))

    assert "This guide cannot be used" in page.text
    assert len(page.find("img")) == 2


def test_a_sheet_that_takes_too_long(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """A time limit is a message in the place of the pages, and the other sheets are there."""
    make = SheetMaker.make_sheet

    def make_or_fail(maker: SheetMaker, choice: Any, handout: str, words: Any) -> Any:
        if handout == "aftercare":
            raise TimeLimitExceeded("too long")
        return make(maker, choice, handout, words)

    monkeypatch.setattr(SheetMaker, "make_sheet", make_or_fail)
    page = post(client, "/pages", **TWO)

    assert "takes too long to make" in page.text
    assert len(page.find("img")) == 2
    assert page.find("div", **{"data-announcement":
            "2 pages of Your first acupuncture visit; 1 sheet cannot be shown"})  # fmt: skip


def test_a_booklet_shows_its_first_pages(client: TestClient) -> None:
    """A booklet has too many pages to show at once, and the page says so."""
    page = post(client, "/pages", sheet=["migraine/complete"])

    assert len(page.find("img")) == 8
    assert re.search(r"The first 8 of [0-9]+ pages are shown[.] All of them are printed[.]", page.text)


def test_guides_that_are_being_read_show_a_page(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """While guides are read for the first time, a page says so and asks again."""
    monkeypatch.setattr("acucontent.desk.web.main_page.WAIT", 0.0)

    answer = make_client(desk).get("/")

    assert answer.headers["refresh"] == "1"
    assert "Reading the guides" in answer.text

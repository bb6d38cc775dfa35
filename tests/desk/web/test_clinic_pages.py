"""Clinics are created and edited on their pages, with errors beside the fields and a sheet beside the form."""

from __future__ import annotations

import hashlib
import io
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from httpx2 import Response
from PIL import Image
from starlette.testclient import TestClient

from acucontent.desk.choices import SheetChoice
from acucontent.desk.clinics import Clinics
from acucontent.desk.desk import Desk
from acucontent.desk.overlay_form import parse_values, read_values
from acucontent.desk.sheets import SheetMaker
from acucontent.desk.web import overlay_preview
from acucontent.desk.web.app import make_app
from acucontent.desk.web.security import Guard
from tests.desk.web.conftest import ADDRESS, HOST, OWN, PORT, make_client

TEXT = "# ours\nname: North Clinic\nphone: 555-0100 # day\nnotes:\n  - handout: all\n    text: Ring the bell.\n"


@pytest.fixture
def clinic_files(tmp_path: Path) -> Clinics:
    """Return a folder with one clinic."""
    (tmp_path / "clinics").mkdir()
    (tmp_path / "clinics" / "north.yaml").write_text(TEXT, encoding="utf-8")
    return Clinics(tmp_path / "clinics")


def get_form(clinics: Clinics, **changes: str) -> dict[str, str]:
    """Return the fields that a browser sends for the clinic; a double underscore in a name is a dot."""
    text = clinics.read_text("north.yaml")
    document = parse_values(text.content, text.name)
    assert document is not None
    changed = {name.replace("__", "."): value for name, value in changes.items()}
    return {"sha256": text.sha256, "preview": "migraine/first-visit", **read_values(document), **changed}


def send(client: TestClient, form: Mapping[str, str], path: str = "", logo: bytes | None = None) -> Response:
    """Post the form as a browser does: in several parts."""
    parts: dict[str, tuple[str | None, bytes | str]] = {name: (None, value) for name, value in form.items()}
    parts["logo_file"] = ("photo.png" if logo else "", logo or b"")
    return client.post(f"/clinics/north.yaml{path}", files=parts)


def make_logo(color: str = "navy") -> bytes:
    """Return a small PNG with text in its metadata."""
    output = io.BytesIO()
    Image.new("RGB", (20, 10), color).save(output, "PNG", comment="secret place")
    return output.getvalue()


def test_clinics_are_listed_with_their_problems(client: TestClient, desk: Desk) -> None:
    """A broken overlay is listed with its line, and its page has its text."""
    (desk.clinics.folder or Path()).joinpath("south.yaml").write_text("name: [\n", encoding="utf-8")

    page = client.get("/clinics").text

    assert "North Clinic" in page
    assert "south.yaml:2" in page
    assert "Correct its text here" in client.get("/clinics/south.yaml").text


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_a_file_of_an_older_editor_keeps_its_letters(client: TestClient, desk: Desk, encoding: str) -> None:
    """A file that is not UTF-8 has its letters on the page, from which it is saved as UTF-8."""
    file = (desk.clinics.folder or Path()) / "south.yaml"
    file.write_bytes("name: Praxis Müller – Süd\r\n".encode(encoding))

    page = client.get("/clinics/south.yaml").text
    (content,) = re.findall(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    (opened,) = re.findall(r'name="sha256" value="(\w+)"', page)
    saved = client.post("/clinics/south.yaml/text", files={"sha256": (None, opened), "content": (None, content)})

    assert "is not UTF-8" in page
    assert saved.status_code == 303
    assert desk.clinics.read("south.yaml").clinic.name == "Praxis Müller – Süd"


def test_a_clinic_is_created(client: TestClient, desk: Desk) -> None:
    """Its name is enough; its form opens."""
    made = client.post("/clinics/new", data={"name": "South & Sons", "file": ""})

    assert (made.status_code, made.headers["location"]) == (303, "/clinics/south-sons.yaml")
    assert desk.clinics.read("south-sons.yaml").clinic.name == "South & Sons"
    assert "South &amp; Sons" in client.get("/clinics/south-sons.yaml").text


@pytest.mark.parametrize(
    ("name", "file", "message"),
    [
        ("", "", "Write the name of the clinic."),
        ("North", "", "There is a file north.yaml already."),
        ("。。", "", "letters from a to z"),
    ],
)
def test_a_clinic_that_cannot_be_created_is_explained(client: TestClient, name: str, file: str, message: str) -> None:
    """The form keeps what was entered."""
    refused = client.post("/clinics/new", data={"name": name, "file": file})

    assert refused.status_code == 422
    assert message in refused.text
    assert f'value="{name}"' in refused.text


def test_the_form_has_the_values_of_the_file(client: TestClient) -> None:
    """Also the first line break of a note is kept by browsers, which drop one after the start tag."""
    page = client.get("/clinics/north.yaml").text

    assert 'name="phone" value="555-0100"' in page
    assert ">\nRing the bell.</textarea>" in page
    assert '<option value="all" selected>' in page
    assert '<option value="diary">' in page  # of the one guide
    assert '<option value="safety">' in page  # of the other


def test_a_form_is_saved(client: TestClient, desk: Desk) -> None:
    """Only the changed value changes in the file."""
    saved = send(client, get_form(desk.clinics, phone="555-0199"))

    assert saved.status_code == 303
    text = desk.clinics.read_text("north.yaml").content.decode("utf-8")
    assert text == TEXT.replace("555-0100", "555-0199")
    assert "Saved." in client.get(saved.headers["location"]).text


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("phone", "none", "not a valid telephone number"),
        ("name", "", "Is missing"),
        ("color", "#ffff00", "Did you mean"),
        ("notes__0__text", "Stop your blood thinner two days before a visit.", "” this tells people to stop"),
    ],
)
def test_a_wrong_value_is_not_saved(client: TestClient, desk: Desk, field: str, value: str, message: str) -> None:
    """The page and the script get the same message, beside the field, and the form keeps the value."""
    form = get_form(desk.clinics, **{field: value})
    path = field.replace("__", ".")

    refused = send(client, form)
    checked = client.post("/clinics/north.yaml/check", data=form).json()

    assert refused.status_code == 422
    assert f'data-error-for="{path}">' in refused.text
    assert list(checked["fields"]) == [path]
    assert message in checked["fields"][path]
    assert not re.search(r"\bS\d", checked["fields"][path])  # a code is for those who write guides
    assert desk.clinics.read_text("north.yaml").content.decode("utf-8") == TEXT


def test_a_form_without_errors_checks_as_such(client: TestClient, desk: Desk) -> None:
    """The script removes the messages."""
    assert client.post("/clinics/north.yaml/check", data=get_form(desk.clinics)).json() == {"fields": {}, "others": []}


def test_a_note_is_added(client: TestClient, desk: Desk) -> None:
    """The button works without a script, and nothing is saved by it."""
    more = send(client, get_form(desk.clinics, add_note="1"))
    assert 'name="notes.1.text"' in more.text

    form = get_form(desk.clinics, notes__1__handout="first-visit", notes__1__text="Bring socks.")
    assert send(client, form).status_code == 303
    assert [note.handout for note in desk.clinics.read("north.yaml").clinic.notes] == ["all", "first-visit"]


def test_the_sheet_is_shown_with_unsaved_words(client: TestClient, desk: Desk) -> None:
    """The script and the button get the pages as pictures in the answer; the file stays as it is."""
    form = get_form(desk.clinics, name="Unsaved Clinic")

    part = send(client, form, "/preview")
    page = send(client, {**form, "show": "1"})

    for shown in (part, page):
        assert shown.status_code == 200
        assert shown.text.count('src="data:image/png;base64,') == 2
    assert part.text.lstrip().startswith("<h3>")
    assert desk.clinics.read_text("north.yaml").content.decode("utf-8") == TEXT


def test_no_sheet_is_shown_with_errors(client: TestClient, desk: Desk) -> None:
    """An unsafe note is never drawn."""
    form = get_form(desk.clinics, notes__0__text="Stop your blood thinner two days before a visit.")

    part = send(client, form, "/preview")

    assert "data:image" not in part.text
    assert "when the fields have no errors" in part.text


def test_a_logo_is_saved_without_its_metadata(client: TestClient, desk: Desk) -> None:
    """The file gets a name of its own, and the overlay names it."""
    saved = send(client, get_form(desk.clinics), logo=make_logo())

    assert saved.status_code == 303
    overlay = desk.clinics.read("north.yaml")
    assert overlay.clinic.logo == "north-logo.png"
    kept = (desk.clinics.folder or Path()).joinpath("north-logo.png").read_bytes()
    assert b"secret place" not in kept

    form = get_form(desk.clinics) | {"remove.logo": "on"}
    assert send(client, form).status_code == 303
    assert desk.clinics.read("north.yaml").clinic.logo is None


@pytest.mark.parametrize("changed", [{"add_note": "1"}, {"color": "no color"}, {"sha256": "0"}])
def test_a_logo_that_was_not_saved_is_told(client: TestClient, desk: Desk, changed: dict[str, str]) -> None:
    """A page cannot put its file into the field again, so that it would be forgotten."""
    with_logo = send(client, get_form(desk.clinics) | changed, logo=make_logo())
    without = send(client, get_form(desk.clinics) | changed)

    assert "The new logo is not saved yet. Choose its file again." in with_logo.text
    assert "The new logo" not in without.text


def test_a_wrong_logo_is_told_with_the_sheet(client: TestClient, desk: Desk) -> None:
    """It is checked when it is chosen, not when it is saved."""
    part = send(client, get_form(desk.clinics), "/preview", logo=b"no image")

    assert "data-wrong-logo>" in part.text
    assert "&#39;photo.png&#39; is not a PNG or JPEG image" in part.text


@pytest.mark.parametrize(
    ("logo", "message"),
    [(b"no image", "is not a PNG or JPEG image"), (b"x" * 2_000_001, "&#39;photo.png&#39; is larger than 2 MB")],
)
def test_an_unusable_logo_is_refused(client: TestClient, desk: Desk, logo: bytes, message: str) -> None:
    """The reason is beside the field, and no file is written."""
    refused = send(client, get_form(desk.clinics), logo=logo)

    assert refused.status_code == 422
    assert message in refused.text
    assert [path.name for path in (desk.clinics.folder or Path()).iterdir()] == ["north.yaml"]


def test_an_upload_is_limited(client: TestClient, desk: Desk) -> None:
    """What is longer than a logo can be is refused before it is read."""
    assert send(client, get_form(desk.clinics), logo=b"x" * 4_000_000).status_code == 413


def test_a_file_that_changed_meanwhile_is_not_overwritten(client: TestClient, desk: Desk) -> None:
    """The page shows the other version, keeps the fields, and offers both."""
    form = get_form(desk.clinics, name="Mine")
    other = TEXT.replace("North", "Other")
    (desk.clinics.folder or Path()).joinpath("north.yaml").write_text(other, encoding="utf-8")

    refused = send(client, form)

    assert refused.status_code == 409
    assert "name: Other Clinic" in refused.text
    assert 'name="name" value="Mine"' in refused.text
    assert desk.clinics.read("north.yaml").clinic.name == "Other Clinic"
    now = desk.clinics.read_text("north.yaml").sha256
    assert f'name="overwrite" value="{now}"' in refused.text
    assert send(client, {**form, "overwrite": now}).status_code == 303
    assert desk.clinics.read("north.yaml").clinic.name == "Mine"


def test_a_file_that_was_deleted_meanwhile_is_asked_about(client: TestClient, desk: Desk) -> None:
    """What was entered is not lost: it can be saved as a new file, with the logo that the clinic had."""
    assert send(client, get_form(desk.clinics), logo=make_logo()).status_code == 303
    form = get_form(desk.clinics, name="Mine") | {"opened_logo": "north-logo.png"}
    desk.clinics.delete("north.yaml", form["sha256"])

    refused = send(client, form)
    checked = client.post("/clinics/north.yaml/check", data=form).json()
    part = send(client, form, "/preview")

    assert refused.status_code == 409
    assert "The file was deleted meanwhile" in refused.text
    assert 'name="name" value="Mine"' in refused.text
    assert "was deleted after you opened it" in checked["others"][0]
    assert "data:image" in part.text
    empty = hashlib.sha256(b"").hexdigest()
    assert f'name="overwrite" value="{empty}"' in refused.text
    assert send(client, {**form, "overwrite": empty}).status_code == 303
    overlay = desk.clinics.read("north.yaml")
    assert (overlay.clinic.name, overlay.clinic.phone) == ("Mine", "555-0100")
    assert overlay.clinic.logo == "north-logo.png"


def test_a_file_that_is_deleted_while_it_is_saved_is_asked_about(
    client: TestClient, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However late that is, what was entered is not lost."""
    form = get_form(desk.clinics, name="Mine")
    save = type(desk.clinics).save

    def save_late(clinics: Any, name: str, content: bytes, expected_sha256: str) -> Any:
        clinics.delete(name, expected_sha256)
        return save(clinics, name, content, expected_sha256)

    monkeypatch.setattr(type(desk.clinics), "save", save_late)
    refused = send(client, form)

    assert refused.status_code == 409
    assert "The file was deleted meanwhile" in refused.text
    assert 'name="name" value="Mine"' in refused.text


def test_a_file_that_was_broken_meanwhile_is_asked_about(client: TestClient, desk: Desk) -> None:
    """A form is not replaced by the broken text of another program."""
    form = get_form(desk.clinics, name="Mine")
    (desk.clinics.folder or Path()).joinpath("north.yaml").write_text("name: [", encoding="utf-8")

    refused = send(client, form)

    assert refused.status_code == 409
    assert 'name="name" value="Mine"' in refused.text
    assert "name: [" in refused.text
    overwrite = desk.clinics.read_text("north.yaml").sha256
    assert send(client, {**form, "overwrite": overwrite}).status_code == 303
    assert desk.clinics.read("north.yaml").clinic.name == "Mine"


def test_a_change_by_another_is_told_before_it_is_saved(client: TestClient, desk: Desk) -> None:
    """The script checks the form when its tab is seen again."""
    form = get_form(desk.clinics)
    (desk.clinics.folder or Path()).joinpath("north.yaml").write_text(TEXT + "\n", encoding="utf-8")

    assert "changed by another program, or in another tab" in client.post("/clinics/north.yaml/check", data=form).text


def test_enter_saves_and_never_overwrites(client: TestClient, desk: Desk) -> None:
    """Enter in a field presses the first button of a form: it adds no note, and is no answer to a question."""
    form = get_form(desk.clinics, name="Mine")
    (desk.clinics.folder or Path()).joinpath("north.yaml").write_text(TEXT + "\n", encoding="utf-8")

    for page in (client.get("/clinics/north.yaml").text, send(client, form).text):
        first = re.findall(r"<button[^>]*>", page[page.index('<form id="overlay"') :])[0]
        assert 'name="save"' in first


def test_a_clinic_that_changed_is_not_deleted(client: TestClient, desk: Desk) -> None:
    """The question is asked again; it names the sets that use the clinic. A second click deletes nothing more."""
    desk.store.sets.save("First visit", SheetChoice("migraine", ("first-visit",), "US", "en-US", clinic="north.yaml"))
    sha256 = desk.clinics.read_text("north.yaml").sha256
    (desk.clinics.folder or Path()).joinpath("north.yaml").write_text(TEXT + "\n", encoding="utf-8")

    again = client.post("/clinics/north.yaml/delete", data={"sha256": sha256})

    assert again.status_code == 409
    assert "It was not deleted." in again.text
    assert "First visit" in again.text
    sha256 = desk.clinics.read_text("north.yaml").sha256
    for _ in range(2):
        assert client.post("/clinics/north.yaml/delete", data={"sha256": sha256}).status_code == 303
    assert desk.clinics.list() == ()


def test_the_folder_is_chosen(client: TestClient, desk: Desk, tmp_path: Path) -> None:
    """The clinics of a folder are used from now on and after the next start; an empty field means the usual folder."""
    desk.clinics.usual = desk.clinics.folder
    other = tmp_path / "other"
    other.mkdir()
    (other / "south.yaml").write_text("name: South Clinic\n", encoding="utf-8")

    done = client.post("/clinics/folder", data={"folder": f' "{other}" '})

    page = client.get(done.headers["location"]).text
    assert "South Clinic" in page
    assert "North Clinic" not in page
    assert desk.store.settings.read().clinics_folder == other
    client.post("/clinics/folder", data={"folder": ""})
    assert "North Clinic" in client.get("/clinics").text
    assert desk.store.settings.read().clinics_folder is None


@pytest.mark.parametrize(
    ("folder", "message"),
    [
        ("clinics", "is not an absolute path"),
        ("/nonexistent/clinics", "does not exist"),
        ("/dev/null", "is a file, not a folder"),
        ("/tmp\0", "invisible characters"),
        ("~nobody-of-this-name/x", "unknown user"),
    ],
)
def test_an_unusable_folder_is_refused(client: TestClient, desk: Desk, folder: str, message: str) -> None:
    """The reason is beside the field, which keeps the path, and the clinics stay."""
    desk.clinics.usual = desk.clinics.folder

    refused = client.post("/clinics/folder", data={"folder": folder})

    assert refused.status_code == 422
    assert message in refused.text
    assert "North Clinic" in refused.text
    assert desk.store.settings.read().clinics_folder is None


def test_the_folder_is_chosen_only_at_this_machine(desk: Desk, tmp_path: Path) -> None:
    """A desk that others can reach does not let them look into its folders; nor does one with --clinics change."""
    desk.clinics.usual = desk.clinics.folder
    guard = Guard(HOST, PORT, "four-long-plain-words")
    shared = TestClient(make_app(desk, guard), base_url=ADDRESS, headers=OWN, cookies={guard.cookie: guard.session})

    assert 'action="/clinics/folder"' not in shared.get("/clinics").text
    assert shared.post("/clinics/folder", data={"folder": str(tmp_path)}).status_code == 422
    desk.clinics.usual = None
    assert 'action="/clinics/folder"' not in make_client(desk).get("/clinics").text
    assert make_client(desk).post("/clinics/folder", data={"folder": str(tmp_path)}).status_code == 422
    assert desk.store.settings.read().clinics_folder is None


@pytest.mark.parametrize("kind", ["empty", "folder", "broken link", "loop"])
def test_what_is_no_overlay_breaks_nothing(client: TestClient, desk: Desk, kind: str) -> None:
    """The list, the main page and the page of the file say what is wrong."""
    path = (desk.clinics.folder or Path()) / "odd.yaml"
    match kind:
        case "empty":
            path.touch()
        case "folder":
            path.mkdir()
        case _:
            path.symlink_to(path if kind == "loop" else "nowhere.yaml")

    assert "North Clinic" in client.get("/clinics").text
    assert client.get("/").status_code == 200
    assert client.get("/clinics/odd.yaml").status_code == {"empty": 200, "folder": 404}.get(kind, 422)
    assert client.get("/clinics/odd.yaml/delete").status_code == {"empty": 200, "folder": 404}.get(kind, 422)


@pytest.mark.parametrize("text", [TEXT.replace("\n", "\r\n"), "\ufeff" + TEXT], ids=["CRLF", "BOM"])
def test_files_of_other_systems_are_saved_as_they_are(client: TestClient, desk: Desk, text: str) -> None:
    """Only the changed value changes; line ends stay, and a mark of the byte order is dropped."""
    path = (desk.clinics.folder or Path()) / "north.yaml"
    path.write_bytes(text.encode("utf-8"))

    assert send(client, get_form(desk.clinics, phone="555-0199")).status_code == 303

    assert path.read_bytes() == text.removeprefix("\ufeff").replace("555-0100", "555-0199").encode("utf-8")


def test_an_unknown_key_can_be_removed(client: TestClient, desk: Desk) -> None:
    """A misspelled key is shown above the form with a checkbox."""
    path = (desk.clinics.folder or Path()) / "north.yaml"
    path.write_text(TEXT + "xyzzy: 1\n", encoding="utf-8")

    assert 'name="remove.xyzzy"' in client.get("/clinics/north.yaml").text
    assert send(client, get_form(desk.clinics)).status_code == 422
    assert send(client, get_form(desk.clinics) | {"remove.xyzzy": "on"}).status_code == 303
    assert path.read_text(encoding="utf-8") == TEXT


def test_more_practitioners_than_the_form_has_are_kept(client: TestClient, desk: Desk) -> None:
    """A person decides who is removed, knowing the name; the others stay, also when a logo is saved."""
    path = (desk.clinics.folder or Path()) / "north.yaml"
    text = TEXT + "practitioners:\n" + "".join(f"  - name: {letter}. Lee\n" for letter in "ABCDEF")
    path.write_text(text, encoding="utf-8")
    form = get_form(desk.clinics)

    page = client.get("/clinics/north.yaml").text
    refused = send(client, form)

    assert "Remove <code>practitioners.5</code> from the file (F. Lee)" in page
    assert refused.status_code == 422
    assert path.read_text(encoding="utf-8") == text
    changes = {"remove.practitioners.4": "on", "practitioners.1.name": ""}
    assert send(client, form | changes, logo=make_logo()).status_code == 303
    found = desk.clinics.read("north.yaml").clinic
    assert [each.name[0] for each in found.practitioners] == ["A", "C", "D", "F"]
    assert found.logo == "north-logo.png"


@pytest.mark.parametrize(
    ("row", "reason"),
    [("Ring the bell", "Expected keys with values, got text"), ("{txet: Ring}", "Unknown key &#39;txet&#39;")],
)
def test_the_error_of_a_note_that_no_field_shows_is_on_the_page(
    client: TestClient, desk: Desk, row: str, reason: str
) -> None:
    """It has its place in the form, so that a person sees more than the number of errors."""
    path = (desk.clinics.folder or Path()) / "north.yaml"
    path.write_text(f"{TEXT}  - {row}\n", encoding="utf-8")

    page = client.get("/clinics/north.yaml").text

    (shown,) = re.findall(r'data-error-for="notes.1.text">([^<]+)<', page)
    assert reason in shown
    assert 'name="remove.notes.1' in page


def test_lost_comments_are_reported(client: TestClient, desk: Desk) -> None:
    """A file that cannot be edited in place is written again, which the page says if there was a comment."""
    path = (desk.clinics.folder or Path()) / "north.yaml"
    path.write_text("# ours\n{name: North Clinic, phone: 555-0100}\n", encoding="utf-8")

    saved = send(client, get_form(desk.clinics, phone="555-0199"))

    assert "The whole file was written again, without its comments." in client.get(saved.headers["location"]).text
    assert path.read_text(encoding="utf-8") == "name: North Clinic\nphone: 555-0199\n"
    path.write_text("{name: North Clinic, phone: 555-0100}\n", encoding="utf-8")
    saved = send(client, get_form(desk.clinics, phone="555-0199"))
    assert "comments" not in client.get(saved.headers["location"]).text


def test_a_note_without_a_sheet_is_given_none(client: TestClient, desk: Desk) -> None:
    """A browser sends the first choice of a list, which must not put the note on all sheets."""
    path = (desk.clinics.folder or Path()) / "north.yaml"
    path.write_text("name: North\nnotes:\n  - text: Bring socks.\n", encoding="utf-8")

    page = client.get("/clinics/north.yaml").text

    assert '<option value="" selected>Choose a sheet</option>' in page


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names, or change them")
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"praxis-fl\xfc.yaml", r"praxis-fl\xfc.yaml"),
        ("north\xa02.yaml".encode(), r"north\xa02.yaml"),
        ("no\u200drth.yaml".encode(), r"no\u200drth.yaml"),
        (b"back\\slash.yaml", r"back\slash.yaml"),
        (b"x" * 240 + b".yaml", "x" * 240 + ".yaml"),
    ],
    ids=["bytes", "space", "joiner", "backslash", "long"],
)
def test_a_file_with_an_unusable_name_breaks_nothing(client: TestClient, desk: Desk, name: bytes, shown: str) -> None:
    """It is listed with what to do, and is not offered for printing; the other clinics can be used."""
    path = os.path.join(os.fsencode(desk.clinics.folder or Path()), name)  # noqa: PTH118 - a path of bytes
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(b"name: South Clinic\n")

    page, main = client.get("/clinics"), client.get("/")

    assert (page.status_code, main.status_code) == (200, 200)
    assert f"{shown}: the name of the file is too long" in page.text
    assert "To fix it, rename the file" in page.text
    assert page.text.count(">Delete …</a>") == 1
    assert "North Clinic" in main.text
    assert "South Clinic" not in main.text
    assert "has problems" not in main.text
    assert client.get("/clinics/nort.yaml").status_code == 404
    assert client.get(f"/clinics/{quote(name)}").status_code in (404, 422)


def test_only_the_pages_that_are_shown_are_drawn(
    client: TestClient, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long sheet does not keep the form waiting."""
    monkeypatch.setattr(overlay_preview, "MAX_DRAWN", 1)
    drawn: list[int] = []
    draw = SheetMaker.draw_pages

    def count_pages(*values: Any, **options: Any) -> tuple[bytes, ...]:
        pages = draw(*values, **options)
        drawn.append(len(pages))
        return pages

    monkeypatch.setattr(SheetMaker, "draw_pages", count_pages)
    part = send(client, get_form(desk.clinics), "/preview")

    assert drawn == [1]
    assert "The first 1 of 2 pages are shown." in part.text


def test_a_broken_text_is_corrected(client: TestClient, desk: Desk) -> None:
    """The text is saved only when it can be read, and only if the file did not change."""
    path = (desk.clinics.folder or Path()) / "south.yaml"
    path.write_text("name: [\n", encoding="utf-8")
    sha256 = desk.clinics.read_text("south.yaml").sha256

    still = client.post("/clinics/south.yaml/text", data={"content": "name: ]", "sha256": sha256})
    stale = client.post("/clinics/south.yaml/text", data={"content": "name: South", "sha256": "0"})
    done = client.post("/clinics/south.yaml/text", data={"content": "# a\r\nname: South\r\n", "sha256": sha256})

    assert "It was not saved" in still.text
    assert stale.status_code == 409
    assert "changed meanwhile" in stale.text
    assert ">\nname: South</textarea>" in stale.text
    assert f'name="sha256" value="{sha256}"' not in stale.text  # the next Save asks again
    assert done.status_code == 303
    assert path.read_bytes() == b"# a\nname: South\n"


@pytest.mark.parametrize("file", ["..%2Fdesk%2Fsettings.json", "missing.yaml", "%2Fetc%2Fpasswd", "north.yaml%00"])
def test_no_address_leads_out_of_the_folder(client: TestClient, file: str) -> None:
    """Each page of a file that is not in the list answers 404."""
    answers = [client.get(f"/clinics/{file}"), client.post(f"/clinics/{file}", files={"name": (None, "x")})]
    answers += [client.post(f"/clinics/{file}/{each}", data={"name": "x"}) for each in ("text", "check", "preview")]

    assert {each.status_code for each in answers} == {404}


def test_a_note_is_never_markup(client: TestClient, desk: Desk) -> None:
    """Every value is escaped on the page."""
    page = send(client, get_form(desk.clinics, name='"><script>alert(1)</script>', add_note="1"))

    assert "<script>alert" not in page.text

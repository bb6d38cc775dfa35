"""A sheet of the desk has the bytes that the commands write."""

from __future__ import annotations

import csv
import gc
import hashlib
import io
import os
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner
from PIL import Image

from acucontent.cli import program
from acucontent.desk.choices import PatientWords, SheetChoice
from acucontent.desk.guides import GuideShelf
from acucontent.desk.page_images import UndrawablePages
from acucontent.desk.sheets import InvalidWords, SheetMaker
from acucontent.model.base import NoSuchRecord
from acucontent.registry import Registry
from acucontent.rendering.service import RenderService
from tests.desk.conftest import TODAY, ClinicFolder

NOBODY = PatientWords()
WORDS = PatientWords(
    patient="Zzyzx Testperson",
    date="2026-12-31",
    time="14:30",
    next_visit="2027-01-07 09:15",
    practitioner="A. Example",
    notes="Please bring your scan.",
)
PLAIN = SheetChoice("back-pain", ("first-visit", "aftercare"), "US", "en-US")
CHOICES = {
    "plain": PLAIN,
    "Britain": replace(PLAIN, region="GB"),
    "every option": SheetChoice(
        "back-pain", ("aftercare",), "GB", "en-US", "a4", large_print=True, grey=True, clinic="example.yaml"
    ),
}


def run(*arguments: str | Path) -> None:
    """Run a command."""
    result = CliRunner().invoke(program, [str(each) for each in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output


def list_arguments(choice: SheetChoice, clinics: ClinicFolder) -> list[str | Path]:
    """Return the options of commands for a choice."""
    arguments: list[str | Path] = ["--region", choice.region, "--language", choice.language, "--date", str(TODAY)]
    if choice.paper:
        arguments += ["--paper", choice.paper]
    if choice.clinic:
        arguments += ["--clinic", clinics.folder / choice.clinic]
    return [*arguments, *(["--large-print"] if choice.large_print else []), *(["--grey"] if choice.grey else [])]


@pytest.mark.parametrize("name", CHOICES)
def test_without_words_the_bytes_are_those_of_build(
    maker: SheetMaker, clinics: ClinicFolder, tmp_path: Path, name: str
) -> None:
    """The options, the overlay and the date of printing are those of the command."""
    choice = CHOICES[name]
    arguments = list_arguments(choice, clinics)

    sheet = maker.make_sheet(choice, "aftercare", NOBODY)

    run("build", choice.guide, "--format", "pdf", "--handout", "aftercare", "--out", tmp_path, "--no-cache", *arguments)
    assert sheet.data == (tmp_path / "back-pain-aftercare.pdf").read_bytes()
    assert sheet.blank_sha256 == hashlib.sha256(sheet.data).hexdigest()
    assert (sheet.takes_words, sheet.blanks) == (True, ())


@pytest.mark.parametrize("name", CHOICES)
def test_with_words_the_bytes_are_those_of_batch(
    maker: SheetMaker, clinics: ClinicFolder, tmp_path: Path, name: str
) -> None:
    """A sheet is filled in as a row of a table with the same words."""
    choice, table = CHOICES[name], tmp_path / "table.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([tuple(WORDS.by_field), tuple(WORDS.by_field.values())])
    arguments = list_arguments(choice, clinics)

    sheet = maker.make_sheet(choice, "aftercare", WORDS)

    out = tmp_path / "out"
    run("batch", table, "--guide", "back-pain", "--handout", "aftercare", "--out", out, "--workers", "1", *arguments)
    assert sheet.data == (out / "back-pain-aftercare-000001.pdf").read_bytes()
    assert sheet.blank_sha256 == maker.make_sheet(choice, "aftercare", NOBODY).blank_sha256


def test_dates_are_written_as_in_the_region(maker: SheetMaker) -> None:
    """A sheet for Britain has British dates and times."""
    filled = maker.make_sheet(CHOICES["Britain"], "aftercare", WORDS).data

    with pypdfium2.PdfDocument(filled) as file:
        text = " ".join(page.get_textpage().get_text_range() for page in file)
    assert "31 December 2026, 14:30" in text
    assert "7 January 2027, 09:15" in text


@pytest.mark.parametrize(
    ("words", "field", "reason"),
    [
        ({"date": "2026-13-31"}, "date", "is not a valid date"),
        ({"date": "03/04/2026"}, "date", "may be"),
        ({"time": "14:30"}, "time", "needs a date"),
        ({"next_visit": "09:15"}, "next_visit", "needs a date"),
        ({"date": "2026-12-31", "time": "noon"}, "time", "is not a valid time"),
        ({"next_visit": "soon"}, "next_visit", "is not a valid date"),
        ({"practitioner": "---"}, "practitioner", "has no letter or digit"),
        ({"notes": "Stop your blood thinner two days before the visit."}, "notes", "S110: "),
        ({"notes": "W" * 300}, "notes", "is wider than the line"),
    ],
    ids=[
        "no date",
        "two meanings",
        "time alone",
        "next time alone",
        "no time",
        "next visit",
        "no name",
        "unsafe note",
        "long word",
    ],
)
def test_words_that_cannot_be_printed_are_an_error(
    maker: SheetMaker, words: dict[str, str], field: str, reason: str
) -> None:
    """The error names the field and the reason, and quotes no words."""
    with pytest.raises(InvalidWords) as raised:
        maker.make_sheet(PLAIN, "first-visit", PatientWords("Zzyzx Testperson", **words))

    assert raised.value.field == field
    assert reason in raised.value.reasons[field]
    assert not any(text in str(raised.value) for text in ("Zzyzx", "WWW", "two days", "03/04"))


def test_every_invalid_field_is_reported(maker: SheetMaker) -> None:
    """A person corrects all of them at once."""
    with pytest.raises(InvalidWords) as raised:
        maker.make_sheet(PLAIN, "first-visit", PatientWords("---", date="soon", notes="{{note}}"))

    assert list(raised.value.reasons) == ["patient", "date", "notes"]


def test_a_sheet_without_lines_stays_blank(maker: SheetMaker) -> None:
    """A set of sheets can have some that take no words, or only a few of them."""
    costs, evidence = (maker.make_sheet(PLAIN, each, WORDS) for each in ("costs", "evidence"))

    assert not costs.takes_words
    assert costs == maker.make_sheet(PLAIN, "costs", NOBODY)
    assert evidence.takes_words
    assert evidence.notes == ("This sheet has no line for: date, next visit, practitioner, notes.",)


def test_words_that_no_font_has_leave_their_line_blank(maker: SheetMaker) -> None:
    """The reason names the line."""
    sheet = maker.make_sheet(PLAIN, "first-visit", PatientWords("\U00012000"))

    (blank,) = sheet.blanks
    assert blank.startswith("Name: left blank, to be written by hand: ")


def test_an_appointment_needs_no_name(maker: SheetMaker) -> None:
    """The patient's name is optional at the desk."""
    sheet = maker.make_sheet(PLAIN, "first-visit", PatientWords(next_visit="2026-12-31"))

    assert sheet.blanks == ()
    assert sheet.data != maker.make_sheet(PLAIN, "first-visit", NOBODY).data


def test_a_choice_that_the_guide_does_not_have_is_an_error(maker: SheetMaker) -> None:
    """The errors are those of the commands."""
    with pytest.raises(NoSuchRecord, match="Unknown handout 'first'"):
        maker.make_sheet(PLAIN, "first", NOBODY)


def test_sheets_are_joined_for_a_printer(maker: SheetMaker) -> None:
    """One sheet keeps its bytes."""
    sheets = [maker.make_sheet(PLAIN, each, WORDS) for each in PLAIN.handouts]

    assert maker.join(sheets[:1]) == sheets[0].data
    assert len(maker.draw_pages(maker.join(sheets), 20)) == 4


def test_pages_are_drawn(maker: SheetMaker) -> None:
    """Each page is a picture of the requested size; a damaged file is an error."""
    first, second = maker.draw_pages(maker.make_sheet(PLAIN, "first-visit", NOBODY).data, 72)

    pictures = [Image.open(io.BytesIO(each)).convert("RGB") for each in (first, second)]
    assert [each.size for each in pictures] == [(612, 792)] * 2
    assert [each.getpixel((0, 0)) for each in pictures] == [(255, 255, 255)] * 2
    assert max(map(len, (first, second))) < 100_000
    with pytest.raises(UndrawablePages):
        maker.draw_pages(b"%PDF-1.7 damaged")


@pytest.mark.parametrize("name", ["epub", "html", "text", "json"])
def test_other_formats_are_those_of_build(maker: SheetMaker, tmp_path: Path, name: str) -> None:
    """A format of the whole guide ignores the handout."""
    handouts = [] if name == "json" else ["--handout", "aftercare"]

    artifact = maker.render_format(PLAIN, "aftercare", name)

    out = tmp_path / "out"
    run("build", "back-pain", "--format", name, *handouts, "--out", out, "--no-cache", "--date", str(TODAY))
    (path,) = (path for path in out.iterdir() if not path.name.startswith("."))
    assert artifact.data == path.read_bytes()


def test_only_a_decision_aid_has_the_chosen_options(maker: SheetMaker, tmp_path: Path) -> None:
    """The other sheets of a choice are made as they are; an unknown option is an error."""
    chosen = replace(PLAIN, decision_options=("keep-active", "exercise"))
    unknown = replace(PLAIN, decision_options=("keep-active", "magic"))

    aid = maker.make_sheet(chosen, "evidence", NOBODY)

    arguments = ["--decision-option", "exercise", "--decision-option", "keep-active", "--date", str(TODAY)]
    run("build", "back-pain", "--format", "pdf", "--handout", "evidence", "--out", tmp_path, "--no-cache", *arguments)
    assert aid.data == (tmp_path / "back-pain-evidence.pdf").read_bytes()
    assert maker.make_sheet(chosen, "costs", NOBODY) == maker.make_sheet(PLAIN, "costs", NOBODY)
    with pytest.raises(NoSuchRecord, match="magic"):
        maker.make_sheet(unknown, "evidence", NOBODY)


def test_memory_stays_flat(registry: Registry, clinics: ClinicFolder) -> None:
    """Personal sheets are not kept: after hundreds of names the processes are no larger than after a few."""
    with RenderService(None, workers=1, exporters=[registry["pdf"]]) as service:
        maker = SheetMaker(GuideShelf(registry, service), service, clinics, lambda: TODAY)

        def fill(count: int) -> tuple[int, ...]:
            for number in range(count):
                sheet = maker.make_sheet(PLAIN, "first-visit", replace(WORDS, patient=f"Testperson {number} Zoë"))
                maker.draw_pages(sheet.data, 50)
            gc.collect()
            pids = (os.getpid(), service.run(GetPid()).result(timeout=120))
            return tuple(_measure_memory(pid) for pid in pids)

        first = fill(40)
        last = fill(300)

    assert all(after - before < 15_000_000 for before, after in zip(first, last, strict=True)), (first, last)


@dataclass(frozen=True)
class GetPid:
    """Returns the process of the worker."""

    def __call__(self) -> int:
        """Return the process, without garbage."""
        gc.collect()
        return os.getpid()


def _measure_memory(pid: int) -> int:
    """Return the memory that a process uses, in bytes."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096

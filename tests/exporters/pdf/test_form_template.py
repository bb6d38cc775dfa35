"""A sheet is typeset once and filled in for many patients."""

from __future__ import annotations

import datetime
import pickle
import re
import unicodedata
from functools import cache
from io import BytesIO
from pathlib import Path

import outloud
import pikepdf
import pypdfium2
import pytest

from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.rendering.exporter import Artifact, DoesNotFit
from acucontent_pdf import PdfOptions, layout
from acucontent_pdf.form_flattening import NothingToFill, make_template
from acucontent_pdf.form_template import PdfTemplate
from acucontent_pdf.text_layer import read_pages
from tests.exporters.pdf import poppler
from tests.exporters.pdf.clinics import make_overlay
from tests.exporters.pdf.tagged_pdf import Pdf
from tests.exporters.pdf.verapdf import validate_files
from tests.shipped import load_shipped

WORDS = {
    "patient": "Zoë Müller-Žižek",
    "date": "December 1, 2026, 10:30",
    "practitioner": "A. Example, L.Ac.",
    "next_visit": "December 8, 2026",
    "notes": "Rest for the day. Walk a little tomorrow, and call us at 555-0100 if it gets worse. " * 2,
}
KINDS = {
    "letter": PdfOptions(),
    "a4-large": PdfOptions(paper="a4", large_print=True),
    "grey": PdfOptions(grey=True),
}


@pytest.fixture(scope="module")
def aftercare() -> PdfTemplate:
    """Return a sheet to fill in."""
    return make_sheet("aftercare", "letter")


@cache
def make_sheet(handout: str, kind: str) -> PdfTemplate:
    """Return a sheet of the shipped guide to fill in, made once."""
    return make_template(Edition.of(load_shipped("back-pain"), handout), KINDS[kind])


def open_pdf(data: bytes) -> Pdf:
    """Open a PDF."""
    return Pdf(Artifact(data))


def test_words_are_read_after_their_label(aftercare: PdfTemplate) -> None:
    """A screen reader reads 'Name:', then the name; nothing else is added."""
    empty, filled = (open_pdf(aftercare.fill(words)).tree.text for words in ({}, WORDS))
    before, after = empty.split("Name:", 1)

    rest = filled.removeprefix(before)
    for name, words in WORDS.items():
        shown = "".join(aftercare.break_lines(name, words))
        assert shown in rest
        rest = rest.replace(shown, "", 1)
    assert rest == f"Name:{after}"


def test_filling_only_appends(aftercare: PdfTemplate) -> None:
    """Filling appends to the file and does not change earlier bytes."""
    filled = aftercare.fill(WORDS)

    assert filled.startswith(aftercare.base.content)
    assert aftercare.fill(WORDS) == filled
    assert aftercare.fill({}).startswith(aftercare.base.content)


def test_no_field_is_left(aftercare: PdfTemplate) -> None:
    """The filled-in words are drawn on the page and cannot be edited."""
    file = pikepdf.open(BytesIO(aftercare.fill(WORDS)))

    assert "/AcroForm" not in file.Root
    assert not [each for page in file.pages for each in page.get("/Annots", ()) if each.Subtype == "/Widget"]


@pytest.mark.parametrize(
    "handout",
    [pytest.param("first-visit", marks=pytest.mark.slow), "aftercare"],
)
def test_filled_sheets_conform_to_both_standards(back_pain: Guide, handout: str, tmp_path: Path) -> None:
    """VeraPDF finds no failure in either profile, and outloud finds nothing."""
    made = {
        name: make_template(Edition.of(back_pain, handout, overlay=make_overlay()), options).fill(WORDS)
        for name, options in KINDS.items()
    }

    found = validate_files(made, tmp_path)
    assert found.keys() == made.keys()
    assert all(each.compliant and not each.failures for results in found.values() for each in results)
    assert {each.profile for results in found.values() for each in results} == {"PDF/A-3A", "PDF/UA-1"}
    assert [finding for name in made for finding in outloud.check(str(tmp_path / f"{name}.pdf")).findings] == []


def test_long_words_are_set_smaller_or_left_blank(aftercare: PdfTemplate) -> None:
    """A long name is set smaller; the line of one that would be too small to read stays blank."""
    long, too_long = "Adolph Wolfeschlegelsteinhausenbergerdorff Senior", "Wolfeschlegelsteinhausenbergerdorff " * 6

    assert b" 12.0 Tf" not in aftercare.draw_words({"patient": long})[aftercare.slots["patient"].number]
    assert re.fullmatch(
        r"\d+ characters are too many: about \d+ fit on 1 line",
        aftercare.explain_blanks({"patient": too_long})["patient"],
    )
    number = aftercare.slots["patient"].number
    assert aftercare.draw_words({"patient": too_long})[number] == aftercare.draw_words({"patient": ""})[number]


LONG_NAMES = {
    "64": "Ana Maria Fernanda de la Santísima Trinidad González y Rodríguez",
    "72": "Maximiliane-Charlotte Freifrau von und zu Beispiel-Mustermann-Größenwahn",
    "100": "Wilhelmina Wolfeschlegelsteinhausen Oppenheimer-Mendelssohn Montgomery-Worthington Ramasubramaniam-W",
    "arabic": "محمد عبد الرحمن أحمد " * 4,
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", LONG_NAMES.values(), ids=LONG_NAMES)
def test_names_of_100_characters_fit(name: str, kind: str) -> None:
    """A long name is set in several lines, whole."""
    template = make_sheet("first-visit", kind)

    assert template.explain_blanks({"patient": name}) == {}
    assert " ".join(template.break_lines("patient", name)) == " ".join(name.split())


NOTE = (
    "Rest for the day, and walk a little tomorrow. Call us at 555-0100 if it gets worse, or if you have a fever. Drink "
    "enough water, and keep the needle spots clean and dry. "
)


@pytest.mark.parametrize("kind", ["letter", "a4-large"])
@pytest.mark.parametrize("handout", ["aftercare", "first-visit"])
def test_notes_of_600_characters_fit(handout: str, kind: str) -> None:
    """Long notes are set in several lines to each rule, and no word of them is lost."""
    template, note = make_sheet(handout, kind), (NOTE * 4)[:600].strip()

    lines = template.break_lines("notes", note)
    assert " ".join(lines) == note
    assert template.is_filled_sheet(template.fill({"patient": "A", "notes": note}))
    file = pikepdf.open(BytesIO(template.fill({"patient": "A", "notes": note})))
    drawing = file.pages[template.slots["notes"].page].Resources.XObject["/Filled_notes"]
    baselines = [
        float(each.operands[5]) for each in pikepdf.parse_content_stream(drawing) if str(each.operator) == "Tm"
    ]
    assert len(baselines) == len(lines)
    assert min(baselines) > 0
    assert max(baselines) < float(drawing.BBox[3]) - 9 * 0.6


def test_too_long_notes_are_refused(aftercare: PdfTemplate) -> None:
    """Notes that do not fit even in small print are refused, not cut."""
    assert len(aftercare.break_lines("notes", WORDS["notes"])) == 2

    with pytest.raises(DoesNotFit, match=r"^notes: \d+ characters are too many: about \d+ fit on 2 lines$"):
        aftercare.fill({"notes": WORDS["notes"] * 9})


def test_a_word_that_is_wider_than_its_line_is_named(aftercare: PdfTemplate) -> None:
    """A very long word is refused in notes, and leaves the line of a name blank; it never leaves its field."""
    word = "Donaudampfschiff" * 9

    with pytest.raises(DoesNotFit, match=r"^notes: a word of 144 characters is wider than the line$"):
        aftercare.fill({"patient": "A", "notes": f"Call {word} today"})
    assert aftercare.explain_blanks({"patient": word}) == {"patient": "a word of 144 characters is wider than the line"}


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_page_names_the_patient(back_pain: Guide, kind: str) -> None:
    """Who hands out a sheet sees whose it is; the name is under the title, above all other text."""
    template = make_sheet("first-visit", kind)
    with pypdfium2.PdfDocument(template.fill(WORDS)) as file:
        page = file[0]
        text = page.get_textpage()
        found = text.search(WORDS["patient"]).get_next()
        assert found is not None
        boxes = [text.get_charbox(found[0] + number) for number in range(found[1])]
        message = text.search(str(back_pain.handouts["first-visit"].message)[:12]).get_next()
        assert message is not None
        assert min(box[1] for box in boxes) > text.get_charbox(message[0])[3]
        assert max(box[3] for box in boxes) < page.get_height() - 12

    assert template.names == tuple(WORDS)
    assert WORDS["patient"] not in pypdfium2.PdfDocument(template.fill({}))[0].get_textpage().get_text_range()


def test_name_that_no_font_has_stays_blank(aftercare: PdfTemplate) -> None:
    """A patient with such a name gets a sheet with a blank line instead of empty boxes, and the reason."""
    assert aftercare.explain_blanks(WORDS) == {}
    assert aftercare.explain_blanks({**WORDS, "patient": "Ana 𒀀"}) == {
        "patient": "no installed font has U+12000 CUNEIFORM SIGN A"
    }
    assert aftercare.fill({**WORDS, "patient": "Ana 𒀀"}) == aftercare.fill({**WORDS, "patient": ""})


NAMES = {
    "arabic": "علاء الدين",
    "persian": "علی چنگیزی",
    "hebrew": "שרה לוי",
    "korean": "김민지",
    "japanese": "山田 花子さん",
    "traditional": "陳麗華",
    "simplified": "李 丽华",
    "rare-han": "𠮷田",
    "thai": "สมชาย น้ำฝน",
    "hindi": "प्रिया कृष्णन्",
    "hausa": "Ƙasim Ɗanladi",
    "accents": "Ọládélé m̀bà",
    "mixed": "王Wang小明",
    "greek": "Ελένη Παπαδοπούλου",
    "cyrillic": "Наталія Їжакевич",
    "vietnamese": "Nguyễn Thị Ngọc Ánh",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_names_in_each_script_are_printed_and_read_back(aftercare: PdfTemplate, name: str) -> None:
    """Two programs read each name, the sheet is recognized, and its bytes are the same in another process."""
    words = {**WORDS, "patient": name, "notes": name}
    filled = aftercare.fill(words)

    assert aftercare.explain_blanks(words) == {}
    assert normalize("".join(read_pages(filled))).count(normalize(name)) == 2
    assert normalize("".join(poppler.read_pages(filled))).count(normalize(name)) == 2
    assert filled.startswith(aftercare.content)
    assert aftercare.is_filled_sheet(filled)
    drawn = b"/ACU_Size 12.0" in filled  # with other fonts than the page's
    assert not (drawn and aftercare.is_filled_sheet(filled.replace(b"/ACU_Size 12.0", b"/ACU_Size 11.0")))
    assert pickle.loads(pickle.dumps(aftercare)).fill(words) == filled


def test_names_in_each_script_conform_to_both_standards(aftercare: PdfTemplate, tmp_path: Path) -> None:
    """VeraPDF and outloud find nothing in sheets with names in each script."""
    made = {script: aftercare.fill({"patient": name, "notes": name}) for script, name in NAMES.items()}

    found = validate_files(made, tmp_path)
    assert found.keys() == made.keys()
    assert all(each.compliant and not each.failures for results in found.values() for each in results)
    assert [finding for name in made for finding in outloud.check(str(tmp_path / f"{name}.pdf")).findings] == []


@pytest.mark.slow
@pytest.mark.parametrize("options", [KINDS["letter"], KINDS["a4-large"]], ids=["letter", "a4-large"])
def test_names_in_each_script_conform_on_overdue_sheets(options: PdfOptions, back_pain: Guide, tmp_path: Path) -> None:
    """On each paper, in large print and with the stamp of an overdue review, too, the names are valid and read back."""
    edition = Edition.of(back_pain, "aftercare", today=datetime.date(2030, 6, 1))
    template = make_template(edition, options)
    made = {script: template.fill({"patient": name}) for script, name in NAMES.items()}

    found = validate_files(made, tmp_path)
    assert edition.overdue
    assert all(each.compliant and not each.failures for results in found.values() for each in results)
    assert [finding for name in made for finding in outloud.check(str(tmp_path / f"{name}.pdf")).findings] == []
    for script, name in NAMES.items():
        assert normalize(name) in normalize("".join(read_pages(made[script]))), script


def normalize(text: str) -> str:
    """Return the text in NFC, without spaces and the marks of direction that poppler adds."""
    return "".join(
        each for each in unicodedata.normalize("NFC", text) if not each.isspace() and each not in "\u202b\u202c"
    )


def test_one_glyph_can_have_two_texts(aftercare: PdfTemplate) -> None:
    """The Arabic and the Persian yeh look alike within a word; both are read back as they were written."""
    filled = aftercare.fill({"patient": "عليم", "practitioner": "علیم"})

    text = "".join(read_pages(filled))
    assert "عليم" in text
    assert "علیم" in text


def test_template_can_be_pickled(aftercare: PdfTemplate) -> None:
    """A template fills the same sheet in another process."""
    assert pickle.loads(pickle.dumps(aftercare)).fill(WORDS) == aftercare.fill(WORDS)


def test_booklet_has_no_template(back_pain: Guide) -> None:
    """A handout without lines to fill in is refused."""
    with pytest.raises(NothingToFill, match="Handout 'complete' has no lines to fill in"):
        make_template(Edition.of(back_pain), PdfOptions())


@pytest.mark.parametrize(("pages", "large_print"), [(2, False), (3, True)])
def test_each_merged_sheet_begins_on_new_paper(pages: int, large_print: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A blank page follows a sheet with an odd number of pages, so that no sheet begins on the back of another."""
    # A shipped sheet with lines to fill in spreads over both sides of its paper.
    monkeypatch.setattr(layout, "widen_spaces", lambda fit, pages, _: (fit, pages))
    template = make_template(Edition.of(load_shipped("migraine"), "aftercare"), PdfOptions(large_print=large_print))
    file = BytesIO()
    binder = template.binder(file)
    for name in ("Ada", "Bo", "Cy"):
        binder.add(name, {"patient": name})
    binder.close()

    with pypdfium2.PdfDocument(file.getvalue()) as merged:
        texts = [page.get_textpage().get_text_range() for page in merged]
    assert [number for number, text in enumerate(texts) if re.search(r"\b(Ada|Bo|Cy)\b", text)] == [
        0,
        2 * len(texts) // 6,
        4 * len(texts) // 6,
    ]
    assert len(texts) == 3 * (pages + pages % 2)
    assert [not text for text in texts] == ([False] * pages + [True] * (pages % 2)) * 3

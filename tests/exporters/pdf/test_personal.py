"""Personal sheets: one sheet set in type, and filled in for many patients."""

from __future__ import annotations

import pickle
from io import BytesIO
from pathlib import Path

import outloud
import pikepdf
import pytest

from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.rendering.exporter import Artifact, DoesNotFit
from acucontent_pdf import PdfOptions
from acucontent_pdf.filling import PdfTemplate
from acucontent_pdf.personal import NothingToFill, template
from tests.exporters.pdf.clinics import make_overlay
from tests.exporters.pdf.tagged import Pdf
from tests.exporters.pdf.verapdf import verdicts

WORDS = {
    "patient": "Zoë Müller-Žižek",
    "date": "December 1, 2026, 10:30",
    "next_visit": "December 8, 2026",
    "practitioner": "A. Example, L.Ac.",
    "notes": "Rest for the day. Walk a little tomorrow, and call us at 555-0100 if it gets worse. " * 2,
}
KINDS = {
    "letter": PdfOptions(),
    "a4-large": PdfOptions(paper="a4", large_print=True),
    "grey": PdfOptions(grey=True),
}


@pytest.fixture(scope="module")
def aftercare(back_pain: Guide) -> PdfTemplate:
    """A sheet to be filled in."""
    return template(Edition.of(back_pain, "aftercare"), PdfOptions())


def opened(data: bytes) -> Pdf:
    """A PDF, as the tests read it."""
    return Pdf(Artifact(data))


def test_words_are_read_after_what_they_fill_in(aftercare: PdfTemplate) -> None:
    """A screen reader reads 'Patient:', then the patient; nothing else is there that was not before."""
    empty, filled = (opened(aftercare.fill(words)).tree.text for words in ({}, WORDS))
    before, after = empty.split("Patient:")

    rest = filled.removeprefix(before)
    for name, words in WORDS.items():
        shown = "".join(aftercare.lines(name, words))
        assert shown in rest
        rest = rest.replace(shown, "", 1)
    assert rest == f"Patient:{after}"


def test_the_sheet_itself_stays_byte_for_byte(aftercare: PdfTemplate) -> None:
    """Filling puts something at the end of the file and changes nothing in it."""
    filled = aftercare.fill(WORDS)

    assert filled.startswith(aftercare.whole.content)
    assert aftercare.fill(WORDS) == filled
    assert aftercare.fill({}).startswith(aftercare.whole.content)


def test_no_field_is_left(aftercare: PdfTemplate) -> None:
    """What is filled in is drawn on the page: nobody can change it by typing."""
    file = pikepdf.open(BytesIO(aftercare.fill(WORDS)))

    assert "/AcroForm" not in file.Root
    assert not [each for page in file.pages for each in page.get("/Annots", ()) if each.Subtype == "/Widget"]


@pytest.mark.parametrize(
    "handout",
    [
        pytest.param("first-visit", marks=pytest.mark.slow),
        "aftercare",
        pytest.param("choosing", marks=pytest.mark.slow),
    ],
)
def test_filled_sheets_keep_both_standards(back_pain: Guide, handout: str, tmp_path: Path) -> None:
    """No failure by veraPDF in either profile, and nothing that outloud would say."""
    made = {
        name: template(Edition.of(back_pain, handout, overlay=make_overlay()), options).fill(WORDS)
        for name, options in KINDS.items()
    }

    found = verdicts(made, tmp_path)
    assert found.keys() == made.keys()
    assert all(each.compliant and not each.failures for told in found.values() for each in told)
    assert {each.profile for told in found.values() for each in told} == {"PDF/A-3A", "PDF/UA-1"}
    assert [finding for name in made for finding in outloud.check(str(tmp_path / f"{name}.pdf")).findings] == []


def test_many_words_shrink_and_then_are_refused(aftercare: PdfTemplate) -> None:
    """A long name is set smaller; one that would be too small to read is refused with the room that there is."""
    long, too_long = "Wolfeschlegelsteinhausenbergerdorff", "Wolfeschlegelsteinhausenbergerdorff " * 2

    assert b" 12.0 Tf" not in aftercare.fill({"patient": long})
    with pytest.raises(DoesNotFit, match=r"^patient: \d\d characters are too many: about \d+ have room, on 1 line$"):
        aftercare.fill({"patient": too_long})


def test_notes_fill_their_lines_and_no_more(aftercare: PdfTemplate) -> None:
    """Notes have two lines; what does not fit is refused, not cut."""
    assert len(aftercare.lines("notes", WORDS["notes"])) == 2

    with pytest.raises(DoesNotFit, match=r"^notes: \d+ characters are too many: about \d+ have room, on 2 lines$"):
        aftercare.fill({"notes": WORDS["notes"] * 5})


def test_a_character_that_no_font_has_is_refused(aftercare: PdfTemplate) -> None:
    """An empty box in the place of a name is no name."""
    with pytest.raises(DoesNotFit, match=r"^patient: no font has '山' \(U\+5C71\)"):
        aftercare.fill({"patient": "山田"})


def test_a_template_can_be_sent_to_another_process(aftercare: PdfTemplate) -> None:
    """The work of many sheets is shared."""
    assert pickle.loads(pickle.dumps(aftercare)).fill(WORDS) == aftercare.fill(WORDS)


def test_the_booklet_has_nothing_to_fill_in(back_pain: Guide) -> None:
    """It has no lines for a patient's name."""
    with pytest.raises(NothingToFill, match="Handout 'complete' has no lines to fill in"):
        template(Edition.of(back_pain), PdfOptions())

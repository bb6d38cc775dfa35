"""A sheet is typeset once and filled in for many patients."""

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
from acucontent_pdf.form_flattening import NothingToFill, make_template
from acucontent_pdf.form_template import PdfTemplate
from tests.exporters.pdf.clinics import make_overlay
from tests.exporters.pdf.tagged_pdf import Pdf
from tests.exporters.pdf.verapdf import validate_files

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
    """Return a sheet to fill in."""
    return make_template(Edition.of(back_pain, "aftercare"), PdfOptions())


def open_pdf(data: bytes) -> Pdf:
    """Open a PDF."""
    return Pdf(Artifact(data))


def test_words_are_read_after_their_label(aftercare: PdfTemplate) -> None:
    """A screen reader reads 'Patient:', then the name; nothing else is added."""
    empty, filled = (open_pdf(aftercare.fill(words)).tree.text for words in ({}, WORDS))
    before, after = empty.split("Patient:")

    rest = filled.removeprefix(before)
    for name, words in WORDS.items():
        shown = "".join(aftercare.break_lines(name, words))
        assert shown in rest
        rest = rest.replace(shown, "", 1)
    assert rest == f"Patient:{after}"


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
    [
        pytest.param("first-visit", marks=pytest.mark.slow),
        "aftercare",
        pytest.param("choosing", marks=pytest.mark.slow),
    ],
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


def test_long_words_are_set_smaller_or_refused(aftercare: PdfTemplate) -> None:
    """A long name is set smaller; one that would be too small to read is refused, with its limit."""
    long, too_long = "Wolfeschlegelsteinhausenbergerdorff", "Wolfeschlegelsteinhausenbergerdorff " * 2

    assert b" 12.0 Tf" not in aftercare.fill({"patient": long})
    with pytest.raises(DoesNotFit, match=r"^patient: \d\d characters are too many: about \d+ fit on 1 line$"):
        aftercare.fill({"patient": too_long})


def test_too_long_notes_are_refused(aftercare: PdfTemplate) -> None:
    """Notes have two lines; longer notes are refused, not cut."""
    assert len(aftercare.break_lines("notes", WORDS["notes"])) == 2

    with pytest.raises(DoesNotFit, match=r"^notes: \d+ characters are too many: about \d+ fit on 2 lines$"):
        aftercare.fill({"notes": WORDS["notes"] * 5})


def test_missing_glyph_is_refused(aftercare: PdfTemplate) -> None:
    """A name with an unsupported character is refused instead of printed as an empty box."""
    with pytest.raises(DoesNotFit, match=r"^patient: no font has '山' \(U\+5C71\)"):
        aftercare.fill({"patient": "山田"})


def test_template_can_be_pickled(aftercare: PdfTemplate) -> None:
    """A template fills the same sheet in another process."""
    assert pickle.loads(pickle.dumps(aftercare)).fill(WORDS) == aftercare.fill(WORDS)


def test_booklet_has_no_template(back_pain: Guide) -> None:
    """A handout without lines to fill in is refused."""
    with pytest.raises(NothingToFill, match="Handout 'complete' has no lines to fill in"):
        make_template(Edition.of(back_pain), PdfOptions())

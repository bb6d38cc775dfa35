"""Files that nobody changed are unchanged, and so are forms and sheets that were filled in."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from acucontent import Guide, Overlay, Registry, Unchanged, build, export, verify
from acucontent.checked_edition import make_edition
from acucontent.clinic import Clinic, ClinicNote
from acucontent.model.prose import Prose
from acucontent.rendering.render import RenderJob, prepare_template
from tests.shipped import load_shipped
from tests.verify.artifacts import change_pdf, change_versions
from tests.verify.conftest import GUIDE, Verify


def _make_logo() -> bytes:
    file = io.BytesIO()
    Image.new("RGBA", (40, 20), "#1f5a7a").save(file, "PNG")
    return file.getvalue()


NOTE = ClinicNote.model_validate({"handout": "all", "text": "Please come ten minutes early."})
CLINIC = Overlay(Clinic(name="Example Clinic", color="#1f5a7a", notes=(NOTE,)), _make_logo())
OPTIONS: dict[str, dict[str, Any]] = {
    "plain": {},
    "a4": {"paper": "a4"},
    "large": {"large_print": True, "grey": True},
    "form": {"fillable": True},
    "clinic": {"overlay": CLINIC},
    "overdue": {"today": datetime.date(2031, 6, 1)},
}


@pytest.mark.parametrize("handout", ["complete", "sheet"])
@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS)
def test_an_untouched_pdf_is_unchanged(options: dict[str, Any], handout: str, verify_bytes: Verify) -> None:
    """A PDF is made again with its own options, and every byte is equal."""
    verdict = verify_bytes(export(GUIDE, "pdf", handout=handout, **options))

    assert verdict.answer == Unchanged("byte for byte")
    assert verdict.results[0].code == "current"


@pytest.mark.parametrize("options", [OPTIONS["plain"], OPTIONS["clinic"], OPTIONS["overdue"]], ids=str)
def test_an_untouched_epub_is_unchanged(options: dict[str, Any], verify_bytes: Verify) -> None:
    """An EPUB is made again, too."""
    assert verify_bytes(export(GUIDE, "epub", **options)).answer == Unchanged("byte for byte")


@pytest.mark.parametrize("options", [{}, {"paper": "a4", "grey": True}], ids=str)
def test_an_epub_with_page_numbers_is_unchanged(options: dict[str, Any], tmp_path: Path, installed: Registry) -> None:
    """The paged file from which an EPUB took its page numbers is made again, with its options."""
    built = build(GUIDE, installed, formats=["pdf", "epub"], options=options, out=tmp_path)

    for each in built:
        verdict = verify(each.path, registry=installed)
        assert verdict.answer == Unchanged("byte for byte")
        assert verdict.passed


def _list_shipped() -> Iterator[object]:
    """Yield each handout in two regions. Every second one needs --all-cases, so that the regions take turns."""
    for number, (handout, region) in enumerate(product(load_shipped("back-pain").handouts.ids, ("US", "GB"))):
        turn = [] if number % 4 in (0, 3) else [pytest.mark.matrix]
        yield pytest.param(handout, region, marks=[pytest.mark.slow, *turn])


@pytest.mark.parametrize(("handout", "region"), list(_list_shipped()))
def test_every_shipped_file_is_unchanged(handout: str, region: str, back_pain: Guide, tmp_path: Path) -> None:
    """Every handout of the shipped guide is made again byte for byte in the format PDF and EPUB."""
    for each in build(back_pain, formats=["pdf", "epub"], handouts=[handout], region=region, out=tmp_path):
        assert verify(each.path).passed, each.path.name


def _fill(pdf: pikepdf.Pdf) -> None:
    """Fill in the form, check every box, and have a viewer draw the values."""
    for field in pdf.Root.AcroForm.Fields:
        if field.FT == "/Btn":
            field.V = field.AS = pikepdf.Name.Yes
        else:
            field.V = pikepdf.String("Ann Example, Tuesday at 14:30")
    pdf.generate_appearance_streams()


def _append_update(form: bytes) -> bytes:
    """Return a form with an incremental update, as a viewer saves it."""
    with pikepdf.open(io.BytesIO(form)) as pdf:
        field = pdf.Root.AcroForm.Fields[0]
        number = field.objgen[0]
        field.V = pikepdf.String("Ann Example")
        body = b"%d 0 obj\n%b\nendobj\n" % (number, field.unparse(resolved=True))
        root, size = pdf.Root.objgen[0], int(pdf.trailer.Size)
    start = len(form) + len(body)
    previous = int(form.rpartition(b"startxref")[2].split()[0])
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer\n" % (number, len(form))
    entries = b"<< /Size %d /Root %d 0 R /Prev %d >>\n" % (size, root, previous)
    return form + body + table + entries + b"startxref\n%d\n%%%%EOF\n" % start


def test_a_form_that_another_program_saved_is_unchanged(form: bytes, verify_bytes: Verify) -> None:
    """What was typed into the fields is not compared, but everything else is, and the result says so."""
    stream = pikepdf.ObjectStreamMode.generate
    saved = (change_pdf(form, _fill), change_pdf(form, _fill, object_stream_mode=stream), _append_update(form))

    for data in saved:
        answer = verify_bytes(data).answer
        assert str(answer) == (
            "compared page count, and the words outside the form fields, pictures and links of every page"
        )


def test_a_form_with_other_versions_is_unchanged(form: bytes, pdf: bytes, verify_bytes: Verify) -> None:
    """Bytes cannot be equal with other versions; the words, pictures and links are, and the versions are named."""
    for data in (change_pdf(form, _fill, change_versions), change_pdf(pdf, change_versions)):
        answer = verify_bytes(data).answer
        assert isinstance(answer, Unchanged)
        assert "not the bytes, because versions differ: fonttools 1.0 (here " in answer.comparison


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_a_filled_sheet_is_unchanged(paper: str, installed: Registry, verify_bytes: Verify) -> None:
    """A sheet of `acucontent batch` is its template and text in its fields, whatever the text."""
    exporter = installed.get_exporter("pdf")
    job = RenderJob(exporter, make_edition(GUIDE, "sheet", overlay=CLINIC), exporter.make_options({"paper": paper}))
    template = prepare_template(job)
    long = {"patient": "Ann Example-Lindqvist", "notes": "Bring a friend, and a list of your medicines. " * 2}

    for words in ({"patient": "Bob"}, long, dict.fromkeys(template.names, "")):
        answer = verify_bytes(template.fill(words)).answer
        assert answer == Unchanged("byte for byte, outside the filled-in fields")


def test_the_shipped_sheet_is_unchanged(back_pain: Guide, verify_bytes: Verify, tmp_path: Path) -> None:
    """A sheet for another region with a clinic is made again from the installed guide."""
    (tmp_path / "sheet.pdf").write_bytes(export(back_pain, "pdf", handout="first-visit", region="GB", overlay=CLINIC))

    verdict = verify(tmp_path / "sheet.pdf")

    assert verdict.passed
    assert verdict.title == back_pain.handouts["first-visit"].title
    assert [result.code for result in verdict.results] == ["current", "clinic-not-confirmed"]


def test_prose_of_a_note_survives(verify_bytes: Verify) -> None:
    """The note of the clinic is embedded, so that the sheet can be made again without the clinic's file."""
    assert isinstance(NOTE.text, Prose)
    assert verify_bytes(export(GUIDE, "pdf", handout="sheet", overlay=CLINIC), overlay=CLINIC).passed

"""Every change of a PDF is noticed, with the page."""

from __future__ import annotations

import io
import re

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from acucontent import CannotBeCompared, Changed, Unchanged
from acucontent.checked_edition import make_edition
from acucontent.registry import Registry
from acucontent.rendering.render import RenderJob, prepare_template
from acucontent.rendering.template import Template
from tests.verify.artifacts import ChangePdf, change_pdf, change_versions
from tests.verify.conftest import GUIDE, Verify


def _find_word(data: bytes, word: str) -> tuple[int, tuple[float, float, float, float]]:
    """Return the index of the first page with a word, and its box."""
    with pypdfium2.PdfDocument(data) as document:
        for index, page in enumerate(document):
            text = page.get_textpage()
            found = text.search(word).get_next()
            if found:
                boxes = [text.get_charbox(found[0] + offset) for offset in range(found[1])]
                left, bottom, right, top = zip(*boxes, strict=True)
                return index, (min(left), min(bottom), max(right), max(top))
    raise LookupError(word)


def _paint(data: bytes, word: str, color: str = "1 1 1") -> ChangePdf:
    """Return a change that paints over a word."""
    page, (left, bottom, right, top) = _find_word(data, word)
    box = f"{left - 1} {bottom - 1} {right - left + 2} {top - bottom + 2} re f"

    def change(pdf: Pdf) -> None:
        pdf.pages[page].contents_add(b"q", prepend=True)
        pdf.pages[page].contents_add(f"Q q {color} rg {box} Q".encode())

    return change


def _draw_mark(pdf: Pdf) -> None:
    pdf.pages[0].contents_add(b"q 0 0 0 rg 20 300 30 10 re f Q")


def _reorder(pdf: Pdf) -> None:
    page = pdf.pages[1]
    del pdf.pages[1]
    pdf.pages.insert(0, page)


def _cut(pdf: Pdf) -> None:
    del pdf.pages[1]


def _add_page(pdf: Pdf) -> None:
    pdf.add_blank_page(page_size=(612, 792))


def _replace_page(pdf: Pdf) -> None:
    pdf.pages[0].Contents = pdf.make_stream(b"")


def _change_link(pdf: Pdf) -> None:
    for page in pdf.pages:
        for each in page.obj.get("/Annots", []):
            if each.Subtype == Name.Link:
                del each["/A" if "/A" in each else "/Dest"]
                each.A = Dictionary(S=Name.URI, URI=pikepdf.String("https://example.org/else"))


def _add_stamp(pdf: Pdf) -> None:
    stamp = Dictionary(Type=Name.Annot, Subtype=Name.Square, Rect=Array([50, 50, 500, 700]), IC=Array([1, 1, 1]))
    page = pdf.pages[0].obj
    page.Annots = Array([*page.get("/Annots", []), pdf.make_indirect(stamp)])


def _add_script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert('hello')"))


def _add_spoken_text(pdf: Pdf) -> None:
    pdf.pages[0].contents_add(b"/Span << /ActualText (You may wait) >> BDC EMC")


def _name_spoken_text(pdf: Pdf) -> None:
    """Put the replacement text into the resources of the page, where the content names it."""
    pdf.pages[0].contents_add(b"/Span /Wait BDC", prepend=True)
    pdf.pages[0].contents_add(b"EMC")
    wait = pdf.make_indirect(Dictionary(Alt=pikepdf.String("You may wait")))
    pdf.pages[0].resources.Properties = Dictionary(Wait=wait)


def _paint_on_links(pdf: Pdf) -> None:
    """Give links a picture, which viewers draw over their words."""
    for page in pdf.pages:
        for each in page.obj.get("/Annots", []):
            if each.Subtype == Name.Link:
                picture = pdf.make_stream(b"1 1 1 rg 0 0 99 99 re f", Subtype=Name.Form, BBox=Array([0, 0, 99, 99]))
                each.AP = Dictionary(N=picture)


def _draw_pale_words(pdf: Pdf) -> None:
    pdf.pages[0].contents_add(b"q .8 .8 .8 RG 1 w 20 300 m 20 316 l 30 300 l 30 316 l S 36 300 10 16 re S Q")


def _change_title(pdf: Pdf) -> None:
    with pdf.open_metadata() as metadata:
        metadata["dc:title"] = "You may wait"


def _change_tags(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.K[0].Alt = pikepdf.String("You may wait")


CHANGES: dict[str, tuple[ChangePdf, str]] = {
    "reordered": (_reorder, r"page 1: (has the words of page 2|“.*” expected)"),  # fields are where they were
    "cut": (_cut, r"pages expected, .*; page 2: missing"),
    "added": (_add_page, r"pages expected"),
    "replaced": (_replace_page, r"page 1: “.*” expected, nothing found"),
    "drawn-on": (_draw_mark, r"page 1: .*looks different"),
    "link": (_change_link, r"page \d: link .*changed or (removed|added)"),
    "stamp": (_add_stamp, r"page 1: square changed or added"),
    "script": (_add_script, r"catalog /OpenAction: added"),
    "spoken": (_add_spoken_text, r"page 1: replacement text for screen readers changed or added"),
    "named-spoken": (_name_spoken_text, r"page 1: replacement text for screen readers changed or added"),
    "pictures-of-links": (_paint_on_links, r"page \d: link .* changed or added"),
    "pale-words": (_draw_pale_words, r"page 1: .*looks different"),
    "title": (_change_title, r"title in the metadata: changed"),
    "tags": (_change_tags, r"tags: changed"),
}


@pytest.mark.parametrize(("change", "place"), CHANGES.values(), ids=CHANGES)
def test_a_change_is_noticed(change: ChangePdf, place: str, pdf: bytes, form: bytes, verify_bytes: Verify) -> None:
    """A changed PDF is changed, with the place, also if it has form fields."""
    for data in (pdf, form):
        answer = verify_bytes(change_pdf(data, change)).answer

        assert isinstance(answer, Changed)
        assert re.search(place, str(answer))


@pytest.mark.parametrize(("change", "place"), CHANGES.values(), ids=CHANGES)
def test_edited_versions_hide_no_change(change: ChangePdf, place: str, pdf: bytes, verify_bytes: Verify) -> None:
    """Who changes a PDF and the versions in it does not get the answer `unchanged`."""
    answer = verify_bytes(change_pdf(pdf, change, change_versions)).answer

    assert isinstance(answer, Changed | CannotBeCompared)
    if isinstance(answer, Changed):
        assert re.search(place, str(answer))


def test_another_page_size_is_no_page_break(pdf: bytes, verify_bytes: Verify) -> None:
    """Cut pages are changed, also with edited versions: no version changes the size of a page."""

    def crop(pdf: Pdf) -> None:
        pdf.pages[0].obj.CropBox = Array([0, 300, 612, 792])

    answer = verify_bytes(change_pdf(pdf, crop, change_versions)).answer

    assert isinstance(answer, Changed)
    assert "page 1: another size" in answer.places


def test_a_script_in_the_parent_of_a_field_is_noticed(form: bytes, verify_bytes: Verify) -> None:
    """Fields that are on no page are not filled in by readers, but can run scripts."""

    def add_parent(pdf: Pdf) -> None:
        script = Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert('hello')"))
        parent = Dictionary(T=pikepdf.String("parent"), AA=Dictionary(C=script))
        pdf.Root.AcroForm.Fields.append(pdf.make_indirect(parent))

    answer = verify_bytes(change_pdf(form, add_parent)).answer

    assert isinstance(answer, Changed)
    assert "form actions: added" in answer.places


@pytest.mark.parametrize("versions", [(), (change_versions,)], ids=["same", "edited-versions"])
def test_a_painted_over_word_is_noticed(versions: tuple[ChangePdf, ...], pdf: bytes, verify_bytes: Verify) -> None:
    """The text layer still has the word, but readers cannot see it."""
    page, _ = _find_word(pdf, "emergency")

    answer = verify_bytes(change_pdf(pdf, _paint(pdf, "emergency"), *versions)).answer

    assert isinstance(answer, Changed)
    assert f"page {page + 1}: “Emergency:” cannot be seen" in answer.places


def test_a_changed_number_is_noticed(verify_bytes: Verify, installed: Registry) -> None:
    """A page of another guide with another number is found at the number."""
    edited = GUIDE.edit("practitioners.questions.which-key.short", "Call 112.")
    from acucontent import export  # the module shares its name with a fixture of other tests

    forged, honest = export(edited, "pdf", handout="sheet"), export(GUIDE, "pdf", handout="sheet")
    with pikepdf.open(io.BytesIO(forged)) as other:

        def take_pages(pdf: Pdf) -> None:
            for number, page in enumerate(other.pages):
                pdf.pages[number] = page

        answer = verify_bytes(change_pdf(honest, take_pages)).answer

    assert isinstance(answer, Changed)
    assert any("Call 112." in place for place in answer.places)


def test_a_file_that_was_only_saved_again_cannot_be_compared(pdf: bytes, verify_bytes: Verify) -> None:
    """A sheet without form fields has no reason to be saved by another program, and the answer says what is equal."""
    answer = verify_bytes(change_pdf(pdf)).answer

    assert isinstance(answer, CannotBeCompared)
    assert "another program saved the file" in answer.reason


def test_edited_options_are_noticed(pdf: bytes, verify_bytes: Verify) -> None:
    """A sheet cannot claim to be in large print."""
    data = pdf.replace(b"x", b"x")

    def change(opened: Pdf) -> None:
        for key, attached in opened.attachments.items():
            if attached.filename == "acucontent.json":
                content = (
                    attached.get_file().read_bytes().replace(b'"format"', b'"options": {"large_print": true}, "format"')
                )
                opened.attachments[key] = pikepdf.AttachedFileSpec(opened, content, filename="acucontent.json")
                return

    answer = verify_bytes(change_pdf(data, change)).answer

    assert isinstance(answer, Changed)


@pytest.fixture(scope="module")
def template(installed: Registry) -> Template:
    """Return a sheet to fill in."""
    exporter = installed.get_exporter("pdf")
    return prepare_template(RenderJob(exporter, make_edition(GUIDE, "sheet"), exporter.make_options({})))


def test_an_update_that_paints_over_is_noticed(template: Template, verify_bytes: Verify) -> None:
    """The bytes of the template are all there, but the update also paints over a warning."""
    filled = template.fill({"patient": "Ann Example"})
    page, (left, bottom, right, top) = _find_word(filled, "emergency")
    with pikepdf.open(io.BytesIO(filled)) as pdf:
        content = pdf.pages[page].Contents
        number, size, root = content.objgen[0], int(pdf.trailer.Size), pdf.Root.objgen[0]
        box = f"{left} {bottom} {right - left} {top - bottom} re f"
        drawing = b"q %b Q 1 1 1 rg %b" % (content.read_bytes(), box.encode())
    body = b"%d 0 obj\n<< /Length %d >>\nstream\n%b\nendstream\nendobj\n" % (number, len(drawing), drawing)
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer\n" % (number, len(filled))
    previous = int(filled.rpartition(b"startxref")[2].split()[0])
    end = b"<< /Size %d /Root %d 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
    forged = filled + body + table + end % (size, root, previous, len(filled) + len(body))

    answer = verify_bytes(forged).answer

    assert isinstance(answer, Changed)
    assert f"page {page + 1}: “Emergency:” cannot be seen" in answer.places


def test_a_field_that_grows_is_noticed(template: Template, verify_bytes: Verify) -> None:
    """The drawing of a field cannot be larger than the field."""
    filled = template.fill({"patient": "Ann Example"})
    start = len(template.content)
    forged = filled[:start] + filled[start:].replace(b"/BBox [0 0 ", b"/BBox [0-9 ", 1)

    assert isinstance(verify_bytes(forged).answer, Changed)


def test_a_sheet_that_another_program_saved_cannot_be_compared(template: Template, verify_bytes: Verify) -> None:
    """Its words outside the fields are compared; with other versions they are all that can be."""
    filled = template.fill({"patient": "Ann Example"})

    assert isinstance(verify_bytes(change_pdf(filled)).answer, CannotBeCompared)
    assert isinstance(verify_bytes(change_pdf(filled, change_versions)).answer, Unchanged)
    assert isinstance(verify_bytes(change_pdf(filled, _paint(filled, "emergency"))).answer, Changed)


def test_a_merged_file_cannot_be_compared(template: Template, verify_bytes: Verify) -> None:
    """The file of `acucontent batch --merge` has no identity of its own."""
    file = io.BytesIO()
    binder = template.binder(file)
    binder.add("one", {"patient": "Ann Example"})
    binder.close()

    answer = verify_bytes(file.getvalue()).answer

    assert isinstance(answer, CannotBeCompared)
    assert "merged file" in answer.reason

"""Finished PDFs become one file for a printer."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest

from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.rendering.exporter import ExportFailed
from acucontent.rendering.render import join_files
from acucontent_pdf import EXPORTER, PdfOptions, export


def make_pages(count: int, size: tuple[float, float] = (595.28, 841.89)) -> bytes:
    """Return a PDF with blank pages."""
    with pikepdf.Pdf.new() as pdf:
        for _ in range(count):
            pdf.add_blank_page(page_size=size)
        file = io.BytesIO()
        pdf.save(file)
        return file.getvalue()


def test_each_file_begins_on_new_paper() -> None:
    """A blank page of the same size follows an odd number of pages; each file has a bookmark."""
    joined = join_files(EXPORTER, [("Three", make_pages(3)), ("Two – «2»", make_pages(2, (612, 792)))])

    with pikepdf.open(io.BytesIO(joined)) as pdf, pdf.open_outline() as outline:
        assert [float(page.mediabox[3]) for page in pdf.pages] == [841.89] * 4 + [792] * 2
        assert "/Contents" not in pdf.pages[3]
        assert [(one.title, pdf.pages.index(pikepdf.Page(one.destination[0]))) for one in outline.root] == [
            ("Three", 0),
            ("Two – «2»", 4),
        ]


def test_text_can_be_selected_and_pages_look_the_same(back_pain: Guide) -> None:
    """The pages have no tags, links or embedded files, and the file is the same each time."""
    sheets = [export(Edition.of(back_pain, each), PdfOptions()).data for each in ("first-visit", "costs")]

    joined = join_files(EXPORTER, list(zip(("One", "Two"), sheets, strict=True)))

    assert joined == join_files(EXPORTER, list(zip(("One", "Two"), sheets, strict=True)))
    assert _read_pages(joined) == [page for sheet in sheets for page in _read_pages(sheet)]
    assert _draw_pages(joined) == [page for sheet in sheets for page in _draw_pages(sheet)]
    with pikepdf.open(io.BytesIO(joined)) as pdf:
        assert {"/StructTreeRoot", "/Names", "/AF", "/Metadata"}.isdisjoint(pdf.Root.keys())
        assert all("/Annots" not in page for page in pdf.pages)
    assert len(joined) < sum(map(len, sheets))


def test_a_damaged_file_is_an_error() -> None:
    """The message names the file by its title."""
    with pytest.raises(ExportFailed, match=r"'Costs' is not a PDF that can be read"):
        join_files(EXPORTER, [("Costs", b"%PDF-1.7")])


def _read_pages(data: bytes) -> list[str]:
    pdf = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_bounded() for page in pdf]
    finally:
        pdf.close()


def _draw_pages(data: bytes) -> list[bytes]:
    pdf = pypdfium2.PdfDocument(data)
    try:
        return [page.render(scale=0.5).to_pil().tobytes() for page in pdf]
    finally:
        pdf.close()

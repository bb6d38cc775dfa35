"""Join finished PDFs into one file for a printer, with a bookmark for each.

The file is for paper, as that of `acucontent_pdf.merge` is: it has no tags and no links, embeds no files and claims no
standard, but its text can still be selected. On a screen, patients read the single files.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Page, Pdf

from acucontent.rendering.exporter import ExportFailed

_DROPPED = (Name.Annots, Name.StructParents, Name.Tabs, Name.AA, Name.Metadata, Name.PieceInfo)
"""The entries of a page that refer to what the joined file does not have."""


def join_files(files: Sequence[tuple[str, bytes]]) -> bytes:
    """Return PDFs as one PDF. A blank page of the same size follows a PDF with an odd number of pages.

    Args:
        files: The title of the bookmark and the bytes of each PDF, in order.

    Raises:
        ExportFailed: A file is not a PDF that can be read.
    """
    joined = Pdf.new()
    starts = []
    for title, data in files:
        starts.append((title, len(joined.pages)))
        _append_pages(joined, title, data)
    with joined.open_outline() as outline:
        outline.root.extend(pikepdf.OutlineItem(title, page) for title, page in starts)
    joined.Root.PageMode = Name.UseOutlines
    file = io.BytesIO()
    joined.save(file, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return file.getvalue()


def _append_pages(joined: Pdf, title: str, data: bytes) -> None:
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for page in pdf.pages:
                joined.pages.append(_strip_page(page))
            if len(pdf.pages) % 2:
                joined.pages.append(_make_blank_page(joined, joined.pages[-1]))
    except pikepdf.PdfError as error:
        raise ExportFailed(f"The file {title!r} is not a PDF that can be read: {error}") from None


def _strip_page(page: Page) -> Page:
    for key in _DROPPED:
        if key in page.obj:
            del page.obj[key]
    return page


def _make_blank_page(joined: Pdf, before: Page) -> Page:
    """Return a blank page of the size of the page before."""
    entries: dict[str, Any] = {"/Type": Name.Page, "/MediaBox": before.mediabox, "/Resources": Dictionary()}
    return Page(joined.make_indirect(Dictionary(entries)))

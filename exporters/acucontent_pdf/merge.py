"""Merge many filled sheets into one file for a printer, with a bookmark for each.

Shared objects are in the file once, and the rest is written immediately, so that a file of any length needs little
memory. The file is for paper: it has no tags and claims no standard. On a screen, patients read the single sheets.
"""

from __future__ import annotations

import io
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

import pikepdf

from acucontent_pdf.incremental_update import BaseFile

if TYPE_CHECKING:
    from acucontent_pdf.form_template import PdfTemplate

_PAGE_KEYS = ("/MediaBox", "/TrimBox", "/BleedBox", "/Contents", "/Group")
"""The entries that a page takes from the template. Its links and tags are dropped."""


@dataclass(frozen=True)
class _PageTemplate:
    """A page of the template: its size, its fixed entries, and the object number of each drawing by name."""

    size: bytes
    fixed: bytes
    drawings: Mapping[bytes, int]


class MergedFile:
    """Writes filled sheets to a file. It is incomplete until it is closed.

    A sheet with an odd number of pages is followed by a blank page, so that a printer that prints on both sides begins
    the sheet of each patient on new paper.
    """

    def __init__(self, template: PdfTemplate, out: BinaryIO) -> None:
        """Write the objects that all sheets share.

        Args:
            template: The sheet to fill in.
            out: The file to write to.
        """
        self._template, self._out, self._base = template, out, template.base
        self._pages = _read_page_templates(template.base)
        self._position = out.write(template.base.content)
        self._offsets = array("Q")
        self._page_tree, self._outline = self._reserve_number(), self._reserve_number()
        self._sheets = array("L")
        self._page_count = 0
        self._bookmark_ends: tuple[int, int] | None = None
        self._open_bookmark: tuple[int, bytes] | None = None

    def add(self, title: str, words: Mapping[str, str]) -> None:
        """Add a sheet with a bookmark of this title.

        Raises:
            DoesNotFit: The words do not fit on the sheet.
        """
        objects = self._template.draw_words(words, self._base.size + len(self._offsets))
        fonts = {number: body for number, body in objects.items() if number >= self._base.size}
        self._add_numbered(fonts)
        moved = {number: self._add_object(body) for number, body in objects.items() if number not in fonts}
        sheet = self._reserve_number()
        pages = [self._add_object(_format_page(page, sheet, moved)) for page in self._pages]
        if len(pages) % 2:
            pages.append(self._add_object(_format_blank_page(self._pages[-1], sheet)))
        self._page_count += len(pages)
        kids = b" ".join(b"%d 0 R" % page for page in pages)
        entries = b"/Parent %d 0 R /Count %d /Kids [%b]" % (self._page_tree, len(pages), kids)
        self._write_object(sheet, b"<< /Type /Pages %b >>" % entries)
        self._sheets.append(sheet)
        self._add_bookmark(title, pages[0])

    def close(self) -> None:
        """Finish the file."""
        self._write_bookmark(None)
        kids = b" ".join(b"%d 0 R" % kid for kid in self._sheets)
        self._write_object(self._page_tree, b"<< /Type /Pages /Count %d /Kids [%b] >>" % (self._page_count, kids))
        ends = b"/First %d 0 R /Last %d 0 R " % self._bookmark_ends if self._bookmark_ends else b""
        self._write_object(self._outline, b"<< /Type /Outlines %b/Count %d >>" % (ends, len(self._sheets)))
        catalog = b"<< /Type /Catalog /Pages %d 0 R /Outlines %d 0 R /PageMode /UseOutlines >>"
        root = self._add_object(catalog % (self._page_tree, self._outline))
        self._write_trailer(root)

    def _add_bookmark(self, title: str, page: int) -> None:
        number = self._reserve_number()
        previous = b"/Prev %d 0 R " % self._open_bookmark[0] if self._open_bookmark else b""
        self._write_bookmark(number)
        encoded_title = pikepdf.String(title).unparse()
        entries = b"<< /Title %b /Parent %d 0 R %b/Dest [%d 0 R /Fit]" % (encoded_title, self._outline, previous, page)
        self._open_bookmark = (number, entries)
        self._bookmark_ends = (self._bookmark_ends[0] if self._bookmark_ends else number, number)

    def _write_bookmark(self, following: int | None) -> None:
        if self._open_bookmark:
            next_entry = b"" if following is None else b" /Next %d 0 R" % following
            self._write_object(self._open_bookmark[0], b"%b%b >>" % (self._open_bookmark[1], next_entry))

    def _reserve_number(self) -> int:
        """Return the number of an object that is written later."""
        self._offsets.append(0)
        return self._base.size + len(self._offsets) - 1

    def _add_object(self, body: bytes) -> int:
        number = self._reserve_number()
        self._write_object(number, body)
        return number

    def _add_numbered(self, objects: Mapping[int, bytes]) -> None:
        """Write objects whose numbers begin at the next one."""
        while self._base.size + len(self._offsets) <= max(objects, default=0):
            self._reserve_number()
        for number, body in sorted(objects.items()):
            self._write_object(number, body)

    def _write_object(self, number: int, body: bytes) -> None:
        self._offsets[number - self._base.size] = self._position
        self._position += self._out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    def _write_trailer(self, catalog: int) -> None:
        base, start = self._base, self._position
        self._out.write(b"xref\n%d %d\n" % (base.size, len(self._offsets)))
        for offset in self._offsets:
            self._out.write(b"%010d 00000 n \n" % offset)
        size, name = base.size + len(self._offsets), base.identifier.hex().encode()
        ends = (size, catalog, base.xref_start, name, name, start)
        self._out.write(
            b"trailer\n<< /Size %d /Root %d 0 R /Prev %d /ID [<%b> <%b>] >>\nstartxref\n%d\n%%%%EOF\n" % ends
        )


def _read_page_templates(base: BaseFile) -> list[_PageTemplate]:
    with pikepdf.open(io.BytesIO(base.content)) as pdf:
        return [_read_page_template(page.obj) for page in pdf.pages]


def _read_page_template(page: Any) -> _PageTemplate:
    resources = page.Resources
    shared = {name: value for name, value in resources.items() if name != "/XObject"}
    own = {key: page[key] for key in _PAGE_KEYS if key in page}
    entries = [b"%b %b" % (key.encode(), _serialize(value)) for key, value in own.items()]
    fonts = [b"%b %b" % (name.encode(), _serialize(value)) for name, value in shared.items()]
    drawings = {name.encode(): value.objgen[0] for name, value in resources.get("/XObject", {}).items()}
    size = _serialize(page.MediaBox)
    return _PageTemplate(size, b"%b /Resources << %b" % (b" ".join(entries), b" ".join(fonts)), drawings)


def _serialize(value: Any) -> bytes:
    """Return an object as it is written in a file; an indirect object as a reference."""
    return b"%d 0 R" % value.objgen[0] if getattr(value, "is_indirect", False) else value.unparse()


def _format_page(page: _PageTemplate, sheet: int, moved: Mapping[int, int]) -> bytes:
    """Return a page whose drawings are replaced.

    Args:
        page: The page of the template.
        sheet: The object number of the sheet.
        moved: The number of the new drawing by the number of the template's.
    """
    drawings = b" ".join(b"%b %d 0 R" % (name, moved.get(old, old)) for name, old in page.drawings.items())
    return b"<< /Type /Page /Parent %d 0 R %b /XObject << %b >> >> >>" % (sheet, page.fixed, drawings)


def _format_blank_page(page: _PageTemplate, sheet: int) -> bytes:
    """Return a blank page of the same size."""
    return b"<< /Type /Page /Parent %d 0 R /MediaBox %b /Resources << >> >>" % (sheet, page.size)

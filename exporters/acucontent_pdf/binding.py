"""Many filled sheets as one file for the printer, with a bookmark for each.

What the sheets share stands in the file once, and what differs is written as it comes, so that a file of any length
takes hardly any memory. It is for paper: it has no tags and claims no standard. Who reads on a screen is given the
sheet itself.
"""

from __future__ import annotations

import io
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

import pikepdf

from acucontent_pdf.increment import Whole

if TYPE_CHECKING:
    from acucontent_pdf.filling import PdfTemplate

_KEPT = ("/MediaBox", "/TrimBox", "/BleedBox", "/Contents", "/Group")
"""What a page of the bound file has from the template's; its links and tags stay behind."""


@dataclass(frozen=True)
class _Leaf:
    """A page of the template: what never changes, and the number of each drawing on it."""

    fixed: bytes
    drawings: Mapping[bytes, int]


class Binder:
    """Writes sheets one after the other; the file is whole when it is closed."""

    def __init__(self, template: PdfTemplate, out: BinaryIO) -> None:
        """Begin a file with what all sheets share."""
        self._template, self._out, self._whole = template, out, template.whole
        self._leaves = _leaves(template.whole)
        self._at = out.write(template.whole.content)
        self._offsets = array("Q")
        self._sheets, self._bookmarks = self._reserved(), self._reserved()
        self._kids = array("L")
        self._marks: list[int] = []
        self._mark: tuple[int, bytes] | None = None

    def add(self, title: str, words: Mapping[str, str]) -> None:
        """Add a sheet under a bookmark of this title.

        Raises:
            DoesNotFit: words have no room, or no shape in the font.
        """
        drawn = self._template.drawn(words)
        moved = {number: self._added(body) for number, body in drawn.items()}
        sheet = self._reserved()
        pages = [self._added(_page(leaf, sheet, moved)) for leaf in self._leaves]
        kids = b" ".join(b"%d 0 R" % page for page in pages)
        self._put(sheet, b"<< /Type /Pages /Parent %d 0 R /Count %d /Kids [%b] >>" % (self._sheets, len(pages), kids))
        self._kids.append(sheet)
        self._bookmark(title, pages[0])

    def close(self) -> None:
        """End the file."""
        self._end_bookmark(None)
        kids = b" ".join(b"%d 0 R" % kid for kid in self._kids)
        count = len(self._kids) * len(self._leaves)
        self._put(self._sheets, b"<< /Type /Pages /Count %d /Kids [%b] >>" % (count, kids))
        ends = b"/First %d 0 R /Last %d 0 R " % (self._marks[0], self._marks[1]) if self._marks else b""
        self._put(self._bookmarks, b"<< /Type /Outlines %b/Count %d >>" % (ends, len(self._kids)))
        catalog = b"<< /Type /Catalog /Pages %d 0 R /Outlines %d 0 R /PageMode /UseOutlines >>"
        root = self._added(catalog % (self._sheets, self._bookmarks))
        self._end(root)

    def _bookmark(self, title: str, page: int) -> None:
        number = self._reserved()
        before = b"/Prev %d 0 R " % self._mark[0] if self._mark else b""
        self._end_bookmark(number)
        named = pikepdf.String(title).unparse()
        shown = b"<< /Title %b /Parent %d 0 R %b/Dest [%d 0 R /Fit]" % (named, self._bookmarks, before, page)
        self._mark = (number, shown)
        self._marks = [self._marks[0] if self._marks else number, number]

    def _end_bookmark(self, following: int | None) -> None:
        if self._mark:
            after = b"" if following is None else b" /Next %d 0 R" % following
            self._put(self._mark[0], b"%b%b >>" % (self._mark[1], after))

    def _reserved(self) -> int:
        """The number of an object that is put in its place later."""
        self._offsets.append(0)
        return self._whole.size + len(self._offsets) - 1

    def _added(self, body: bytes) -> int:
        number = self._reserved()
        self._put(number, body)
        return number

    def _put(self, number: int, body: bytes) -> None:
        self._offsets[number - self._whole.size] = self._at
        self._at += self._out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    def _end(self, root: int) -> None:
        whole, start = self._whole, self._at
        self._out.write(b"xref\n%d %d\n" % (whole.size, len(self._offsets)))
        for offset in self._offsets:
            self._out.write(b"%010d 00000 n \n" % offset)
        size, name = whole.size + len(self._offsets), whole.identifier.hex().encode()
        ends = (size, root, whole.start, name, name, start)
        self._out.write(
            b"trailer\n<< /Size %d /Root %d 0 R /Prev %d /ID [<%b> <%b>] >>\nstartxref\n%d\n%%%%EOF\n" % ends
        )


def _leaves(whole: Whole) -> list[_Leaf]:
    with pikepdf.open(io.BytesIO(whole.content)) as pdf:
        return [_leaf(page.obj) for page in pdf.pages]


def _leaf(page: Any) -> _Leaf:
    resources = page.Resources
    shared = {name: value for name, value in resources.items() if name != "/XObject"}
    own = {key: page[key] for key in _KEPT if key in page}
    entries = [b"%b %b" % (key.encode(), _written(value)) for key, value in own.items()]
    fonts = [b"%b %b" % (name.encode(), _written(value)) for name, value in shared.items()]
    drawings = {name.encode(): value.objgen[0] for name, value in resources.get("/XObject", {}).items()}
    return _Leaf(b"%b /Resources << %b" % (b" ".join(entries), b" ".join(fonts)), drawings)


def _written(value: Any) -> bytes:
    """An object as a file has it: what stands elsewhere, by its number."""
    return b"%d 0 R" % value.objgen[0] if getattr(value, "is_indirect", False) else value.unparse()


def _page(leaf: _Leaf, sheet: int, moved: Mapping[int, int]) -> bytes:
    """A page that shows the drawings which were put in the place of the template's."""
    drawings = b" ".join(b"%b %d 0 R" % (name, moved.get(old, old)) for name, old in leaf.drawings.items())
    return b"<< /Type /Page /Parent %d 0 R %b /XObject << %b >> >> >>" % (sheet, leaf.fixed, drawings)

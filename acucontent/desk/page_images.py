"""Draw the pages of a PDF as pictures for a screen. It is a task for a worker process."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from PIL.Image import Quantize

from acucontent.errors import AcucontentError

MAX_DPI = 300
"""The finest pictures, in dots per inch."""

_POINTS_PER_INCH = 72

_MAX_COLORS = 4096
"""A page with more colors has a photograph, which a palette would spoil."""
_NEARLY_WHITE = 254
"""The level from which a color of a palette, which is an average, is white paper."""
_COMPRESSION = 3
"""Higher levels take longer and save little."""


class UndrawablePages(AcucontentError, ValueError):
    """The pages of a PDF cannot be drawn."""


@dataclass(frozen=True)
class DrawTask:
    """Draws the pages of a PDF."""

    data: bytes = field(repr=False)
    """The PDF."""
    dpi: int
    """The dots per inch of the pictures, at most `MAX_DPI`."""
    most: int | None = None
    """The most pages to draw; None for all."""

    def __call__(self) -> tuple[bytes, ...]:
        """Return a PNG for each page.

        Raises:
            UndrawablePages: The PDF is damaged, or the pictures would be too large.
        """
        import pypdfium2  # loads the library, which only workers need

        if not 1 <= self.dpi <= MAX_DPI:
            raise UndrawablePages(f"{self.dpi} dots per inch: expected 1 to {MAX_DPI}")
        try:
            pdf = pypdfium2.PdfDocument(self.data)
        except pypdfium2.PdfiumError:
            raise UndrawablePages("The file is not a PDF that can be drawn.") from None
        try:
            return tuple(_draw_pages(islice(pdf, self.most), self.dpi / _POINTS_PER_INCH))
        finally:
            pdf.close()


def _draw_pages(pages: Iterator[Any], scale: float) -> Iterator[bytes]:
    for page in pages:
        yield _write_png(page.render(scale=scale, may_draw_forms=False, rev_byteorder=True).to_pil())


def _write_png(picture: Any) -> bytes:
    """Return a PNG. Text and drawings have few colors, and a palette makes it a third as large in half the time."""
    file = io.BytesIO()
    if picture.getcolors(_MAX_COLORS):
        picture = picture.quantize(256, method=Quantize.FASTOCTREE)
        picture.putpalette([255 if level >= _NEARLY_WHITE else level for level in picture.getpalette()])
    picture.save(file, "PNG", compress_level=_COMPRESSION)
    return file.getvalue()

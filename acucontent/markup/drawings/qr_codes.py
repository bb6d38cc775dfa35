"""Make QR codes, and lay out the code of a web address."""

from __future__ import annotations

from collections.abc import Iterator

import segno

from acucontent.document.drawings import InvalidDrawing, QrCode
from acucontent.markup.drawings.lettering import Lettering
from acucontent.markup.drawings.scene import Box, Path, Scene

MARGIN = 4
"""The quiet zone around a code, in modules (ISO/IEC 18004, 5.3.8)."""
_MODULE = 1.2
"""The width of a module in points (0.42 mm): large enough for phones and laser printers."""


def make_code(text: str) -> segno.QRCode:
    """Return the QR code of a text, with error correction level M, which restores 15 % of a damaged code.

    Raises:
        DataOverflowError: The text is too long for a code.
    """
    return segno.make(text, error="m", micro=False)


def lay_out_qr_code(drawing: QrCode, lettering: Lettering) -> Scene:
    """Return a code with its quiet zone; a longer address has a wider code. It has no words.

    A code is black on white on a screen too, because many readers cannot read a light code on a dark page.

    Raises:
        InvalidDrawing: The address is too long for a code.
    """
    try:
        matrix = make_code(drawing.address).matrix
    except segno.DataOverflowError:
        raise InvalidDrawing("The address is too long for a QR code. To fix it, use a shorter address.") from None
    side = (len(matrix) + 2 * MARGIN) * _MODULE
    path = "".join(
        f"M{_format_module(MARGIN + column)} {_format_module(MARGIN + row)}h{_format_module(length)}"
        f"v{_format_module(1)}h-{_format_module(length)}Z"
        for row, modules in enumerate(matrix)
        for column, length in _find_runs(modules)
    )
    return Scene(side, side, (Box(0, 0, side, side, "quiet zone"), Path(path, "modules")))


def _find_runs(modules: bytearray) -> Iterator[tuple[int, int]]:
    """Yield the start and the length of each run of dark modules in a row."""
    start = None
    for column, is_dark in enumerate((*modules, 0)):
        if is_dark and start is None:
            start = column
        elif not is_dark and start is not None:
            yield start, column - start
            start = None


def _format_module(count: int) -> str:
    """Return a number of modules as a length in points."""
    return f"{count * _MODULE:.1f}".removesuffix(".0")

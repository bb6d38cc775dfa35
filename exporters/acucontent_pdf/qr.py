"""The QR code of a sheet: the identity of its edition as plain text, without a link."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO

import segno

from acucontent.markup.drawings.qr_codes import MARGIN, make_code
from acucontent.rendering.exporter import ExportFailed

_MODULE_WIDTH = 0.4
"""The width of a module in millimeters: large enough for phones and laser printers."""
_LEAST_WIDTH = 20.0
"""The smallest width of a code with its margin, in millimeters."""
_MAX_BYTES = 200
"""The length of the text from which the name of a clinic in it is shortened: the code is then 26 mm wide, which is the
width of its place."""


class QrCodeOverflow(ExportFailed):
    """An identity is too long for a QR code."""


def format_identity(identity: Mapping[str, str]) -> str:
    """Return the text of a code. A long name of a clinic, which is next to the code in full, is shortened."""
    text = _join_values(identity)
    excess = len(text.encode()) - _MAX_BYTES
    if excess <= 0 or "clinic" not in identity:
        return text
    return _join_values({**identity, "clinic": _shorten(identity["clinic"], excess)})


def _join_values(identity: Mapping[str, str]) -> str:
    return " ".join(("acucontent", *(f"{name}={value}" for name, value in identity.items())))


def _shorten(name: str, excess: int) -> str:
    """Return a name without its last bytes, with an ellipsis."""
    encoded = name.encode()
    left = max(len(encoded) - excess - len("…".encode()), 0)
    return encoded[:left].decode(errors="ignore").rstrip() + "…"


def draw_qr_code(identity: Mapping[str, str]) -> bytes:
    """Return the code of an identity as SVG in its printed size; a longer identity has a wider code.

    Raises:
        QrCodeOverflow: The identity is too long for a code.
    """
    try:
        return _draw_words(format_identity(identity))
    except segno.DataOverflowError:
        longest = max(identity, key=lambda name: len(identity[name]))
        raise QrCodeOverflow(f"The {longest} is too long for the QR code. To fix it, shorten it.") from None


@lru_cache(maxsize=64)
def _draw_words(words: str) -> bytes:
    code = make_code(words)
    modules, _ = code.symbol_size(border=MARGIN)
    file = BytesIO()
    scale = max(_MODULE_WIDTH, _LEAST_WIDTH / modules)
    code.save(file, kind="svg", border=MARGIN, scale=scale, unit="mm", xmldecl=False)
    return file.getvalue()

"""The QR code of a sheet: what edition it is, for a phone to read. It holds words and leads nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO

import segno

from acucontent.rendering.exporter import ExportFailed

_MODULE = 0.4
"""The width of a module, in millimeters: phones read it, and a laser printer draws it clean."""
_LEAST = 20.0
"""The least width of a code with its margin, in millimeters."""
_MARGIN = 4
"""The white around a code, in modules (ISO/IEC 18004, 5.3.8)."""


class TooMuchForACode(ExportFailed):
    """An identity has more words than a QR code holds."""


def said_by(identity: Mapping[str, str]) -> str:
    """The words of a code."""
    return " ".join(("acucontent", *(f"{name}={value}" for name, value in identity.items())))


def qr_code(identity: Mapping[str, str]) -> bytes:
    """The code of an identity as SVG in its size on paper; the more it says, the wider it is.

    Raises:
        TooMuchForACode: it says more than a code can hold.
    """
    try:
        return _drawn(said_by(identity))
    except segno.DataOverflowError:
        longest = max(identity, key=lambda name: len(identity[name]))
        raise TooMuchForACode(f"The {longest} is too long for the QR code. Shorten it.") from None


@lru_cache(maxsize=64)
def _drawn(words: str) -> bytes:
    code = segno.make(words, error="m", micro=False)
    modules, _ = code.symbol_size(border=_MARGIN)
    file = BytesIO()
    code.save(file, kind="svg", border=_MARGIN, scale=max(_MODULE, _LEAST / modules), unit="mm", xmldecl=False)
    return file.getvalue()

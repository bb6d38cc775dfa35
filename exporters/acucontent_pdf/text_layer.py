"""Read the text of a PDF with PDFium, independently of the library that wrote it.

What screen readers do not read is skipped: artifacts, such as running heads and page numbers, which would interrupt
sentences, and the words in drawings, instead of which they read the text alternative. PDFium is in the extra
`acucontent[quality]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from ctypes import POINTER, c_ulong, c_ushort, cast, create_string_buffer
from typing import Any

import pypdfium2
from pypdfium2 import raw

from acucontent.rendering.exporter import UnreadableText

_SKIPPED = frozenset({"Artifact", "Figure"})
"""The tags of marked content that screen readers skip."""
_HYPHEN = re.compile("[\u0002\ufffe\ufffd]")
"""The characters that PDFium returns for a hyphen at the end of a line."""


def read_pages(data: bytes) -> tuple[str, ...]:
    """Return the text of each page.

    Raises:
        UnreadableText: The PDF is damaged.
    """
    try:
        with pypdfium2.PdfDocument(data) as document:
            return tuple(_HYPHEN.sub("\u00ad", _extract_page(page)) for page in document)
    except pypdfium2.PdfiumError as error:
        raise UnreadableText(f"The PDF is damaged: {error}") from error


def _extract_page(page: pypdfium2.PdfPage) -> str:
    """Return the text of a page without its artifacts and drawings."""
    for element in list(page.get_objects(max_depth=1)):
        if not _SKIPPED.isdisjoint(_find_marks(element.raw)):
            page.remove_obj(element)
    text: str = page.get_textpage().get_text_bounded()
    return text


def _find_marks(element: Any) -> Iterator[str]:
    """Yield the names of the marked content that encloses a page object."""
    for index in range(raw.FPDFPageObj_CountMarks(element)):
        mark, length, name = raw.FPDFPageObj_GetMark(element, index), c_ulong(), create_string_buffer(128)
        raw.FPDFPageObjMark_GetName(mark, cast(name, POINTER(c_ushort)), len(name), length)
        yield name.raw[: length.value].decode("utf-16-le").rstrip("\0")

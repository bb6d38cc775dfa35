"""Read the text of a PDF with poppler, in the order of its content and without what screen readers do not read."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from typing import Any

import pikepdf

SKIPPED = ("/Artifact", "/Figure")
"""The tags of marked content that screen readers do not read."""
SHOWING = ("Tj", "TJ", "'", '"', "Do")
"""The operators that show text or a picture."""


def read_pages(data: bytes) -> tuple[str, ...]:
    """Return the text of each page; a soft hyphen joins the halves of a word that is broken at the end of a line."""
    done = subprocess.run(
        ["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"],
        input=_remove_skipped_content(data),
        capture_output=True,
        check=True,
        timeout=120,
    )
    pages = done.stdout.decode("utf-8").removesuffix("\f").split("\f")
    return tuple(" ".join(re.sub(r"[-\u00ad]\n", "\u00ad", page).split()) for page in pages)


def _remove_skipped_content(data: bytes) -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            kept = list(_filter_content(pikepdf.parse_content_stream(page)))
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
        pdf.save(made)
    return made.getvalue()


def _filter_content(instructions: Any) -> Iterator[Any]:
    """Yield the instructions of a page without those that show what is skipped."""
    open_tags: list[str] = []
    for instruction in instructions:
        operator = str(instruction.operator)
        if operator in ("BMC", "BDC"):
            open_tags.append(str(instruction.operands[0]))
        elif operator == "EMC":
            open_tags.pop()
        if operator not in SHOWING or not set(open_tags) & set(SKIPPED):
            yield instruction

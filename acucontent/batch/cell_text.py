"""Clean the text of a cell: one line, in NFC, without invisible characters."""

from __future__ import annotations

import re

from pydantic_core import PydanticCustomError

from acucontent.batch.corruption import find_corruption
from acucontent.errors import AcucontentError
from acucontent.model.characters import normalize_text, remove_invisible

LONGEST_TEXT = 600
"""The longest text of a cell, in characters."""

_SPACE = re.compile(r"[\s\u2800\u0085\x1c-\x1f]+")


class BadText(AcucontentError, ValueError):
    """The text of a cell cannot be used; the message says why and does not quote it."""


def clean_text(text: str) -> str:
    """Return the text of a cell as it is printed: on one line, in NFC, without invisible characters.

    Raises:
        BadText: It is too long, was damaged or not filled in by a program, or has a character that cannot be printed.
    """
    corruption = find_corruption(text)
    if corruption:
        raise BadText(corruption)
    try:
        cleaned = normalize_text(_SPACE.sub(" ", remove_invisible(text)).strip())
    except PydanticCustomError as error:
        raise BadText(error.message()) from None
    if len(cleaned) > LONGEST_TEXT:
        raise BadText(f"has {len(cleaned):,} characters, but at most {LONGEST_TEXT:,} are allowed")
    return cleaned

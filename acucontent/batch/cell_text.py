"""Clean the text of a cell: one line, in NFC, without invisible characters."""

from __future__ import annotations

import re

from pydantic_core import PydanticCustomError

from acucontent.batch.corruption import find_corruption
from acucontent.errors import AcucontentError
from acucontent.model.characters import normalize_text

LONGEST_TEXT = 600
"""The longest text of a cell, in characters."""

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202c\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
    "|(?<![\u0600-\u18ff])[\u200c\u200d]"
)
"""Characters that have no shape of their own (Default_Ignorable_Code_Point, Unicode TR 44). Those that change the
shapes of Arabic and Indic letters are kept after such letters. The two that reverse text are rejected, not removed."""
_SPACE = re.compile(r"[\s\u2800\u0085\x1c-\x1f]+")


class BadText(AcucontentError, ValueError):
    """The text of a cell cannot be used; the message says why and does not quote it."""


def remove_invisible(text: str) -> str:
    """Return the text without characters that have no shape, such as soft hyphens and byte order marks."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


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

"""Convert inlines to text: citations as [1, 2], links with their address, and no marks for emphasis.

Emphasis has no marks because screen readers read the usual `*` as "star" on each side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import assert_never

from acucontent.document.blocks import (
    CERTAINTY_DOTS,
    CertaintyWord,
    CrossLink,
    Emphasis,
    Foreign,
    Inlines,
    Isolated,
    Note,
    Pictogram,
    Strong,
    Term,
    WebLink,
    Words,
)
from acucontent.model.plain_text import flatten
from acucontent_text.lines import ADDRESS_SPACE, NO_BREAK_SPACE

FIRST_STRONG_ISOLATE, POP_DIRECTIONAL_ISOLATE = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
"""The invisible characters around words of the other direction (Unicode Standard Annex #9)."""

_SCHEME = re.compile(r"^(?:https?://doi\.org/|https?://|mailto:|tel:|doi:)", re.IGNORECASE)
_NOT_DIGIT = re.compile(r"[^0-9]")


def join_inlines(inlines: Inlines) -> str:
    """Return the text of inlines."""
    text = ""
    for is_mark, run in groupby(_remove_gaps(_flatten_inlines(inlines)), key=lambda part: isinstance(part, int)):
        parts = [str(part) for part in run]
        text = _append_mark(text, parts) if is_mark else _append_text(text, "".join(parts))
    return text


def _flatten_inlines(inlines: Inlines) -> Iterator[str | int]:
    """Yield the text of inlines as strings, and citations as numbers."""
    for inline in inlines:
        match inline:
            case Words(text) | Pictogram(text=text):
                yield text
            case Note(number=number):
                yield number
            case WebLink(address, children):
                is_phone = address.startswith("tel:")
                yield from map(_join_number, _flatten_inlines(children)) if is_phone else _flatten_inlines(children)
                yield format_address(address, flatten(children))
            case Isolated(children):
                yield FIRST_STRONG_ISOLATE
                yield from _flatten_inlines(children)
                yield POP_DIRECTIONAL_ISOLATE
            case Strong(children) | Emphasis(children) | Term(children):
                yield from _flatten_inlines(children)
            case CertaintyWord(level, children, marked):
                yield f"{CERTAINTY_DOTS[level]}{NO_BREAK_SPACE}" if marked else ""
                yield from _flatten_inlines(children)
            case Foreign(children=children) | CrossLink(children=children):
                yield from _flatten_inlines(children)
            case _:
                assert_never(inline)


def _join_number(part: str | int) -> str | int:
    """Return the words of a link to a telephone number if they are one: a line never ends in it."""
    is_number = isinstance(part, str) and any(character.isdecimal() for character in part)
    return part.replace(" ", ADDRESS_SPACE) if isinstance(part, str) and is_number else part


def _remove_gaps(found: Iterable[str | int]) -> Iterator[str | int]:
    """Yield the parts without white space between two numbers."""
    parts = [part for part in found if part != ""]
    for index, part in enumerate(parts):
        around = parts[max(0, index - 1) : index + 2]
        if isinstance(part, int) or part.strip() or not all(isinstance(each, int) for each in around[::2]):
            yield part


def _append_mark(text: str, numbers: list[str]) -> str:
    """Return a text with a citation mark that stays on the line of the word before it."""
    in_order = sorted(dict.fromkeys(numbers), key=int)
    mark = f"[{f',{NO_BREAK_SPACE}'.join(in_order)}]"
    before = text.rstrip()
    gap = "" if not before or before[-1] in "([" else NO_BREAK_SPACE
    return f"{before}{gap}{mark}"


def _append_text(text: str, more: str) -> str:
    return f"{text} {more}" if text.endswith("]") and more[:1].isalnum() else text + more


def format_address(address: str, words: str) -> str:
    """Return the address of a link in parentheses, or an empty string if the words already show it."""
    if _normalize_address(words) == _normalize_address(address) or _is_number_of(address, words):
        return ""
    shown = address.partition("?")[0].removeprefix("mailto:") if address.startswith("mailto:") else address
    return f" ({shown.removeprefix('tel:')})"


def _normalize_address(address: str) -> str:
    return _SCHEME.sub("", address.strip().casefold()).rstrip("/")


def _is_number_of(address: str, words: str) -> bool:
    """Return whether words are the phone number of a `tel:` address."""
    digits = _NOT_DIGIT.sub("", words)
    return address.startswith("tel:") and bool(digits) and _NOT_DIGIT.sub("", address).endswith(digits)

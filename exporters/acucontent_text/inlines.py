"""Inlines as one run of words: citations as [1, 2], links with their address, and no marks of emphasis.

Emphasis leaves no mark: the `*` that plain text often uses is read aloud as "star" on each side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import assert_never

from acucontent.document.blocks import (
    CertaintyWord,
    CrossLink,
    Emphasis,
    Foreign,
    Inlines,
    Note,
    Strong,
    Term,
    WebLink,
    Words,
)
from acucontent.model.plain_text import flatten
from acucontent_text.lines import KEPT_SPACE

_SCHEME = re.compile(r"^(?:https?://doi\.org/|https?://|mailto:|tel:|doi:)", re.IGNORECASE)
_NOT_DIGIT = re.compile(r"[^0-9]")


def run_of_words(inlines: Inlines) -> str:
    """The words of inlines."""
    text = ""
    for is_mark, run in groupby(_joined(_flat(inlines)), key=lambda part: isinstance(part, int)):
        parts = [str(part) for part in run]
        text = _with_mark(text, parts) if is_mark else _after_mark(text, "".join(parts))
    return text


def _flat(inlines: Inlines) -> Iterator[str | int]:
    """The words, and between them the numbers of citations."""
    for inline in inlines:
        match inline:
            case Words(text):
                yield text
            case Note(number=number):
                yield number
            case WebLink(address, children):
                yield from _flat(children)
                yield _shown(address, flatten(children))
            case Strong(children) | Emphasis(children) | Term(children):
                yield from _flat(children)
            case Foreign(children=children) | CertaintyWord(children=children) | CrossLink(children=children):
                yield from _flat(children)
            case _:
                assert_never(inline)


def _joined(found: Iterable[str | int]) -> Iterator[str | int]:
    """The parts, without what is blank between two numbers."""
    parts = [part for part in found if part != ""]
    for index, part in enumerate(parts):
        around = parts[max(0, index - 1) : index + 2]
        if isinstance(part, int) or part.strip() or not all(isinstance(each, int) for each in around[::2]):
            yield part


def _with_mark(text: str, numbers: list[str]) -> str:
    """The text and a mark, kept on the line of the word that it follows."""
    in_order = sorted(dict.fromkeys(numbers), key=int)
    mark = f"[{f',{KEPT_SPACE}'.join(in_order)}]"
    before = text.rstrip()
    gap = "" if not before or before[-1] in "([" else KEPT_SPACE
    return f"{before}{gap}{mark}"


def _after_mark(text: str, more: str) -> str:
    return f"{text} {more}" if text.endswith("]") and more[:1].isalnum() else text + more


def _shown(address: str, words: str) -> str:
    """The address in brackets, unless the words are the address already."""
    if _bare(words) == _bare(address) or _is_number_of(address, words):
        return ""
    shown = address.partition("?")[0].removeprefix("mailto:") if address.startswith("mailto:") else address
    return f" ({shown.removeprefix('tel:')})"


def _bare(address: str) -> str:
    return _SCHEME.sub("", address.strip().casefold()).rstrip("/")


def _is_number_of(address: str, words: str) -> bool:
    """Whether words are the telephone number that an address dials."""
    digits = _NOT_DIGIT.sub("", words)
    return address.startswith("tel:") and bool(digits) and _NOT_DIGIT.sub("", address).endswith(digits)

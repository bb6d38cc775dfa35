"""Lines: words set to a width, measured in the columns of a fixed-width display."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from wcwidth import wcswidth, wcwidth

KEPT_SPACE = "\u00a0"
"""A space at which no line is broken; it is written as a plain space, since the lines are set by then."""

_SPACES = re.compile(r"[^\S\u00a0\u2007\u202f]+")
_KEPT_SPACES = re.compile(r"[\u00a0\u2007\u202f]+")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_ADDRESS = re.compile(r"\b(?:https?://|mailto:|tel:|doi:|www\.)\S|\b10\.\d{4,9}/\S|\S@\S+\.\S", re.IGNORECASE)
_PLAIN = re.compile("[\x20-\x7e\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027]*")
"""Latin letters and signs: a column each, and broken nowhere."""
_OPENING = ("Ps", "Pi")


def tidy(text: str) -> str:
    """The text with each run of white space as one space, and without what only advises where to break a line."""
    return _SPACES.sub(" ", _KEPT_SPACES.sub(KEPT_SPACE, _UNSEEN.sub("", text))).strip()


def columns(text: str) -> int:
    """Return how many columns a text takes: two for a wide East Asian character, none for a combining mark (UAX 11)."""
    taken = len(text) if _PLAIN.fullmatch(text) else wcswidth(text)
    return taken if taken >= 0 else len(text)  # it has a control character, whose width nobody knows


def is_address(word: str) -> bool:
    """Whether a word holds a web, mail or DOI address, which must stay whole to be of use."""
    return _ADDRESS.search(word) is not None


def set_lines(text: str, width: int, first: str = "", rest: str = "") -> tuple[str, ...]:
    """Tidy text as lines of at most `width` columns, but for an address that is longer.

    Args:
        text: The words.
        width: The most columns of a line, its indent counted.
        first: What the first line starts with.
        rest: What the other lines start with.
    """
    lines: list[str] = []
    line, taken, empty = first, columns(first), True
    for gap, piece in _pieces(text, width - max(columns(first), columns(rest))):
        more = piece if empty else gap + piece
        wide = columns(more)
        if empty or taken + wide <= width:
            line, taken, empty = line + more, taken + wide, False
        else:
            lines.append(line)
            line = rest + piece
            taken = columns(line)
    return tuple(done.replace(KEPT_SPACE, " ").rstrip() for done in (*lines, line))


def _pieces(text: str, room: int) -> Iterator[tuple[str, str]]:
    """What must stay on one line, each with the gap before it; kept spaces give way when there is no room for them."""
    for word in text.split(" "):
        if KEPT_SPACE in word and columns(word) > room:
            yield from _pieces(word.replace(KEPT_SPACE, " "), room)
            continue
        for index, part in enumerate(_parts(word, room)):
            yield ("" if index else " "), part


def _parts(word: str, room: int) -> Iterator[str]:
    if (len(word) <= room and _PLAIN.fullmatch(word)) or is_address(word):
        yield word
        return
    for piece in _between_ideographs(word):
        yield from _cut(piece, room)


def _cut(piece: str, room: int) -> Iterator[str]:
    """A piece whole when it fits, else as much at a time as does; a combining mark stays with its letter."""
    part, taken = "", 0
    for character in piece:
        wide = max(0, wcwidth(character))
        if part and wide and taken + wide > room:
            yield part
            part, taken = "", 0
        part, taken = part + character, taken + wide
    yield part


def _between_ideographs(word: str) -> Iterator[str]:
    """A word cut where East Asian text, which has no spaces, may be broken; never before closing punctuation."""
    piece = ""
    for character in word:
        if piece and _may_break(piece[-1], character):
            yield piece
            piece = ""
        piece += character
    yield piece


def _may_break(before: str, after: str) -> bool:
    if unicodedata.category(before) in _OPENING:
        return False
    return _is_ideograph(after) or (_is_ideograph(before) and after.isalnum())


def _is_ideograph(character: str) -> bool:
    return unicodedata.category(character) == "Lo" and unicodedata.east_asian_width(character) in "WF"

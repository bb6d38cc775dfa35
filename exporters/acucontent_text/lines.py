"""Wrap text to a width in columns of a fixed-width display."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from wcwidth import wcswidth, wcwidth

NO_BREAK_SPACE = "\u00a0"
"""A space at which lines do not break. Wrapped lines have a plain space in its place."""

ADDRESS_SPACE = "\ue000"
"""Stands for a space in a telephone number, at which a line never ends. It is in no text: it is for private use."""

_SPACES = re.compile(r"[^\S\u00a0\u2007\u202f]+")
_NO_BREAK_SPACES = re.compile(r"[\u00a0\u2007\u202f]+")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_ADDRESS = re.compile(
    r"\b(?:https?://|mailto:|tel:|doi:|www\.)\S|\b10\.\d{4,9}/\S|\S@\S+\.\S|\b(?:[\w-]+\.)+[a-z]{2,}/\S",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\w.])[+(]?\(?\d[\d().-]*(?:[ \u00a0][\d(][\d().-]*)+(?: (?:x|ext\.?|extension) ?\d+)?")
"""Two or more groups of digits, as in +1 (201) 555-0123 ext. 7."""
_MIN_DIGITS = 7
"""The fewest digits of a telephone number with spaces."""
_PLAIN = re.compile("[\x20-\x7e\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027]*")
"""Latin letters and signs, which take one column each and are not broken."""
_OPENING = ("Ps", "Pi")


def tidy_text(text: str) -> str:
    """Return a text with white space collapsed, and without invisible hints for line breaks."""
    return _SPACES.sub(" ", _NO_BREAK_SPACES.sub(NO_BREAK_SPACE, _UNSEEN.sub("", text))).strip()


def join_phone_numbers(text: str) -> str:
    """Return a tidy text in which lines do not end in telephone numbers."""
    return _PHONE.sub(lambda found: _join_groups(found[0]), text)


def _join_groups(number: str) -> str:
    digits = sum(character.isdecimal() for character in number)
    return ADDRESS_SPACE.join(number.split()) if digits >= _MIN_DIGITS else number


def count_columns(text: str) -> int:
    """Return the number of columns of a text: two for wide East Asian characters, none for combining marks (UAX 11)."""
    taken = len(text) if _PLAIN.fullmatch(text) else wcswidth(text)
    return taken if taken >= 0 else len(text)  # negative if it has a control character, whose width is unknown


def is_address(word: str) -> bool:
    """Return whether a word contains a web, mail or DOI address or a telephone number, which must not be broken."""
    return ADDRESS_SPACE in word or _ADDRESS.search(word) is not None


def wrap_text(text: str, width: int | None, first: str = "", rest: str = "") -> tuple[str, ...]:
    """Return a tidy text as lines of at most `width` columns. Longer addresses are not broken.

    Args:
        text: The text, without line breaks and repeated spaces.
        width: The maximum number of columns, including the prefix; None for one line of any length.
        first: The prefix of the first line.
        rest: The prefix of the other lines.
    """
    if width is None:
        return (write_spaces(first + text),)
    lines: list[str] = []
    line, taken, empty = first, count_columns(first), True
    for gap, piece in _split_pieces(text, width - max(count_columns(first), count_columns(rest))):
        more = piece if empty else gap + piece
        wide = count_columns(more)
        if empty or taken + wide <= width:
            line, taken, empty = line + more, taken + wide, False
        else:
            lines.append(line)
            line = rest + piece
            taken = count_columns(line)
    return tuple(write_spaces(done) for done in (*lines, line))


def write_spaces(line: str) -> str:
    """Return a finished line with plain spaces, and none at its end."""
    return line.replace(NO_BREAK_SPACE, " ").replace(ADDRESS_SPACE, " ").rstrip()


def _split_pieces(text: str, room: int) -> Iterator[tuple[str, str]]:
    """Yield the unbreakable pieces of a text, each with the gap before it. Too long pieces break at no-break spaces."""
    for word in text.split(" "):
        if NO_BREAK_SPACE in word and count_columns(word) > room:
            yield from _split_pieces(word.replace(NO_BREAK_SPACE, " "), room)
            continue
        for index, part in enumerate(_split_word(word, room)):
            yield ("" if index else " "), part


def _split_word(word: str, room: int) -> Iterator[str]:
    if (len(word) <= room and _PLAIN.fullmatch(word)) or is_address(word):
        yield word
        return
    for piece in _split_ideographs(word):
        yield from _cut_to_width(piece, room)


def _cut_to_width(piece: str, room: int) -> Iterator[str]:
    """Yield a piece in parts that fit a width. A combining mark stays with its letter."""
    part, taken = "", 0
    for character in piece:
        wide = max(0, wcwidth(character))
        if part and wide and taken + wide > room:
            yield part
            part, taken = "", 0
        part, taken = part + character, taken + wide
    yield part


def _split_ideographs(word: str) -> Iterator[str]:
    """Yield the parts of a word between which East Asian text may break, never before closing punctuation."""
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

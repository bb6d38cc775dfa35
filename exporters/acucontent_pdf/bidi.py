"""Find the direction of each part of a line: the Unicode Bidirectional Algorithm (UAX #9) for text without controls.

Cells have no characters that embed or isolate text (they are removed or rejected when a table is read), so that only
the rules for implicit levels are needed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby

_STRONG = {"L": "L", "R": "R", "AL": "R", "EN": "R", "AN": "R"}
"""The direction that a class has for the neutral characters beside it (rule N1)."""
_NUMBER = re.compile(r"[+#]?\d(?:[\d\s.,:/()+-]*\d)?%?")
"""A number, also one with several parts, such as a date, a time or a telephone number."""
_NEUTRAL = frozenset({"B", "S", "WS", "ON", "BN"})
_BRACKETS = dict(zip(")]}⟩」』】", "([{⟨「『【", strict=True))
"""The opening bracket of each closing one, as in rule BD16."""
_MIRRORED = {**_BRACKETS, **{first: last for last, first in _BRACKETS.items()}, "<": ">", ">": "<", "«": "»", "»": "«"}


def resolve_levels(text: str, base: int | None = None) -> tuple[int, ...]:
    """Return the level of each character of a line: an odd level is right to left.

    A number is isolated: its parts, such as those of a telephone number, do not change places, and in a line from left
    to right it comes after the word before it.

    Args:
        text: The line.
        base: The level of the line (default: that of its first letter, 0 or 1).
    """
    classes = [unicodedata.bidirectional(character) or "L" for character in text]
    if base is None:
        base = next((int(each != "L") for each in classes if each in ("L", "R", "AL")), 0)
    for number in _NUMBER.finditer(text):
        classes[number.start() : number.end()] = ["EN" if base else "L"] * len(number[0])
    _resolve_weak(classes, "R" if base else "L")
    _resolve_brackets(text, classes, "R" if base else "L")
    _resolve_neutral(classes, "R" if base else "L")
    levels = [base + _raise_level(base, each) for each in classes]
    for index in range(len(text.rstrip()), len(text)):
        levels[index] = base
    return tuple(levels)


def choose_base(text: str) -> int | None:
    """Return the level of a name on a sheet: from left to right if it has Latin letters, or that of its first letter.

    Programs that read the text of a PDF find names in this order.
    """
    return 0 if any(unicodedata.bidirectional(character) == "L" for character in text) else None


def mirror_bracket(character: str) -> str:
    """Return the bracket that a bracket looks like from right to left; other characters are returned as they are."""
    return _MIRRORED.get(character, character)


def order_runs(levels: Iterable[int]) -> tuple[int, ...]:
    """Return the indexes of runs in the order in which they are drawn, from left to right (rule L2)."""
    levels = tuple(levels)
    order = list(range(len(levels)))
    odd = [level for level in levels if level % 2]
    for level in range(max(levels, default=0), min(odd, default=1) - 1, -1):
        order = [each for part in _reverse_parts(order, levels, level) for each in part]
    return tuple(order)


def _reverse_parts(order: list[int], levels: tuple[int, ...], level: int) -> Iterator[list[int]]:
    for is_high, part in groupby(order, key=lambda index: levels[index] >= level):
        yield list(part)[:: -1 if is_high else 1]


def _raise_level(base: int, kind: str) -> int:
    """Return by how much a class raises the level (rules I1 and I2)."""
    if base % 2:
        return 0 if kind == "R" else 1
    return {"R": 1, "EN": 2, "AN": 2}.get(kind, 0)


def _resolve_weak(classes: list[str], start: str) -> None:
    """Apply the rules W1 to W7."""
    before = start
    for index, each in enumerate(classes):
        if each == "NSM":
            classes[index] = before
        before = classes[index]
    strong = start
    for index, each in enumerate(classes):
        if each in ("L", "R", "AL"):
            strong = each
        elif each == "EN" and strong == "AL":
            classes[index] = "AN"
    classes[:] = ["R" if each == "AL" else each for each in classes]
    _resolve_separators(classes)
    strong = start
    for index, each in enumerate(classes):
        if each in ("L", "R"):
            strong = each
        elif each == "EN" and strong == "L":
            classes[index] = "L"


def _resolve_separators(classes: list[str]) -> None:
    """Make separators and signs part of the number beside them (rules W4 to W6)."""
    for index in range(1, len(classes) - 1):
        before, each, after = classes[index - 1 : index + 2]
        if before == after and ((each == "CS" and before in ("EN", "AN")) or (each == "ES" and before == "EN")):
            classes[index] = before
    start = 0
    for kind, group in groupby(tuple(classes)):
        end = start + len(tuple(group))
        if kind == "ET" and "EN" in (*classes[max(start - 1, 0) : start], *classes[end : end + 1]):
            classes[start:end] = ["EN"] * (end - start)
        start = end
    classes[:] = ["ON" if each in ("ES", "ET", "CS") else each for each in classes]


def _resolve_brackets(text: str, classes: list[str], base: str) -> None:
    """Give both brackets of a pair the direction of what they enclose (rule N0)."""
    for first, last in _find_brackets(text, classes):
        inside = {_STRONG[each] for each in classes[first + 1 : last] if each in _STRONG}
        if base in inside:
            classes[first] = classes[last] = base
        elif inside:
            before = next((_STRONG[each] for each in reversed(classes[:first]) if each in _STRONG), base)
            classes[first] = classes[last] = before


def _find_brackets(text: str, classes: list[str]) -> list[tuple[int, int]]:
    opened: list[tuple[str, int]] = []
    pairs = []
    for index, character in enumerate(text):
        if classes[index] != "ON":
            continue
        if character in _BRACKETS.values():
            opened.append((character, index))
        elif character in _BRACKETS:
            found = next((at for at in range(len(opened) - 1, -1, -1) if opened[at][0] == _BRACKETS[character]), None)
            if found is not None:
                pairs.append((opened[found][1], index))
                del opened[found:]
    return sorted(pairs)


def _resolve_neutral(classes: list[str], base: str) -> None:
    """Give spaces and signs the direction of the text around them (rules N1 and N2)."""
    start = 0
    for is_neutral, group in groupby(tuple(classes), key=_NEUTRAL.__contains__):
        end = start + len(tuple(group))
        if is_neutral:
            before = _STRONG[classes[start - 1]] if start else base
            after = _STRONG[classes[end]] if end < len(classes) else base
            classes[start:end] = [before if before == after else base] * (end - start)
        start = end

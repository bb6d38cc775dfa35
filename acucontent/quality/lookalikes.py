"""Find words in which letters of another alphabet stand for letters that look the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

_PLAIN = re.compile(r"[\0-\u024f\u1e00-\u1eff\u2000-\u206f\u20a0-\u20cf\u2100-\u22ff]*")
"""Text without letters of other alphabets."""
_WORD = re.compile(r"[^\W\d_]+")
_MIXABLE = frozenset(("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU", "SMALL CAPITAL"))
"""The alphabets that have letters like those of another; other scripts are joined to Latin words without a space."""
_UNIT = re.compile("[\u03bc\u00b5][a-zA-Z]{1,3}")
"""A unit with the Greek letter for millionths, such as microgram."""
_LATIN_LIKE = frozenset("аеорсухіјѕԁһԛԝАВЕКМНОРСТУХІЈЅҮՕоսοαιυνκρτχγηωεΑΒΕΖΗΙΚΜΝΟΡΤΥΧ")
"""Cyrillic, Armenian and Greek letters that look like Latin ones."""


def find_disguised_words(text: str) -> Iterator[str]:
    """Yield each word that mixes alphabets, and each word of look-alike letters alone in a Latin text."""
    if _PLAIN.fullmatch(text):
        return
    words = [(found[0], _find_alphabets(found[0])) for found in _WORD.finditer(text)]
    is_latin = sum("LATIN" in alphabets for _, alphabets in words) * 2 > len(words)
    for word, alphabets in words:
        is_mixed = len(alphabets) > 1 and not _UNIT.fullmatch(word)
        is_lookalike = is_latin and len(word) > 1 and _LATIN_LIKE.issuperset(word)
        if is_mixed or is_lookalike or "SMALL CAPITAL" in alphabets:
            yield word


def _find_alphabets(word: str) -> frozenset[str]:
    """Return the alphabets of a word that have letters like those of another."""
    return frozenset(map(_find_alphabet, word)) & _MIXABLE


@cache
def _find_alphabet(letter: str) -> str:
    name = unicodedata.name(letter, "")
    return "SMALL CAPITAL" if "LETTER SMALL CAPITAL" in name else name.split(" ")[0]

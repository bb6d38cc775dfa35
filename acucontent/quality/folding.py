"""Write a sentence in plain letters, as readers understand it, before its words are compared.

Spaced letters, letters with signs through them, numbers such as 9-1-1 and other apostrophes read like the plain word,
so they are judged like it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from acucontent.model.characters import remove_invisible

_PLAIN = re.compile(r"[a-z0-9 ,;:!?'\"()%’–—-]*(?:\.(?!\.)[a-z0-9 ,;:!?'\"()%’–—-]*)*", re.IGNORECASE)
"""Sentences without unusual signs, which only need the cheap steps."""
_APOSTROPHES = re.compile("(?<=\\w)[\u2018\u2019`\u00b4\u02bc\u02b9\u2032\uff07](?=\\w)")
_SPACED = re.compile(r"(?<![^\W_])(?:[^\W\d_]([ .\-·_*+]))(?:[^\W\d_]\1)+[^\W\d_](?![^\W_])")
"""Three or more single letters with the same sign between them."""
_PAUSE = re.compile(r"(?:\.{2,}|…)(?=\s+[a-z])")
_BARE_DENIAL = re.compile(r"\b((?:do|does|did|is|are|was|were|have|has|had|would|could|should|must|need|ca|wo)n)t\b")
_LETTERS_AS_DIGITS = re.compile(r"(?<=[a-z])[013457@$]+(?=[a-z])")
_LETTER_OF_DIGIT = str.maketrans("013457@$", "oieastas")
_NUMBER_SPELLINGS = {
    "911": r"9[-. ]1[-. ]1|nine[- ]one[- ]one|nine[- ]eleven|nine[- ]double[- ]one",
    "999": r"9[-. ]9[-. ]9|nine[- ]nine[- ]nine|triple[- ]nine",
    "112": r"1[-. ]1[-. ]2|one[- ]one[- ]two",
    "111": r"1[-. ]1[-. ]1|one[- ]one[- ]one",
}
_NUMBERS = tuple((re.compile(rf"\b(?:{each})(?![-. ]?\d)"), number) for number, each in _NUMBER_SPELLINGS.items())
"""Other ways to write each emergency number."""
_NUMBER_SIGN = re.compile(r"\b(?:[19][-. ][19][-. ]|one[- ]|nine[- ]|triple[- ])")


def normalize_sentence(sentence: str) -> str:
    """Return a sentence in lower case with straight apostrophes; every character keeps its position."""
    lower = sentence.lower()
    return (lower if len(lower) == len(sentence) else sentence).replace("’", "'")


@lru_cache(maxsize=10_000)
def fold_sentence(sentence: str) -> str:
    """Return a sentence in small plain letters as it is understood; characters can lose their position."""
    lower = normalize_sentence(sentence)
    if not _PLAIN.fullmatch(sentence):
        lower = _PAUSE.sub("", _fold_letters(lower).lower())
    lower = _LETTERS_AS_DIGITS.sub(_write_letter, _SPACED.sub(_join_letters, lower))
    if _NUMBER_SIGN.search(lower):
        for spelling, number in _NUMBERS:
            lower = spelling.sub(number, lower)
    return _BARE_DENIAL.sub(r"\1't", lower)


def _fold_letters(text: str) -> str:
    """Return a text without accents and invisible signs, with plain apostrophes and letters."""
    straight = _APOSTROPHES.sub("'", remove_invisible(text))
    decomposed = unicodedata.normalize("NFKD", straight)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _join_letters(found: re.Match[str]) -> str:
    return found[0].replace(found[1], "")


def _write_letter(found: re.Match[str]) -> str:
    """Return the letters for which digits or signs are used."""
    return found[0].translate(_LETTER_OF_DIGIT)

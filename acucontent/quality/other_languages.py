"""Find words of another language in a sentence: runs of words that are not of the language of the text.

The word lists of a language judge only its own words. A run of other words counts if words that join or deny in one of
many other languages are among them, if it is long, or if it is the whole sentence. Names, which are in capitals, never
count, and neither do terms of one or two words and Latin names of muscles.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import yaml

_PACKAGE = "acucontent.quality"
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[,;:()“”«»]")
_PART = re.compile(r"[^\W\d_]+")
_BREAKS = frozenset(",;:()“”«»")
_LONG_RUN = 4
"""The fewest unknown words in a row that are no term."""
_LATIN_TERM = re.compile(r".{2,}(?:us|um|is|ae|orum|arum|ius|ior|ax|ex)$")
"""Endings of the Latin names of muscles, nerves and vessels."""
_PINYIN = re.compile(
    r"(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:i?ao?|i?ang?|ai|ei?|eng?|er|ing?|ie|iong|iu|i|ong|ou?|u(?:ai?|ang?|e|i|n|o)?)"
)
"""A syllable of Chinese in Latin letters, as in the names of points."""
_ABBREVIATIONS = frozenset(("dr", "mr", "mrs", "ms", "prof", "st"))
_SENTENCE_END = re.compile(r"[.!。\uff01\uff1f]['”’\")\]»]*$")
_FEW_LETTERS = 6
"""The most letters of another script in a row that can be a term or a name, as of a point."""
_LETTERS = "ai"
"""The words of one letter."""
_SHORT = 4
"""Shorter words that two languages share, such as `no`, say nothing of either."""
_INFLECTIONS = (
    "'s",
    "’s",
    "s'",
    "s’",
    "s",
    "es",
    "ed",
    "d",
    "ing",
    "ly",
    "er",
    "ers",
    "est",
    "al",
    "ness",
    "less",
    "able",
)
_PREFIXES = ("un", "re", "non", "pre", "over", "self", "anti", "electro", "neuro", "physio", "micro", "mis", "sub")


@dataclass(frozen=True)
class FunctionWords:
    """The words of other languages that join, deny or address."""

    sentence: frozenset[str]
    """Words that are in sentences only."""
    any: frozenset[str]
    """All words, with those that names have, too."""


@dataclass(frozen=True)
class _Run:
    """Words in a row none of which is known."""

    words: tuple[str, ...]
    kinds: tuple[str, ...]
    """What each of them is; see `_classify_word`."""
    is_whole: bool
    """Whether it is the whole sentence."""

    def count(self, *kinds: str) -> int:
        """Return the number of its words of some kinds."""
        return sum(kind in kinds for kind in self.kinds)


def find_other_language(sentence: str, language: str, is_name: bool = False) -> str | None:
    """Return the words of a sentence that are in another language than the text, or None.

    Args:
        sentence: The sentence.
        language: The language of the text, as a BCP 47 tag, for which there is a vocabulary.
        is_name: Whether the line is a name or an address, in which other languages are usual.
    """
    script = _find_other_script(sentence, is_name)
    if script or load_vocabulary(language.split("-")[0]).issuperset(sentence.lower().strip(".?!").split()):
        return script
    runs = _find_runs(sentence, language.split("-")[0])
    return next((" ".join(run.words) for run in runs if _is_sentence(run, sentence, is_name)), None)


def _is_sentence(run: _Run, sentence: str, is_name: bool) -> bool:
    """Return whether a run of words is more than a name or a term."""
    unknown, joining = run.count("unknown"), run.count("joining", "denying")
    if is_name:
        denying = run.count("denying") + (run.count("no") if run.is_whole else 0)
        return denying > 1 or (denying > 0 and unknown > 0)
    if all(_PINYIN.fullmatch(word) for word in run.words):
        return False
    ends = run.is_whole and bool(_SENTENCE_END.search(sentence))
    if ends and unknown + joining + run.count("first") > 1:
        return unknown > 0 or joining > 1
    if joining:
        return run.count("denying") > 1 or (unknown > 0 and len(run.words) - run.count("name") > 2)
    return unknown + run.count("first") >= _LONG_RUN


def _find_runs(sentence: str, language: str) -> Iterator[_Run]:
    """Yield each longest row of words that are not of the language."""
    words = _WORD.findall(sentence)
    kinds = [_classify_word(word, language, sentence.isupper()) for word in words]
    first = next((index for index, kind in enumerate(kinds) if kind != "break"), 0)
    if kinds[first:] and kinds[first] == "name" and not is_known_word(words[first].lower(), language):
        kinds[first] = "first"
    is_whole = "known" not in kinds
    start = 0
    for end, kind in enumerate((*kinds, "known")):
        if kind in ("known", "break"):
            if end > start:
                yield _Run(tuple(words[start:end]), tuple(kinds[start:end]), is_whole)
            start = end + 1


@lru_cache(maxsize=20_000)
def _classify_word(word: str, language: str, has_capitals: bool) -> str:
    """Return what a word is.

    Args:
        word: The word or sign.
        language: The language of the text.
        has_capitals: Whether the whole sentence is in capitals.

    Returns:
        `break` for a sign, `known` for a word of the language, `shared` or `no` for a short word that joins or denies
        in other languages and is of this language, too, `joining` or `denying` for one that is not, `name` for a word
        in capitals or a Latin term, and otherwise `unknown`.
    """
    if word in _BREAKS:
        return "break"
    is_capital = word[0].isupper() and not has_capitals
    small = word.lower()
    return _classify_joining_word(small, language, is_capital) or _classify_other_word(small, language, is_capital)


def _classify_joining_word(small: str, language: str, is_capital: bool) -> str | None:
    """Return what a word is that joins or denies in another language; None if it is no such word or perhaps a name."""
    functions = load_function_words(language)
    denies = small in functions.sentence
    if is_capital and small in _ABBREVIATIONS:
        return "known"
    if len(small) == 1 or (small in functions.any and is_known_word(small, language)):
        return "known" if len(small) >= _SHORT else "no" if denies else "shared"
    if denies:
        return "denying"
    return "joining" if small in functions.any and not is_capital else None


def _classify_other_word(small: str, language: str, is_capital: bool) -> str:
    if any(letter.isdigit() for letter in small) or is_known_word(small, language):
        return "name" if any(letter.isdigit() for letter in small) else "known"
    return "name" if is_capital or _LATIN_TERM.fullmatch(small) else "unknown"


def is_known_word(word: str, language: str) -> bool:
    """Return whether a word in small letters, or each part of it, is in the vocabulary in any inflection."""
    vocabulary = load_vocabulary(language)
    return all(len(part) < 2 or _is_inflected(part, vocabulary) for part in _PART.findall(word))


def _is_inflected(word: str, vocabulary: frozenset[str]) -> bool:
    """Return whether a word, or one of which it is a regular form, is in the vocabulary."""
    if word in vocabulary:
        return True
    wholes = (word, *(word[len(start) :] for start in _PREFIXES if word.startswith(start)))
    stems = [
        one[: -len(end)] for one in wholes for end in _INFLECTIONS if one.endswith(end) and len(one) - len(end) > 2
    ]
    return any(one in vocabulary for one in wholes[1:]) or any(
        form in vocabulary
        for stem in stems
        for form in (stem, f"{stem}e", f"{stem[:-1]}y" if stem[-1] == "i" else stem)
    )


def _find_other_script(sentence: str, is_name: bool) -> str | None:
    """Return the words in letters that are not Latin, if they are more than a term or a name."""
    if sentence.isascii():
        return None
    others = [letter for letter in sentence if letter.isalpha() and not _is_latin(letter)]
    latin = sum(letter.isalpha() for letter in sentence) - len(others)
    if is_name:
        return sentence if others and _SENTENCE_END.search(sentence) and latin < len(others) else None
    return sentence if len(others) > max(_FEW_LETTERS, latin // 4) or (others and latin == 0) else None


@cache
def _is_latin(letter: str) -> bool:
    return letter < "\u0250" or unicodedata.name(letter, "").startswith(
        ("LATIN", "FULLWIDTH LATIN", "MODIFIER", "MATH")
    )


@cache
def load_function_words(language: str) -> FunctionWords:
    """Load the joining and denying words of all languages but one."""
    lists = yaml.load((files(_PACKAGE) / "function_words.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    sentence = _split_words(lists["sentence"], language)
    return FunctionWords(sentence, sentence | _split_words(lists["any"], language))


def _split_words(lists: dict[str, str], language: str) -> frozenset[str]:
    return frozenset(word for name, words in lists.items() if name != language for word in words.split())


@cache
def load_vocabulary(language: str) -> frozenset[str]:
    """Load the words of a language in small letters."""
    words = (files(_PACKAGE) / f"vocabulary.{language}.txt").read_text(encoding="utf-8").split()
    return frozenset((*words, *_LETTERS))

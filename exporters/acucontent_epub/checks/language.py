"""Checks of language: every page says its own, and words in another script say theirs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from types import MappingProxyType

from langcodes import Language, tag_is_valid

from acucontent.quality.check import Found
from acucontent_epub.checks.book import XML_LANGUAGE, Book, Page, PageCheck

_SCRIPTS = MappingProxyType(
    {
        "Latn": ("LATIN",),
        "Cyrl": ("CYRILLIC",),
        "Grek": ("GREEK",),
        "Arab": ("ARABIC",),
        "Hebr": ("HEBREW",),
        "Deva": ("DEVANAGARI",),
        "Thai": ("THAI",),
        "Hans": ("CJK", "BOPOMOFO"),
        "Hant": ("CJK", "BOPOMOFO"),
        "Jpan": ("CJK", "HIRAGANA", "KATAKANA"),
        "Kore": ("HANGUL", "CJK"),
    }
)
"""How Unicode begins the names of a script's letters."""

_KNOWN = frozenset(name for names in _SCRIPTS.values() for name in names)
_RUN = re.compile(r"[^\W\d_]+")


def _find_unstated_languages(book: Book) -> Iterator[Found]:
    """Every page states the book's language, in both ways that readers know."""
    for name, page in book.pages.items():
        stated = {page.get("lang"), page.get(XML_LANGUAGE)}
        if stated != {book.language}:
            yield Found(name, f"it does not state its language, {book.language}")


def _find_foreign_words(book: Book) -> Iterator[Found]:
    """Words in another script say their language; names have none, and one letter alone is a sign, such as μ."""
    for page, element in book.elements():
        stated = element.get("lang") or element.get(XML_LANGUAGE)
        if stated and not _is_tag(stated):
            yield Found(page, f"'{stated}' is not a language tag")
        for text in _texts(element):
            if text.isascii():
                continue
            tag = _language(element) or book.language
            for run in _RUN.findall(_without(text, book.names)):
                if not run.isascii() and _is_tag(tag) and _foreign(run, tag):
                    yield Found(page, f"the words {run!r} do not say their language")


@cache
def _is_tag(stated: str) -> bool:
    return tag_is_valid(stated)


def _texts(element: Page) -> Iterator[str]:
    """What stands in an element itself, and in its attributes that are read aloud."""
    if isinstance(element.tag, str):
        yield from (text for text in (element.text, element.get("alt"), element.get("aria-label")) if text)
    yield from (child.tail for child in element if child.tail)


def _language(element: Page) -> str | None:
    for each in (element, *element.iterancestors()):
        stated = each.get("lang") or each.get(XML_LANGUAGE)
        if stated:
            return stated
    return None


def _without(text: str, names: frozenset[str]) -> str:
    for name in names:
        text = text.replace(name, " ")
    return text


def _foreign(run: str, tag: str) -> bool:
    """Whether most of a run of letters is in a script that the language is not written in."""
    own = _letters_of(tag)
    strange = [letter for letter in run if (script := _script(letter)) in _KNOWN and script not in own]
    least = 1 if any(_script(letter) in ("CJK", "HIRAGANA", "KATAKANA", "HANGUL") for letter in strange) else 2
    return len(strange) >= least


@cache
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ")[0].split("-")[0]


@cache
def _letters_of(tag: str) -> tuple[str, ...]:
    """The scripts of a language; Latin letters stand in texts of each."""
    script = Language.get(tag).maximize().script or ""
    return (*_SCRIPTS.get(script, ()), "LATIN")


CHECKS: tuple[PageCheck, ...] = (
    PageCheck(
        code="language of pages",
        title="A page does not state its language",
        source="WCAG 2.2, success criterion 3.1.1.",
        find=_find_unstated_languages,
    ),
    PageCheck(
        code="language of words",
        title="Words in another script do not state their language",
        source="WCAG 2.2, success criterion 3.1.2.",
        find=_find_foreign_words,
    ),
)
"""The checks of this module."""

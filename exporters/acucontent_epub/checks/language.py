"""Checks of language: each page states its language, and so does text in another script."""

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
"""The first word of the Unicode names of the letters of each script."""

_KNOWN = frozenset(name for names in _SCRIPTS.values() for name in names)
_RUN = re.compile(r"[^\W\d_]+")


def _find_unstated_languages(book: Book) -> Iterator[Found]:
    """Find pages that do not state the book's language in both `lang` and `xml:lang`."""
    for name, page in book.pages.items():
        stated = {page.get("lang"), page.get(XML_LANGUAGE)}
        if stated != {book.language}:
            yield Found(name, f"the page does not state its language, {book.language}")


def _find_foreign_words(book: Book) -> Iterator[Found]:
    """Find text in another script that does not state its language.

    Names have no language. A single letter, such as μ, counts as a symbol.
    """
    for page, element in book.find_elements():
        stated = element.get("lang") or element.get(XML_LANGUAGE)
        if stated and not _is_language_tag(stated):
            yield Found(page, f"'{stated}' is not a valid language tag")
        for text in _list_texts(element):
            if text.isascii():
                continue
            tag = _find_language(element) or book.language
            for run in _RUN.findall(_remove_names(text, book.names)):
                if not run.isascii() and _is_language_tag(tag) and _is_foreign(run, tag):
                    yield Found(page, f"the text {run!r} does not state its language")


@cache
def _is_language_tag(stated: str) -> bool:
    return tag_is_valid(stated)


def _list_texts(element: Page) -> Iterator[str]:
    """Yield the text of an element, without its children, and of the attributes that screen readers read."""
    if isinstance(element.tag, str):
        yield from (text for text in (element.text, element.get("alt"), element.get("aria-label")) if text)
    yield from (child.tail for child in element if child.tail)


def _find_language(element: Page) -> str | None:
    for each in (element, *element.iterancestors()):
        stated = each.get("lang") or each.get(XML_LANGUAGE)
        if stated:
            return stated
    return None


def _remove_names(text: str, names: frozenset[str]) -> str:
    for name in names:
        text = text.replace(name, " ")
    return text


def _is_foreign(run: str, tag: str) -> bool:
    """Return whether a run of letters is in a script that the language does not use."""
    own = _list_scripts(tag)
    strange = [letter for letter in run if (script := _get_script(letter)) in _KNOWN and script not in own]
    least = 1 if any(_get_script(letter) in ("CJK", "HIRAGANA", "KATAKANA", "HANGUL") for letter in strange) else 2
    return len(strange) >= least


@cache
def _get_script(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ")[0].split("-")[0]


@cache
def _list_scripts(tag: str) -> tuple[str, ...]:
    """Return the scripts of a language. Latin is always included, because texts in every language contain it."""
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
        title="Text in another script does not state its language",
        source="WCAG 2.2, success criterion 3.1.2.",
        find=_find_foreign_words,
    ),
)
"""The checks of this module."""

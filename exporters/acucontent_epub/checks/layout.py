"""Checks of the style: it leaves order, size, spacing and direction to the reader, and cuts nothing off."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cssselect2 import ElementWrapper, compile_selector_list

from acucontent.quality.check import Found
from acucontent_epub.checks.book import XHTML, Book, Page, PageCheck, named, words
from acucontent_epub.checks.styles import Rule

PHONE = 320
"""The narrowest screen on which nothing may be cut off, in CSS pixels (WCAG 2.2, success criterion 1.4.10)."""

LETTERS = 18
"""So many letters fit a line of that screen, at 16 pixels and in any font: few are wider than high."""

_PIXELS = {"px": 1.0, "pt": 96 / 72, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "em": 16.0, "rem": 16.0}
_LENGTH = re.compile(r"(-?[0-9.]+)(px|pt|pc|in|cm|mm|rem|em)\b")
_FIXED_SIZE = re.compile(r"[0-9.](?:px|pt|pc|in|cm|mm|q|vw|vh)\b", re.IGNORECASE)
_READERS_OWN = (
    "font",
    "font-size",
    "font-family",
    "line-height",
    "letter-spacing",
    "word-spacing",
    "color",
    "background",
)


def _find_moved_parts(book: Book) -> Iterator[Found]:
    """What is seen first is read first: no style moves a part to another place."""
    for rule in book.all_rules:
        placed = rule.value("position") in ("absolute", "fixed", "sticky") and not _clipped(rule)
        moved = rule.value("order") not in ("", "0") or "reverse" in rule.value("flex-direction", "flex-flow")
        if placed or moved:
            yield Found(rule.where, f"the style '{rule.selector}' moves a part away from its place")
    for page, element in book.elements():
        if element.get("tabindex", "0") not in ("0", "-1"):
            yield Found(page, f"{named(element)} has a place of its own in the order of keys")


def _find_wide_parts(book: Book) -> Iterator[Found]:
    """The text fits a narrow screen: nothing is wider than it, and lines may break, but in a word or two."""
    for rule in book.all_rules:
        wide = max((_pixels(rule.value(name)) for name in ("width", "min-width")), default=0)
        if wide > PHONE:
            yield Found(rule.where, f"the style '{rule.selector}' is wider than a phone")
        if rule.value("white-space") in ("nowrap", "pre"):
            for page, element in _kept_together(book, rule):
                yield Found(
                    rule.where, f"the style '{rule.selector}' keeps lines from breaking: {named(element)} of {page}"
                )
        if "landscape" in rule.media or "portrait" in rule.media:
            yield Found(rule.where, f"the style '{rule.selector}' hangs on how the screen is held")


def _find_fixed_sizes(book: Book) -> Iterator[Found]:
    """Size, spacing and font are the reader's: no fixed size, nothing insisted on, nothing cut off."""
    for rule in book.all_rules:
        if _FIXED_SIZE.search(rule.value("font-size")) or _FIXED_SIZE.search(rule.value("font")):
            yield Found(rule.where, f"the style '{rule.selector}' fixes the size of words")
        for each in rule.declarations:
            if each.important and each.name in _READERS_OWN:
                yield Found(rule.where, f"the style '{rule.selector}' insists on its {each.name}")
        if "hidden" in rule.value("overflow", "overflow-x", "overflow-y") and not _clipped(rule):
            yield Found(rule.where, f"the style '{rule.selector}' cuts off what does not fit")


def _find_hidden_focus(book: Book) -> Iterator[Found]:
    """A link that is reached by a key is seen to be: its outline stays, and nothing lies over it."""
    for rule in book.all_rules:
        if rule.value("outline", "outline-style", "outline-width") in ("none", "0"):
            yield Found(rule.where, f"the style '{rule.selector}' takes the outline away")
        if rule.value("position") in ("fixed", "sticky"):
            yield Found(rule.where, f"the style '{rule.selector}' may cover what has the focus")


def _find_missing_underlines(book: Book) -> Iterator[Found]:
    """A link within words is told from them by more than its color."""
    for rule in book.all_rules:
        if "none" in rule.value("text-decoration", "text-decoration-line"):
            yield Found(rule.where, f"the style '{rule.selector}' leaves a link its color alone")


def has_links(book: Book) -> bool:
    """Whether anything can be followed."""
    return any(True for _ in book.elements(f"{XHTML}a"))


def _kept_together(book: Book, rule: Rule) -> Iterator[tuple[str, Page]]:
    """The elements that a rule reaches and whose words are too many for a line, with their pages."""
    selectors = compile_selector_list(rule.selector)
    for name, page in book.pages.items():
        for found in ElementWrapper.from_html_root(page).query_all(*selectors):
            if len(words(found.etree_element)) > LETTERS:
                yield name, found.etree_element


def _clipped(rule: Rule) -> bool:
    """Whether a part is hidden from sight on purpose, and read aloud."""
    return bool(rule.value("clip", "clip-path"))


def _pixels(value: str) -> float:
    found = _LENGTH.fullmatch(value)
    return float(found[1]) * _PIXELS[found[2]] if found else 0.0


CHECKS: tuple[PageCheck, ...] = (
    PageCheck(
        code="order",
        title="A style moves a part away from its place",
        source="WCAG 2.2, success criteria 1.3.2 and 2.4.3.",
        find=_find_moved_parts,
    ),
    PageCheck(
        code="reflow",
        title="The text does not fit a narrow screen",
        source="WCAG 2.2, success criteria 1.3.4 and 1.4.10.",
        find=_find_wide_parts,
    ),
    PageCheck(
        code="resizing",
        title="A style fixes the size, the spacing or the font",
        source="WCAG 2.2, success criteria 1.4.4 and 1.4.12.",
        find=_find_fixed_sizes,
    ),
    PageCheck(
        code="focus",
        title="A link that has the focus may not be seen",
        source="WCAG 2.2, success criteria 2.4.7 and 2.4.11.",
        find=_find_hidden_focus,
    ),
    PageCheck(
        code="underlines",
        title="A link differs from the words around it by color alone",
        source="WCAG 2.2, success criterion 1.4.1.",
        find=_find_missing_underlines,
    ),
)
"""The checks of this module."""

"""Checks of layout: styles must keep the reading order, fit narrow screens, and let readers change size and spacing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cssselect2 import ElementWrapper, compile_selector_list

from acucontent.quality.check import Found
from acucontent_epub.checks.book import Book, Page, PageCheck, describe_element, extract_text
from acucontent_epub.checks.styles import Rule

PHONE_WIDTH = 320
"""The narrowest screen that the text must fit, in CSS pixels (WCAG 2.2, success criterion 1.4.10)."""

MAX_UNBROKEN = 18
"""The number of letters that fit a line of that screen in any font at 16 pixels, because few are wider than high."""

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
    """Find styles that move a part away from its place in the reading order."""
    for rule in book.all_rules:
        placed = rule.get_value("position") in ("absolute", "fixed", "sticky") and not _is_clipped(rule)
        moved = rule.get_value("order") not in ("", "0") or "reverse" in rule.get_value("flex-direction", "flex-flow")
        if placed or moved:
            yield Found(rule.location, f"the style '{rule.selector}' moves a part away from its place")
    for page, element in book.find_elements():
        if element.get("tabindex", "0") not in ("0", "-1"):
            yield Found(page, f"{describe_element(element)} changes the keyboard focus order")


def _find_wide_parts(book: Book) -> Iterator[Found]:
    """Find styles that do not fit a narrow screen. A style may keep a few words on one line."""
    for rule in book.all_rules:
        wide = max((_convert_to_pixels(rule.get_value(name)) for name in ("width", "min-width")), default=0)
        if wide > PHONE_WIDTH:
            yield Found(rule.location, f"the style '{rule.selector}' is wider than a phone")
        if rule.get_value("white-space") in ("nowrap", "pre"):
            for page, element in _find_unbroken_text(book, rule):
                yield Found(
                    rule.location,
                    f"the style '{rule.selector}' keeps lines from breaking: {describe_element(element)} of {page}",
                )
        if "landscape" in rule.media or "portrait" in rule.media:
            yield Found(rule.location, f"the style '{rule.selector}' depends on the orientation of the screen")


def _find_fixed_sizes(book: Book) -> Iterator[Found]:
    """Find styles that keep the reader from changing size, spacing or font, or that cut off text."""
    for rule in book.all_rules:
        if _FIXED_SIZE.search(rule.get_value("font-size")) or _FIXED_SIZE.search(rule.get_value("font")):
            yield Found(rule.location, f"the style '{rule.selector}' has a fixed text size")
        for each in rule.declarations:
            if each.important and each.name in _READERS_OWN:
                yield Found(
                    rule.location, f"the style '{rule.selector}' overrides the reader's {each.name} with !important"
                )
        if "hidden" in rule.get_value("overflow", "overflow-x", "overflow-y") and not _is_clipped(rule):
            yield Found(rule.location, f"the style '{rule.selector}' cuts off text that does not fit")


def _find_hidden_focus(book: Book) -> Iterator[Found]:
    """Find styles that hide the keyboard focus: they remove its outline or can cover it."""
    for rule in book.all_rules:
        if rule.get_value("outline", "outline-style", "outline-width") in ("none", "0"):
            yield Found(rule.location, f"the style '{rule.selector}' removes the outline")
        if rule.get_value("position") in ("fixed", "sticky"):
            yield Found(rule.location, f"the style '{rule.selector}' can cover the focused element")


def _find_missing_underlines(book: Book) -> Iterator[Found]:
    """Find styles that mark links by color alone."""
    for rule in book.all_rules:
        if "none" in rule.get_value("text-decoration", "text-decoration-line"):
            yield Found(rule.location, f"the style '{rule.selector}' marks links by color alone")


def _find_unbroken_text(book: Book, rule: Rule) -> Iterator[tuple[str, Page]]:
    """Yield the elements that a rule matches and whose text is too long for one line, with their pages."""
    selectors = compile_selector_list(rule.selector)
    for name, page in book.pages.items():
        for found in ElementWrapper.from_html_root(page).query_all(*selectors):
            if len(extract_text(found.etree_element)) > MAX_UNBROKEN:
                yield name, found.etree_element


def _is_clipped(rule: Rule) -> bool:
    """Return whether a rule hides a part visually, while screen readers still read it."""
    return bool(rule.get_value("clip", "clip-path"))


def _convert_to_pixels(value: str) -> float:
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
        title="A style keeps the reader from changing size, spacing or font",
        source="WCAG 2.2, success criteria 1.4.4 and 1.4.12.",
        find=_find_fixed_sizes,
    ),
    PageCheck(
        code="focus",
        title="The keyboard focus can be invisible",
        source="WCAG 2.2, success criteria 2.4.7 and 2.4.11.",
        find=_find_hidden_focus,
    ),
    PageCheck(
        code="underlines",
        title="A link differs from the text around it by color alone",
        source="WCAG 2.2, success criterion 1.4.1.",
        find=_find_missing_underlines,
    ),
)
"""The checks of this module."""

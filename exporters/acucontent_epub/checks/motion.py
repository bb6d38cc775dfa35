"""Checks that the book has no scripts, motion, sound or controls."""

from __future__ import annotations

from collections.abc import Iterator

from acucontent.quality.check import Found
from acucontent_epub.checks.book import SVG, XHTML, Book, PageCheck, describe_element

_RUNNING = (
    *(f"{XHTML}{name}" for name in ("script", "audio", "video", "canvas", "iframe", "object", "embed", "marquee")),
    *(f"{SVG}{name}" for name in ("script", "animate", "animateMotion", "animateTransform", "set", "foreignObject")),
)
_CONTROLS = tuple(
    f"{XHTML}{name}" for name in ("form", "input", "button", "select", "textarea", "details", "dialog", "option")
)
_MOVING = ("animation", "transition", "scroll-behavior")


def _find_motion(book: Book) -> Iterator[Found]:
    """Find scripts, media and animations."""
    for page, element in book.find_elements():
        if element.tag in _RUNNING:
            yield Found(page, f"{describe_element(element)} can contain motion, sound or a script")
        for attribute, value in element.attrib.items():
            if str(attribute).startswith("on") or (attribute == "href" and str(value).startswith("javascript:")):
                yield Found(page, f"{describe_element(element)} runs a script")
    for rule in book.all_rules:
        moving = [each.name for each in rule.declarations if each.name.removeprefix("-webkit-").startswith(_MOVING)]
        if rule.selector.endswith("keyframes") or moving:
            yield Found(rule.location, f"the style '{rule.selector}' has an animation")


def _find_controls(book: Book) -> Iterator[Found]:
    """Find controls, and text or styles that depend on a pointer. Only links may be interactive."""
    for page, element in book.find_elements():
        if (
            element.tag in _CONTROLS
            or element.get("contenteditable") is not None
            or element.get("accesskey") is not None
        ):
            yield Found(page, f"{describe_element(element)} is a control")
        if element.get("title") is not None and element.tag != f"{XHTML}link":
            yield Found(page, f"{describe_element(element)} has a title that shows only while a pointer is over it")
    for rule in book.rules:
        if any(state in rule.selector for state in (":hover", ":focus", ":active", ":target")):
            yield Found(rule.location, f"the style '{rule.selector}' depends on the pointer or focus")


CHECKS: tuple[PageCheck, ...] = (
    PageCheck(
        code="motion",
        title="A script, motion or sound",
        source="WCAG 2.2, success criteria 1.4.2, 2.2.2 and 2.3.1.",
        find=_find_motion,
    ),
    PageCheck(
        code="controls",
        title="A control, or text that depends on a pointer",
        source="WCAG 2.2, success criteria 1.4.13, 2.1.1, 2.5.7 and 3.3.2.",
        find=_find_controls,
    ),
)
"""The checks of this module."""

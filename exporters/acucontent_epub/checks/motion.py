"""Checks that the book is still: nothing runs, moves, sounds, or asks to be filled in."""

from __future__ import annotations

from collections.abc import Iterator

from acucontent.quality.check import Found
from acucontent_epub.checks.book import SVG, XHTML, Book, PageCheck, named

_RUNNING = (
    *(f"{XHTML}{name}" for name in ("script", "audio", "video", "canvas", "iframe", "object", "embed", "marquee")),
    *(f"{SVG}{name}" for name in ("script", "animate", "animateMotion", "animateTransform", "set", "foreignObject")),
)
_CONTROLS = tuple(
    f"{XHTML}{name}" for name in ("form", "input", "button", "select", "textarea", "details", "dialog", "option")
)
_MOVING = ("animation", "transition", "scroll-behavior")


def _find_motion(book: Book) -> Iterator[Found]:
    """Nothing in the book runs, moves, flashes or sounds."""
    for page, element in book.elements():
        if element.tag in _RUNNING:
            yield Found(page, f"{named(element)} may move, sound or run")
        for attribute, value in element.attrib.items():
            if str(attribute).startswith("on") or (attribute == "href" and str(value).startswith("javascript:")):
                yield Found(page, f"{named(element)} runs a script")
    for rule in book.all_rules:
        moving = [each.name for each in rule.declarations if each.name.removeprefix("-webkit-").startswith(_MOVING)]
        if rule.selector.endswith("keyframes") or moving:
            yield Found(rule.where, f"the style '{rule.selector}' moves something")


def _find_controls(book: Book) -> Iterator[Found]:
    """Nothing is to be filled in, pressed or dragged: the links are all that can be reached by a key."""
    for page, element in book.elements():
        if (
            element.tag in _CONTROLS
            or element.get("contenteditable") is not None
            or element.get("accesskey") is not None
        ):
            yield Found(page, f"{named(element)} is a control")
        if element.get("title") is not None and element.tag != f"{XHTML}link":
            yield Found(page, f"{named(element)} shows words only while a pointer rests on it")
    for rule in book.rules:
        if any(state in rule.selector for state in (":hover", ":focus", ":active", ":target")):
            yield Found(rule.where, f"the style '{rule.selector}' changes what is pointed at")


CHECKS: tuple[PageCheck, ...] = (
    PageCheck(
        code="still",
        title="Something runs, moves, flashes or sounds",
        source="WCAG 2.2, success criteria 1.4.2, 2.2.2 and 2.3.1.",
        find=_find_motion,
    ),
    PageCheck(
        code="controls",
        title="Something is to be filled in, pressed or dragged",
        source="WCAG 2.2, success criteria 1.4.13, 2.1.1, 2.5.7 and 3.3.2.",
        find=_find_controls,
    ),
)
"""The checks of this module."""

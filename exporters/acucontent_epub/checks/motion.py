"""Checks that the book is still: nothing runs, moves, sounds, or asks to be filled in."""

from __future__ import annotations

from collections.abc import Iterator

from acucontent_epub.checks.book import SVG, XHTML, Book, named

_RUNNING = (
    *(f"{XHTML}{name}" for name in ("script", "audio", "video", "canvas", "iframe", "object", "embed", "marquee")),
    *(f"{SVG}{name}" for name in ("script", "animate", "animateMotion", "animateTransform", "set", "foreignObject")),
)
_CONTROLS = tuple(
    f"{XHTML}{name}" for name in ("form", "input", "button", "select", "textarea", "details", "dialog", "option")
)
_MOVING = ("animation", "transition", "scroll-behavior")


def still(book: Book) -> Iterator[str]:
    """Nothing in the book runs, moves, flashes or sounds."""
    for page, element in book.elements():
        if element.tag in _RUNNING:
            yield f"{page}: {named(element)} may move, sound or run"
        for attribute, value in element.attrib.items():
            if str(attribute).startswith("on") or (attribute == "href" and str(value).startswith("javascript:")):
                yield f"{page}: {named(element)} runs a script"
    for rule in book.all_rules:
        moving = [each.name for each in rule.declarations if each.name.removeprefix("-webkit-").startswith(_MOVING)]
        if rule.selector.endswith("keyframes") or moving:
            yield f"{rule.where}: the style '{rule.selector}' moves something"


def controls(book: Book) -> Iterator[str]:
    """Nothing is to be filled in, pressed or dragged: the links are all that can be reached by a key."""
    for page, element in book.elements():
        if (
            element.tag in _CONTROLS
            or element.get("contenteditable") is not None
            or element.get("accesskey") is not None
        ):
            yield f"{page}: {named(element)} is a control"
        if element.get("title") is not None and element.tag != f"{XHTML}link":
            yield f"{page}: {named(element)} shows words only while a pointer rests on it"
    for rule in book.rules:
        if any(state in rule.selector for state in (":hover", ":focus", ":active", ":target")):
            yield f"{rule.where}: the style '{rule.selector}' changes what is pointed at"

"""Checks of contrast: words 4.5 to 1 and lines 3 to 1, on the pages of day and of night.

A reading system paints the page and the words in colors of its own; what the book colors itself must stand out from
those, and what it leaves alone must stand out from what it colors.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any, TypeAlias

from coloraide import Color
from cssselect2 import ElementWrapper, Matcher, SelectorError, compile_selector_list

from acucontent.quality.check import Found
from acucontent_epub.checks.book import SVG, XHTML, Book, Page, PageCheck, named
from acucontent_epub.checks.styles import Declaration, Rule, declarations

TEXT, GRAPHICS = 4.5, 3.0
"""The least contrast of words, and of what is drawn (WCAG 2.2, success criteria 1.4.3 and 1.4.11)."""

_PAINTED = MappingProxyType({"color": "words", "background-color": "ground", "background": "ground", "fill": "fill"})
_DRAWN_WORDS = (f"{SVG}text", f"{SVG}tspan")
_LINES = ("border", "outline", "column-rule", "text-decoration-color", "stroke")
_NO_COLOR = frozenset({"", "inherit", "currentcolor", "transparent", "none", "initial", "unset"})


@dataclass(frozen=True)
class Light:
    """How a reading system paints a page."""

    name: str
    page: str
    words: str
    dark: bool = False


@dataclass(frozen=True)
class Paint:
    """The colors at one element: of words, of what is behind them, and of words in a drawing."""

    light: Light
    words: str
    ground: str
    fill: str = "#000000"

    def over(self, painting: tuple[Declaration, ...]) -> Paint:
        """The colors after these declarations."""
        colors = {
            _PAINTED[each.name]: color for each in painting if each.name in _PAINTED and (color := _color_of(each))
        }
        return Paint(
            self.light,
            colors.get("words", self.words),
            colors.get("ground", self.ground),
            colors.get("fill", self.fill),
        )


Paints: TypeAlias = tuple[Paint, ...]
"""The colors at one element in each light."""

LIGHTS = (
    Light("day", "#ffffff", "#000000"),
    Light("sepia", "#f4ecd8", "#3b2f1e"),
    Light("night", "#000000", "#ffffff", dark=True),
)
"""The pages that all large reading systems offer."""


def _find_faint_text(book: Book) -> Iterator[Found]:
    """All words stand out from what is behind them."""
    matcher = _matcher(book.rules)
    for name, page in book.pages.items():
        body = page.find(f"{XHTML}body")
        for finding in dict.fromkeys(_faint_words(body, matcher)) if body is not None else ():
            yield Found(name, finding)


def _find_faint_lines(book: Book) -> Iterator[Found]:
    """Lines and borders stand out from the page."""
    for light in LIGHTS:
        for rule in book.all_rules:
            for each in rule.declarations if _applies(rule, light) else ():
                color = _color_of(each) if each.name.startswith(_LINES) else None
                if color and _contrast(color, light.page) < GRAPHICS:
                    faint = f"{each.name} {color} on {light.page} is {_told(color, light.page)}"
                    yield Found(rule.where, f"by {light.name}, '{rule.selector}' is too faint: {faint}")


def _faint_words(body: Page, matcher: Matcher) -> Iterator[str]:
    paints = tuple(Paint(light, light.words, light.page) for light in LIGHTS)
    for element, around in _painted(ElementWrapper.from_html_root(body), matcher, paints):
        if not _has_words(element):
            continue
        drawn = element.tag in _DRAWN_WORDS
        for paint in around:
            ink, ground = (paint.fill, _ground(element) or paint.ground) if drawn else (paint.words, paint.ground)
            if _contrast(ink, ground) < TEXT:
                faint = f"{ink} on {ground} is {_told(ink, ground)}"
                yield f"by {paint.light.name}, the words of {named(element)} are too faint: {faint}"


def _has_words(element: Page) -> bool:
    """Whether an element has words of its own that are seen."""
    seen = str(element.tag).startswith(XHTML) or element.tag in _DRAWN_WORDS
    return seen and bool((element.text or "").strip() or any((child.tail or "").strip() for child in element))


def _painted(root: ElementWrapper, matcher: Matcher, paints: Paints) -> Iterator[tuple[Page, Paints]]:
    """Each element with the colors of its words and of what is behind them, as they come down to it."""
    waiting = [(root, paints)]
    while waiting:
        wrapped, around = waiting.pop()
        element: Page = wrapped.etree_element
        fill = element.get("fill", "")
        if fill not in _NO_COLOR:
            around = tuple(replace(paint, fill=fill) for paint in around)
        for _, _, _, (painting, lights) in sorted(matcher.match(wrapped), key=lambda found: found[:2]):
            around = tuple(paint.over(painting) if paint.light.name in lights else paint for paint in around)
        if "style" in element.attrib:
            own = tuple(declarations(element.get("style", "")))
            around = tuple(paint.over(own) for paint in around)
        yield element, around
        waiting += reversed([(child, around) for child in wrapped.iter_children()])


def _ground(text: Page) -> str | None:
    """The fill of the last shape that is drawn before a drawing's words and lies behind them."""
    place = float(text.get("x", "0")), float(text.get("y", "0"))
    drawing = next(text.iterancestors(f"{SVG}svg"), None)
    found = None
    for shape in drawing.iter(f"{SVG}*") if drawing is not None else ():
        if shape is text:
            break
        if shape.get("class") == "ground" or _covers(shape, place):
            found = shape.get("fill") if shape.get("fill", "none") not in _NO_COLOR else found
    return found


def _covers(shape: Page, place: tuple[float, float]) -> bool:
    """Whether words that stand at a place stand on a box or a disc."""
    x, y = place
    if shape.tag == f"{SVG}rect":
        left, top, width, height = (float(shape.get(key, "0")) for key in ("x", "y", "width", "height"))
        return left <= x <= left + width and top <= y <= top + height
    if shape.tag == f"{SVG}circle":
        middle, center, radius = (float(shape.get(key, "0")) for key in ("cx", "cy", "r"))
        return (x - middle) ** 2 + (y - center) ** 2 <= radius**2
    return False


def _matcher(rules: tuple[Rule, ...]) -> Matcher:
    """Tells the declarations that paint an element, each with the names of the lights in which it does."""
    matcher = Matcher()
    for rule in rules:
        painting = tuple(each for each in rule.declarations if each.name in _PAINTED)
        lights = frozenset(light.name for light in LIGHTS if _applies(rule, light))
        for selector in _selectors(rule) if painting and lights else ():
            matcher.add_selector(selector, (painting, lights))
    return matcher


def _selectors(rule: Rule) -> Iterator[Any]:
    """The selectors of a rule that select elements."""
    with suppress(SelectorError):  # a pseudo-element that one reading system knows
        yield from (each for each in compile_selector_list(rule.selector) if each.pseudo_element is None)


def _applies(rule: Rule, light: Light) -> bool:
    if "prefers-color-scheme" in rule.media:
        return ("dark" in rule.media) == light.dark
    return "print" not in rule.media and "amzn" not in rule.media


def _color_of(declaration: Declaration) -> str | None:
    """The color in a value, or none: the reader's own, or see-through."""
    for part in declaration.value.replace("!important", "").split():
        if part.lower() not in _NO_COLOR and (found := Color.match(part, fullmatch=True)):
            return found.color.convert("srgb").to_string(hex=True)
    return None


@cache
def _contrast(one: str, other: str) -> float:
    return Color(one).contrast(Color(other))


def _told(one: str, other: str) -> str:
    return f"{_contrast(one, other):.1f} to 1"


CHECKS: tuple[PageCheck, ...] = (
    PageCheck(
        code="text contrast",
        title="Words have too little contrast",
        source="WCAG 2.2, success criterion 1.4.3.",
        find=_find_faint_text,
    ),
    PageCheck(
        code="line contrast",
        title="Lines have too little contrast",
        source="WCAG 2.2, success criterion 1.4.11.",
        find=_find_faint_lines,
    ),
)
"""The checks of this module."""

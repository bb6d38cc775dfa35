"""Checks of color contrast: 4.5:1 for text and 3:1 for lines, in the light and dark themes of reading systems.

A reading system sets its own colors for the page and the text, also for the text in drawings. The colors of the book
must have enough contrast with these, and with each other.
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
from acucontent_epub.checks.book import SVG, XHTML, Book, Page, PageCheck, describe_element
from acucontent_epub.checks.styles import Declaration, Rule, parse_declarations

TEXT, GRAPHICS = 4.5, 3.0
"""The minimum contrast of text and of graphics (WCAG 2.2, success criteria 1.4.3 and 1.4.11)."""

_COLOR_PROPERTIES = MappingProxyType(
    {"color": "text", "background-color": "background", "background": "background", "fill": "fill"}
)
_DRAWN_TEXT = (f"{SVG}text", f"{SVG}tspan")
_SHAPES = tuple(f"{SVG}{name}" for name in ("path", "polyline", "line", "circle", "ellipse", "rect", "polygon"))
_LINE_PROPERTIES = ("border", "outline", "column-rule", "text-decoration-color", "stroke")
_NO_COLOR = frozenset({"", "inherit", "currentcolor", "transparent", "none", "initial", "unset"})


@dataclass(frozen=True)
class Theme:
    """A color theme of a reading system."""

    name: str
    page: str
    text: str
    dark: bool = False


@dataclass(frozen=True)
class Colors:
    """The colors at one element: of text, of its background, and of text in a drawing."""

    theme: Theme
    text: str
    background: str
    fill: str = "#000000"

    def apply_declarations(self, declarations: tuple[Declaration, ...]) -> Colors:
        """Return the colors after applying declarations."""
        colors = {
            _COLOR_PROPERTIES[each.name]: color
            for each in declarations
            if each.name in _COLOR_PROPERTIES and (color := _find_color(each))
        }
        return Colors(
            self.theme,
            colors.get("text", self.text),
            colors.get("background", self.background),
            colors.get("fill", self.fill),
        )


ColorsByTheme: TypeAlias = tuple[Colors, ...]
"""The colors at one element in each theme."""

THEMES = (
    Theme("day", "#ffffff", "#000000"),
    Theme("sepia", "#f4ecd8", "#3b2f1e"),
    Theme("night", "#000000", "#ffffff", dark=True),
)
"""The themes that all large reading systems offer."""


_INITIAL = tuple(Colors(theme, theme.text, theme.page) for theme in THEMES)
"""The colors of a page before its own styles."""


def _find_faint_text(book: Book) -> Iterator[Found]:
    """Find text with too little contrast with its background."""
    matcher = _make_matcher(book.rules)
    for name, page in book.pages.items():
        body = page.find(f"{XHTML}body")
        for finding in dict.fromkeys(_describe_faint_text(body, matcher)) if body is not None else ():
            yield Found(name, finding)


def _find_faint_lines(book: Book) -> Iterator[Found]:
    """Find lines and borders with too little contrast with the page."""
    for theme in THEMES:
        for rule in book.all_rules:
            for each in rule.declarations if _is_active(rule, theme) else ():
                color = _find_color(each) if each.name.startswith(_LINE_PROPERTIES) else None
                if color and _compute_contrast(color, theme.page) < GRAPHICS:
                    faint = f"{each.name} {color} on {theme.page} is {_format_contrast(color, theme.page)}"
                    what = f"the style '{rule.selector}' has too little contrast in the {theme.name} theme"
                    yield Found(rule.location, f"{what}: {faint}")
    yield from _find_faint_shapes(book)


def _describe_faint_text(body: Page, matcher: Matcher) -> Iterator[str]:
    for element, current in _walk_colors(ElementWrapper.from_html_root(body), matcher, _INITIAL):
        if not _has_visible_text(element):
            continue
        for colors in current:
            for foreground, background in _list_text_colors(element, colors):
                if _compute_contrast(foreground, background) < TEXT:
                    faint = f"{foreground} on {background} is {_format_contrast(foreground, background)}"
                    what = f"the text of {describe_element(element)}"
                    yield f"{what} has too little contrast in the {colors.theme.name} theme: {faint}"


def _list_text_colors(element: Page, colors: Colors) -> Iterator[tuple[str, str]]:
    """Yield the color of a text with its background; for text in a drawing also the color that readers may give it.

    Readium CSS 1 and 2 set the fill of text in drawings to the color of the text around them, and nothing else.
    """
    if element.tag not in _DRAWN_TEXT:
        yield colors.text, colors.background
        return
    background = _find_background(element, colors)
    yield from dict.fromkeys(((colors.fill, background), (colors.theme.text, background)))


def _find_faint_shapes(book: Book) -> Iterator[Found]:
    """Find shapes of drawings with too little contrast with the page."""
    matcher = _make_matcher(book.rules)
    for name, page in book.pages.items():
        body = page.find(f"{XHTML}body")
        for finding in dict.fromkeys(_describe_faint_shapes(body, matcher)) if body is not None else ():
            yield Found(name, finding)


def _describe_faint_shapes(body: Page, matcher: Matcher) -> Iterator[str]:
    for element, current in _walk_colors(ElementWrapper.from_html_root(body), matcher, _INITIAL):
        if element.tag not in _SHAPES or element.get("class") == "ground":
            continue
        for colors in current:
            painted = [*_list_paints(element, colors)]
            contrast = max((_compute_contrast(paint, colors.background) for paint in painted), default=GRAPHICS)
            if contrast < GRAPHICS:
                what = f"a shape with the stroke '{element.get('stroke')}' and the fill '{element.get('fill')}'"
                yield f"{what} has too little contrast in the {colors.theme.name} theme: {contrast:.1f}:1"


def _list_paints(shape: Page, colors: Colors) -> Iterator[str]:
    """Yield the visible colors of the stroke and the fill of a shape."""
    filled = "none" if shape.tag in (f"{SVG}polyline", f"{SVG}line") else "black"
    for name, default in (("stroke", "none"), ("fill", filled)):
        paint = _find_attribute(shape, name, default).lower()
        opacity = float(_find_attribute(shape, f"{name}-opacity", "1"))
        if paint == "currentcolor":
            yield _blend(colors.text, colors.background, opacity)
        elif paint not in _NO_COLOR:
            yield _blend(paint, colors.background, opacity)


def _find_attribute(shape: Page, name: str, default: str) -> str:
    """Return the value of an attribute that a shape has or inherits in its drawing."""
    lineage = (shape, *shape.iterancestors(f"{SVG}g", f"{SVG}svg"))
    return str(next((each.get(name) for each in lineage if name in each.attrib), default))


def _has_visible_text(element: Page) -> bool:
    """Return whether an element has visible text of its own."""
    seen = str(element.tag).startswith(XHTML) or element.tag in _DRAWN_TEXT
    return seen and bool((element.text or "").strip() or any((child.tail or "").strip() for child in element))


def _walk_colors(
    root: ElementWrapper, matcher: Matcher, initial: ColorsByTheme
) -> Iterator[tuple[Page, ColorsByTheme]]:
    """Yield each element with its colors, including inherited ones."""
    waiting = [(root, initial)]
    while waiting:
        wrapped, current = waiting.pop()
        element: Page = wrapped.etree_element
        fill = element.get("fill", "").lower()
        if fill == "currentcolor":
            current = tuple(replace(colors, fill=colors.text) for colors in current)
        elif fill not in _NO_COLOR:
            current = tuple(replace(colors, fill=fill) for colors in current)
        for _, _, _, (declarations, themes) in sorted(matcher.match(wrapped), key=lambda found: found[:2]):
            current = tuple(
                colors.apply_declarations(declarations) if colors.theme.name in themes else colors for colors in current
            )
        if "style" in element.attrib:
            own = tuple(parse_declarations(element.get("style", "")))
            current = tuple(colors.apply_declarations(own) for colors in current)
        yield element, current
        waiting += reversed([(child, current) for child in wrapped.iter_children()])


def _find_background(text: Page, colors: Colors) -> str:
    """Return the color behind a text in a drawing: that of the page under the shapes drawn before the text."""
    place = float(text.get("x", "0")), float(text.get("y", "0"))
    drawing = next(text.iterancestors(f"{SVG}svg"), None)
    found = colors.background
    for shape in drawing.iter(f"{SVG}*") if drawing is not None else ():
        if shape is text:
            break
        if shape.get("class") == "ground" or _contains_point(shape, place):
            fill, opacity = shape.get("fill", "none").lower(), float(shape.get("fill-opacity", "1"))
            if fill == "currentcolor":
                found = _blend(colors.text, found, opacity)
            elif fill not in _NO_COLOR:
                found = _blend(fill, found, opacity)
    return found


def _contains_point(shape: Page, place: tuple[float, float]) -> bool:
    """Return whether a rectangle or circle contains a point."""
    x, y = place
    if shape.tag == f"{SVG}rect":
        left, top, width, height = (float(shape.get(key, "0")) for key in ("x", "y", "width", "height"))
        return left <= x <= left + width and top <= y <= top + height
    if shape.tag == f"{SVG}circle":
        middle, center, radius = (float(shape.get(key, "0")) for key in ("cx", "cy", "r"))
        return (x - middle) ** 2 + (y - center) ** 2 <= radius**2
    return False


def _make_matcher(rules: tuple[Rule, ...]) -> Matcher:
    """Return a matcher for the declarations that color an element, with the names of the themes in which they apply."""
    matcher = Matcher()
    for rule in rules:
        declarations = tuple(each for each in rule.declarations if each.name in _COLOR_PROPERTIES)
        themes = frozenset(theme.name for theme in THEMES if _is_active(rule, theme))
        for selector in _compile_selectors(rule) if declarations and themes else ():
            matcher.add_selector(selector, (declarations, themes))
    return matcher


def _compile_selectors(rule: Rule) -> Iterator[Any]:
    """Yield the selectors of a rule that select elements."""
    with suppress(SelectorError):  # a pseudo-element of one reading system
        yield from (each for each in compile_selector_list(rule.selector) if each.pseudo_element is None)


def _is_active(rule: Rule, theme: Theme) -> bool:
    if "prefers-color-scheme" in rule.media:
        return ("dark" in rule.media) == theme.dark
    return "print" not in rule.media and "amzn" not in rule.media


def _find_color(declaration: Declaration) -> str | None:
    """Return the color in a value, or None if it is inherited or transparent."""
    for part in declaration.value.replace("!important", "").split():
        if part.lower() not in _NO_COLOR and (found := Color.match(part, fullmatch=True)):
            return found.color.convert("srgb").to_string(hex=True)
    return None


@cache
def _compute_contrast(one: str, other: str) -> float:
    return Color(one).contrast(Color(other))


@cache
def _blend(paint: str, ground: str, opacity: float) -> str:
    """Return the color of a paint with an opacity over a ground."""
    return Color(ground).mix(paint, opacity, space="srgb").to_string(hex=True)


def _format_contrast(one: str, other: str) -> str:
    return f"{_compute_contrast(one, other):.1f}:1"


CHECKS: tuple[PageCheck, ...] = (
    PageCheck(
        code="text contrast",
        title="Text has too little contrast",
        source="WCAG 2.2, success criterion 1.4.3.",
        find=_find_faint_text,
    ),
    PageCheck(
        code="line contrast",
        title="Lines or shapes have too little contrast",
        source="WCAG 2.2, success criterion 1.4.11.",
        find=_find_faint_lines,
    ),
)
"""The checks of this module."""

"""Compare two web pages: their words, scripts, styles and elements."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import zip_longest
from typing import TypeAlias

from acucontent.containers import BadContainer
from acucontent.untrusted.text_differences import describe_first_difference

MAX_ELEMENTS = 500_000
"""The maximum number of elements of a page."""

_SPOKEN_ATTRIBUTES = frozenset({"alt", "aria-label", "content", "title"})
"""The attributes with words that are read aloud or shown, also by search engines."""

_ACTIVE = frozenset({"applet", "base", "embed", "frame", "iframe", "link", "object"})
"""Elements that run or load something. A page of acucontent has none of them."""

_DATA_TYPES = frozenset({"application/json", "application/ld+json"})
"""The types of scripts that browsers do not run."""

Attributes: TypeAlias = list[tuple[str, str | None]]


def compare_pages(expected: bytes, found: bytes) -> dict[str, list[str]]:
    """Return the differences between two pages.

    Args:
        expected: The page as acucontent makes it.
        found: The page of anyone.

    Returns:
        `words`: the first difference of the words, also of hidden ones, and of the data; `active`: what runs or loads
        something; `other`: the parts that differ although the words do not: styles, and elements with their attributes.

    Raises:
        BadContainer: The second page is not encoded as UTF-8, or has too many elements.
    """
    ours, theirs = _read_page(expected), _read_page(found)
    return {
        "words": [*_compare_words(ours, theirs), *_compare_data(ours, theirs)],
        "active": theirs.active,
        "other": [name for name in ("styles", "elements") if getattr(ours, name) != getattr(theirs, name)],
    }


@dataclass
class _Page:
    """The parts of a page."""

    words: list[str] = field(default_factory=list)
    """All words, also hidden ones, in order."""
    places: list[str] = field(default_factory=list)
    """The id of the last element with one before each word."""
    elements: list[tuple[str, Attributes]] = field(default_factory=list)
    """Start tags with their attributes, end tags, comments and declarations, in order."""
    styles: list[str] = field(default_factory=list)
    data: dict[str, list[str]] = field(default_factory=dict)
    """The contents of scripts that are not run, by id or else by type."""
    active: list[str] = field(default_factory=list)
    """What runs or loads something, each described in a few words."""


class _PageParser(HTMLParser):
    """Collects the parts of a page. Nothing is repaired: what browsers repair is another order of tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = _Page()
        self._place = ""
        self._target: list[str] | None = None
        """The texts of the script or style around the current place."""

    def read(self, text: str) -> _Page:
        """Return the parts of a page."""
        self.feed(text)
        self.close()
        return self.page

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self._add(tag, attrs)
        self._place = dict(attrs).get("id") or self._place
        for name, value in attrs:
            if name in _SPOKEN_ATTRIBUTES:
                self._add_words(value or "")
        self.page.active.extend(_list_active(tag, attrs))
        if tag == "script":
            values = dict(attrs)
            self._target = self.page.data.setdefault(values.get("id") or values.get("type") or "script", [])
        elif tag == "style":
            self._target = self.page.styles

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.handle_starttag(tag, attrs)
        self._add(f"{tag}/", [])
        self._target = None

    def handle_endtag(self, tag: str) -> None:
        self._add(f"/{tag}", [])
        self._target = None

    def handle_data(self, data: str) -> None:
        if self._target is None:
            self._add_words(data)
        else:
            self._target.append(data)

    def handle_comment(self, data: str) -> None:
        self._add(f"!--{data}", [])

    def handle_decl(self, decl: str) -> None:
        self._add(f"!{decl}", [])

    def handle_pi(self, data: str) -> None:
        self._add(f"?{data}", [])

    def unknown_decl(self, data: str) -> None:
        self._add(f"![{data}", [])

    def _add_words(self, text: str) -> None:
        words = unicodedata.normalize("NFKC", text).split()
        self.page.words += words
        self.page.places += [self._place] * len(words)

    def _add(self, name: str, attributes: Attributes) -> None:
        self.page.elements.append((name, attributes))
        if len(self.page.elements) > MAX_ELEMENTS:
            raise BadContainer(f"has more than {MAX_ELEMENTS:,} elements")


def _read_page(data: bytes) -> _Page:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise BadContainer("is not encoded as UTF-8, or is damaged") from None
    try:
        return _PageParser().read(text)
    except AssertionError as error:  # html.parser raises it for some declarations
        raise BadContainer("is not a valid web page, or is damaged") from error


def _list_active(tag: str, attributes: Attributes) -> Iterator[str]:
    """Yield what an element runs or loads."""
    if tag in _ACTIVE:
        yield f"the element <{tag}> was added"
    if tag == "script" and dict(attributes).get("type") not in _DATA_TYPES:
        yield "a script was added"
    for name, value in attributes:
        if name.startswith("on") or name in {"srcdoc", "http-equiv"}:
            yield f"the attribute '{name}' was added"
        elif (value or "").strip().casefold().startswith(("javascript:", "vbscript:")):
            yield f"a script was added as '{name}'"


def _compare_words(ours: _Page, theirs: _Page) -> Iterator[str]:
    """Yield the first difference, with the id of the element before it."""
    if ours.words != theirs.words:
        pairs = zip_longest(ours.words, theirs.words)
        index = next(number for number, (our_word, their_word) in enumerate(pairs) if our_word != their_word)
        place = [*ours.places, *theirs.places[index : index + 1]][min(index, len(ours.places))]
        difference = describe_first_difference(ours.words, theirs.words)
        yield f"{place}: {difference}" if place else difference


def _compare_data(ours: _Page, theirs: _Page) -> Iterator[str]:
    """Yield the names of the data that differ, were added or are missing."""
    yield from (f"{name}: differs" for name, value in ours.data.items() if theirs.data.get(name, value) != value)
    yield from (f"{name}: missing" for name in ours.data if name not in theirs.data)
    yield from (f"{name}: added" for name in theirs.data if name not in ours.data)

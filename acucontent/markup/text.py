"""Read HTML, and return its text as a reader sees it."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder

from acucontent.errors import AcucontentError

_SKIPPED = frozenset({"head", "script", "style", "svg", "template"})
"""Elements whose text is not displayed, and drawings, instead of which screen readers read a text alternative."""
_INLINE = frozenset(
    {
        *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "dfn", "em", "i"),
        *("mark", "q", "s", "small", "span", "strong", "sub", "wbr"),
    }
)
"""Elements that do not separate words; all others do, also `sup`, because it has citation marks."""


_VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "wbr"})
"""Elements without content and end tag."""


class BadMarkup(AcucontentError, ValueError):
    """The elements of HTML are not nested, or one is not closed."""


def parse_html(markup: str) -> Element:
    """Return the root element of a page or a fragment of HTML whose elements are all closed.

    It is read as browsers read such HTML, by another parser than that of XML. A fragment needs one outer element.

    Raises:
        BadMarkup: An element is not closed, or they are not nested.
    """
    parser = _TreeParser()
    parser.feed(markup)
    parser.close()
    return parser.get_root()


class _TreeParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._builder = TreeBuilder()
        self._open: list[str] = []
        self._has_root = False

    def get_root(self) -> Element:
        """Return the root element of what was read."""
        if self._open or not self._has_root:
            raise BadMarkup(f"the element '{self._open[-1]}' is not closed" if self._open else "it has no element")
        return self._builder.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._has_root and not self._open:
            raise BadMarkup(f"the element '{tag}' is after the root element")
        self._has_root = True
        self._builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in _VOID:
            self._builder.end(tag)
        else:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1] != tag:
            raise BadMarkup(f"the element '{tag}' is closed but not open")
        self._open.pop()
        self._builder.end(tag)

    def handle_data(self, data: str) -> None:
        if self._open:
            self._builder.data(data)


def extract_text(element: Any) -> str:
    """Return the text of an element and its descendants that screen readers read, with white space between blocks.

    Args:
        element: An element of HTML or XHTML, of `xml.etree.ElementTree` or lxml. They have no type in common.
    """
    return "".join(_walk_text(element))


def _walk_text(element: Any) -> Iterator[str]:
    if isinstance(element.tag, str):  # not a comment
        name = element.tag.rpartition("}")[2]
        if name in _SKIPPED or element.get("hidden") is not None or element.get("aria-hidden") == "true":
            return
        edge = "" if name in _INLINE else " "
        yield edge + (element.text or "")
        for child in element:
            yield from _walk_text(child)
            yield child.tail or ""
        yield edge

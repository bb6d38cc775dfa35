"""The text of HTML as a reader sees it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_SKIPPED = frozenset({"head", "script", "style", "svg", "template"})
"""Elements whose text is not displayed, and drawings, instead of which screen readers read a text alternative."""
_INLINE = frozenset(
    {
        *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "dfn", "em", "i"),
        *("mark", "q", "s", "small", "span", "strong", "sub", "wbr"),
    }
)
"""Elements that do not separate words; all others do, also `sup`, because it has citation marks."""


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

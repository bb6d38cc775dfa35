"""Which box of a page each structure element was made from: WeasyPrint does not tell, so its walk is walked again.

It makes the elements of a page in the order of its boxes, containers first. Walking the same way pairs the two; that
they come out even is checked, so another WeasyPrint is refused rather than mistagged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydyf import PDF, Dictionary

from acucontent.rendering.exporter import ExportFailed
from acucontent_pdf.engine import AbsolutePlaceholder, Pages, boxes

Box = Any
"""A box of WeasyPrint, which has no types."""


@dataclass(frozen=True)
class Tagged:
    """A structure element and the box that it was made from; for a run of text, the box around it."""

    element: Dictionary
    box: Box
    around: Dictionary
    """The element of the box around it."""
    text: bool = False


class UnknownTagging(ExportFailed):
    """WeasyPrint tags in another way than this program knows."""

    def __init__(self) -> None:
        super().__init__("This WeasyPrint tags pages in an unknown way. Install another: pip install 'acucontent[pdf]'")


def tagged(pages: Pages, pdf: PDF) -> Iterator[Tagged]:
    """Every structure element but the root, with its box, in the order of the text.

    Raises:
        UnknownTagging: there are more boxes than elements, or fewer.
    """
    elements = (each for each in pdf.objects if is_element(each))
    document = next(elements)
    for page in pages.pages:
        yield from _walk(page._page_box, document, elements)  # noqa: SLF001 - nothing public holds the boxes
    if next(elements, None) is not None:
        raise UnknownTagging


def is_element(thing: object) -> bool:
    """Whether a PDF object is a structure element."""
    return isinstance(thing, Dictionary) and thing.get("Type") == "/StructElem"


def _walk(box: Box, around: Dictionary, elements: Iterator[Dictionary]) -> Iterator[Tagged]:
    box = box._box if isinstance(box, AbsolutePlaceholder) else box  # noqa: SLF001 - as above
    if _is_frame(box):
        for child in box.children:
            yield from _walk(child, around, elements)
        return
    if _has_no_bullet(box):
        item = _next(elements)
        yield Tagged(item, box, around)
        around = item
    element = _next(elements)
    yield Tagged(element, box, around)
    for child in _children(box):
        if not isinstance(child, boxes.TextBox):
            yield from _walk(child, element, elements)
        elif element["S"] != "/Link":
            yield Tagged(_next(elements), box, element, text=True)


def _next(elements: Iterator[Dictionary]) -> Dictionary:
    element = next(elements, None)
    if element is None:
        raise UnknownTagging
    return element


def _is_frame(box: Box) -> bool:
    """Whether a box gets no element of its own."""
    if isinstance(box, boxes.PageBox | boxes.MarginBox):
        return True
    return box.element_tag in ("html", "body") and not isinstance(box, boxes.LineBox)


def _has_no_bullet(box: Box) -> bool:
    """Whether a box is an item of a list without bullets: it gets one element for the item and one for its body."""
    return isinstance(box, boxes.BlockBox) and box.element_tag == "li" and box.style["list_style_type"] == "none"


def _children(box: Box) -> Iterator[Box]:
    table: Box = box.get_wrapped_table() if getattr(box, "is_table_wrapper", False) else None
    for child in getattr(box, "children", ()):
        if child is table or isinstance(child, boxes.LineBox):
            yield from child.children
        else:
            yield child

"""Find the box of a page from which each structure element was made.

WeasyPrint does not record it. It makes the elements of a page in the order of its boxes, containers first, so walking
the boxes in the same order pairs the two. The pairs must come out even: a version of WeasyPrint that walks otherwise is
refused, and no page gets wrong tags.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydyf import PDF, Dictionary

from acucontent.installer import format_install_command
from acucontent.rendering.exporter import ExportFailed
from acucontent_pdf.engine import AbsolutePlaceholder, Pages, boxes

Box = Any
"""A box of WeasyPrint, which is not typed."""


@dataclass(frozen=True)
class TaggedBox:
    """A structure element and the box that it was made from; for a run of text, the box that contains it."""

    element: Dictionary
    box: Box
    parent: Dictionary
    """The element of the containing box."""
    is_text: bool = False


class UnknownTagging(ExportFailed):
    """This version of WeasyPrint tags pages in an unsupported way."""

    def __init__(self) -> None:
        super().__init__(
            "This version of WeasyPrint tags pages in an unsupported way. "
            f"To fix it, install a supported version: {format_install_command('acucontent[pdf]')}"
        )


def match_boxes_with_tags(pages: Pages, pdf: PDF) -> Iterator[TaggedBox]:
    """Yield every structure element except the root with its box, in the order of the text.

    Raises:
        UnknownTagging: The numbers of boxes and elements differ.
    """
    elements = (obj for obj in pdf.objects if is_element(obj))
    document = next(elements)
    for page in pages.pages:
        yield from _walk(page._page_box, document, elements)  # noqa: SLF001 - no public name gives the boxes
    if next(elements, None) is not None:
        raise UnknownTagging


def is_element(obj: object) -> bool:
    """Return whether a PDF object is a structure element."""
    return isinstance(obj, Dictionary) and obj.get("Type") == "/StructElem"


def _walk(box: Box, parent: Dictionary, elements: Iterator[Dictionary]) -> Iterator[TaggedBox]:
    box = box._box if isinstance(box, AbsolutePlaceholder) else box  # noqa: SLF001 - as above
    if _is_untagged(box):
        for child in box.children:
            yield from _walk(child, parent, elements)
        return
    if parent["S"] == "/L" and _is_item_without_bullet(box):
        item = _take_next(elements)
        yield TaggedBox(item, box, parent)
        parent = item
    element = _take_next(elements)
    yield TaggedBox(element, box, parent)
    for child in _list_children(box):
        if not isinstance(child, boxes.TextBox):
            yield from _walk(child, element, elements)
        elif element["S"] != "/Link":
            yield TaggedBox(_take_next(elements), box, element, is_text=True)


def _take_next(elements: Iterator[Dictionary]) -> Dictionary:
    element = next(elements, None)
    if element is None:
        raise UnknownTagging
    return element


def _is_untagged(box: Box) -> bool:
    """Return whether a box has no element of its own."""
    if isinstance(box, boxes.PageBox | boxes.MarginBox):
        return True
    return box.element_tag in ("html", "body") and not isinstance(box, boxes.LineBox)


def _is_item_without_bullet(box: Box) -> bool:
    """Return whether a box is an item of a list without bullets.

    Such a box has two elements: one for the item, and one for its body. Anonymous boxes in the item, as next to a
    picture, have only one.
    """
    return isinstance(box, boxes.BlockBox) and box.element_tag == "li" and box.style["list_style_type"] == "none"


def _list_children(box: Box) -> Iterator[Box]:
    table: Box = box.get_wrapped_table() if getattr(box, "is_table_wrapper", False) else None
    for child in getattr(box, "children", ()):
        if child is table or isinstance(child, boxes.LineBox):
            yield from child.children
        else:
            yield child

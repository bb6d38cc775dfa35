"""Add form fields over the lines to fill in, tagged and named (ISO 14289-1, 7.18.4).

WeasyPrint can make fields, but it leaves their drawing to the PDF viewer, which PDF/A forbids (ISO 19005-3, 6.4.1), and
embeds whole fonts for it. The fields of this module have an empty appearance of their own: the printed line stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pydyf import PDF, Array, Dictionary, Stream, String

from acucontent_pdf.engine import Pages, boxes
from acucontent_pdf.tag_boxes import match_boxes_with_tags
from acucontent_pdf.tag_fixes import PRINT_FLAG, fix_tags

_MULTILINE = 1 << 12
"""The flag of a field of several lines (ISO 32000-1, 12.7.4.3)."""
_POINT = 0.75
"""A CSS pixel in points."""
_DEFAULT_APPEARANCE = "/Helv 12 Tf 0 g"
"""The font and size of typed text. The PDF viewer has this font; nothing is drawn with it before."""


class Field(NamedTuple):
    """A field to add: its page (from 0), the element of its blank, its line boxes, and the tag of the first line."""

    page: int
    blank: Any
    lines: list[Any]
    tag: Dictionary


def fix_pdf_and_add_fields(pages: Pages, pdf: PDF, *, labels: Mapping[str, str]) -> None:
    """Fix the tags of the pages and add a form field over each line to fill in.

    Args:
        pages: The pages.
        pdf: The PDF that is made of them.
        labels: The label of each field, by its name.
    """
    tags = {id(node.box): node.element for node in match_boxes_with_tags(pages, pdf) if not node.is_text}
    fields = list(_find_fields(pages, tags))
    fix_tags(pages, pdf)
    if fields:
        _add_form(pdf, [_add_field(pdf, field, labels, pages.pages[field.page].height) for field in fields])


def _find_fields(pages: Pages, tags: dict[int, Dictionary]) -> Iterator[Field]:
    for number, page in enumerate(pages.pages):
        found: dict[int, Field] = {}
        for blank in _find_boxes(page._page_box, "blank"):  # noqa: SLF001 - no public name gives the boxes
            lines = [line for line in _find_boxes(blank, "line") if id(line) in tags]
            if lines and id(blank.element) not in found:
                found[id(blank.element)] = Field(number, blank.element, lines, tags[id(lines[0])])
        yield from found.values()


def _find_boxes(box: Any, name: str) -> Iterator[Any]:
    for inner in box.descendants():
        if inner.element is not None and inner.element.get("class") == name and not isinstance(inner, boxes.LineBox):
            yield inner


def _add_field(pdf: PDF, field: Field, labels: Mapping[str, str], height: float) -> Dictionary:
    """Add a field to its page and to the tag tree, and return it."""
    page = pdf.objects[int(pdf.page_references[field.page].split()[0])]
    left, top, right, bottom = (_POINT * edge for edge in _measure_lines(field.lines))
    appearance = Stream([b"/Tx BMC EMC"], {"Type": "/XObject", "Subtype": "/Form"})
    appearance.extra.update(BBox=Array((0, 0, right - left, bottom - top)), Resources=Dictionary())
    pdf.add_object(appearance)
    name = field.blank.get("data-blank")
    widget = Dictionary(
        {
            "Type": "/Annot",
            "Subtype": "/Widget",
            "FT": "/Tx",
            "Ff": _MULTILINE if len(field.lines) > 1 else 0,
            "T": String(name),
            "TU": String(labels[name]),
            "V": String(""),
            "DA": String(_DEFAULT_APPEARANCE),
            "F": PRINT_FLAG,
            "Rect": Array((left, _POINT * height - bottom, right, _POINT * height - top)),
            "AP": Dictionary({"N": appearance.reference}),
            "P": page.reference,
        }
    )
    pdf.add_object(widget)
    page.setdefault("Annots", Array()).append(widget.reference)
    _tag_field(pdf, widget, field.tag)
    return widget


def _measure_lines(lines: list[Any]) -> tuple[float, float, float, float]:
    """Return the left, top, right and bottom edge of lines in CSS pixels, without their drawn rules."""
    first, last = lines[0], lines[-1]
    right = max(line.border_box_x() + line.border_width() for line in lines)
    left = min(line.border_box_x() for line in lines) if len(lines) == 1 else first.border_box_x()
    return left, first.border_box_y() + 2, right, last.border_box_y() + last.border_height() - 2


def _tag_field(pdf: PDF, widget: Dictionary, line: Dictionary) -> None:
    """Add a field to the tag of its line."""
    reference = Dictionary({"Type": "/OBJR", "Obj": widget.reference, "Pg": widget["P"]})
    pdf.add_object(reference)
    tag = Dictionary({"Type": "/StructElem", "S": "/Form", "P": line.reference, "Pg": widget["P"]})
    tag["K"] = Array([reference.reference])
    pdf.add_object(tag)
    line["K"].append(tag.reference)
    root = _get_object(pdf, pdf.catalog["StructTreeRoot"])
    numbers = _get_object(pdf, root["ParentTree"])["Nums"]
    widget["StructParent"] = max(numbers[::2], default=-1) + 1
    numbers.extend((widget["StructParent"], tag.reference))


def _add_form(pdf: PDF, widgets: list[Dictionary]) -> None:
    font = Dictionary({"Type": "/Font", "Subtype": "/Type1", "BaseFont": "/Helvetica", "Encoding": "/WinAnsiEncoding"})
    pdf.add_object(font)
    pdf.catalog["AcroForm"] = Dictionary(
        {
            "Fields": Array(widget.reference for widget in widgets),
            "DR": Dictionary({"Font": Dictionary({"Helv": font.reference})}),
            "DA": String(_DEFAULT_APPEARANCE),
        }
    )


def _get_object(pdf: PDF, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]

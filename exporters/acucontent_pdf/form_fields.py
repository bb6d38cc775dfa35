"""Add form fields over the lines, cells and boxes to fill in, tagged and named (ISO 14289-1, 7.18.4).

WeasyPrint can make fields, but it leaves their drawing to the PDF viewer, which PDF/A forbids (ISO 19005-3, 6.4.1), and
embeds whole fonts for it. The fields of this module have an empty appearance of their own: the printed line, cell or
box stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pydyf import PDF, Array, Dictionary, Stream, String

from acucontent.document.blocks import Blank
from acucontent_pdf.engine import Pages, boxes
from acucontent_pdf.tag_boxes import TaggedBox, match_boxes_with_tags
from acucontent_pdf.tag_fixes import PRINT_FLAG, fix_tags

_MULTILINE = 1 << 12
"""The flag of a field of several lines (ISO 32000-1, 12.7.4.3)."""
_RADIO = 1 << 15
"""The flag of a field of which one circle can be marked (ISO 32000-1, 12.7.4.2.1)."""
_POINT = 0.75
"""A CSS pixel in points."""
_LINE_TEXT, _CELL_TEXT = "/Helv 12 Tf 0 g", "/Helv 0 Tf 0 g"
"""The font and size of typed text; with the size 0, a viewer makes it fit. The viewer has this font; nothing is drawn
with it before."""
_CHECK_SIZE = 9.0
"""The width and height of a check mark, in points."""
_DOT_SIZE = 6.0
"""The width of the dot in a circle, in points."""

Edges = tuple[float, float, float, float]
"""The left, top, right and bottom edge, in CSS pixels from the left and the top of the page."""


class Field(NamedTuple):
    """A field to add: its blank, its page (from 0), its boxes, and the tag of the first box."""

    blank: Blank
    page: int
    boxes: list[Any]
    tag: Dictionary


def fix_pdf_and_add_fields(pages: Pages, pdf: PDF, *, blanks: Iterable[Blank]) -> None:
    """Fix the tags of the pages and add a form field for each blank.

    Args:
        pages: The pages.
        pdf: The PDF that is made of them.
        blanks: The blanks; others on the pages are only printed.
    """
    nodes = [node for node in match_boxes_with_tags(pages, pdf) if not node.is_text and node.box.element is not None]
    fields = _find_fields(nodes, pdf, {blank.key: blank for blank in blanks})
    fix_tags(pages, pdf)
    if fields:
        widgets = [(field.blank, _add_field(pdf, field, pages.pages[field.page].height)) for field in fields]
        _add_form(pdf, list(_join_choices(pdf, widgets)))


def _join_choices(pdf: PDF, widgets: Iterable[tuple[Blank, Dictionary]]) -> Iterator[Dictionary]:
    """Yield the fields of widgets: each its own, but one for all circles of a choice (ISO 32000-1, 12.7.4.2.4)."""
    choices: dict[str, Dictionary] = {}
    for blank, widget in widgets:
        if blank.kind != "choice":
            yield widget
            continue
        if blank.name not in choices:
            choices[blank.name] = _make_choice(pdf, blank)
            yield choices[blank.name]
        choices[blank.name]["Kids"].append(widget.reference)
        widget["Parent"] = choices[blank.name].reference


def _make_choice(pdf: PDF, blank: Blank) -> Dictionary:
    field = Dictionary({"FT": "/Btn", "Ff": _RADIO, "V": "/Off", "Kids": Array()})
    field.update({"T": String(blank.name), "TU": String(blank.label)})
    pdf.add_object(field)
    return field


def _find_fields(nodes: Iterable[TaggedBox], pdf: PDF, blanks: Mapping[str, Blank]) -> list[Field]:
    """Return a field for each blank that is on a page."""
    fields: dict[str, Field] = {}
    lines: dict[int, str] = {}
    for node in nodes:
        name = node.box.element.get("data-blank", "")
        if node.box.element_tag == "p" and name:
            lines |= {id(line): name for line in node.box.element if line.get("class") == "line"}
        is_place = node.box.element_tag in ("td", "li::marker")
        name = name if is_place else lines.get(id(node.box.element), "")
        if name in fields:
            fields[name].boxes.append(node.box)
        elif name in blanks:
            page = pdf.page_references.index(node.element["Pg"])
            fields[name] = Field(blanks[name], page, [node.box], node.element)
    return list(fields.values())


def _add_field(pdf: PDF, field: Field, height: float) -> Dictionary:
    """Add a field to its page and to the tag tree, and return it.

    Args:
        pdf: The PDF.
        field: The field.
        height: The height of the page, in CSS pixels.
    """
    page = pdf.objects[int(pdf.page_references[field.page].split()[0])]
    left, top, right, bottom = (_POINT * edge for edge in _measure_field(field.boxes))
    size = (right - left, bottom - top)
    widget = Dictionary(
        {
            "Type": "/Annot",
            "Subtype": "/Widget",
            "F": PRINT_FLAG,
            "Rect": Array((left, _POINT * height - bottom, right, _POINT * height - top)),
            "P": page.reference,
        }
    )
    widget.update(_make_entries(pdf, field, size))
    pdf.add_object(widget)
    page.setdefault("Annots", Array()).append(widget.reference)
    _tag_field(pdf, widget, field.tag)
    return widget


def _make_entries(pdf: PDF, field: Field, size: tuple[float, float]) -> Dictionary:
    """Return the entries of a field: its name, its label and its drawing. A circle has the name of its choice."""
    blank = field.blank
    if blank.kind == "choice":
        return Dictionary({"TU": String(f"{blank.label}: {blank.value}")} | _make_circle(pdf, blank.value, size))
    entries = _make_check_box(pdf, size) if blank.kind == "check" else _make_text_field(pdf, field, size)
    return Dictionary({"T": String(blank.name), "TU": String(blank.label)} | entries)


def _measure_field(places: list[Any]) -> Edges:
    """Return the edges of a field over a cell, a bullet or lines, without their drawn rules."""
    first, last = places[0], places[-1]
    right = max(box.border_box_x() + box.border_width() for box in places)
    left = min(box.border_box_x() for box in places) if len(places) == 1 else first.border_box_x()
    return left, first.border_box_y() + 2, right, last.border_box_y() + last.border_height() - 2


def _make_text_field(pdf: PDF, field: Field, size: tuple[float, float]) -> Dictionary:
    """Return the entries of a field for text."""
    is_cell = isinstance(field.boxes[0], boxes.TableCellBox)
    return Dictionary(
        {
            "FT": "/Tx",
            "Ff": _MULTILINE if len(field.boxes) > 1 else 0,
            "V": String(""),
            "DA": String(_CELL_TEXT if is_cell else _LINE_TEXT),
            "AP": Dictionary({"N": _add_drawing(pdf, b"/Tx BMC EMC", size)}),
        }
    )


def _make_check_box(pdf: PDF, size: tuple[float, float]) -> Dictionary:
    """Return the entries of a check box, which is printed on the page; the field draws the check mark in it."""
    states = Dictionary({"Yes": _add_drawing(pdf, _draw_check_mark(size), size), "Off": _add_drawing(pdf, b"", size)})
    return Dictionary({"FT": "/Btn", "V": "/Off", "AS": "/Off", "AP": Dictionary({"N": states})})


def _make_circle(pdf: PDF, value: str, size: tuple[float, float]) -> Dictionary:
    """Return the entries of one circle of a choice, which is printed on the page; the field draws the dot in it."""
    states = Dictionary({value: _add_drawing(pdf, _draw_dot(size), size), "Off": _add_drawing(pdf, b"", size)})
    return Dictionary({"AS": "/Off", "AP": Dictionary({"N": states})})


def _draw_dot(size: tuple[float, float]) -> bytes:
    """Draw a dot in the middle of a field: a line without length and with round ends."""
    x, y = (side / 2 for side in size)
    return f"q {_DOT_SIZE} w 1 J {x:.2f} {y:.2f} m {x:.2f} {y:.2f} l S Q".encode()


def _draw_check_mark(size: tuple[float, float]) -> bytes:
    left, bottom = (side / 2 - _CHECK_SIZE / 2 for side in size)
    points = ((0.1, 0.5), (0.4, 0.15), (0.95, 0.95))
    path = [(left + x * _CHECK_SIZE, bottom + y * _CHECK_SIZE) for x, y in points]
    start, *ends = (f"{x:.2f} {y:.2f}" for x, y in path)
    return f"q 1.6 w 1 J 1 j {start} m {' '.join(f'{end} l' for end in ends)} S Q".encode()


def _add_drawing(pdf: PDF, content: bytes, size: tuple[float, float]) -> bytes:
    """Add a drawing of the size of a field, and return its reference."""
    drawing = Stream([content], {"Type": "/XObject", "Subtype": "/Form"})
    drawing.extra.update(BBox=Array((0, 0, *size)), Resources=Dictionary())
    pdf.add_object(drawing)
    return bytes(drawing.reference)


def _tag_field(pdf: PDF, widget: Dictionary, place: Dictionary) -> None:
    """Add a field to the tag of its line or cell, or to the text of the item of its bullet."""
    parent = _find_item_text(pdf, place) if place["S"] == "/Lbl" else place
    reference = Dictionary({"Type": "/OBJR", "Obj": widget.reference, "Pg": widget["P"]})
    pdf.add_object(reference)
    tag = Dictionary({"Type": "/StructElem", "S": "/Form", "P": parent.reference, "Pg": widget["P"]})
    tag["K"] = Array([reference.reference])
    pdf.add_object(tag)
    parent["K"].insert(0 if parent is not place else len(parent["K"]), tag.reference)
    root = _get_object(pdf, pdf.catalog["StructTreeRoot"])
    numbers = _get_object(pdf, root["ParentTree"])["Nums"]
    widget["StructParent"] = max(numbers[::2], default=-1) + 1
    numbers.extend((widget["StructParent"], tag.reference))


def _find_item_text(pdf: PDF, bullet: Dictionary) -> Dictionary:
    """Return the tag of the text of a list item."""
    kids = (_get_object(pdf, kid) for kid in _get_object(pdf, bullet["P"])["K"])
    return next(kid for kid in kids if kid["S"] == "/LBody")


def _add_form(pdf: PDF, widgets: list[Dictionary]) -> None:
    font = Dictionary({"Type": "/Font", "Subtype": "/Type1", "BaseFont": "/Helvetica", "Encoding": "/WinAnsiEncoding"})
    pdf.add_object(font)
    pdf.catalog["AcroForm"] = Dictionary(
        {
            "Fields": Array(widget.reference for widget in widgets),
            "DR": Dictionary({"Font": Dictionary({"Helv": font.reference})}),
            "DA": String(_LINE_TEXT),
        }
    )


def _get_object(pdf: PDF, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]

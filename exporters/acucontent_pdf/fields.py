"""The lines to fill in as form fields, tagged and named (ISO 14289-1, 7.18.4).

WeasyPrint can make fields, but leaves it to the reader's program to draw them, which PDF/A forbids (ISO 19005-3,
6.4.1), and embeds whole fonts for it. These have an appearance of their own: the printed line stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pydyf import PDF, Array, Dictionary, Stream, String

from acucontent_pdf.engine import Pages, boxes
from acucontent_pdf.tagging import tagged
from acucontent_pdf.tags import PRINTED, mend

_MULTILINE = 1 << 12
"""The flag of a field of several lines (ISO 32000-1, 12.7.4.3)."""
_POINT = 0.75
"""A CSS pixel in points."""
_WRITING = "/Helv 12 Tf 0 g"
"""How what is typed is set. The reader's program has this font; nothing of it is drawn until then."""


class Field(NamedTuple):
    """A field to be: its page, what is to be filled in, its lines, and the tag of the first."""

    page: int
    blank: Any
    lines: list[Any]
    tag: Dictionary


def mend_with_fields(pages: Pages, pdf: PDF, *, labels: Mapping[str, str]) -> None:
    """Mend the pages, and lay a field over each of their lines to fill in.

    Args:
        pages: The pages.
        pdf: The PDF that is made of them.
        labels: The label of each field, by the name of what is filled in.
    """
    tags = {id(node.box): node.element for node in tagged(pages, pdf) if not node.text}
    fields = list(_fields(pages, tags))
    mend(pages, pdf)
    if fields:
        _add_form(pdf, [_add_field(pdf, field, labels, pages.pages[field.page].height) for field in fields])


def _fields(pages: Pages, tags: dict[int, Dictionary]) -> Iterator[Field]:
    for number, page in enumerate(pages.pages):
        found: dict[int, Field] = {}
        for blank in _of_class(page._page_box, "blank"):  # noqa: SLF001 - nothing public holds the boxes
            lines = [line for line in _of_class(blank, "line") if id(line) in tags]
            if lines and id(blank.element) not in found:
                found[id(blank.element)] = Field(number, blank.element, lines, tags[id(lines[0])])
        yield from found.values()


def _of_class(box: Any, name: str) -> Iterator[Any]:
    for inner in box.descendants():
        if inner.element is not None and inner.element.get("class") == name and not isinstance(inner, boxes.LineBox):
            yield inner


def _add_field(pdf: PDF, field: Field, labels: Mapping[str, str], height: float) -> Dictionary:
    """The field, on its page and in the tag tree."""
    page = pdf.objects[int(pdf.page_references[field.page].split()[0])]
    left, top, right, bottom = (_POINT * edge for edge in _around(field.lines))
    look = Stream([b"/Tx BMC EMC"], {"Type": "/XObject", "Subtype": "/Form"})
    look.extra.update(BBox=Array((0, 0, right - left, bottom - top)), Resources=Dictionary())
    pdf.add_object(look)
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
            "DA": String(_WRITING),
            "F": PRINTED,
            "Rect": Array((left, _POINT * height - bottom, right, _POINT * height - top)),
            "AP": Dictionary({"N": look.reference}),
            "P": page.reference,
        }
    )
    pdf.add_object(widget)
    page.setdefault("Annots", Array()).append(widget.reference)
    _tag(pdf, widget, field.tag)
    return widget


def _around(lines: list[Any]) -> tuple[float, float, float, float]:
    """The edges of lines in CSS pixels, the drawn rules left free."""
    first, last = lines[0], lines[-1]
    right = max(line.border_box_x() + line.border_width() for line in lines)
    left = min(line.border_box_x() for line in lines) if len(lines) == 1 else first.border_box_x()
    return left, first.border_box_y() + 2, right, last.border_box_y() + last.border_height() - 2


def _tag(pdf: PDF, widget: Dictionary, line: Dictionary) -> None:
    """Put a field into the tag of its line."""
    reference = Dictionary({"Type": "/OBJR", "Obj": widget.reference, "Pg": widget["P"]})
    pdf.add_object(reference)
    tag = Dictionary({"Type": "/StructElem", "S": "/Form", "P": line.reference, "Pg": widget["P"]})
    tag["K"] = Array([reference.reference])
    pdf.add_object(tag)
    line["K"].append(tag.reference)
    root = _at(pdf, pdf.catalog["StructTreeRoot"])
    numbers = _at(pdf, root["ParentTree"])["Nums"]
    widget["StructParent"] = max(numbers[::2], default=-1) + 1
    numbers.extend((widget["StructParent"], tag.reference))


def _add_form(pdf: PDF, widgets: list[Dictionary]) -> None:
    font = Dictionary({"Type": "/Font", "Subtype": "/Type1", "BaseFont": "/Helvetica", "Encoding": "/WinAnsiEncoding"})
    pdf.add_object(font)
    pdf.catalog["AcroForm"] = Dictionary(
        {
            "Fields": Array(widget.reference for widget in widgets),
            "DR": Dictionary({"Font": Dictionary({"Helv": font.reference})}),
            "DA": String(_WRITING),
        }
    )


def _at(pdf: PDF, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]

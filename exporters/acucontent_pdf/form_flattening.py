"""Make a template from a fillable sheet, which is then filled in once for each patient.

Each form field is replaced by an empty drawing on its page, inside the tag of its line, so that a screen reader reads
the filled-in text at the right place. Filling appends new versions of these drawings to the file and changes nothing
else, so a filled sheet conforms to the same standards as the empty one.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Matrix, Name, Operator, Page, Pdf, Stream

from acucontent.document.blocks import Form
from acucontent.edition import Edition
from acucontent.rendering.exporter import ExportFailed
from acucontent_pdf.fill_in_font import embed_fill_in_font
from acucontent_pdf.form_template import FONT_NAME, PdfTemplate, Slot
from acucontent_pdf.incremental_update import BaseFile
from acucontent_pdf.line_breaking import FontMetrics
from acucontent_pdf.options import PdfOptions
from acucontent_pdf.render import render

SIZES = {False: 12, True: 16}
"""The font size of filled-in text in points, by whether the sheet is in large print."""


class NothingToFill(ExportFailed):
    """A handout has no lines to fill in."""


class UnknownFormLayout(ExportFailed):
    """The form of a sheet differs from the form that this package makes."""


class _Field(NamedTuple):
    """A field of a fillable sheet, with its edges in points and the id of the marked content of its line."""

    name: str
    page: int
    edges: tuple[float, float, float, float]
    lines: int
    marked_content_id: int


def make_template(edition: Edition, options: PdfOptions) -> PdfTemplate:
    """Return the template of an edition's sheet.

    Raises:
        ExportFailed: The sheet cannot be rendered.
        NothingToFill: It has no lines to fill in.
    """
    forms = (block for block in edition.document.walk_blocks() if isinstance(block, Form))
    lines = {blank.name: blank.lines for form in forms for blank in form.blanks}
    if not lines:
        raise NothingToFill(
            f"Handout '{edition.handout.id}' has no lines to fill in. To fix it, choose another handout."
        )
    fillable = render(edition, options.model_copy(update={"fillable": True}), sheet=True)
    with pikepdf.open(io.BytesIO(fillable.data)) as pdf:
        fields = list(_remove_fields(pdf, lines))
        font, metrics = embed_fill_in_font(pdf)
        for field in fields:
            _add_empty_drawing(pdf, field, font)
        file = io.BytesIO()
        pdf.save(file, object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True)
    template = _read_template(file.getvalue(), fields, metrics, SIZES[options.large_print])
    return replace(template, notes=fillable.notes)


def _remove_fields(pdf: Pdf, lines: Mapping[str, int]) -> Iterator[_Field]:
    """Yield the fields, each removed from the form, its page and the tag tree."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    tags = {int(numbers[index]): index for index in range(0, len(numbers), 2)}
    removed = []
    for widget in pdf.Root.AcroForm.Fields:
        tag = numbers[tags[int(widget.StructParent)] + 1]
        removed.append(tags[int(widget.StructParent)])
        left, bottom, right, top = (float(edge) for edge in widget.Rect)
        name = str(widget["/T"])
        edges = (left, bottom, right, top)
        yield _Field(name, pages[widget.P.objgen], edges, lines[name], _find_mark(tag.P))
        tag.P.K = Array([kid for kid in tag.P.K if kid.objgen != tag.objgen])
        widget.P.Annots = Array([each for each in widget.P.Annots if each.objgen != widget.objgen])
    for index in sorted(removed, reverse=True):
        del numbers[index : index + 2]
    del pdf.Root.AcroForm


def _find_mark(element: Any) -> int:
    """Return the id of the first marked content of an element.

    Raises:
        UnknownFormLayout: It has none.
    """
    for kid in element.K if isinstance(element.K, Array) else (element.K,):
        if isinstance(kid, int):
            return kid
        if kid.get("/Type") == Name.StructElem and kid.get("/S") != Name.Form:
            return _find_mark(kid)
    raise UnknownFormLayout("A line of the form has no marked content.")


def _add_empty_drawing(pdf: Pdf, field: _Field, font: Any) -> None:
    """Add an empty drawing to the marked content of a line."""
    page, name = pdf.pages[field.page], _add_drawing(pdf, field, font)
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(list(_insert_drawing(page, field, name))))


def _add_drawing(pdf: Pdf, field: _Field, font: Any) -> Name:
    """Add an empty drawing of the size of a field to the resources of its page, and return its name."""
    name = Name(f"/{_make_drawing_name(field.name)}")
    left, bottom, right, top = field.edges
    drawing = Stream(pdf, b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, right - left, top - bottom]))
    drawing.Resources = Dictionary(Font=Dictionary({f"/{FONT_NAME}": font}))
    pdf.pages[field.page].add_resource(pdf.make_indirect(drawing), Name.XObject, name, replace_existing=False)
    return name


def _make_drawing_name(field: str) -> str:
    return f"Filled_{field}"


def _insert_drawing(page: Page, field: _Field, name: Name) -> Iterator[Any]:
    """Yield the content of a page with the drawing of a field at the end of its marked content.

    Raises:
        UnknownFormLayout: The page has no such marked content.
    """
    is_marked, is_inserted, matrix, saved = False, False, Matrix(), []
    for instruction in pikepdf.parse_content_stream(page):
        match str(instruction.operator):
            case "q":
                saved.append(matrix)
            case "Q":
                matrix = saved.pop()
            case "cm":
                matrix = Matrix(*(float(number) for number in instruction.operands)) @ matrix
            case "BDC":
                is_marked = _has_mark(instruction.operands, field.marked_content_id)
            case "EMC":
                if is_marked:
                    place = Matrix().translated(field.edges[0], field.edges[1]) @ matrix.inverse()
                    yield from (([], Operator("q")), (list(place.shorthand), Operator("cm")))
                    yield from (([name], Operator("Do")), ([], Operator("Q")))
                    is_inserted, is_marked = True, False
        yield instruction
    if not is_inserted:
        raise UnknownFormLayout(f"The line of '{field.name}' has no marked content on its page.")


def _has_mark(operands: Any, mark: int) -> bool:
    return isinstance(operands[1], Dictionary) and operands[1].get("/MCID") == mark


def _read_template(content: bytes, fields: list[_Field], metrics: FontMetrics, size: int) -> PdfTemplate:
    """Read the saved sheet and return the template, with the object numbers of the file."""
    slots, font = {}, 0
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for field in fields:
            drawing = pdf.pages[field.page].Resources.XObject[f"/{_make_drawing_name(field.name)}"]
            slots[field.name] = Slot(drawing.objgen[0], field.page, field.edges, field.lines)
            font = drawing.Resources.Font[f"/{FONT_NAME}"].objgen[0]
        trailer = pdf.trailer
        base = BaseFile(
            content,
            xref_start=int(content.rpartition(b"startxref")[2].split()[0]),
            size=int(trailer.Size),
            catalog=trailer.Root.objgen[0],
            information=trailer.Info.objgen[0] if "/Info" in trailer else None,
            identifier=bytes(trailer.ID[0]),
        )
    return PdfTemplate(base, slots, metrics, font, size)

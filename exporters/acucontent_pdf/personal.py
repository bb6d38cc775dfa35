"""Personal sheets: one sheet set in type once, then filled in as often as there are patients.

The form fields of a fillable sheet are made into drawings on its page, each within the tag of its line, so that what
is filled in is read where it stands. Filling puts new drawings at the end of the file in place of the empty ones;
nothing else is touched, so a sheet keeps every standard that the empty one kept.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Matrix, Name, Operator, Page, Pdf, Stream

from acucontent.document.blocks import Form
from acucontent.edition import Edition
from acucontent.rendering.exporter import ExportFailed
from acucontent_pdf.filling import FONT, PdfTemplate, Slot
from acucontent_pdf.increment import Whole
from acucontent_pdf.options import PdfOptions
from acucontent_pdf.render import render
from acucontent_pdf.writing import Face
from acucontent_pdf.written import embedded_face

SIZES = {False: 12, True: 16}
"""The size of what is filled in, in points; the second in large print."""


class NothingToFill(ExportFailed):
    """A handout has no lines to fill in."""


class UnknownSheet(ExportFailed):
    """A sheet's form is not as this program makes it."""


class _Field(NamedTuple):
    """A field of a fillable sheet: its name, its page, its edges, and the mark of its line."""

    name: str
    page: int
    edges: tuple[float, float, float, float]
    lines: int
    mark: int


def template(edition: Edition, options: PdfOptions) -> PdfTemplate:
    """The template of an edition's sheet.

    Raises:
        ExportFailed: the sheet cannot be rendered.
        NothingToFill: it has no lines to fill in.
    """
    forms = (block for block in edition.document.blocks() if isinstance(block, Form))
    lines = {blank.name: blank.lines for form in forms for blank in form.blanks}
    if not lines:
        raise NothingToFill(f"Handout '{edition.handout.id}' has no lines to fill in: choose a sheet.")
    fillable = render(edition, options.model_copy(update={"fillable": True})).data
    with pikepdf.open(io.BytesIO(fillable)) as pdf:
        fields = list(_flattened(pdf, lines))
        font, face = embedded_face(pdf)
        for field in fields:
            _put_drawing(pdf, field, font)
        file = io.BytesIO()
        pdf.save(file, object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True)
    return _read_back(file.getvalue(), fields, face, SIZES[options.large_print])


def _flattened(pdf: Pdf, lines: Mapping[str, int]) -> Iterator[_Field]:
    """The fields, each taken out of the form, its page and the tag tree."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    tags = {int(numbers[at]): at for at in range(0, len(numbers), 2)}
    gone = []
    for widget in pdf.Root.AcroForm.Fields:
        tag = numbers[tags[int(widget.StructParent)] + 1]
        gone.append(tags[int(widget.StructParent)])
        left, bottom, right, top = (float(edge) for edge in widget.Rect)
        name = str(widget["/T"])
        edges = (left, bottom, right, top)
        yield _Field(name, pages[widget.P.objgen], edges, lines[name], _mark_of(tag.P))
        tag.P.K = Array([kid for kid in tag.P.K if kid.objgen != tag.objgen])
        widget.P.Annots = Array([each for each in widget.P.Annots if each.objgen != widget.objgen])
    for at in sorted(gone, reverse=True):
        del numbers[at : at + 2]
    del pdf.Root.AcroForm


def _mark_of(element: Any) -> int:
    """The first mark of an element's own words.

    Raises:
        UnknownSheet: it has none.
    """
    for kid in element.K if isinstance(element.K, Array) else (element.K,):
        if isinstance(kid, int):
            return kid
        if kid.get("/Type") == Name.StructElem and kid.get("/S") != Name.Form:
            return _mark_of(kid)
    raise UnknownSheet("A line of the form has no mark of its own.")


def _put_drawing(pdf: Pdf, field: _Field, font: Any) -> None:
    """Put an empty drawing where the words of a line are marked."""
    page, name = pdf.pages[field.page], Name(f"/{_named(field.name)}")
    left, bottom, right, top = field.edges
    look = Stream(pdf, b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, right - left, top - bottom]))
    look.Resources = Dictionary(Font=Dictionary({f"/{FONT}": font}))
    page.add_resource(pdf.make_indirect(look), Name.XObject, name, replace_existing=False)
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(list(_with_drawing(page, field, name))))


def _named(field: str) -> str:
    return f"Filled_{field}"


def _with_drawing(page: Page, field: _Field, name: Name) -> Iterator[Any]:
    """The content of a page, the words marked for a field replaced by its drawing.

    Raises:
        UnknownSheet: the page has no such mark.
    """
    marked, put, now, kept = False, False, Matrix(), []
    for each in pikepdf.parse_content_stream(page):
        match str(each.operator):
            case "q":
                kept.append(now)
            case "Q":
                now = kept.pop()
            case "cm":
                now = Matrix(*(float(number) for number in each.operands)) @ now
            case "BDC":
                marked = _has_mark(each.operands, field.mark)
            case "EMC":
                if marked:
                    here = Matrix().translated(field.edges[0], field.edges[1]) @ now.inverse()
                    yield from (([], Operator("q")), (list(here.shorthand), Operator("cm")))
                    yield from (([name], Operator("Do")), ([], Operator("Q")))
                    put, marked = True, False
        yield each
    if not put:
        raise UnknownSheet(f"The line of '{field.name}' is not marked on its page.")


def _has_mark(operands: Any, mark: int) -> bool:
    return isinstance(operands[1], Dictionary) and operands[1].get("/MCID") == mark


def _read_back(content: bytes, fields: list[_Field], face: Face, size: int) -> PdfTemplate:
    """The template, with the numbers that its objects have in the file."""
    slots, font = {}, 0
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for field in fields:
            drawing = pdf.pages[field.page].Resources.XObject[f"/{_named(field.name)}"]
            left, bottom, right, top = field.edges
            slots[field.name] = Slot(drawing.objgen[0], right - left, top - bottom, field.lines)
            font = drawing.Resources.Font[f"/{FONT}"].objgen[0]
        trailer = pdf.trailer
        whole = Whole(
            content,
            start=int(content.rpartition(b"startxref")[2].split()[0]),
            size=int(trailer.Size),
            root=trailer.Root.objgen[0],
            info=trailer.Info.objgen[0] if "/Info" in trailer else None,
            identifier=bytes(trailer.ID[0]),
        )
    return PdfTemplate(whole, slots, face, font, size)

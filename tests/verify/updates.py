"""Change signed forms as viewers and forgers do: with an incremental update."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, StreamObject, pdf_name
from pyhanko.pdf_utils.generic import TextStringObject as Text
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

Update = Callable[[Any], None]


def append_update(data: bytes, *updates: Update) -> bytes:
    """Return a PDF with an incremental update."""
    writer, written = IncrementalPdfFileWriter(io.BytesIO(data)), io.BytesIO()
    for update in updates:
        update(writer)
    writer.write(written)
    return written.getvalue()


def list_fields(writer: Any) -> list[Any]:
    """Return the form fields of a PDF."""
    return [field.get_object() for field in writer.root["/AcroForm"]["/Fields"]]


def find_field(writer: Any, kind: str = "/Tx") -> Any:
    """Return the first field of a kind."""
    return next(field for field in list_fields(writer) if field["/FT"] == kind)


def get_size(field: Any) -> tuple[float, float]:
    """Return the width and the height of a field."""
    left, bottom, right, top = map(float, field["/Rect"])
    return right - left, top - bottom


def draw_text(writer: Any, field: Any, x: float, y: float, size: tuple[float, float] | None = None) -> None:
    """Give a field a new appearance with words at a place in it."""
    width, height = size or get_size(field)
    font = writer.root["/AcroForm"]["/DR"]
    content = f"/Tx BMC q BT /Helv 9 Tf 0 g {x} {y} Td (You may wait) Tj ET Q EMC"
    drawing = StreamObject(
        {
            pdf_name("/Type"): pdf_name("/XObject"),
            pdf_name("/Subtype"): pdf_name("/Form"),
            pdf_name("/BBox"): ArrayObject(map(NumberObject, (0, 0, round(width), round(height)))),
            pdf_name("/Resources"): font,
        },
        stream_data=content.encode(),
    )
    field[NameObject("/AP")] = DictionaryObject({pdf_name("/N"): writer.add_object(drawing)})
    writer.update_container(field)


def fill_in(writer: Any) -> None:
    """Fill in a line and check a box, with the appearance and the date that viewers write."""
    text, box = find_field(writer), find_field(writer, "/Btn")
    text[NameObject("/V")], text[NameObject("/M")] = Text("You may wait"), Text("D:20261128120000Z")
    draw_text(writer, text, 2, 3)
    box[NameObject("/V")] = box[NameObject("/AS")] = NameObject("/Yes")
    writer.update_container(box)


def overlay_page(writer: Any) -> None:
    """Draw on a page."""
    page = writer.root["/Pages"]["/Kids"][0]
    drawing = writer.add_object(StreamObject(stream_data=b"q 1 g 0 0 612 792 re f Q"))
    page[NameObject("/Contents")] = ArrayObject([page.raw_get("/Contents"), drawing])
    writer.update_container(page)


def draw_outside(writer: Any) -> None:
    """Put words outside the box of a field into its appearance."""
    draw_text(writer, find_field(writer), 40, 90)


def enlarge_drawing(writer: Any) -> None:
    """Give a field an appearance that is larger than the field."""
    draw_text(writer, find_field(writer), 40, 90, size=(400, 400))


def change_name(writer: Any) -> None:
    """Change what screen readers read aloud for a field."""
    field = find_field(writer)
    field[NameObject("/TU")] = Text("You may wait")
    writer.update_container(field)


def show_signature(writer: Any) -> None:
    """Move the field of the signature onto the page, with words in it."""
    field = find_field(writer, "/Sig")
    field[NameObject("/Rect")] = ArrayObject(map(NumberObject, (50, 50, 500, 700)))
    draw_text(writer, field, 9, 9)


def draw_in_signature(writer: Any) -> None:
    """Give the field of the signature an appearance."""
    draw_text(writer, find_field(writer, "/Sig"), 0, 0)


def drop_permission(writer: Any) -> None:
    """Remove the entry that says what may be changed after the signature."""
    del writer.root["/Perms"]
    writer.update_root()


def replace_attachments(writer: Any) -> None:
    """Replace each embedded file."""
    names = writer.root["/Names"]["/EmbeddedFiles"]["/Names"]
    for each in list(names)[1::2]:
        stream = writer.add_object(StreamObject(stream_data=b"{}"))
        files = each.get_object()["/EF"]
        files[NameObject("/F")] = stream
        writer.update_container(files)


def add_stamp(writer: Any) -> None:
    """Add an annotation."""
    page = writer.root["/Pages"]["/Kids"][0]
    box = ArrayObject(map(NumberObject, (50, 50, 500, 700)))
    stamp = DictionaryObject(
        {pdf_name("/Type"): pdf_name("/Annot"), pdf_name("/Subtype"): pdf_name("/Square"), pdf_name("/Rect"): box}
    )
    old = list(page["/Annots"]) if "/Annots" in page else []
    page[NameObject("/Annots")] = ArrayObject([*old, writer.add_object(stamp)])
    writer.update_container(page)


def add_field(writer: Any) -> None:
    """Add a field with words over the page."""
    page = writer.root["/Pages"]["/Kids"][0]
    entries = {"/Type": "/Annot", "/Subtype": "/Widget", "/FT": "/Tx"}
    field: Any = DictionaryObject({pdf_name(key): pdf_name(value) for key, value in entries.items()})
    field[pdf_name("/T")], field[pdf_name("/V")] = Text("added"), Text("You may wait")
    field[pdf_name("/Rect")] = ArrayObject(map(NumberObject, (50, 50, 500, 700)))
    reference = writer.add_object(field)
    writer.root["/AcroForm"]["/Fields"].append(reference)
    page[NameObject("/Annots")] = ArrayObject([*page["/Annots"], reference])
    writer.update_container(writer.root["/AcroForm"]["/Fields"])
    writer.update_container(page)

"""Tag the field of a signature, so that the tags of a PDF stay complete (ISO 14289-1, 7.18.4)."""

from __future__ import annotations

from typing import Any

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, NameObject, NumberObject
from pyhanko.pdf_utils.writer import BasePdfFileWriter


def tag_field(writer: BasePdfFileWriter) -> None:
    """Add a form element for the last field at the end of the tags, if the PDF has tags in the form that we write."""
    field: Any = writer.root["/AcroForm"]["/Fields"].raw_get(-1)
    document, numbers = find_tags(writer.root)
    if document is None:
        return
    page = field.get_object().raw_get("/P")
    reference = _make_dictionary(Type=NameObject("/OBJR"), Obj=field, Pg=page)
    parent = writer.root["/StructTreeRoot"]["/K"].raw_get(0)
    element = writer.add_object(_make_dictionary(S=NameObject("/Form"), P=parent, Pg=page, K=reference))
    used = (int(numbers[at]) for at in range(0, len(numbers), 2))
    key = NumberObject(max(used, default=-1) + 1)  # type: ignore[no-untyped-call]
    field.get_object()[NameObject("/StructParent")] = key
    document["/K"].append(element)
    numbers.extend((key, element))
    for changed in (document, numbers, field.get_object()):
        writer.update_container(changed)


def find_tags(root: Any) -> tuple[Any, Any]:
    """Return the element of the document and the numbers of the parent tree; None twice if they have another form."""
    tree = look_up(root, "/StructTreeRoot", {})
    elements, numbers = look_up(tree, "/K", ()), look_up(look_up(tree, "/ParentTree", {}), "/Nums", None)
    found = elements[0] if isinstance(elements, ArrayObject) and len(elements) == 1 else {}
    known = isinstance(look_up(found, "/K", None), ArrayObject) and isinstance(numbers, ArrayObject)
    return (found, numbers) if known else (None, None)


def look_up(holder: Any, name: str, default: Any) -> Any:
    """Return the object that an entry of a dictionary refers to."""
    try:
        return holder[name]
    except KeyError:
        return default


def _make_dictionary(**entries: Any) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in entries.items()})  # type: ignore[no-untyped-call]

"""What was added to a PDF after it was signed: values of form fields, or anything else.

The policy of pyHanko looks for every path to every object, which takes minutes for a tagged PDF. Here, a revision may
only replace the objects that viewers replace when they fill in a form, and only the entries that viewers change may
differ. New objects are reached only through these entries.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils.generic import DictionaryObject, IndirectObject, StreamObject
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from acucontent.signing.revision import is_same, list_items, list_replaced
from acucontent.signing.tagging import look_up

_VALUE_KEYS = ("/V", "/AS", "/AP", "/DA", "/M", "/MK")
"""The entries of a form field that viewers change when it is filled in."""

_FORM_KEYS = ("/DR", "/DA", "/NeedAppearances")
"""The entries of the form that viewers change: fonts, and whether to draw the fields anew."""

_CATALOG_KEYS = ("/AcroForm", "/Metadata", "/Extensions", "/Version")
"""The entries of the catalog that viewers change. The form is compared apart."""


_END = b"%%EOF"
"""The end mark of a revision."""


def only_fills_in(signature: EmbeddedPdfSignature, added: bytes) -> bool:
    """Return whether all that was added after the signed revision is values of form fields.

    Args:
        signature: The signature.
        added: The bytes after the signed revision.
    """
    reader: Any = signature.reader
    try:
        later = range(signature.signed_revision + 1, reader.xrefs.total_revisions)
        is_read = len(later) == added.count(_END) and added.rstrip().endswith(_END)
        return bool(later) and is_read and all(all(_check_revision(reader, revision)) for revision in later)
    except Exception:  # the library raises errors of many kinds for files that are not as it expects
        return False


def _check_revision(reader: Any, revision: int) -> Iterator[bool]:
    """Yield whether each condition holds."""
    before, after = (reader.get_historical_resolver(number) for number in (revision - 1, revision))
    old_form, new_form = (look_up(each.root, "/AcroForm", {}) for each in (before, after))
    yield before.root_ref == after.root_ref
    yield not reader.xrefs.refs_freed_in_revision(revision)
    yield is_same(before.root, after.root, *_CATALOG_KEYS)
    yield is_same(old_form, new_form, "/Fields", *_FORM_KEYS)
    yield list_items(old_form, "/Fields") == list_items(new_form, "/Fields")
    allowed = set(_list_holders(before, old_form))
    for reference in list_items(old_form, "/Fields"):
        field = before(reference)
        if look_up(field, "/FT", None) in ("/Tx", "/Btn") and is_same(field, after(reference), *_VALUE_KEYS):
            allowed |= {reference, *_list_drawings(field)}
    for reference in list_replaced(reader, revision):
        yield reference in allowed or _is_equal(before(reference), after(reference))


def _list_holders(before: Any, form: Any) -> Iterator[Any]:
    """Yield the references of the catalog, the form, its arrays, the metadata and the document information."""
    yield before.root_ref
    places = [(before.root, "/AcroForm"), (before.root, "/Metadata"), (form, "/DR"), (form, "/Fields")]
    places += [(before.trailer_view, "/Info")]
    found = (holder.raw_get(name) for holder, name in places if name in holder)
    yield from (each.reference for each in found if isinstance(each, IndirectObject))


def _list_drawings(field: Any) -> Iterator[Any]:
    """Yield the references of the drawing of a text field, and of the dictionary that it is in."""
    drawings: Any = look_up(field, "/AP", {})
    if "/N" not in drawings or look_up(field, "/FT", None) != "/Tx":
        return
    for each in (field.raw_get("/AP"), drawings.raw_get("/N")):
        if isinstance(each, IndirectObject):
            yield each.reference


def _is_equal(before: Any, after: Any) -> bool:
    """Return whether an object was replaced by an equal one."""
    if isinstance(before, StreamObject) or isinstance(after, StreamObject):
        return False
    if isinstance(before, DictionaryObject) and isinstance(after, DictionaryObject):
        return is_same(before, after)
    return type(before) is type(after) and bool(before == after)

"""The revision of a PDF that adds a signature: where it begins, and whether it adds anything else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils.generic import ArrayObject, IndirectObject
from pyhanko.pdf_utils.reader import HistoricalResolver
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

_WIDGET_KEYS = {"/Type", "/Subtype", "/FT", "/T", "/TU", "/V", "/F", "/Ff", "/Rect", "/P", "/Lock"}
"""The entries of an invisible signature field. Others could paint something or run a script."""


def find_unsigned_length(signature: EmbeddedPdfSignature, data: bytes) -> int:
    """Return where the file ended before the signature was added: after the end mark before the added objects."""
    xrefs, revision = signature.reader.xrefs, signature.signed_revision
    places = [xrefs.get_historical_ref(each, revision) for each in xrefs.explicit_refs_in_revision(revision)]
    first = min((place for place in places if isinstance(place, int)), default=0)
    ends = (match.end() for match in re.finditer(rb"%%EOF\r?\n?", data))
    return max((end for end in ends if end <= first), default=0)


def adds_only_signature(signature: EmbeddedPdfSignature) -> bool:
    """Return whether the signed revision adds an invisible signature to the revision before it, and nothing else."""
    try:
        return signature.signed_revision > 0 and all(_check_revision(signature))
    except Exception:  # the library raises errors of many kinds for files that are not as it expects
        return False


def _check_revision(signature: EmbeddedPdfSignature) -> Iterator[bool]:
    """Yield whether each condition holds."""
    reader, revision = signature.reader, signature.signed_revision
    before, after = (reader.get_historical_resolver(number) for number in (revision - 1, revision))
    field, page = _find_field(signature, after)
    widget = after(field)
    yield set(widget) <= _WIDGET_KEYS
    yield widget["/FT"] == "/Sig"
    left, bottom, right, top = widget["/Rect"]
    yield (left, bottom) == (right, top)
    yield not reader.xrefs.refs_freed_in_revision(revision)
    old_form, new_form = before.root.get("/AcroForm", {}), after.root["/AcroForm"]
    yield _is_same(before.root, after.root, "/AcroForm", "/Extensions")
    yield _is_same(old_form, new_form, "/Fields", "/SigFlags")
    yield _adds(old_form, new_form, "/Fields", field)
    yield _is_same(before(page), after(page), "/Annots")
    yield _adds(before(page), after(page), "/Annots", field)
    yield _list_changed(signature) <= _list_allowed(before, old_form, page)


def _find_field(signature: EmbeddedPdfSignature, after: HistoricalResolver) -> tuple[Any, Any]:
    """Return the references of the field of a signature and of its page."""
    items = _list_items(after.root["/AcroForm"], "/Fields")
    (field,) = (each.reference for each in items if _is_field_of(after(each.reference), signature))
    return field, after(field).raw_get("/P").reference


def _is_field_of(field: Any, signature: EmbeddedPdfSignature) -> bool:
    return "/V" in field and field.raw_get("/V") == signature.sig_field.raw_get("/V")


def _is_same(before: Any, after: Any, *names: str) -> bool:
    """Return whether two dictionaries have the same entries, except for those with some names."""
    keys = {*before, *after} - set(names)
    return all(key in before and key in after and before.raw_get(key) == after.raw_get(key) for key in keys)


def _adds(before: Any, after: Any, name: str, field: Any) -> bool:
    """Return whether an array in a dictionary has the same items as before, followed by the field."""
    *others, last = _list_items(after, name)
    return others == _list_items(before, name) and last.reference == field


def _list_items(holder: Any, name: str) -> list[Any]:
    array: Any = holder.get(name, ArrayObject())
    return [array.raw_get(at) for at in range(len(array))]


def _list_changed(signature: EmbeddedPdfSignature) -> set[Any]:
    """Return the references of the objects that the revision replaces."""
    xrefs, revision = signature.reader.xrefs, signature.signed_revision
    return {
        each for each in xrefs.explicit_refs_in_revision(revision) if xrefs.get_introducing_revision(each) < revision
    }


def _list_allowed(before: HistoricalResolver, form: Any, page: Any) -> set[Any]:
    """Return the references of the objects that a signature may replace; their content is checked apart."""
    places = ((before.root, "/AcroForm"), (form, "/Fields"), (before(page), "/Annots"))
    found = (holder.raw_get(name) for holder, name in places if name in holder)
    return {before.root_ref, page, *(each.reference for each in found if isinstance(each, IndirectObject))}

"""The revision of a PDF that adds a signature: where it begins, and whether it adds anything else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils.generic import ArrayObject, IndirectObject
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from acucontent.signing.tagging import find_tags, look_up

_TAG_KEYS = {"/Type", "/S", "/P", "/Pg", "/K"}
"""The entries of the tag of such a field. Others could hold text for screen readers."""

_WIDGET_KEYS = {"/Type", "/Subtype", "/FT", "/T", "/TU", "/V", "/F", "/Ff", "/Rect", "/P", "/StructParent"}
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
    before: Any
    after: Any
    before, after = (reader.get_historical_resolver(number) for number in (revision - 1, revision))
    field, page = _find_field(signature, after)
    widget = after(field)
    yield set(widget) <= _WIDGET_KEYS
    yield widget["/FT"] == "/Sig"
    left, bottom, right, top = widget["/Rect"]
    yield (left, bottom) == (right, top)
    yield not reader.xrefs.refs_freed_in_revision(revision)
    old_form, new_form = look_up(before.root, "/AcroForm", {}), after.root["/AcroForm"]
    yield is_same(before.root, after.root, "/AcroForm", "/Extensions", "/Perms")
    yield _has_own_permission(before.root, after.root, widget)
    yield is_same(old_form, new_form, "/Fields", "/SigFlags")
    yield _list_added(old_form, new_form, "/Fields") == [field]
    yield is_same(before(page), after(page), "/Annots")
    yield _list_added(before(page), after(page), "/Annots") == [field]
    yield from _check_tags(before, after, field)
    yield list_replaced(reader, revision) <= _list_allowed(before, old_form, page)


def _has_own_permission(before: Any, after: Any, widget: Any) -> bool:
    """Return whether the revision adds no permission to change the file later but one of its own signature."""
    if "/Perms" not in after:
        return "/Perms" not in before
    permissions = after["/Perms"]
    is_own = set(permissions) == {"/DocMDP"} and permissions.raw_get("/DocMDP") == widget.raw_get("/V")
    return is_own and "/Perms" not in before


def _check_tags(before: Any, after: Any, field: Any) -> Iterator[bool]:
    """Yield whether the tags are the same, but for a form element for the field."""
    (old, _), (new, _) = (find_tags(each.root) for each in (before, after))
    if old is None:
        return  # no object of the tags is allowed to change
    old_tree, new_tree = (each.root["/StructTreeRoot"]["/ParentTree"] for each in (before, after))
    added = _list_added(old, new, "/K")
    yield is_same(old, new, "/K")
    yield is_same(old_tree, new_tree, "/Nums")
    if not added:
        yield _list_added(old_tree, new_tree, "/Nums") == []
        return
    (element,) = added
    tag, kid = after(element), after(element)["/K"]
    yield set(tag) <= _TAG_KEYS
    yield tag["/S"] == "/Form"
    yield kid["/Type"] == "/OBJR"
    yield kid.raw_get("/Obj").reference == field
    yield _list_added(old_tree, new_tree, "/Nums") == [after(field)["/StructParent"], element]


def _find_field(signature: EmbeddedPdfSignature, after: Any) -> tuple[Any, Any]:
    """Return the references of the field of a signature and of its page."""
    items = list_items(after.root["/AcroForm"], "/Fields")
    (field,) = (each for each in items if _is_field_of(after(each), signature))
    return field, after(field).raw_get("/P").reference


def _is_field_of(field: Any, signature: EmbeddedPdfSignature) -> bool:
    return "/V" in field and field.raw_get("/V") == signature.sig_field.raw_get("/V")


def is_same(before: Any, after: Any, *names: str) -> bool:
    """Return whether two dictionaries have the same entries, except for those with some names."""
    keys = {*before, *after} - set(names)
    return all(key in before and key in after and before.raw_get(key) == after.raw_get(key) for key in keys)


def _list_added(before: Any, after: Any, name: str) -> list[Any] | None:
    """Return the items that were appended to an array in a dictionary, or None if others were changed."""
    old, new = list_items(before, name), list_items(after, name)
    return new[len(old) :] if new[: len(old)] == old else None


def list_items(holder: Any, name: str) -> list[Any]:
    """Return the items of an array in a dictionary; of indirect objects the references."""
    array: Any = look_up(holder, name, ArrayObject())
    items = (array.raw_get(at) for at in range(len(array)))
    return [each.reference if isinstance(each, IndirectObject) else each for each in items]


def list_replaced(reader: Any, revision: int) -> set[Any]:
    """Return the references of the objects that a revision replaces."""
    xrefs = reader.xrefs
    return {
        each for each in xrefs.explicit_refs_in_revision(revision) if xrefs.get_introducing_revision(each) < revision
    }


def _list_allowed(before: Any, form: Any, page: Any) -> set[Any]:
    """Return the references of the objects that a signature may replace; their content is checked apart."""
    tags = look_up(before.root, "/StructTreeRoot", {})
    elements = look_up(tags, "/K", {})
    places = [(before.root, "/AcroForm"), (form, "/Fields"), (before(page), "/Annots"), (tags, "/ParentTree")]
    found = [holder.raw_get(name) for holder, name in places if name in holder]
    found += [elements.raw_get(0)] if isinstance(elements, ArrayObject) else []
    return {before.root_ref, page, *(each.reference for each in found if isinstance(each, IndirectObject))}

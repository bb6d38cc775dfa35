"""Compare what two PDFs have beside the picture of their pages: links, fields, tags, bookmarks, layers and actions."""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pikepdf

from acucontent.containers import BadContainer, open_pdf

MAX_DEPTH = 2_000
"""The largest depth of nested objects."""

MAX_PAGES = 2_000
"""The largest number of pages."""

MAX_ANNOTATIONS = 20_000
"""The largest number of annotations on a page."""

_BACK_LINKS = frozenset(
    {"/Parent", "/P", "/Prev", "/Last", "/ParentTree", "/IDTree", "/ID", "/ParentTreeNextKey", "/Obj"}
)
"""Entries that lead back, indexes that repeat other entries, and annotations in tags, which are compared as such."""
_PACKING = frozenset({"/Length", "/Filter", "/DecodeParms"})
"""Entries that describe how a stream is compressed."""
_CATALOG_PARTS = {"/StructTreeRoot": "tags", "/Outlines": "bookmarks"}
_NOT_COMPARED = frozenset({"/Type", "/Pages", "/Metadata", "/AF", "/AcroForm", "/Names", "/Version"})
"""Entries of the catalog that are compared otherwise, or that change with each program that saves the file."""
_FORM_VALUES = frozenset({"/Fields", "/DR", "/DA", "/NeedAppearances", "/SigFlags", "/Q"})
"""Entries of a form that change when it is filled in."""
_PAGE_OTHERWISE = frozenset(
    {"/Type", "/Parent", "/Contents", "/Resources", "/Annots", "/LastModified", "/PieceInfo", "/StructParents"}
)
_FIELD_KEYS = ("/Subtype", "/FT", "/T", "/TU", "/Ff", "/Rect", "/A", "/AA", "/MaxLen")
"""Entries of a form field that do not change when it is filled in."""
_LINK_OTHERWISE = frozenset({"/P", "/M", "/NM", "/StructParent", "/Parent"})
_SPOKEN_KEYS = ("/ActualText", "/Alt", "/E", "/Lang")
"""Entries of marked content that screen readers read aloud instead of it, or that change how they do."""
_ACTION_KEYS = ("/A", "/AA")
"""Entries of a form field that make a program act, such as run a script."""


def list_parts(data: bytes) -> dict[str, Any]:
    """Return the parts of a PDF beside the pictures of its pages.

    Returns:
        `parts`, the digest of each part by name, such as `bookmarks` or `catalog /OpenAction`; and for each page
        `links`, the targets of its links in order; `notes`, the kinds of its other annotations, such as form fields;
        `places`, the digest of each annotation with its place; `spoken`, its replacement texts; and `fields`, the
        boxes of its form fields.

    Raises:
        BadContainer: The file is not a valid PDF, or is too deep or large.
    """
    sys.setrecursionlimit(10 * MAX_DEPTH)
    with open_pdf(data) as pdf:
        if len(pdf.pages) > MAX_PAGES:
            raise BadContainer(f"has more than {MAX_PAGES:,} pages")
        digester = _Digester({page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)})
        annotations = [list(_list_annotations(page.obj)) for page in pdf.pages]
        return {
            "parts": dict(_digest_parts(pdf, digester)),
            "links": [[_label(each, digester) for each in page if _is_link(each)] for page in annotations],
            "notes": [[_label(each, digester) for each in page if not _is_link(each)] for page in annotations],
            "places": [_digest_annotations(page, digester) for page in annotations],
            "spoken": [_list_spoken_texts(page) for page in pdf.pages],
            "fields": [[_get_box(each) for each in page if _is_field(each)] for page in annotations],
        }


def compare_parts(expected: bytes, found: bytes) -> dict[str, Any]:
    """Return the differences between two PDFs beside the pictures of their pages.

    Returns:
        `links`, `notes`, `places` and `spoken`, lists of places with a description; `changed`, `added` and `missing`,
        the names of parts; and `fields`, the boxes of the form fields on each page of the first file.

    Raises:
        BadContainer: The second file is not a valid PDF, or is too deep or large.
    """
    ours, theirs = list_parts(expected), list_parts(found)
    before, after = ours["parts"], theirs["parts"]
    return {
        "links": list(_compare_lists(ours["links"], theirs["links"])),
        "notes": list(_compare_lists(ours["notes"], theirs["notes"])),
        "places": list(_compare_lists(ours["places"], theirs["places"])),
        "spoken": list(_compare_lists(ours["spoken"], theirs["spoken"], "replacement text for screen readers")),
        "changed": [name for name in before if name in after and before[name] != after[name]],
        "added": [name for name in after if name not in before],
        "missing": [name for name in before if name not in after],
        "fields": ours["fields"],
    }


def _compare_lists(expected: list[list[str]], found: list[list[str]], label: str | None = None) -> Iterator[str]:
    """Yield the pages on which two lists differ, with the label of the first item that was added or removed."""
    for number, (ours, theirs) in enumerate(zip(expected, found, strict=False), start=1):
        if ours == theirs:
            continue
        added, removed = Counter(theirs) - Counter(ours), Counter(ours) - Counter(theirs)
        for verb, items in (("changed or removed", removed), ("changed or added", added)):
            for item in list(items)[:1]:
                yield f"page {number}: {label or item.partition('|')[0]} {verb}"
        if not added and not removed:
            yield f"page {number}: {label or 'links'} in another order"


def _digest_parts(pdf: pikepdf.Pdf, digester: _Digester) -> Iterator[tuple[str, str]]:
    root: Any = pdf.Root
    for key, value in root.items():
        if key not in _NOT_COMPARED:
            yield _CATALOG_PARTS.get(key, f"catalog {key}"), digester.digest(value)
    for key, value in root.get("/Names", {}).items():
        if key != "/EmbeddedFiles":
            yield f"names {key}", digester.digest(value)
    yield "attached files", repr(sorted(each.filename for each in pdf.attachments.values()))
    for each in pdf.attachments.values():
        yield f"attached file {each.filename}", hashlib.sha256(each.get_file().read_bytes()).hexdigest()
    yield from _digest_form(pdf, digester)
    yield from _list_titles(pdf)
    for number, page in enumerate(pdf.pages, start=1):
        for key, value in page.obj.items():
            if key not in _PAGE_OTHERWISE:
                yield f"page {number} {key}", digester.digest(value)


def _digest_form(pdf: pikepdf.Pdf, digester: _Digester) -> Iterator[tuple[str, str]]:
    root: Any = pdf.Root
    for key, value in root.get("/AcroForm", {}).items():
        if key not in _FORM_VALUES:
            yield f"form {key}", digester.digest(value)
    if actions := sorted(_digest_field_actions(pdf, digester)):
        yield "form actions", repr(actions)


def _digest_field_actions(pdf: pikepdf.Pdf, digester: _Digester) -> Iterator[str]:
    """Yield the digest of each action of the form fields that are no annotation of a page, such as their parents."""
    form: Any = pdf.Root.get("/AcroForm", {})
    left: list[Any] = list(form.get("/Fields", ()))
    left += [each.Parent for page in pdf.pages for each in _list_annotations(page.obj) if "/Parent" in each]
    known: set[tuple[int, int]] = set()
    while left:
        field = left.pop()
        if field.objgen in known and field.is_indirect:
            continue
        known.add(field.objgen)
        left += [*field.get("/Kids", ()), *([field.Parent] if "/Parent" in field else [])]
        yield from (digester.digest(field[key]) for key in _ACTION_KEYS if key in field)


def _list_titles(pdf: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    """Yield the titles that programs show in place of the name of the file."""
    metadata = pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False)
    titles = {"title": pdf.docinfo.get("/Title"), "title in the metadata": metadata.get("dc:title")}
    yield from ((name, str(title)) for name, title in titles.items() if title)


def _list_annotations(page: Any) -> Iterator[Any]:
    found = page.get("/Annots", ())
    if len(found) > MAX_ANNOTATIONS:
        raise BadContainer(f"a page has more than {MAX_ANNOTATIONS:,} links, fields and notes")
    yield from found


def _is_link(annotation: Any) -> bool:
    return bool(annotation.get("/Subtype") == "/Link")


def _is_field(annotation: Any) -> bool:
    return bool(annotation.get("/Subtype") == "/Widget")


def _get_box(annotation: Any) -> list[float]:
    return [float(edge) for edge in annotation.Rect][:4]


def _label(annotation: Any, digester: _Digester) -> str:
    """Return the kind of an annotation, with the target of a link."""
    if not _is_link(annotation):
        return str(annotation.get("/Subtype", "annotation")).strip("/").lower().replace("widget", "field")
    action = annotation.get("/A")
    if action is not None and action.get("/S") == "/URI" and set(action.keys()) <= {"/Type", "/S", "/URI"}:
        return f"link to {str(action.URI)[:200]}"
    target = annotation.get("/Dest") if action is None else action
    return f"link within the file|{digester.digest(target)}"


def _digest_annotations(annotations: Iterable[Any], digester: _Digester) -> list[str]:
    """Return the label and the digest of each annotation: of a field what does not change when it is filled in."""
    found = []
    for each in annotations:
        if _is_field(each):
            kept = {key: each[key] for key in _FIELD_KEYS if key in each}
        else:
            kept = {key: value for key, value in each.items() if key not in _LINK_OTHERWISE}
        box = [round(edge) for edge in _get_box(each)]
        rest = {key: value for key, value in kept.items() if key != "/Rect"}
        found.append(f"{_label(each, digester)}|{box}|{digester.digest_entries(rest)}")
    return found


def _list_spoken_texts(page: pikepdf.Page) -> list[str]:
    """Return the replacement texts in the content of a page and of its drawings."""
    return list(_find_spoken_texts(page, page.resources, set()))


def _find_spoken_texts(content: Any, resources: Any, drawn: set[tuple[int, int]]) -> Iterator[str]:
    """Yield the replacement texts in a content stream, then those of the drawings that are named in its resources.

    Args:
        content: The page or the drawing.
        resources: Its resources.
        drawn: The numbers of the drawings that were searched, to which those of this one are added.
    """
    named = resources.get("/Properties", {})
    for each in pikepdf.parse_content_stream(content, "BDC DP"):
        properties: Any = each.operands[1]
        entries = properties if isinstance(properties, pikepdf.Dictionary) else named.get(str(properties), {})
        yield from (f"{key} {bytes(entries[key]).hex()}" for key in _SPOKEN_KEYS if key in entries)
    for drawing in resources.get("/XObject", {}).values():
        if drawing.get("/Subtype") == "/Form" and drawing.objgen not in drawn:
            drawn.add(drawing.objgen)
            yield from _find_spoken_texts(drawing, drawing.get("/Resources", resources), drawn)


def _read_stream(stream: Any) -> bytes:
    """Return the content of a stream: decompressed, or as it is, if it is compressed in another way."""
    try:
        return bytes(stream.read_bytes())
    except pikepdf.PdfError:
        return bytes(stream.read_raw_bytes())


class _Digester:
    """Computes digests of PDF objects that do not depend on object numbers and compression."""

    def __init__(self, pages: Mapping[tuple[int, int], int]) -> None:
        self._pages = pages
        self._known: dict[tuple[int, int], str] = {}
        self._depth = 0

    def digest(self, value: Any) -> str:
        """Return the digest of an object and of everything that it refers to."""
        number = getattr(value, "objgen", (0, 0))
        if number in self._pages:
            return f"page {self._pages[number]}"
        if number in self._known:
            return self._known[number]
        if number != (0, 0):
            self._known[number] = "loop"
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise BadContainer("its objects are nested too deeply")
        found = self._digest_new(value)
        self._depth -= 1
        if number != (0, 0):
            self._known[number] = found
        return found

    def digest_entries(self, entries: Mapping[str, Any]) -> str:
        """Return the digest of the entries of a dictionary."""
        return _hash(*(f"{key} {self.digest(entries[key])}" for key in sorted(entries)))

    def _digest_new(self, value: Any) -> str:
        if isinstance(value, pikepdf.Stream):
            entries = {key: each for key, each in value.stream_dict.items() if key not in _BACK_LINKS | _PACKING}
            return _hash("stream", self.digest_entries(entries), hashlib.sha256(_read_stream(value)).hexdigest())
        if isinstance(value, pikepdf.Dictionary):
            return _hash("dictionary", self.digest_entries({k: v for k, v in value.items() if k not in _BACK_LINKS}))
        if isinstance(value, pikepdf.Array):
            return _hash("array", *(self.digest(each) for each in value))
        if isinstance(value, pikepdf.String):
            return _hash("string", bytes(value).hex())
        return _hash(type(value).__name__, str(value))


def _hash(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()

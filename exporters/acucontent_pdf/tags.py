"""Mends of the tag tree that WeasyPrint leaves to be made, on its PDF objects before they are written.

Rules are of PDF/UA-1 (ISO 14289-1) and PDF 1.7 (ISO 32000-1), and are cited by clause.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from pydyf import PDF, Array, Dictionary, String
from weasyprint import Document

from acucontent_pdf.tagging import Tagged, is_element, tagged

PRINTED = 1 << 2
"""The flag of an annotation that is printed (ISO 32000-1, 12.5.3)."""


def mend(pages: Document, pdf: PDF) -> None:
    """Mend the tag tree, the running feet and the links of pages that are about to be written."""
    tree = _Tree(pdf, list(tagged(pages, pdf)))
    tree.set_margins_apart()
    tree.drop_inner_links()
    tree.put_lists_in_items()
    tree.join_fragments()
    tree.scope_headers()
    tree.give_items_bodies()
    tree.name_languages()
    _describe_links(pages)


def _describe_links(pages: Document) -> None:
    """Let each link say in words where it leads, and be printed (ISO 14289-1, 7.18.1 and 7.18.5)."""
    for page in pages.pages:
        for _, _, _, box in page.links:
            words = box.element.get("aria-label") or " ".join("".join(box.element.itertext()).split())
            box.link_annotation.update(F=PRINTED, Contents=String(words))


class _Tree:
    """The structure elements of a PDF with their boxes, in the order of the text."""

    def __init__(self, pdf: PDF, nodes: list[Tagged]) -> None:
        self._pdf = pdf
        self._nodes = nodes
        root = self._at(pdf.catalog["StructTreeRoot"])
        self._document = self._at(root["K"][0])
        self._numbers: Array = self._at(root["ParentTree"])["Nums"]

    def set_margins_apart(self) -> None:
        """Make what stands in the margins artifacts: running feet are no part of the text (ISO 14289-1, 7.8)."""
        inside = {element.number for element in self._within(self._document)}
        self._make_artifacts(node.element for node in self._nodes if node.element.number not in inside)

    def drop_inner_links(self) -> None:
        """Take away the second link over what a link holds: only `a` is a link (ISO 14289-1, 7.18.5)."""
        for node in self._nodes:
            annotation = None if node.text else node.box.link_annotation
            if annotation and node.box.element_tag != "a":
                self._at(node.element["Pg"])["Annots"].remove(annotation.reference)
                node.element["K"][:] = [kid for kid in node.element["K"] if not self._refers(kid, annotation)]
                self._numbers[2 * annotation["StructParent"] + 1] = "null"
                annotation.clear()

    def put_lists_in_items(self) -> None:
        """Put a list within an item back where it stands: WeasyPrint takes it out and reads it after the item."""
        for node in self._nodes:
            element, item = node.element, node.around
            if (
                not node.text
                and element["S"] == "/L"
                and item["S"] in ("/LI", "/LBody")
                and element["P"] != item.reference
            ):
                self._at(element["P"])["K"].remove(element.reference)
                element["P"] = item.reference
                item["K"].append(element.reference)
                item["K"].sort(key=lambda kid: int(kid.split()[0]))

    def join_fragments(self) -> None:
        """Make one element again of what lines and pages break up: a paragraph over two pages is one paragraph."""
        first: dict[tuple[int, str], Dictionary] = {}
        moved: dict[bytes, bytes] = {}
        for node in self._nodes:
            element = node.element
            if node.text or not element:
                continue
            kept = first.setdefault((id(node.box.element), element["S"]), element)
            if kept is element:
                continue
            if element["S"] == "/THead":
                self._at(element["P"])["K"].remove(element.reference)
                self._make_artifacts(list(self._within(element)))
            else:
                moved[element.reference] = kept.reference
                self._move(element, kept)
        self._renumber(moved)
        self._forget_empty()

    def scope_headers(self) -> None:
        """Say of each header cell what it heads, in the way that every reader knows (ISO 14289-1, 7.5)."""
        for node in self._nodes:
            kind = node.element["S"]
            if kind in ("/TH", "/TD"):
                node.element.pop("ID", None)
                node.element["A"].pop("Headers", None)
            if kind == "/TH":
                group = self._at(self._at(node.element["P"])["P"])["S"]
                node.element["A"]["Scope"] = "/Column" if group == "/THead" else "/Row"

    def give_items_bodies(self) -> None:
        """Put what an item holds beside its bullet into a body (ISO 14289-1, 7.6)."""
        for node in self._nodes:
            if node.element["S"] == "/LI":
                self._give_body(node.element)

    def name_languages(self) -> None:
        """Name the language of words in another than the document's (ISO 14289-1, 7.2)."""
        for node in self._nodes:
            language = None if node.text else node.box.element.get("lang")
            if language:
                node.element["Lang"] = String(language)

    def _at(self, reference: bytes) -> Any:
        return self._pdf.objects[int(reference.split()[0])]

    def _within(self, element: Dictionary) -> Iterator[Dictionary]:
        yield element
        for kid in element["K"]:
            if isinstance(kid, bytes) and is_element(self._at(kid)):
                yield from self._within(self._at(kid))

    def _refers(self, kid: Any, annotation: Dictionary) -> bool:
        return isinstance(kid, bytes) and self._at(kid).get("Obj") == annotation.reference

    def _make_artifacts(self, elements: Iterable[Dictionary]) -> None:
        """Take elements out of the tree, and call what they mark artifacts."""
        marks: dict[bytes, set[int]] = defaultdict(set)
        for element in elements:
            marks[element["Pg"]] |= {kid for kid in element["K"] if isinstance(kid, int)}
            element.clear()
        for page, gone in marks.items():
            self._unmark(self._at(page), gone)
        self._forget_empty()

    def _unmark(self, page: Dictionary, marks: set[int]) -> None:
        stream = self._at(page["Contents"]).stream
        for index, part in enumerate(stream):
            if isinstance(part, Dictionary) and part.get("MCID") in marks:
                stream[index - 1 : index + 1] = ["/Artifact", Dictionary({"Type": "/Pagination"})]
        for mark in marks:
            self._numbers[2 * page["StructParents"] + 1][mark] = "null"

    def _forget_empty(self) -> None:
        self._nodes = [node for node in self._nodes if node.element]

    def _move(self, element: Dictionary, kept: Dictionary) -> None:
        """Put what an element holds at the end of another, and take it out of the tree."""
        self._at(element["P"])["K"].remove(element.reference)
        for kid in element["K"]:
            kept["K"].append(_mark_on_page(kid, element) if element["Pg"] != kept["Pg"] else kid)
            if isinstance(kid, bytes) and is_element(self._at(kid)):
                self._at(kid)["P"] = kept.reference
        element.clear()

    def _renumber(self, moved: dict[bytes, bytes]) -> None:
        """Point the marks and links of what was moved to where it is now."""
        for index, entry in enumerate(self._numbers):
            if isinstance(entry, Array):
                entry[:] = [_last(moved, each) for each in entry]
            elif isinstance(entry, bytes):
                self._numbers[index] = _last(moved, entry)

    def _give_body(self, item: Dictionary) -> None:
        kinds = {kid: self._at(kid)["S"] for kid in item["K"]}
        loose = [kid for kid, kind in kinds.items() if kind not in ("/Lbl", "/LBody")]
        if not loose:
            return
        body = next((self._at(kid) for kid, kind in kinds.items() if kind == "/LBody"), None)
        if body is None:
            body = Dictionary({**item, "S": "/LBody", "K": Array(), "P": item.reference})
            self._pdf.add_object(body)
            item["K"].append(body.reference)
        item["K"][:] = [kid for kid in item["K"] if kid not in loose]
        body["K"].extend(loose)
        for kid in loose:
            self._at(kid)["P"] = body.reference


def _mark_on_page(kid: Any, element: Dictionary) -> Any:
    """A mark with its page, for an element that begins on another (ISO 32000-1, 14.7.4.2)."""
    return Dictionary({"Type": "/MCR", "Pg": element["Pg"], "MCID": kid}) if isinstance(kid, int) else kid


def _last(moved: dict[bytes, bytes], reference: bytes) -> bytes:
    while reference in moved:
        reference = moved[reference]
    return reference

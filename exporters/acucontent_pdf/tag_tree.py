"""The tag tree of a PDF before it is written, with methods to move and remove its elements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from pydyf import PDF, Array, Dictionary

from acucontent_pdf.tag_boxes import TaggedBox, is_element


class TagTree:
    """The structure elements of a PDF with their boxes, in the order of the text."""

    def __init__(self, pdf: PDF, nodes: Iterable[TaggedBox]) -> None:
        """Read the tree.

        Args:
            pdf: The PDF.
            nodes: Its structure elements, except the root, with their boxes.
        """
        self.nodes = list(nodes)
        self._pdf = pdf
        root = self.get_object(pdf.catalog["StructTreeRoot"])
        self._document = self.get_object(root["K"][0])
        self._parent_tree: Array = self.get_object(root["ParentTree"])["Nums"]

    def get_object(self, reference: bytes) -> Any:
        """Return the object of a reference."""
        return self._pdf.objects[int(reference.split()[0])]

    def add_object(self, element: Dictionary) -> None:
        """Add an object to the PDF."""
        self._pdf.add_object(element)

    def walk_elements(self, element: Dictionary) -> Iterator[Dictionary]:
        """Yield an element and every element in it."""
        yield element
        for kid in element["K"]:
            if isinstance(kid, bytes) and is_element(self.get_object(kid)):
                yield from self.walk_elements(self.get_object(kid))

    def list_document_references(self) -> set[bytes]:
        """Return the references of all elements of the document; those in the page margins are not among them."""
        return {element.reference for element in self.walk_elements(self._document)}

    def insert_element(self, kid: bytes, parent: Dictionary, place: int | None = None) -> None:
        """Insert an element or the annotation of a link at a place in another element; by default at its end."""
        parent["K"].insert(len(parent["K"]) if place is None else place, kid)
        if is_element(self.get_object(kid)):
            self.get_object(kid)["P"] = parent.reference

    def remove_element(self, element: Dictionary) -> None:
        """Remove an element from its parent."""
        self.get_object(element["P"])["K"].remove(element.reference)

    def make_artifacts(self, elements: Iterable[Dictionary]) -> None:
        """Delete detached elements and mark their content as artifacts (ISO 32000-1, 14.8.2.2)."""
        marks: dict[bytes, set[int]] = defaultdict(set)
        for element in elements:
            marks[element["Pg"]] |= {kid for kid in element["K"] if isinstance(kid, int)}
            element.clear()
        for page, removed in marks.items():
            self._convert_marks(self.get_object(page), removed)
        self._remove_empty()

    def _convert_marks(self, page: Dictionary, marks: set[int]) -> None:
        stream = self.get_object(page["Contents"]).stream
        for index, part in enumerate(stream):
            if isinstance(part, Dictionary) and part.get("MCID") in marks:
                stream[index - 1 : index + 1] = ["/Artifact", Dictionary({"Type": "/Pagination"})]
        for mark in marks:
            self._parent_tree[2 * page["StructParents"] + 1][mark] = "null"

    def drop_annotation(self, element: Dictionary, annotation: Dictionary) -> None:
        """Remove the annotation of a link from its page and its element."""
        self.get_object(element["Pg"])["Annots"].remove(annotation.reference)
        element["K"][:] = [kid for kid in element["K"] if not self._refers_to(kid, annotation)]
        self._parent_tree[2 * annotation["StructParent"] + 1] = "null"
        annotation.clear()

    def _refers_to(self, kid: Any, annotation: Dictionary) -> bool:
        return isinstance(kid, bytes) and self.get_object(kid).get("Obj") == annotation.reference

    def join_fragments(self, later: Iterable[tuple[Dictionary, Dictionary]]) -> None:
        """Move the content of each second element to its first, and delete the second.

        The content of an element in its first, such as of the lines before a paragraph, keeps its place; that of an
        element on a later page moves to the end.
        """
        moved: dict[bytes, bytes] = {}
        for first, second in later:
            is_inside = second["P"] == first.reference
            place = first["K"].index(second.reference) if is_inside else len(first["K"])
            self.remove_element(second)
            moved[second.reference] = first.reference
            for at, kid in enumerate(second["K"], start=place):
                if isinstance(kid, bytes):
                    self.insert_element(kid, first, at)
                else:
                    first["K"].insert(at, _make_mark_reference(kid, second, first))
            second.clear()
        self._update_parents(moved)
        self._remove_empty()

    def _update_parents(self, moved: dict[bytes, bytes]) -> None:
        """Update the parent tree for the marks and links that were moved."""
        for index, entry in enumerate(self._parent_tree):
            if isinstance(entry, Array):
                entry[:] = [_follow_moves(moved, each) for each in entry]
            elif isinstance(entry, bytes):
                self._parent_tree[index] = _follow_moves(moved, entry)

    def _remove_empty(self) -> None:
        self.nodes = [node for node in self.nodes if node.element]


def _make_mark_reference(mark: int, second: Dictionary, first: Dictionary) -> int | Dictionary:
    """Return a mark, with its page if its new element begins on another page (ISO 32000-1, 14.7.4.2)."""
    if second["Pg"] == first["Pg"]:
        return mark
    return Dictionary({"Type": "/MCR", "Pg": second["Pg"], "MCID": mark})


def _follow_moves(moved: dict[bytes, bytes], reference: Any) -> Any:
    while reference in moved:
        reference = moved[reference]
    return reference

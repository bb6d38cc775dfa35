"""The tag tree of a PDF that is about to be written, and how its elements are moved and taken out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from pydyf import PDF, Array, Dictionary

from acucontent_pdf.tagging import Tagged, is_element


class TagTree:
    """The structure elements of a PDF with their boxes, in the order of the text."""

    def __init__(self, pdf: PDF, nodes: Iterable[Tagged]) -> None:
        """Read the tree.

        Args:
            pdf: The PDF.
            nodes: Its structure elements but the root.
        """
        self.nodes = list(nodes)
        self._pdf = pdf
        root = self.at(pdf.catalog["StructTreeRoot"])
        self._document = self.at(root["K"][0])
        self._numbers: Array = self.at(root["ParentTree"])["Nums"]

    def at(self, reference: bytes) -> Any:
        """The object that a reference leads to."""
        return self._pdf.objects[int(reference.split()[0])]

    def add(self, element: Dictionary) -> None:
        """Add an object."""
        self._pdf.add_object(element)

    def within(self, element: Dictionary) -> Iterator[Dictionary]:
        """An element and every element in it."""
        yield element
        for kid in element["K"]:
            if isinstance(kid, bytes) and is_element(self.at(kid)):
                yield from self.within(self.at(kid))

    def inside(self) -> set[bytes]:
        """References to all elements that the document holds; what stands in a margin is not among them."""
        return {element.reference for element in self.within(self._document)}

    def put(self, kid: bytes, parent: Dictionary, *, first: bool = False) -> None:
        """Put an element, or a link's annotation, at the end of another element, or at its beginning."""
        parent["K"].insert(0 if first else len(parent["K"]), kid)
        if is_element(self.at(kid)):
            self.at(kid)["P"] = parent.reference

    def cut(self, element: Dictionary) -> None:
        """Take an element out of its parent."""
        self.at(element["P"])["K"].remove(element.reference)

    def make_artifacts(self, elements: Iterable[Dictionary]) -> None:
        """Forget elements that were cut out, and call what they mark artifacts (ISO 32000-1, 14.8.2.2)."""
        marks: dict[bytes, set[int]] = defaultdict(set)
        for element in elements:
            marks[element["Pg"]] |= {kid for kid in element["K"] if isinstance(kid, int)}
            element.clear()
        for page, gone in marks.items():
            self._unmark(self.at(page), gone)
        self._forget_empty()

    def _unmark(self, page: Dictionary, marks: set[int]) -> None:
        stream = self.at(page["Contents"]).stream
        for index, part in enumerate(stream):
            if isinstance(part, Dictionary) and part.get("MCID") in marks:
                stream[index - 1 : index + 1] = ["/Artifact", Dictionary({"Type": "/Pagination"})]
        for mark in marks:
            self._numbers[2 * page["StructParents"] + 1][mark] = "null"

    def drop_annotation(self, element: Dictionary, annotation: Dictionary) -> None:
        """Take a link's annotation off the page and out of its element."""
        self.at(element["Pg"])["Annots"].remove(annotation.reference)
        element["K"][:] = [kid for kid in element["K"] if not self._refers(kid, annotation)]
        self._numbers[2 * annotation["StructParent"] + 1] = "null"
        annotation.clear()

    def _refers(self, kid: Any, annotation: Dictionary) -> bool:
        return isinstance(kid, bytes) and self.at(kid).get("Obj") == annotation.reference

    def join(self, later: Iterable[tuple[Dictionary, Dictionary]]) -> None:
        """Put what each second element holds at the end of its first, and forget the second."""
        moved: dict[bytes, bytes] = {}
        for first, second in later:
            self.cut(second)
            moved[second.reference] = first.reference
            for kid in second["K"]:
                if isinstance(kid, bytes):
                    self.put(kid, first)
                else:
                    first["K"].append(_on_page(kid, second, first))
            second.clear()
        self._renumber(moved)
        self._forget_empty()

    def _renumber(self, moved: dict[bytes, bytes]) -> None:
        """Point the marks and links of what was moved to where it is now."""
        for index, entry in enumerate(self._numbers):
            if isinstance(entry, Array):
                entry[:] = [_last(moved, each) for each in entry]
            elif isinstance(entry, bytes):
                self._numbers[index] = _last(moved, entry)

    def _forget_empty(self) -> None:
        self.nodes = [node for node in self.nodes if node.element]


def _on_page(mark: int, second: Dictionary, first: Dictionary) -> int | Dictionary:
    """A mark, with its page where its new element begins on another (ISO 32000-1, 14.7.4.2)."""
    if second["Pg"] == first["Pg"]:
        return mark
    return Dictionary({"Type": "/MCR", "Pg": second["Pg"], "MCID": mark})


def _last(moved: dict[bytes, bytes], reference: Any) -> Any:
    while reference in moved:
        reference = moved[reference]
    return reference

"""Read a PDF through its tags, as a screen reader does."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from typing import Any

import pikepdf

from acucontent.edition import Edition
from acucontent.model.guide import Guide
from acucontent.rendering.exporter import Artifact
from acucontent_pdf import PdfOptions, export

_CHARACTER = re.compile(r"<([0-9a-f]+)> <([0-9a-f]*)>")


@dataclass
class Element:
    """A structure element: its kind, its PDF object, and its content in order."""

    kind: str
    raw: Any
    kids: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text in the element."""
        return "".join(kid if isinstance(kid, str) else kid.text for kid in self.kids)

    def find_elements(self, kind: str = "") -> Iterator[Element]:
        """Yield this element and those in it, or only those of one kind."""
        if kind in ("", self.kind):
            yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.find_elements(kind)


@dataclass(frozen=True)
class Pdf:
    """A rendered PDF with its objects."""

    artifact: Artifact

    @classmethod
    def from_guide(cls, guide: Guide, handout: str | None = None, region: str | None = None, **options: Any) -> Pdf:
        """Return the PDF of a handout."""
        return cls(export(Edition.of(guide, handout, region), PdfOptions(**options)))

    @cached_property
    def file(self) -> Any:
        """The PDF, opened with pikepdf."""
        return pikepdf.open(BytesIO(self.artifact.data))

    @cached_property
    def tree(self) -> Element:
        """The tag tree."""
        return _read_element(self.file.Root.StructTreeRoot.K[0], self._marked)

    @cached_property
    def _marked(self) -> dict[tuple[Any, int], str]:
        return {(page.objgen, mark): text for page, mark, text in self.runs if mark is not None}

    @cached_property
    def runs(self) -> list[tuple[Any, int | None, str]]:
        """Every run of text that is drawn: its page, its marked-content id (None for an artifact) and its text."""
        return [(page.obj, mark, text) for page in self.file.pages for mark, text in _read_runs(page)]

    def read_artifacts(self, page: int) -> str:
        """Return the text of the artifacts of a page: its running footers."""
        obj = self.file.pages[page - 1].obj
        return " ".join(text for where, mark, text in self.runs if mark is None and where.objgen == obj.objgen)

    def read_outline(self) -> list[tuple[int, str, int]]:
        """Return the depth, title and page number, from 1, of each bookmark."""
        with self.file.open_outline() as outline:
            return list(self._walk_bookmarks(outline.root, 1))

    def _walk_bookmarks(self, items: Any, depth: int) -> Iterator[tuple[int, str, int]]:
        for item in items:
            yield depth, item.title, self.find_page(item.destination[0])
            yield from self._walk_bookmarks(item.children, depth + 1)

    def find_page(self, page: Any) -> int:
        """Return the number, from 1, of a page object."""
        return next(number for number, each in enumerate(self.file.pages, 1) if each.obj.objgen == page.objgen)

    def list_links(self) -> list[Any]:
        """Return the annotations of all links."""
        return [note for page in self.file.pages for note in page.get("/Annots", []) if note.Subtype == "/Link"]

    def list_destinations(self) -> dict[str, int]:
        """Return the page number, from 1, of each named destination."""
        names = self.file.Root.Names.Dests.Names
        return {str(names[at]): self.find_page(names[at + 1][0]) for at in range(0, len(names), 2)}


def _read_element(raw: Any, marked: dict[tuple[Any, int], str]) -> Element:
    element = Element(str(raw.S), raw)
    for kid in raw.K if isinstance(raw.K, pikepdf.Array) else [raw.K]:
        if isinstance(kid, int):
            element.kids.append(marked.get((raw.Pg.objgen, kid), ""))
        elif kid.get("/Type") == "/MCR":
            element.kids.append(marked.get((kid.Pg.objgen, kid.MCID), ""))
        elif kid.get("/Type") != "/OBJR":
            element.kids.append(_read_element(kid, marked))
    return element


def _read_runs(page: Any) -> Iterator[tuple[int | None, str]]:
    """Yield the text that is drawn on a page, by marked-content id."""
    texts: dict[int | None, list[str]] = defaultdict(list)
    for mark, text in _walk_text(page, page.Resources, []):
        texts[mark].append(text)
    for mark, parts in texts.items():
        yield mark, "".join(parts)


def _walk_text(drawing: Any, resources: Any, marks: list[int | None]) -> Iterator[tuple[int | None, str]]:
    """Yield each piece of text of a page or of a drawing on it, with its marked-content id."""
    fonts = {name: _read_characters(font) for name, font in resources.get("/Font", {}).items()}
    font: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(drawing):
        match str(operator):
            case "BDC":
                marks.append(operands[1].get("/MCID") if isinstance(operands[1], pikepdf.Dictionary) else None)
            case "BMC":
                marks.append(None)
            case "EMC":
                marks.pop()
            case "Tf":
                font = fonts[str(operands[0])]
            case "TJ" | "Tj":
                yield marks[-1], _decode_text(operands[0], font)
            case "Do" if resources.XObject[operands[0]].Subtype == "/Form":
                inner = resources.XObject[operands[0]]
                yield from _walk_text(inner, inner.get("/Resources", {}), marks)


def _decode_text(shown: Any, font: dict[int, str]) -> str:
    """Return drawn glyphs as characters."""
    parts = shown if isinstance(shown, pikepdf.Array) else [shown]
    codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
    return "".join(font[int.from_bytes(codes[at : at + 2], "big")] for at in range(0, len(codes), 2))


def _read_characters(font: Any) -> dict[int, str]:
    table = font.ToUnicode.read_bytes().decode("ascii")
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in _CHARACTER.findall(table)}

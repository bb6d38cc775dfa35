"""An ebook opened for tests: its members, its package and the links between its pages."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from types import SimpleNamespace
from typing import cast

from lxml import etree

from acucontent.clinic import Overlay
from acucontent.document.document import Document
from acucontent.edition import Edition, PrintedPages
from acucontent.model.guide import Guide
from acucontent_epub import EpubOptions, export
from acucontent_epub.render import render
from tests.factories import make_guide

NAMES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "epub": "http://www.idpf.org/2007/ops",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
    "opf": "http://www.idpf.org/2007/opf",
    "xhtml": "http://www.w3.org/1999/xhtml",
}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class Book:
    """An ebook."""

    data: bytes

    @classmethod
    def of(
        cls,
        guide: Guide,
        handout: str | None = None,
        region: str | None = None,
        overlay: Overlay | None = None,
        printed: PrintedPages | None = None,
    ) -> Book:
        """The ebook of an edition."""
        edition = Edition.of(guide, handout, region, overlay=overlay)
        return cls(export(replace(edition, printed=printed), EpubOptions()).data)

    @classmethod
    def made_of(cls, document: Document) -> Book:
        """The ebook of a document made by hand."""
        guide = make_guide()
        edition = SimpleNamespace(document=document, region=guide.regions[0], guide=guide, printed=None)
        return cls(render(cast("Edition", edition)).data)

    def with_changed(self, name: str, old: bytes, new: bytes) -> Book:
        """The book with some bytes of a member of the folder EPUB changed."""
        assert old in self.archive.read(f"EPUB/{name}")
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as changed:
            for info in self.archive.infolist():
                data = self.archive.read(info)
                changed.writestr(info.filename, data.replace(old, new, 1) if info.filename == f"EPUB/{name}" else data)
        return Book(made.getvalue())

    @cached_property
    def archive(self) -> zipfile.ZipFile:
        """Its members."""
        return zipfile.ZipFile(io.BytesIO(self.data))

    def tree(self, name: str) -> etree._Element:
        """A member of the folder EPUB, parsed."""
        return etree.fromstring(self.archive.read(f"EPUB/{name}"))

    @cached_property
    def spine(self) -> list[str]:
        """The pages in the order of reading."""
        hrefs = dict(zip(self.stated("//opf:item/@id"), self.stated("//opf:item/@href"), strict=True))
        return [hrefs[idref] for idref in self.stated("//opf:itemref/@idref")]

    @cached_property
    def pages(self) -> dict[str, etree._Element]:
        """Each page by its name, in the order of reading."""
        return {name: self.tree(name) for name in self.spine}

    def stated(self, path: str) -> list[str]:
        """What the package document holds at an XPath, as words."""
        found = self.tree("content.opf").xpath(path, namespaces=NAMES)
        return [each if isinstance(each, str) else "".join(each.itertext()) for each in found]

    def words(self, name: str) -> str:
        """The words of a page, each run of white space as one space."""
        body = self.pages[name].find("{*}body")
        return " ".join("".join(body.itertext()).split())

    def dead_links(self) -> Iterator[str]:
        """Each address within the ebook that leads to nothing."""
        ids = {name: {*page.xpath("//@id")} for name, page in self.pages.items()}
        for name, page in self.pages.items():
            for href in page.xpath("//@href | //@src"):
                file, _, fragment = href.partition("#")
                target = file or name
                if ":" in href or (target in ids and (not fragment or fragment in ids[target])):
                    continue
                if f"EPUB/{target}" not in self.archive.namelist() or fragment:
                    yield f"{name}: {href}"

    def nav(self) -> list[tuple[int, str, str]]:
        """The depth, words and address of each line of the table of contents."""
        (toc,) = self.pages["nav.xhtml"].xpath("//xhtml:nav[@epub:type='toc']", namespaces=NAMES)
        links = toc.xpath(".//xhtml:a", namespaces=NAMES)
        return [(_depth(link, "li"), "".join(link.itertext()), link.get("href")) for link in links]

    def ncx(self) -> list[tuple[int, str, str]]:
        """The same of the older table of contents."""
        points = self.tree("toc.ncx").iterfind(".//ncx:navPoint", NAMES)
        return [
            (
                _depth(point, "navPoint") + 1,
                point.findtext("ncx:navLabel/ncx:text", namespaces=NAMES),
                point.find("ncx:content", NAMES).get("src"),
            )
            for point in points
        ]


def _depth(element: etree._Element, name: str) -> int:
    return sum(1 for _ in element.iterancestors(f"{{*}}{name}"))

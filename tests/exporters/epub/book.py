"""An ebook, opened for tests: its members, its package and the links between its pages."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from lxml import etree

from acucontent.clinic import Overlay
from acucontent.document.document import Document
from acucontent.edition import Edition, PrintedPages
from acucontent.model.guide import Guide
from acucontent.passport.compose import ReportEdition
from acucontent_epub import EpubOptions, export
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
    def from_guide(
        cls,
        guide: Guide,
        handout: str | None = None,
        region: str | None = None,
        overlay: Overlay | None = None,
        printed: PrintedPages | None = None,
    ) -> Book:
        """Return the ebook of an edition."""
        edition = Edition.of(guide, handout, region, overlay=overlay)
        return cls(export(replace(edition, printed=printed), EpubOptions()).data)

    @classmethod
    def from_document(cls, document: Document) -> Book:
        """Return the ebook of a document that a test made."""
        plain = Edition.of(make_guide())
        edition = ReportEdition(plain.guide, plain.handout, plain.region, plain.language, report=document)
        return cls(export(edition, EpubOptions()).data)

    def replace_bytes(self, name: str, old: bytes, new: bytes) -> Book:
        """Return the book with some bytes replaced in a member of the EPUB folder."""
        assert old in self.archive.read(f"EPUB/{name}")
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as changed:
            for info in self.archive.infolist():
                data = self.archive.read(info)
                changed.writestr(info.filename, data.replace(old, new, 1) if info.filename == f"EPUB/{name}" else data)
        return Book(made.getvalue())

    @cached_property
    def archive(self) -> zipfile.ZipFile:
        """The archive of the members."""
        return zipfile.ZipFile(io.BytesIO(self.data))

    def parse_member(self, name: str) -> etree._Element:
        """Return a parsed member of the EPUB folder."""
        return etree.fromstring(self.archive.read(f"EPUB/{name}"))

    @cached_property
    def spine(self) -> list[str]:
        """The names of the pages, in reading order."""
        hrefs = dict(zip(self.find_metadata("//opf:item/@id"), self.find_metadata("//opf:item/@href"), strict=True))
        return [hrefs[idref] for idref in self.find_metadata("//opf:itemref/@idref")]

    @cached_property
    def pages(self) -> dict[str, etree._Element]:
        """Each page by its name, in reading order."""
        return {name: self.parse_member(name) for name in self.spine}

    def find_metadata(self, path: str) -> list[str]:
        """Return the text at an XPath of the package document."""
        found = self.parse_member("content.opf").xpath(path, namespaces=NAMES)
        return [each if isinstance(each, str) else "".join(each.itertext()) for each in found]

    def get_text(self, name: str) -> str:
        """Return the text of a page, with white space collapsed."""
        body = self.pages[name].find("{*}body")
        return " ".join("".join(body.itertext()).split())

    def find_dead_links(self) -> Iterator[str]:
        """Yield each link within the ebook without a target."""
        ids = {name: {*page.xpath("//@id")} for name, page in self.pages.items()}
        for name, page in self.pages.items():
            for href in page.xpath("//@href | //@src"):
                file, _, fragment = href.partition("#")
                target = file or name
                if ":" in href or (target in ids and (not fragment or fragment in ids[target])):
                    continue
                if f"EPUB/{target}" not in self.archive.namelist() or fragment:
                    yield f"{name}: {href}"

    def list_nav(self) -> list[tuple[int, str, str]]:
        """Return the depth, text and address of each line of the table of contents."""
        (toc,) = self.pages["nav.xhtml"].xpath("//xhtml:nav[@epub:type='toc']", namespaces=NAMES)
        links = toc.xpath(".//xhtml:a", namespaces=NAMES)
        return [(_measure_depth(link, "li"), "".join(link.itertext()), link.get("href")) for link in links]

    def list_ncx(self) -> list[tuple[int, str, str]]:
        """Return the same for the EPUB 2 table of contents."""
        points = self.parse_member("toc.ncx").iterfind(".//ncx:navPoint", NAMES)
        return [
            (
                _measure_depth(point, "navPoint") + 1,
                point.findtext("ncx:navLabel/ncx:text", namespaces=NAMES),
                point.find("ncx:content", NAMES).get("src"),
            )
            for point in points
        ]


def _measure_depth(element: etree._Element, name: str) -> int:
    return sum(1 for _ in element.iterancestors(f"{{*}}{name}"))

"""The package: pages, styles and cover into one file by EbookLib, then one pass that makes it sound and repeatable."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ebooklib import epub
from lxml import etree

from acucontent.document.direction import Direction
from acucontent.document.document import About
from acucontent.rendering.exporter import ExportFailed
from acucontent_epub.contents import Entry
from acucontent_epub.cover import Cover
from acucontent_epub.hrefs import CONTENTS
from acucontent_epub.metadata import Statement
from acucontent_epub.page_list import Page

_OPF = "EPUB/content.opf"
_NCX = "EPUB/toc.ncx"
_NCX_NAME = "{http://www.daisy.org/z3986/2005/ncx/}"
_APPLE = "ibooks: http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/"
"""A vocabulary that EPUB does not know by itself."""
_MEDIA_TYPES = {"ttf": "font/ttf", "otf": "font/otf", "txt": "text/plain", "png": "image/png"}
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class Parts:
    """What goes into the package."""

    about: About
    direction: Direction
    identifier: str
    pages: Mapping[str, bytes]
    styles: Mapping[str, bytes]
    files: Mapping[str, bytes]
    """Fonts, their licenses, and pictures."""
    cover: Cover
    entries: tuple[Entry, ...]
    page_list: tuple[Page, ...]
    statements: tuple[Statement, ...]
    embedded: Mapping[str, bytes]
    """What tells which edition it is, and its source: no part of the book, and so beside it."""


def package(parts: Parts) -> bytes:
    """The ebook.

    Raises:
        ExportFailed: EbookLib could not write it, or left something out.
    """
    modified = datetime.datetime.combine(parts.about.published, datetime.time())
    options = {"mtime": modified, "play_order": {"enabled": True, "start_from": 1}}
    try:
        written = _written(_book(parts), options)
    except (OSError, ValueError, TypeError, zipfile.BadZipFile) as error:
        raise ExportFailed(f"{_what(parts.about)}: EbookLib could not write the ebook: {error}") from error
    return _finished(written, parts)


def _written(book: epub.EpubBook, options: Mapping[str, object]) -> io.BytesIO:
    """The archive as EbookLib writes it. Not by write_epub: a failure to write is a warning and a False there."""
    written = io.BytesIO()
    writer = epub.EpubWriter(written, book, options)
    try:
        writer.write()
    finally:
        if (archive := getattr(writer, "out", None)) is not None:
            archive.close()  # EbookLib leaves it open when it fails
    return written


def _what(about: About) -> str:
    return f"handout '{about.handout}' of guide '{about.guide}'"


def _book(parts: Parts) -> epub.EpubBook:
    book = epub.EpubBook()
    book.reset()
    book.metadata.clear()  # it comes with a generator's name and a random identifier
    book.set_identifier(parts.identifier)
    book.title, book.language = parts.about.title, parts.about.language
    for one in parts.statements:
        book.add_metadata(one.kind, one.name, one.value, one.attributes)
    # For reading systems of the generation before EPUB 3.
    book.add_metadata("OPF", "cover", "", {"name": "cover", "content": "cover-image"})
    # Apple Books shows the fonts of a book only when told that they are meant (Asset Guide, Fonts).
    book.add_metadata("OPF", "fonts", "true", {"property": "ibooks:specified-fonts"})
    for item in _items(parts):
        book.add_item(item)
    if parts.direction == "rtl":
        book.set_direction("rtl")  # the direction in which its pages are turned
    book.spine = [_item_id(name) for name in parts.pages]
    book.toc = _toc(parts.entries)
    return book


def _items(parts: Parts) -> Iterator[epub.EpubItem]:
    # Plain items: EbookLib would take an EpubHtml apart with a lenient parser and write it anew.
    for name, data in parts.pages.items():
        nav = epub.EpubNav(_item_id(name), name)  # says what it is; the last pass puts our page in its place
        yield nav if name == CONTENTS else _page(name, data)
    for name, data in parts.styles.items():
        yield epub.EpubItem(_item_id(name), name, "text/css", data)
    for name, data in parts.files.items():
        yield epub.EpubItem(_item_id(name.replace("/", "-")), name, _MEDIA_TYPES[name.rpartition(".")[2]], data)
    image = epub.EpubCover("cover-image", parts.cover.name)
    image.media_type, image.content = parts.cover.media_type, parts.cover.data
    yield image
    yield epub.EpubNcx()


def _page(name: str, data: bytes) -> epub.EpubItem:
    page = epub.EpubItem(_item_id(name), name, "application/xhtml+xml", data)
    if b"<svg" in data:
        # EPUB 3.3, D.6: a page that holds a drawing says so. EbookLib takes it from any item.
        page.properties = ["svg"]  # pyright: ignore[reportAttributeAccessIssue]
    return page


def _item_id(name: str) -> str:
    return f"file-{name}"


def _toc(entries: tuple[Entry, ...]) -> list[object]:
    return [
        (epub.Section(entry.title, entry.href), _toc(entry.entries))
        if entry.entries
        else epub.Link(entry.href, entry.title, f"to-{entry.href.replace('#', '-')}")
        for entry in entries
    ]


def _finished(written: io.BytesIO, parts: Parts) -> bytes:
    with zipfile.ZipFile(written) as book:
        members = {info.filename: book.read(info) for info in book.infolist()}
    ours = (*parts.pages, *parts.styles, *parts.files, parts.cover.name)
    expected = ["mimetype", "META-INF/container.xml", _OPF, _NCX, *(f"EPUB/{name}" for name in ours)]
    if sorted(members) != sorted(expected):
        wrong = ", ".join(sorted(members.keys() ^ set(expected)))
        raise ExportFailed(f"{_what(parts.about)}: EbookLib left out or added: {wrong}")
    members[f"EPUB/{CONTENTS}"] = parts.pages[CONTENTS]
    members[_OPF] = _mended_opf(members[_OPF], parts)
    members[_NCX] = _mended_ncx(members[_NCX], parts)
    beside = [(f"META-INF/{name}", data) for name, data in parts.embedded.items()]
    return _zipped([*((name, members[name]) for name in expected), *beside], parts.about.published)


def _mended_opf(data: bytes, parts: Parts) -> bytes:
    """The package document, with its language and with no name but those that it uses."""
    root = etree.fromstring(data)
    root.set(_LANGUAGE, parts.about.language)
    root.set("prefix", _APPLE)
    stated = len(root[0])
    expected = len(parts.statements) + 4  # the identifier, the time of the last change, and two for reading systems
    if stated != expected:
        raise ExportFailed(f"{_what(parts.about)}: EbookLib wrote {stated} of {expected} statements of the metadata")
    return _serialized(root)


def _mended_ncx(data: bytes, parts: Parts) -> bytes:
    """The older table of contents, with its language, its true depth, and the pages of the printed edition."""
    root = etree.fromstring(data)
    root.set(_LANGUAGE, parts.about.language)
    for depth in root.iterfind("{*}head/{*}meta[@name='dtb:depth']"):
        depth.set("content", str(_depth(parts.entries)))
    _number_pages(root, parts)
    return _serialized(root)


def _number_pages(root: etree._Element, parts: Parts) -> None:
    """Add the page list, which stands after the map (NISO Z39.86-2005, 8.4)."""
    for name in ("totalPageCount", "maxPageNumber"):
        for count in root.iterfind(f"{{*}}head/{{*}}meta[@name='dtb:{name}']"):
            count.set("content", str(len(parts.page_list)))
    if not parts.page_list:
        return
    order = 1 + sum(1 for _ in root.iter(f"{_NCX_NAME}navPoint"))
    pages = etree.SubElement(root, f"{_NCX_NAME}pageList")
    for number, page in enumerate(parts.page_list):
        target = etree.SubElement(
            pages,
            f"{_NCX_NAME}pageTarget",
            id=f"page-{page.number}",
            type="normal",
            value=str(page.number),
            playOrder=str(order + number),
        )
        label = etree.SubElement(target, f"{_NCX_NAME}navLabel")
        etree.SubElement(label, f"{_NCX_NAME}text").text = str(page.number)
        etree.SubElement(target, f"{_NCX_NAME}content", src=page.href)


def _depth(entries: tuple[Entry, ...]) -> int:
    return 1 + max((_depth(entry.entries) for entry in entries), default=-1)


def _serialized(root: etree._Element) -> bytes:
    etree.cleanup_namespaces(root)
    return etree.tostring(root.getroottree(), encoding="utf-8", xml_declaration=True, pretty_print=True)


def _zipped(members: Iterable[tuple[str, bytes]], published: datetime.date) -> bytes:
    """The members in this order, under one date and uncompressed.

    Versions of zlib compress to different bytes; stored members are the same on every machine.
    """
    moment = (max(published.year, 1980), published.month, published.day, 0, 0, 0)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as book:
        for name, data in members:
            info = zipfile.ZipInfo(name, moment)
            info.create_system = 3  # else the name of the system that it is made on
            book.writestr(info, data)
    return made.getvalue()

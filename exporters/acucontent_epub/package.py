"""The EPUB package. EbookLib packs pages, styles and cover; a second pass completes it and makes it reproducible."""

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
from acucontent_epub.metadata import MetadataElement
from acucontent_epub.page_list import PrintedPage
from acucontent_epub.release import Release

_OPF = "EPUB/content.opf"
_NCX = "EPUB/toc.ncx"
_NCX_NAME = "{http://www.daisy.org/z3986/2005/ncx/}"
_APPLE = "ibooks: http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/"
"""A vocabulary prefix that EPUB does not define."""
_MEDIA_TYPES = {"ttf": "font/ttf", "otf": "font/otf", "txt": "text/plain", "png": "image/png"}
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

_FIRST_YEAR, _LAST_YEAR = 1980, 2107
"""The years that the date of a member of a zip archive can have (APPNOTE 4.4.6)."""


@dataclass(frozen=True)
class PackageParts:
    """The contents of the package."""

    about: About
    direction: Direction
    release: Release
    pages: Mapping[str, bytes]
    styles: Mapping[str, bytes]
    files: Mapping[str, bytes]
    """Fonts, their licenses, and images."""
    cover: Cover
    entries: tuple[Entry, ...]
    page_list: tuple[PrintedPage, ...]
    metadata: tuple[MetadataElement, ...]
    embedded_files: Mapping[str, bytes]
    """The identity of the edition and its source. They are not part of the book, so they go into META-INF."""


def build_package(parts: PackageParts) -> bytes:
    """Return the ebook.

    Raises:
        ExportFailed: EbookLib could not write the file, or left out a part.
    """
    options = {"mtime": parts.release.modified, "play_order": {"enabled": True, "start_from": 1}}
    try:
        written = _write_archive(_make_book(parts), options)
    except (OSError, ValueError, TypeError, zipfile.BadZipFile) as error:
        raise ExportFailed(f"{_describe_document(parts.about)}: EbookLib could not write the ebook: {error}") from error
    return _finish_archive(written, parts)


def _write_archive(book: epub.EpubBook, options: Mapping[str, object]) -> io.BytesIO:
    """Return the archive that EbookLib writes. Avoid write_epub, which only warns and returns False if it fails."""
    written = io.BytesIO()
    writer = epub.EpubWriter(written, book, options)
    try:
        writer.write()
    finally:
        if (archive := getattr(writer, "out", None)) is not None:
            archive.close()  # EbookLib leaves it open when it fails
    return written


def _describe_document(about: About) -> str:
    return f"handout '{about.handout}' of guide '{about.guide}'"


def _make_book(parts: PackageParts) -> epub.EpubBook:
    book = epub.EpubBook()
    book.reset()
    book.metadata.clear()  # the default has a generator name and a random identifier
    book.set_identifier(parts.release.identifier)
    book.title, book.language = parts.about.title, parts.about.language
    for one in parts.metadata:
        book.add_metadata(one.kind, one.name, one.value, one.attributes)
    # For reading systems that predate EPUB 3.
    book.add_metadata("OPF", "cover", "", {"name": "cover", "content": "cover-image"})
    # Apple Books uses the fonts of a book only with this declaration (Asset Guide, Fonts).
    book.add_metadata("OPF", "fonts", "true", {"property": "ibooks:specified-fonts"})
    for item in _make_items(parts):
        book.add_item(item)
    if parts.direction == "rtl":
        book.set_direction("rtl")  # the direction in which readers turn the pages
    book.spine = [_make_item_id(name) for name in parts.pages]
    book.toc = _make_toc(parts.entries)
    return book


def _make_items(parts: PackageParts) -> Iterator[epub.EpubItem]:
    # Plain items, because EbookLib parses an EpubHtml with a lenient parser and rewrites it.
    for name, data in parts.pages.items():
        nav = epub.EpubNav(_make_item_id(name), name)  # a placeholder that _finish_archive replaces with our page
        yield nav if name == CONTENTS else _make_page_item(name, data)
    for name, data in parts.styles.items():
        yield epub.EpubItem(_make_item_id(name), name, "text/css", data)
    for name, data in parts.files.items():
        yield epub.EpubItem(_make_item_id(name.replace("/", "-")), name, _MEDIA_TYPES[name.rpartition(".")[2]], data)
    image = epub.EpubCover("cover-image", parts.cover.name)
    image.media_type, image.content = parts.cover.media_type, parts.cover.data
    yield image
    yield epub.EpubNcx()


def _make_page_item(name: str, data: bytes) -> epub.EpubItem:
    page = epub.EpubItem(_make_item_id(name), name, "application/xhtml+xml", data)
    if b"<svg" in data:
        # EPUB 3.3, D.6: a page with an SVG drawing must declare it.
        page.properties = ["svg"]  # pyright: ignore[reportAttributeAccessIssue]
    return page


def _make_item_id(name: str) -> str:
    return f"file-{name}"


def _make_toc(entries: tuple[Entry, ...]) -> list[object]:
    return [
        (epub.Section(entry.title, entry.href), _make_toc(entry.entries))
        if entry.entries
        else epub.Link(entry.href, entry.title, f"to-{entry.href.replace('#', '-')}")
        for entry in entries
    ]


def _finish_archive(written: io.BytesIO, parts: PackageParts) -> bytes:
    with zipfile.ZipFile(written) as book:
        members = {info.filename: book.read(info) for info in book.infolist()}
    ours = (*parts.pages, *parts.styles, *parts.files, parts.cover.name)
    expected = ["mimetype", "META-INF/container.xml", _OPF, _NCX, *(f"EPUB/{name}" for name in ours)]
    if sorted(members) != sorted(expected):
        wrong = ", ".join(sorted(members.keys() ^ set(expected)))
        raise ExportFailed(f"{_describe_document(parts.about)}: EbookLib left out or added: {wrong}")
    members[f"EPUB/{CONTENTS}"] = parts.pages[CONTENTS]
    members[_OPF] = _complete_opf(members[_OPF], parts)
    members[_NCX] = _complete_ncx(members[_NCX], parts)
    embedded = [(f"META-INF/{name}", data) for name, data in parts.embedded_files.items()]
    return _pack_members([*((name, members[name]) for name in expected), *embedded], parts.about.published)


def _complete_opf(data: bytes, parts: PackageParts) -> bytes:
    """Return the package document with its language and vocabulary prefix, and check that it is complete."""
    root = etree.fromstring(data)
    root.set(_LANGUAGE, parts.about.language)
    root.set("prefix", _APPLE)
    stated = len(root[0])
    expected = len(parts.metadata) + 4  # the identifier, the time of the last change, and two for reading systems
    if stated != expected:
        raise ExportFailed(
            f"{_describe_document(parts.about)}: EbookLib wrote {stated} of {expected} metadata elements"
        )
    return _serialize_xml(root)


def _complete_ncx(data: bytes, parts: PackageParts) -> bytes:
    """Return the EPUB 2 table of contents with its language, its depth, and the pages of the printed edition."""
    root = etree.fromstring(data)
    root.set(_LANGUAGE, parts.about.language)
    for depth in root.iterfind("{*}head/{*}meta[@name='dtb:depth']"):
        depth.set("content", str(_measure_depth(parts.entries)))
    _add_page_list(root, parts)
    _number_targets(root)
    return _serialize_xml(root)


def _number_targets(root: etree._Element) -> None:
    """Number the entries in order; those with the same target, such as a volume and its first chapter, have one number.

    The rule is that of the NCX (NISO Z39.86-2005, 8.4.3), which epubcheck reports as RSC-005.
    """
    orders: dict[str, int] = {}
    for entry in root.iter(f"{_NCX_NAME}navPoint", f"{_NCX_NAME}pageTarget"):
        target = entry.find("{*}content")
        assert target is not None
        entry.set("playOrder", str(orders.setdefault(target.get("src", ""), len(orders) + 1)))


def _add_page_list(root: etree._Element, parts: PackageParts) -> None:
    """Add the page list after the navigation map (NISO Z39.86-2005, 8.4)."""
    for name in ("totalPageCount", "maxPageNumber"):
        for count in root.iterfind(f"{{*}}head/{{*}}meta[@name='dtb:{name}']"):
            count.set("content", str(len(parts.page_list)))
    if not parts.page_list:
        return
    pages = etree.SubElement(root, f"{_NCX_NAME}pageList")
    for page in parts.page_list:
        target = etree.SubElement(
            pages,
            f"{_NCX_NAME}pageTarget",
            id=f"page-{page.number}",
            type="normal",
            value=str(page.number),
        )
        label = etree.SubElement(target, f"{_NCX_NAME}navLabel")
        etree.SubElement(label, f"{_NCX_NAME}text").text = str(page.number)
        etree.SubElement(target, f"{_NCX_NAME}content", src=page.href)


def _measure_depth(entries: tuple[Entry, ...]) -> int:
    return 1 + max((_measure_depth(entry.entries) for entry in entries), default=-1)


def _serialize_xml(root: etree._Element) -> bytes:
    etree.cleanup_namespaces(root)
    return etree.tostring(root.getroottree(), encoding="utf-8", xml_declaration=True, pretty_print=True)


def _pack_members(members: Iterable[tuple[str, bytes]], published: datetime.date) -> bytes:
    """Return an archive of the members in the given order, all with the same date and uncompressed.

    Versions of zlib compress to different bytes; uncompressed members are the same on every machine.
    """
    moment = (min(max(published.year, _FIRST_YEAR), _LAST_YEAR), published.month, published.day, 0, 0, 0)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as book:
        for name, data in members:
            info = zipfile.ZipInfo(name, moment)
            info.create_system = 3  # the default depends on the operating system
            book.writestr(info, data)
    return made.getvalue()

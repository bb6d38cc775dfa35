"""Read the text of an EPUB from its ZIP archive, in the order of its spine."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from acucontent.markup import extract_text
from acucontent.rendering.exporter import UnreadableText

_XHTML = "application/xhtml+xml"


def read_chapters(data: bytes) -> tuple[str, ...]:
    """Return the text of each document of the spine.

    Raises:
        UnreadableText: The EPUB is damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            return tuple(extract_text(_parse_member(book, name)) for name in _find_spine(book))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise UnreadableText(f"The EPUB is damaged: {error}") from error


def _find_spine(book: zipfile.ZipFile) -> Iterator[str]:
    """Yield the names of the members of an EPUB in reading order."""
    container = _parse_member(book, "META-INF/container.xml")
    rootfile = next(container.iter("{*}rootfile"), None)
    if rootfile is None:
        raise UnreadableText("The EPUB is damaged: its container names no package")
    package_name = str(rootfile.get("full-path"))
    package = _parse_member(book, package_name)
    items = {item.get("id"): item for item in package.iter("{*}item")}
    for reference in package.iter("{*}itemref"):
        item = items[reference.get("idref")]
        if item.get("media-type") == _XHTML:
            yield posixpath.normpath(posixpath.join(posixpath.dirname(package_name), unquote(str(item.get("href")))))


def _parse_member(book: zipfile.ZipFile, name: str) -> etree._Element:
    return etree.fromstring(book.read(name), etree.XMLParser(resolve_entities=False, no_network=True))

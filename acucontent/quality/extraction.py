"""The words of a finished file, taken out of its bytes as a reader's program would, whoever made it and how.

A PDF is read by PDFium, without what is marked as an artifact, which no reading program speaks: running heads and page
numbers would stand in the middle of sentences. A book is read from its zip in the order of its spine. Needs the extra
`acucontent[quality]`.
"""

from __future__ import annotations

import io
import posixpath
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Mapping
from ctypes import POINTER, c_ulong, c_ushort, cast, create_string_buffer
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from acucontent.errors import AcucontentError

if TYPE_CHECKING:
    from lxml.etree import _Element
    from pypdfium2 import PdfPage

EXTRA = "acucontent[quality]"
"""What to install to read finished files."""

_SKIPPED = frozenset({"head", "script", "style", "template"})
"""Elements of XHTML whose words no reader sees."""
_INLINE = frozenset(
    {
        *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "dfn", "em", "i"),
        *("mark", "q", "s", "small", "span", "strong", "sub", "sup", "wbr"),
    }
)
"""Elements of XHTML that do not part words; all others do."""
_XHTML = "application/xhtml+xml"
_BROKEN_BY_HYPHEN = re.compile("[\u0002\ufffe\ufffd]\\s*|\u00ad\\s*")
"""What PDFium gives for a hyphen at the end of a line, and the soft hyphen."""


class NotReadAgain(AcucontentError, ValueError):
    """The words of a finished file cannot be taken out of it; the message says why and how to fix it."""


def readable(media_type: str) -> bool:
    """Whether files of a media type have words that can be taken out of them."""
    return _kind(media_type) in _READERS


def words(data: bytes, media_type: str) -> str:
    """The words of a finished file in reading order, each run of white space as one blank.

    Raises:
        NotReadAgain: it is broken, or the library that reads it is not installed.
    """
    try:
        text = _READERS[_kind(media_type)](data)
    except ImportError as error:
        raise NotReadAgain(
            f"Its words cannot be read: {error}. Install what is missing: pip install '{EXTRA}'"
        ) from error
    joined = _BROKEN_BY_HYPHEN.sub("", text)
    return " ".join(unicodedata.normalize("NFC", _apart(joined)).split())


def _kind(media_type: str) -> str:
    return media_type.partition(";")[0].strip()


def _apart(text: str) -> str:
    """The text with its ligatures taken apart."""
    return "".join(
        unicodedata.normalize("NFKC", letter) if "\ufb00" <= letter <= "\ufb06" else letter for letter in text
    )


def _from_text(data: bytes) -> str:
    return data.decode("utf-8")


def _from_pdf(data: bytes) -> str:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            return "\n".join(_spoken(page) for page in document)
    except pypdfium2.PdfiumError as error:
        raise NotReadAgain(f"The PDF cannot be read again: {error}") from error


def _spoken(page: PdfPage) -> str:
    """The words of a page that are no artifact."""
    for thing in list(page.get_objects(max_depth=1)):
        if "Artifact" in _marks(thing.raw):
            page.remove_obj(thing)
    text: str = page.get_textpage().get_text_bounded()
    return text


def _marks(thing: Any) -> Iterator[str]:
    """The names of the marked content that a thing on a page stands in."""
    from pypdfium2 import raw

    for index in range(raw.FPDFPageObj_CountMarks(thing)):
        mark, length, name = raw.FPDFPageObj_GetMark(thing, index), c_ulong(), create_string_buffer(128)
        raw.FPDFPageObjMark_GetName(mark, cast(name, POINTER(c_ushort)), len(name), length)
        yield name.raw[: length.value].decode("utf-16-le").rstrip("\0")


def _from_epub(data: bytes) -> str:
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            return "\n".join(_text(_parsed(book, name)) for name in _spine(book))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise NotReadAgain(f"The EPUB cannot be read again: {error}") from error


def _spine(book: zipfile.ZipFile) -> Iterator[str]:
    """The members of a book that are read, in their order."""
    container = _parsed(book, "META-INF/container.xml")
    rootfile = next(container.iter("{*}rootfile"), None)
    if rootfile is None:
        raise NotReadAgain("The EPUB cannot be read again: its container names no package")
    package_name = str(rootfile.get("full-path"))
    package = _parsed(book, package_name)
    items = {item.get("id"): item for item in package.iter("{*}item")}
    for reference in package.iter("{*}itemref"):
        item = items[reference.get("idref")]
        if item.get("media-type") == _XHTML:
            yield posixpath.normpath(posixpath.join(posixpath.dirname(package_name), unquote(str(item.get("href")))))


def _parsed(book: zipfile.ZipFile, name: str) -> _Element:
    from lxml import etree

    return etree.fromstring(book.read(name), etree.XMLParser(resolve_entities=False, no_network=True))


def _text(element: _Element) -> str:
    """The words that a reader sees of an element and all in it."""
    return "".join(_runs(element))


def _runs(element: _Element) -> Iterator[str]:
    if isinstance(element.tag, str):
        name = element.tag.rpartition("}")[2]
        if name in _SKIPPED or element.get("hidden") is not None:
            return
        edge = "" if name in _INLINE else " "
        yield edge + (element.text or "")
        for child in element:
            yield from _runs(child)
            yield child.tail or ""
        yield edge


_READERS: Mapping[str, Callable[[bytes], str]] = {
    "application/epub+zip": _from_epub,
    "application/pdf": _from_pdf,
    "text/plain": _from_text,
}
"""What takes the words out of a file, by its media type."""

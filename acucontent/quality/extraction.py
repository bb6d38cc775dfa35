"""Extract the words of a rendered file from its bytes, in the way of a reading program.

PDFium reads a PDF, without the content that is marked as an artifact: screen readers skip running heads and page
numbers, which would interrupt sentences. An EPUB is read from its ZIP archive in the order of its spine. This needs the
extra `acucontent[quality]`.
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
from acucontent.installer import format_install_command

if TYPE_CHECKING:
    from lxml.etree import _Element
    from pypdfium2 import PdfPage

EXTRA = "acucontent[quality]"
"""The extra that is needed to read rendered files."""

_SKIPPED = frozenset({"head", "script", "style", "template"})
"""Elements of XHTML whose text is not displayed."""
_INLINE = frozenset(
    {
        *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "dfn", "em", "i"),
        *("mark", "q", "s", "small", "span", "strong", "sub", "sup", "wbr"),
    }
)
"""Elements of XHTML that do not separate words; all others do."""
_XHTML = "application/xhtml+xml"
_BROKEN_BY_HYPHEN = re.compile("[\u0002\ufffe\ufffd]\\s*|\u00ad\\s*")
"""The characters that PDFium returns for a hyphen at the end of a line, and the soft hyphen."""


class UnreadableText(AcucontentError, ValueError):
    """The text of a rendered file cannot be extracted; the message says why and how to fix it."""


def can_extract_text(media_type: str) -> bool:
    """Return whether text can be extracted from files of a media type."""
    return _strip_parameters(media_type) in _EXTRACTORS


def extract_words(data: bytes, media_type: str) -> str:
    """Return the words of a rendered file in reading order, with each run of white space as one space.

    Args:
        data: The bytes of the file.
        media_type: The media type, such as `application/pdf`; parameters are ignored.

    Raises:
        UnreadableText: The file is damaged, or the library that reads it is not installed.
    """
    try:
        text = _EXTRACTORS[_strip_parameters(media_type)](data)
    except ImportError as error:
        fix = f"To fix it, run: {format_install_command(EXTRA)}"
        raise UnreadableText(f"The text cannot be extracted: {error}. {fix}") from error
    joined = _BROKEN_BY_HYPHEN.sub("", text)
    return " ".join(unicodedata.normalize("NFC", _split_ligatures(joined)).split())


def _strip_parameters(media_type: str) -> str:
    return media_type.partition(";")[0].strip()


def _split_ligatures(text: str) -> str:
    """Replace each ligature with its letters."""
    return "".join(
        unicodedata.normalize("NFKC", letter) if "\ufb00" <= letter <= "\ufb06" else letter for letter in text
    )


def _extract_text(data: bytes) -> str:
    return data.decode("utf-8")


def _extract_pdf(data: bytes) -> str:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            return "\n".join(_extract_page(page) for page in document)
    except pypdfium2.PdfiumError as error:
        raise UnreadableText(f"The PDF is damaged: {error}") from error


def _extract_page(page: PdfPage) -> str:
    """Return the text of a page without its artifacts."""
    for element in list(page.get_objects(max_depth=1)):
        if "Artifact" in _find_marks(element.raw):
            page.remove_obj(element)
    text: str = page.get_textpage().get_text_bounded()
    return text


def _find_marks(element: Any) -> Iterator[str]:
    """Yield the names of the marked content that encloses a page object."""
    from pypdfium2 import raw

    for index in range(raw.FPDFPageObj_CountMarks(element)):
        mark, length, name = raw.FPDFPageObj_GetMark(element, index), c_ulong(), create_string_buffer(128)
        raw.FPDFPageObjMark_GetName(mark, cast(name, POINTER(c_ushort)), len(name), length)
        yield name.raw[: length.value].decode("utf-16-le").rstrip("\0")


def _extract_epub(data: bytes) -> str:
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            return "\n".join(_get_text(_parse_member(book, name)) for name in _find_spine(book))
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


def _parse_member(book: zipfile.ZipFile, name: str) -> _Element:
    from lxml import etree

    return etree.fromstring(book.read(name), etree.XMLParser(resolve_entities=False, no_network=True))


def _get_text(element: _Element) -> str:
    """Return the displayed text of an element and its descendants."""
    return "".join(_walk_text(element))


def _walk_text(element: _Element) -> Iterator[str]:
    if isinstance(element.tag, str):
        name = element.tag.rpartition("}")[2]
        if name in _SKIPPED or element.get("hidden") is not None:
            return
        edge = "" if name in _INLINE else " "
        yield edge + (element.text or "")
        for child in element:
            yield from _walk_text(child)
            yield child.tail or ""
        yield edge


_EXTRACTORS: Mapping[str, Callable[[bytes], str]] = {
    "application/epub+zip": _extract_epub,
    "application/pdf": _extract_pdf,
    "text/plain": _extract_text,
}
"""The function that extracts the text of a file, by media type."""

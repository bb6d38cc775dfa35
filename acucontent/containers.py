"""Read named files out of the bytes of a PDF, an EPUB or a web page.

The bytes come from anyone: call `read_named_files` through `run_isolated`. Each size is limited, too.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, TypeAlias

from acucontent.data_blocks import BadDataBlock, read_data_block
from acucontent.errors import AcucontentError

if TYPE_CHECKING:
    import pikepdf

ZIP, PDF, HTML = b"PK\x03\x04", b"%PDF-", b"<!DOCTYPE html>"
"""The first bytes of an EPUB, of a PDF and of a web page."""

MAX_MEMBER_BYTES = 8_000_000
"""The maximum size of a file in a container, in bytes."""

_MAX_STREAM_BYTES = 20_000_000
"""The maximum size of a stream that the PDF library decompresses by itself, in bytes."""

PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
BROKEN_ZIP = (
    zipfile.BadZipFile,
    OSError,
    ValueError,
    RuntimeError,
    EOFError,
    struct.error,
    zlib.error,
    lzma.LZMAError,
)
"""The errors that zipfile raises for invalid archives."""

Member: TypeAlias = tuple[bytes | None, str]
"""The content of a file, and an empty text; or None, and the reason why it cannot be read."""


class BadContainer(AcucontentError, ValueError):
    """Bytes are no valid PDF, EPUB or web page; the message says why, without the name of the file."""


class _Unreadable(Exception):
    """A file of a container is missing, damaged or too large."""


def read_named_files(data: bytes, *names: str) -> list[Member]:
    """Return the files with these names that a PDF attaches, an EPUB has in META-INF, or a web page in data blocks.

    Raises:
        BadContainer: The bytes are no valid PDF, EPUB or web page.
    """
    if data.startswith(ZIP):
        return _read_epub(data, names)
    if data.startswith(PDF):
        return _read_pdf(data, names)
    if data.startswith(HTML):
        return list(_read_each(names, lambda name: _read_data_block(data, name)))
    raise BadContainer("is not a PDF, an EPUB or a web page of acucontent")


def _read_each(names: tuple[str, ...], read: Callable[[str], bytes]) -> Iterator[Member]:
    for name in names:
        try:
            yield read(name), ""
        except _Unreadable as error:
            yield None, str(error)


def _read_epub(data: bytes, names: tuple[str, ...]) -> list[Member]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            return list(_read_each(names, lambda name: _read_member(book, f"META-INF/{name}")))
    except BROKEN_ZIP as error:
        raise BadContainer(f"is not a valid EPUB, or is damaged: {error}") from error


def _read_member(book: zipfile.ZipFile, name: str) -> bytes:
    found = [info for info in book.infolist() if info.filename == name]
    if len(found) != 1 or found[0].compress_type not in PLAIN:
        raise _Unreadable(f"it does not contain exactly one {name}")
    try:
        with book.open(found[0]) as stream:
            return _check_size(stream.read(MAX_MEMBER_BYTES + 1), name)
    except BROKEN_ZIP as error:
        raise _Unreadable(f"its {name} is damaged") from error


def _read_pdf(data: bytes, names: tuple[str, ...]) -> list[Member]:
    with open_pdf(data) as pdf:
        return list(_read_each(names, lambda name: _read_attachment(pdf, name)))


def _read_data_block(page: bytes, name: str) -> bytes:
    try:
        return _check_size(read_data_block(page, name), name)
    except BadDataBlock:
        raise _Unreadable(f"it does not contain exactly one {name}") from None


@contextmanager
def open_pdf(data: bytes) -> Iterator[pikepdf.Pdf]:
    """Open a PDF and close it at the end of the block. Damage is not repaired.

    Raises:
        BadContainer: It is invalid, damaged or encrypted.
    """
    import pikepdf  # needed for PDF only

    try:
        with (
            _limit_expansion(pikepdf),
            pikepdf.open(io.BytesIO(data), suppress_warnings=True, attempt_recovery=False) as pdf,
        ):
            yield pdf
    except pikepdf.PasswordError as error:
        raise BadContainer("is protected by a password, so it was not made by acucontent") from error
    except (pikepdf.PikepdfError, RuntimeError, ValueError, TypeError, LookupError, AttributeError) as error:
        if isinstance(error, BadContainer):
            raise
        raise BadContainer("is not a valid PDF, or is damaged") from error


@contextmanager
def _limit_expansion(library: ModuleType) -> Iterator[None]:
    """Limit the size of decompressed streams while a PDF is read."""
    before = library.settings.set_qpdf_limits(
        flate_max_memory=_MAX_STREAM_BYTES, max_stream_filters=1, parser_max_nesting=100
    )
    try:
        yield
    finally:
        library.settings.set_qpdf_limits(**before)


def _read_attachment(pdf: pikepdf.Pdf, name: str) -> bytes:
    found = [each for each in pdf.attachments.values() if each.filename == name]
    if len(found) != 1:
        raise _Unreadable(f"it does not contain exactly one {name}")
    stream = found[0].get_file().obj
    packed, how = stream.read_raw_bytes(), stream.get("/Filter")
    if how is None:
        return _check_size(packed, name)
    if str(how) != "/FlateDecode" or "/DecodeParms" in stream:
        raise _Unreadable(f"its {name} uses an unsupported compression")
    try:
        return _check_size(zlib.decompressobj().decompress(packed, MAX_MEMBER_BYTES + 1), name)
    except zlib.error as error:
        raise _Unreadable(f"its {name} is damaged") from error


def _check_size(content: bytes, name: str) -> bytes:
    if len(content) > MAX_MEMBER_BYTES:
        raise _Unreadable(f"its {name} is larger than {MAX_MEMBER_BYTES // 1_000_000} MB")
    return content

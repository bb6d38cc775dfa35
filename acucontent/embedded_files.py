"""Read the two files that acucontent embeds in a PDF or EPUB. The input is untrusted, so every size is limited."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from acucontent.errors import AcucontentError
from acucontent.identity import IDENTITY, SOURCE
from acucontent.installer import format_install_command
from acucontent.rendering.exporter import MissingLibrary

if TYPE_CHECKING:
    import pikepdf

MAX_BYTES = 20_000_000
"""The maximum size of a file, in bytes."""

MAX_EMBEDDED_BYTES = 5_000_000
"""The maximum size of an embedded file, in bytes."""

_ZIP, _PDF = b"PK\x03\x04", b"%PDF-"
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN_ZIP = (
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


class UnrecognizedFile(AcucontentError, ValueError):
    """A file was not made by acucontent, or is damaged; the message says which."""


@dataclass(frozen=True)
class EmbeddedFiles:
    """The embedded files of a PDF or EPUB."""

    identity: bytes
    """The identity of the edition, as JSON."""
    source: bytes | None
    """The guide that the file was made from, as JSON; None if it is missing or damaged."""


class _Unreadable(Exception):
    """An embedded file is missing, damaged or too large."""


def read_embedded_files(path: Path) -> EmbeddedFiles:
    """Return the files that are embedded in a PDF or EPUB.

    Raises:
        UnrecognizedFile: The file cannot be read, or was not made by acucontent.
        MissingLibrary: The file is a PDF, and the library that reads PDF is not installed.
    """
    data = _read_file(path)
    if data.startswith(_ZIP):
        return _read_epub(data, path)
    if data.startswith(_PDF):
        return _read_pdf(data, path)
    raise UnrecognizedFile(f"{path}: is neither a PDF nor an EPUB")


def is_pdf_or_epub(path: Path) -> bool:
    """Return whether a file starts like a PDF or an EPUB."""
    try:
        with path.open("rb") as stream:
            return stream.read(len(_PDF)).startswith((_ZIP, _PDF))
    except OSError:
        return False


def _read_file(path: Path) -> bytes:
    try:
        if not path.exists():
            raise UnrecognizedFile(f"{path}: not found")
        if not path.is_file():
            raise UnrecognizedFile(f"{path}: is not a regular file")
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnrecognizedFile(f"{path}: cannot be read: {error.strerror}") from error
    if len(data) > MAX_BYTES:
        raise UnrecognizedFile(f"{path}: is larger than {MAX_BYTES // 1_000_000} MB, so it was not made by acucontent")
    return data


def _read_both(path: Path, read: Callable[[str], bytes]) -> EmbeddedFiles:
    """Return both files.

    Args:
        path: The PDF or EPUB, for messages.
        read: A function that returns an embedded file by name.
    """
    try:
        identity = read(IDENTITY)
    except _Unreadable as error:
        raise UnrecognizedFile(f"{path}: {error}, so it was not made by acucontent, or it is damaged") from None
    try:
        return EmbeddedFiles(identity, read(SOURCE))
    except _Unreadable:
        return EmbeddedFiles(identity, None)


def _read_epub(data: bytes, path: Path) -> EmbeddedFiles:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            return _read_both(path, lambda name: _read_member(book, f"META-INF/{name}"))
    except _BROKEN_ZIP as error:
        if isinstance(error, UnrecognizedFile):
            raise
        raise UnrecognizedFile(f"{path}: is not a valid EPUB, or is damaged: {error}") from error


def _read_member(book: zipfile.ZipFile, name: str) -> bytes:
    found = [info for info in book.infolist() if info.filename == name]
    if len(found) != 1 or found[0].compress_type not in _PLAIN:
        raise _Unreadable(f"it does not contain exactly one {name}")
    try:
        with book.open(found[0]) as stream:
            return _check_size(stream.read(MAX_EMBEDDED_BYTES + 1), name)
    except _BROKEN_ZIP as error:
        raise _Unreadable(f"its {name} is damaged") from error


def _read_pdf(data: bytes, path: Path) -> EmbeddedFiles:
    try:
        import pikepdf  # needed for PDF only
    except ImportError as error:
        fix = f"Install it: {format_install_command('acucontent[pdf]')}"
        raise MissingLibrary(f"{path}: cannot be read as PDF: {error}. {fix}") from error
    try:
        with (
            _limit_expansion(pikepdf),
            pikepdf.open(io.BytesIO(data), suppress_warnings=True, attempt_recovery=False) as pdf,
        ):
            return _read_both(path, lambda name: _read_attachment(pdf, name))
    except pikepdf.PasswordError as error:
        raise UnrecognizedFile(f"{path}: is protected by a password, so it was not made by acucontent") from error
    except (pikepdf.PikepdfError, RuntimeError, ValueError, TypeError, LookupError, AttributeError) as error:
        if isinstance(error, UnrecognizedFile):
            raise
        raise UnrecognizedFile(f"{path}: is not a valid PDF, or is damaged") from error


@contextmanager
def _limit_expansion(library: ModuleType) -> Iterator[None]:
    """Limit the size of decompressed streams while a PDF is read."""
    before = library.settings.set_qpdf_limits(flate_max_memory=MAX_BYTES, max_stream_filters=1, parser_max_nesting=100)
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
        return _check_size(zlib.decompressobj().decompress(packed, MAX_EMBEDDED_BYTES + 1), name)
    except zlib.error as error:
        raise _Unreadable(f"its {name} is damaged") from error


def _check_size(content: bytes, name: str) -> bytes:
    if len(content) > MAX_EMBEDDED_BYTES:
        raise _Unreadable(f"its {name} is larger than {MAX_EMBEDDED_BYTES // 1_000_000} MB")
    return content

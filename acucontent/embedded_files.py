"""Read the two files embedded in a PDF or EPUB of ours. The file may come from anyone, so every size is limited."""

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
from acucontent.rendering.exporter import MissingLibrary

if TYPE_CHECKING:
    import pikepdf

MOST_BYTES = 20_000_000
"""The largest file that is read, in bytes."""

MOST_EMBEDDED = 5_000_000
"""The largest embedded file that is read, in bytes."""

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
"""The errors that zipfile raises for broken archives."""


class UnrecognizedFile(AcucontentError, ValueError):
    """A file is not a PDF or EPUB of ours, or is damaged; the message says which."""


@dataclass(frozen=True)
class EmbeddedFiles:
    """The files that are embedded in one file."""

    identity: bytes
    """The identity of the edition, as JSON."""
    source: bytes | None
    """The guide that it was made from, as JSON; None if it is missing or damaged."""


class _Unreadable(Exception):
    """An embedded file is missing, damaged or too large."""


def read_embedded_files(path: Path) -> EmbeddedFiles:
    """Return the files that are embedded in a PDF or EPUB.

    Raises:
        UnrecognizedFile: it cannot be read, or has no embedded files of ours.
        MissingLibrary: it is a PDF, and the library that reads one is not installed.
    """
    data = _read(path)
    if data.startswith(_ZIP):
        return _from_epub(data, path)
    if data.startswith(_PDF):
        return _from_pdf(data, path)
    raise UnrecognizedFile(f"{path}: is neither a PDF nor an EPUB: only these carry what can be verified")


def may_carry(path: Path) -> bool:
    """Return whether a file starts like a PDF or an EPUB."""
    try:
        with path.open("rb") as stream:
            return stream.read(len(_PDF)).startswith((_ZIP, _PDF))
    except OSError:
        return False


def _read(path: Path) -> bytes:
    try:
        if not path.exists():
            raise UnrecognizedFile(f"{path}: does not exist")
        if not path.is_file():
            raise UnrecognizedFile(f"{path}: is not a regular file")
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise UnrecognizedFile(f"{path}: cannot be read: {error.strerror}") from error
    if len(data) > MOST_BYTES:
        raise UnrecognizedFile(f"{path}: is larger than {MOST_BYTES // 1_000_000} MB, so it is not one of ours")
    return data


def _read_both(path: Path, read: Callable[[str], bytes]) -> EmbeddedFiles:
    """Return both files, given a function that reads one by its name."""
    try:
        identity = read(IDENTITY)
    except _Unreadable as error:
        raise UnrecognizedFile(f"{path}: {error}, so it is not one of ours, or no longer whole") from None
    try:
        return EmbeddedFiles(identity, read(SOURCE))
    except _Unreadable:
        return EmbeddedFiles(identity, None)


def _from_epub(data: bytes, path: Path) -> EmbeddedFiles:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            return _read_both(path, lambda name: _read_member(book, f"META-INF/{name}"))
    except _BROKEN_ZIP as error:
        if isinstance(error, UnrecognizedFile):
            raise
        raise UnrecognizedFile(f"{path}: is not a whole EPUB: {error}") from error


def _read_member(book: zipfile.ZipFile, name: str) -> bytes:
    found = [info for info in book.infolist() if info.filename == name]
    if len(found) != 1 or found[0].compress_type not in _PLAIN:
        raise _Unreadable(f"it does not carry one {name}")
    try:
        with book.open(found[0]) as stream:
            return _check_size(stream.read(MOST_EMBEDDED + 1), name)
    except _BROKEN_ZIP as error:
        raise _Unreadable(f"its {name} is damaged") from error


def _from_pdf(data: bytes, path: Path) -> EmbeddedFiles:
    try:
        import pikepdf  # a PDF alone needs it
    except ImportError as error:
        fix = "Install it: pip install 'acucontent[pdf]'"
        raise MissingLibrary(f"{path}: a PDF cannot be verified: {error}. {fix}") from error
    try:
        with (
            _limit_expansion(pikepdf),
            pikepdf.open(io.BytesIO(data), suppress_warnings=True, attempt_recovery=False) as pdf,
        ):
            return _read_both(path, lambda name: _read_attachment(pdf, name))
    except pikepdf.PasswordError as error:
        raise UnrecognizedFile(f"{path}: is locked with a password, so it is not one of ours") from error
    except (pikepdf.PikepdfError, RuntimeError, ValueError, TypeError, LookupError, AttributeError) as error:
        if isinstance(error, UnrecognizedFile):
            raise
        raise UnrecognizedFile(f"{path}: is not a whole PDF") from error


@contextmanager
def _limit_expansion(library: ModuleType) -> Iterator[None]:
    """Limit how much a compressed stream may expand while a PDF is read."""
    before = library.settings.set_qpdf_limits(flate_max_memory=MOST_BYTES, max_stream_filters=1, parser_max_nesting=100)
    try:
        yield
    finally:
        library.settings.set_qpdf_limits(**before)


def _read_attachment(pdf: pikepdf.Pdf, name: str) -> bytes:
    found = [each for each in pdf.attachments.values() if each.filename == name]
    if len(found) != 1:
        raise _Unreadable(f"it does not carry one {name}")
    stream = found[0].get_file().obj
    packed, how = stream.read_raw_bytes(), stream.get("/Filter")
    if how is None:
        return _check_size(packed, name)
    if str(how) != "/FlateDecode" or "/DecodeParms" in stream:
        raise _Unreadable(f"its {name} uses an unsupported compression")
    try:
        return _check_size(zlib.decompressobj().decompress(packed, MOST_EMBEDDED + 1), name)
    except zlib.error as error:
        raise _Unreadable(f"its {name} is damaged") from error


def _check_size(content: bytes, name: str) -> bytes:
    if len(content) > MOST_EMBEDDED:
        raise _Unreadable(f"its {name} is larger than {MOST_EMBEDDED // 1_000_000} MB")
    return content

"""Read the files that acucontent embeds in a PDF or EPUB."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from zipfile import ZipFile

from acucontent.untrusted.archive import find_member, open_archive, read_member
from acucontent.untrusted.errors import (
    MAX_BYTES,
    MAX_IDENTITY_BYTES,
    MAX_OVERLAY_BYTES,
    MAX_SOURCE_BYTES,
    UnrecognizedFile,
)

if TYPE_CHECKING:
    import pikepdf

IDENTITY, SOURCE, OVERLAY = "acucontent.json", "guide.json", "clinic.json"
ZIP, PDF = b"PK\x03\x04", b"%PDF-"
"""The first bytes of an EPUB and of a PDF."""

END_OF_FILE = b"%%EOF\n"
"""The last bytes of each version of a PDF that acucontent writes."""

_LIMITS = {IDENTITY: MAX_IDENTITY_BYTES, SOURCE: MAX_SOURCE_BYTES, OVERLAY: MAX_OVERLAY_BYTES}

Read = Callable[[str], "bytes | None"]
"""A function that returns an embedded file by name, or None if there is not exactly one."""


def read_attachments(data: bytes) -> dict[str, bytes | bool | None]:
    """Return the embedded files of a PDF or EPUB: `identity`, and `source` and `overlay` or None.

    `merged` is True for a PDF without attachments that begins with a PDF that has them: `acucontent batch --merge`
    writes many sheets after their template.

    Raises:
        UnrecognizedFile: The file is damaged, or was not made by acucontent.
    """
    if data.startswith(ZIP):
        with open_archive(data) as archive:
            return _read_files(lambda name: _read_member(archive, name), prefix="META-INF/")
    if not data.startswith(PDF):
        raise UnrecognizedFile("is neither a PDF nor an EPUB")
    first = data[: data.find(END_OF_FILE) + len(END_OF_FILE)]
    try:
        return _read_pdf(data)
    except UnrecognizedFile:
        if first in (data, b""):
            raise
    try:
        return _read_pdf(first) | {"merged": True}
    except UnrecognizedFile:
        return _read_pdf(data)


def _read_files(read: Read, prefix: str = "") -> dict[str, bytes | bool | None]:
    identity = read(prefix + IDENTITY)
    if identity is None:
        raise UnrecognizedFile(
            f"it does not contain exactly one {prefix}{IDENTITY}, so it was not made by acucontent, or it is damaged"
        )
    others = {name: _read_if_intact(read, prefix + name) for name in (SOURCE, OVERLAY)}
    return {"identity": identity, "source": others[SOURCE], "overlay": others[OVERLAY], "merged": False}


def _read_if_intact(read: Read, name: str) -> bytes | None:
    try:
        return read(name)
    except UnrecognizedFile:
        return None


def _read_member(archive: ZipFile, name: str) -> bytes | None:
    member = find_member(archive, name)
    return None if member is None else read_member(archive, member, _LIMITS[name.rpartition("/")[2]])


def _read_pdf(data: bytes) -> dict[str, bytes | bool | None]:
    with open_pdf(data) as pdf:
        return _read_files(lambda name: _read_attachment(pdf, name))


@contextmanager
def open_pdf(data: bytes) -> Iterator[pikepdf.Pdf]:
    """Open a PDF and close it at the end of the block. Damage is not repaired.

    Raises:
        UnrecognizedFile: It is invalid, damaged or encrypted.
    """
    import pikepdf  # needed for PDF only

    pikepdf.settings.set_qpdf_limits(flate_max_memory=MAX_BYTES, max_stream_filters=1, parser_max_nesting=100)
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True, attempt_recovery=False) as pdf:
            yield pdf
    except pikepdf.PasswordError as error:
        raise UnrecognizedFile("is protected by a password, so it was not made by acucontent") from error
    except (pikepdf.PikepdfError, RuntimeError, ValueError, TypeError, LookupError, AttributeError) as error:
        if isinstance(error, UnrecognizedFile):
            raise
        raise UnrecognizedFile("is not a valid PDF, or is damaged") from error


def _read_attachment(pdf: pikepdf.Pdf, name: str) -> bytes | None:
    found = [each for each in pdf.attachments.values() if each.filename == name]
    if len(found) != 1:
        return None
    stream, limit = found[0].get_file().obj, _LIMITS[name]
    packed, compression = stream.read_raw_bytes(), stream.get("/Filter")
    if compression is None:
        return _check_size(packed, name, limit)
    if str(compression) != "/FlateDecode" or "/DecodeParms" in stream:
        raise UnrecognizedFile(f"its {name} uses an unsupported compression")
    try:
        return _check_size(zlib.decompressobj().decompress(packed, limit + 1), name, limit)
    except zlib.error as error:
        raise UnrecognizedFile(f"its {name} is damaged") from error


def _check_size(content: bytes, name: str, limit: int) -> bytes:
    if len(content) > limit:
        raise UnrecognizedFile(f"its {name} is larger than {limit:,} bytes")
    return content

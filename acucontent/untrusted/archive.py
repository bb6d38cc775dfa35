"""Read the members of an EPUB archive."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

from acucontent.containers import BROKEN_ZIP, PLAIN, BadContainer

MAX_MEMBERS = 5_000
"""The maximum number of members of an archive."""

MAX_CONTENT_BYTES = 50_000_000
"""The maximum size of all members, in bytes."""

_ENCRYPTED = 1
"""The flag of an encrypted member."""
_HARMLESS_FIELDS = frozenset({0x000A, 0x5455, 0x5855, 0x7855, 0x7875})
"""The extra fields that hold times and owners. Others could give a member another name or another content."""
_FIELD_HEADER = struct.Struct("<HH")
"""The id and the length of an extra field."""
_END_OF_ARCHIVE = b"PK\x05\x06"
"""The first bytes of the record at the end of an archive."""
_END_BYTES = 22
"""The size of the record at the end of an archive that has no comment."""
_LOCAL_HEADER = struct.Struct("<26xHH")
"""The lengths of the name and of the extra field in the header before a member."""


@contextmanager
def open_archive(data: bytes) -> Iterator[zipfile.ZipFile]:
    """Open an archive and close it at the end of the block.

    Raises:
        BadContainer: It is invalid or damaged, or has too many members.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > MAX_MEMBERS:
                raise BadContainer(f"contains more than {MAX_MEMBERS:,} files")
            yield archive
    except BROKEN_ZIP as error:
        if isinstance(error, BadContainer):
            raise
        raise BadContainer(f"is not a valid EPUB, or is damaged: {error}") from error


def _read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> bytes:
    """Return the content of a member.

    Raises:
        BadContainer: It is larger than a limit, or damaged.
    """
    try:
        with archive.open(member) as stream:
            content = stream.read(limit + 1)
    except BROKEN_ZIP as error:
        raise BadContainer(f"its {member.filename} is damaged") from error
    if len(content) > limit:
        raise BadContainer(f"its {member.filename} is larger than {limit:,} bytes")
    return content


def read_members(data: bytes) -> dict[str, bytes]:
    """Return every file by name.

    Raises:
        BadContainer: The archive is invalid, a member occurs twice or cannot be read, or they are too large.
    """
    members: dict[str, bytes] = {}
    left = MAX_CONTENT_BYTES
    with open_archive(data) as archive:
        for member in archive.infolist():
            if member.is_dir() and not member.file_size and not member.compress_size:
                continue  # an empty folder, as many programs pack them
            if member.filename in members or not _is_plain(member):
                raise BadContainer(f"its {member.filename} occurs twice, or uses an unsupported compression")
            members[member.filename] = _read_member(archive, member, left)
            left -= len(members[member.filename])
    return members


def has_hidden_parts(data: bytes) -> bool:
    """Return whether an archive has bytes that belong to no member, which other programs might read."""
    position = 0
    with open_archive(data) as archive:
        for member in sorted(archive.infolist(), key=lambda each: each.header_offset):
            if member.header_offset != position or member.flag_bits & 0x08 or not _is_harmless(member.extra):
                return True
            name, extra = _LOCAL_HEADER.unpack_from(data, position)
            position += _LOCAL_HEADER.size + name
            if not _is_harmless(data[position : position + extra]):
                return True
            position += extra + member.compress_size
        is_end = data[-_END_BYTES:].startswith(_END_OF_ARCHIVE)
        return position != archive.start_dir or not is_end or bool(archive.comment)


def _is_harmless(extra: bytes) -> bool:
    """Return whether the extra fields of a member hold only times and owners."""
    while len(extra) >= _FIELD_HEADER.size:
        field, length = _FIELD_HEADER.unpack_from(extra)
        extra = extra[_FIELD_HEADER.size + length :]
        if field not in _HARMLESS_FIELDS:
            return False
    return not extra


def _is_plain(member: zipfile.ZipInfo) -> bool:
    return member.compress_type in PLAIN and not member.flag_bits & _ENCRYPTED

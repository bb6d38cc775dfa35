"""Frames: messages of JSON values and bytes on a pipe.

A frame is the length of its JSON text as 8 bytes, the JSON text, and its blobs. In the text, `{"bytes": 0}` stands for
the first blob, and `{"object": {...}}` for an object.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from typing import Any, BinaryIO

from acucontent.errors import AcucontentError

MAX_TEXT_BYTES = 5_000_000
"""The maximum size of the JSON text of an answer, in bytes."""

MAX_BLOB_BYTES = 50_000_000
"""The maximum size of all blobs of an answer, in bytes."""

_LENGTH = struct.Struct(">Q")


class BadFrame(AcucontentError, ValueError):
    """A frame is incomplete, invalid or too large."""


def write_frame(stream: BinaryIO, value: object) -> None:
    """Write a value of JSON values and bytes.

    Raises:
        TypeError: The value has another type.
    """
    blobs: list[bytes] = []
    plain = _pack(value, blobs)
    text = json.dumps([plain, [len(blob) for blob in blobs]]).encode("ascii")
    stream.writelines((_LENGTH.pack(len(text)), text, *blobs))
    stream.flush()


def read_frame(stream: BinaryIO) -> Any:
    """Read a value. Tuples are returned as lists.

    Raises:
        BadFrame: The frame is incomplete, invalid or too large.
    """
    (length,) = _LENGTH.unpack(_read_exactly(stream, _LENGTH.size, _LENGTH.size))
    try:
        plain, lengths = json.loads(_read_exactly(stream, length, MAX_TEXT_BYTES))
        return _unpack(plain, list(_read_blobs(stream, lengths)))
    except (ValueError, TypeError, LookupError, RecursionError, AttributeError) as error:
        raise BadFrame("invalid frame") from error


def _read_blobs(stream: BinaryIO, lengths: list[int]) -> Iterator[bytes]:
    left = MAX_BLOB_BYTES
    for length in lengths:
        yield _read_exactly(stream, length, left)
        left -= length


def _read_exactly(stream: BinaryIO, length: int, limit: int) -> bytes:
    if not 0 <= length <= limit:
        raise BadFrame("the frame is too large")
    content = stream.read(length)
    if len(content) != length:
        raise BadFrame("the frame is incomplete")
    return content


def _pack(value: object, blobs: list[bytes]) -> object:
    """Return a value without bytes, which are added to the blobs."""
    match value:
        case bytes():
            blobs.append(value)
            return {"bytes": len(blobs) - 1}
        case dict():
            return {"object": {str(name): _pack(each, blobs) for name, each in value.items()}}
        case list() | tuple():
            return [_pack(each, blobs) for each in value]
    return value


def _unpack(value: Any, blobs: list[bytes]) -> Any:
    match value:
        case {"bytes": int(index)}:
            return blobs[index]
        case {"object": dict(named)}:
            return {name: _unpack(each, blobs) for name, each in named.items()}
        case list():
            return [_unpack(each, blobs) for each in value]
        case dict():
            raise BadFrame("invalid frame")
    return value

"""Read the two files that acucontent embeds in a PDF or EPUB. The input is untrusted, so a child process reads it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from pydantic import ValidationError

from acucontent.containers import PDF, ZIP, BadContainer, read_named_files
from acucontent.errors import AcucontentError
from acucontent.identity import IDENTITY, SOURCE
from acucontent.isolation import Unreadable, run_isolated
from acucontent.model.guide import Guide
from acucontent.rendering.exporter import MissingLibrary

MAX_BYTES = 20_000_000
"""The maximum size of a file, in bytes."""

MAX_IDENTITY_BYTES = 100_000
"""The maximum size of the embedded identity, in bytes."""


class UnrecognizedFile(AcucontentError, ValueError):
    """A file was not made by acucontent, or is damaged; the message says which."""


@dataclass(frozen=True)
class EmbeddedFiles:
    """The embedded files of a PDF or EPUB."""

    identity: bytes
    """The identity of the edition, as JSON."""
    source: bytes | None
    """The guide that the file was made from, as JSON; None if it is missing or damaged."""


def read_embedded_files(path: Path) -> EmbeddedFiles:
    """Return the files that are embedded in a PDF or EPUB.

    Raises:
        UnrecognizedFile: The file cannot be read, or was not made by acucontent.
        MissingLibrary: The file is a PDF, and the library that reads PDF is not installed.
    """
    data = read_limited_file(path)
    if data.startswith(PDF) and find_spec("pikepdf") is None:
        raise MissingLibrary(f"{path}: cannot be read as PDF. Install it: pip install 'acucontent[pdf]'")
    try:
        found = run_isolated(read_named_files, data, IDENTITY, SOURCE, errors=(BadContainer,))
    except (BadContainer, Unreadable) as error:
        raise UnrecognizedFile(f"{path}: {error}") from error
    (identity, problem), (source, _) = found
    if identity is None:
        raise UnrecognizedFile(f"{path}: {problem}, so it was not made by acucontent, or it is damaged")
    if len(identity) > MAX_IDENTITY_BYTES:
        limit = f"{MAX_IDENTITY_BYTES // 1000} kB"
        raise UnrecognizedFile(f"{path}: its {IDENTITY} is larger than {limit}, so it was not made by acucontent")
    return EmbeddedFiles(identity, source)


def parse_guide(source: bytes) -> Guide:
    """Return the guide in the JSON of an embedded source, which a child process validates first.

    A small JSON text can have millions of errors, which take gigabytes of memory.

    Raises:
        UnrecognizedFile: The source is not a valid guide, or is too expensive to validate; the message says which.
    """
    try:
        valid = run_isolated(_is_valid_guide, source)
    except Unreadable as error:
        raise UnrecognizedFile(f"its {SOURCE} {error}") from error
    if not valid:
        raise UnrecognizedFile(f"its {SOURCE} is not a valid guide for this version of acucontent")
    return Guide.model_validate_json(source)


def _is_valid_guide(source: bytes) -> bool:
    try:
        Guide.model_validate_json(source)
    except (ValidationError, RecursionError):
        return False
    return True


def is_pdf_or_epub(path: Path) -> bool:
    """Return whether a file starts like a PDF or an EPUB."""
    try:
        with path.open("rb") as stream:
            return stream.read(len(PDF)).startswith((ZIP, PDF))
    except OSError:
        return False


def read_limited_file(path: Path) -> bytes:
    """Return the bytes of a PDF or EPUB.

    Raises:
        UnrecognizedFile: The file cannot be read, or is larger than any that acucontent makes.
    """
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

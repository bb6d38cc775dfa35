"""Read the files that acucontent embeds in a PDF or EPUB, in a child process with limits: the input is untrusted."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from acucontent.isolation import Unreadable, run_isolated
from acucontent.rendering.exporter import MissingLibrary
from acucontent.untrusted.attachments import PDF, ZIP, read_attachments
from acucontent.untrusted.errors import MAX_BYTES, UnrecognizedFile


@dataclass(frozen=True)
class EmbeddedFiles:
    """A PDF or EPUB with its embedded files."""

    data: bytes
    """The bytes of the whole file."""
    identity: bytes
    """The identity of the edition, as JSON."""
    source: bytes | None
    """The guide that the file was made from, as JSON; None if it is missing or damaged."""
    overlay: bytes | None = None
    """The words and the logo of the clinic, as JSON; None if they are missing or damaged."""
    merged: bool = False
    """Whether it is a PDF of many sheets that `acucontent batch --merge` made, whose template has these files."""


def read_embedded_files(path: Path) -> EmbeddedFiles:
    """Return the files that are embedded in a PDF or EPUB.

    Raises:
        UnrecognizedFile: The file cannot be read, or was not made by acucontent.
        MissingLibrary: The file is a PDF, and the library that reads PDF is not installed.
    """
    data = _read_file(path)
    if data.startswith(PDF) and find_spec("pikepdf") is None:
        raise MissingLibrary(f"{path}: cannot be read as PDF. To fix it, run: pip install 'acucontent[pdf]'")
    try:
        return EmbeddedFiles(data, **run_isolated(read_attachments, data, errors=(UnrecognizedFile,)))
    except (UnrecognizedFile, Unreadable) as error:
        raise UnrecognizedFile(f"{path}: {error}") from None


def is_pdf_or_epub(path: Path) -> bool:
    """Return whether a file starts like a PDF or an EPUB."""
    try:
        with path.open("rb") as stream:
            return stream.read(len(PDF)).startswith((ZIP, PDF))
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

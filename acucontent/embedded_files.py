"""Read the files that acucontent embeds in a PDF, EPUB or web page. A child process reads the untrusted file."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from pydantic import ValidationError

from acucontent.containers import HTML, PDF, ZIP, BadContainer, read_named_files
from acucontent.errors import AcucontentError
from acucontent.identity import IDENTITY, OVERLAY, SOURCE
from acucontent.installer import format_install_command
from acucontent.isolation import Unreadable, run_isolated
from acucontent.model.guide import Guide
from acucontent.rendering.exporter import MissingLibrary

MAX_BYTES = 20_000_000
"""The maximum size of a file, in bytes."""

_END_OF_FILE = b"%%EOF\n"
"""The last bytes of a PDF that acucontent makes."""

MAX_IDENTITY_BYTES = 100_000
"""The maximum size of the embedded identity, in bytes."""


class UnrecognizedFile(AcucontentError, ValueError):
    """A file was not made by acucontent, or is damaged; the message says which."""


@dataclass(frozen=True)
class EmbeddedFiles:
    """A PDF, EPUB or web page with its embedded files."""

    data: bytes
    """The bytes of the whole file."""
    identity: bytes
    """The identity of the edition, as JSON."""
    source: bytes | None
    """The guide that the file was made from, as JSON; None if it is missing or damaged."""
    overlay: bytes | None = None
    """The words and the logo of the clinic, as JSON; None if they are missing or damaged."""
    merged: bool = False
    """Whether it is a PDF of many sheets that `acucontent batch --merge` made. The files are those of its template."""


def read_embedded_files(path: Path) -> EmbeddedFiles:
    """Return the files that are embedded in a PDF, EPUB or web page.

    Raises:
        UnrecognizedFile: The file cannot be read, or was not made by acucontent.
        MissingLibrary: The file is a PDF, and the library that reads PDF is not installed.
    """
    data = read_limited_file(path)
    if data.startswith(PDF) and find_spec("pikepdf") is None:
        fix = f"Install it: {format_install_command('acucontent[pdf]')}"
        raise MissingLibrary(f"{path}: cannot be read as PDF. {fix}")
    try:
        return read_files(data)
    except (BadContainer, Unreadable) as error:
        raise UnrecognizedFile(f"{path}: {error}") from error


def read_files(data: bytes) -> EmbeddedFiles:
    """Return the embedded files of some bytes, of a merged file those of its template.

    Raises:
        BadContainer: The file is damaged, or was not made by acucontent.
        Unreadable: It needs too much time or memory to be read.
    """
    found = run_isolated(read_named_files, data, IDENTITY, SOURCE, OVERLAY, errors=(BadContainer,))
    (identity, problem), (source, _), (overlay, _) = found
    template = data[: data.find(_END_OF_FILE) + len(_END_OF_FILE)]
    if identity is None and data.startswith(PDF) and len(template) < len(data):
        with suppress(BadContainer):
            return replace(read_files(template), data=data, merged=True)
    if identity is None:
        raise BadContainer(f"{problem}, so it was not made by acucontent, or it is damaged")
    if len(identity) > MAX_IDENTITY_BYTES:
        limit = f"{MAX_IDENTITY_BYTES // 1000} kB"
        raise BadContainer(f"its {IDENTITY} is larger than {limit}, so it was not made by acucontent")
    return EmbeddedFiles(data, identity, source, overlay)


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


def can_embed_files(path: Path) -> bool:
    """Return whether a file starts like a PDF, an EPUB or a web page."""
    try:
        with path.open("rb") as stream:
            return stream.read(len(HTML)).startswith((ZIP, PDF, HTML))
    except OSError:
        return False


def read_limited_file(path: Path) -> bytes:
    """Return the bytes of a file.

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

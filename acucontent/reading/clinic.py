"""Read a clinic's overlay and its logo.

This is separate from the reading of guides, which does not need an image library.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath

from pydantic import TypeAdapter, ValidationError

from acucontent.clinic import Clinic, Overlay
from acucontent.font_table import describe_character, find_missing, suggest_fonts
from acucontent.logo import MAX_LOGO_BYTES, BadLogo, clean_logo
from acucontent.model.base import Text
from acucontent.problems import quote_text
from acucontent.reading import guide_files
from acucontent.reading.collected_problems import ProblemCollector
from acucontent.reading.guide_files import SourceDocument
from acucontent.reading.node import Node
from acucontent.reading.reader import read_record

_TEXT: TypeAdapter[str] = TypeAdapter(Text)


def read_clinic(path: str | Path) -> Overlay:
    """Return the overlay in a YAML or JSON file, with its logo as a PNG without metadata.

    Raises:
        GuideProblems: The overlay or its logo has problems; the error lists all of them.
        NotReadable: The file does not exist, is a folder, or is neither YAML nor JSON.
    """
    file, problems = Path(path), ProblemCollector()
    return _make_overlay(guide_files.read_file_document(file, problems), file.parent, problems)


def parse_clinic(content: bytes, name: str, folder: Path) -> Overlay:
    """Return the overlay in the text of a file that may not be saved yet.

    Args:
        content: The text, as UTF-8.
        name: The name that messages give the file. With the suffix `.json` it is JSON, with any other YAML.
        folder: The folder of the logo.

    Raises:
        GuideProblems: The overlay or its logo has problems; the error lists all of them.
    """
    problems = ProblemCollector()
    return _make_overlay(guide_files.parse_document(content, name, problems), folder, problems)


def _make_overlay(document: SourceDocument, folder: Path, problems: ProblemCollector) -> Overlay:
    logo_node = document.root.mapping.get("logo")
    logo = _read_logo(folder, logo_node, problems) if logo_node else None
    _report_missing_letters(document.root, problems)
    return Overlay(read_record(document, Clinic, problems), logo, dict(_locate_values(document.root)))


def _locate_values(node: Node, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Yield the path of each value in a node, with its file and line."""
    line, _, _ = node.source.find_position(node.at or 0)
    yield ".".join(path), f"{node.source.name}:{line}"
    children = (*node.mapping.items(), *((str(index), item) for index, item in enumerate(node.items)))
    for step, child in children:
        yield from _locate_values(child, (*path, step))


def _report_missing_letters(node: Node, problems: ProblemCollector) -> None:
    """Report each character in the texts of a node that a sheet could not show."""
    for key, child in node.mapping.items():
        if key != "logo":
            _report_missing_letters(child, problems)
    for item in node.items:
        _report_missing_letters(item, problems)
    try:
        text = _TEXT.validate_python(node.value)
    except ValidationError:
        return  # it is no text, or is reported with the other fields
    for character in find_missing(text):
        name, more = describe_character(character), suggest_fonts(character)
        node.report(problems, "no-font", f"has {name}, which no font can print: write other words{more}")


def _read_logo(folder: Path, node: Node, problems: ProblemCollector) -> bytes | None:
    """Return the logo, or None if it has a problem, which is reported at the line of its path."""
    try:
        name = _TEXT.validate_python(node.value)
    except ValidationError:
        return None  # reported with the other fields
    try:
        return clean_logo(_read_bytes(folder, name), quote_text(name))
    except BadLogo as error:
        node.report(problems, "logo", str(error))
    except (OSError, RuntimeError) as error:  # Python 3.11 and 3.12 raise RuntimeError for circular links
        reason = error.strerror if isinstance(error, OSError) else "its symbolic links are circular"
        node.report(problems, "logo", f"{quote_text(name)} cannot be read: {reason}")
    return None


def _read_bytes(folder: Path, name: str) -> bytes:
    """Return the bytes of a regular file in the folder, up to one byte more than the size limit.

    Raises:
        BadLogo: The file is outside the folder, does not exist, or is not a regular file.
        OSError: The file cannot be read.
    """
    if is_outside(name):
        raise BadLogo(
            f"{quote_text(name)} is outside the folder of the overlay. To fix it, move the logo into that folder."
        )
    file = (folder / name).resolve()
    if not file.is_relative_to(folder.resolve()):
        raise BadLogo(
            f"{quote_text(name)} is a link to a file outside the folder of the overlay. To fix it, copy the logo there."
        )
    if not file.exists():
        raise BadLogo(f"{quote_text(name)} not found in the folder of the overlay. Add the file, or remove `logo`.")
    if not file.is_file():
        raise BadLogo(f"{quote_text(name)} is not a regular file. Use a PNG or JPEG file.")
    with file.open("rb") as stream:
        return stream.read(MAX_LOGO_BYTES + 1)


def is_outside(name: str) -> bool:
    """Return whether a path is absolute or has '..' on any system, because overlays are shared between systems."""
    posix, windows = PurePosixPath(name), PureWindowsPath(name)
    return posix.is_absolute() or bool(windows.anchor) or ".." in (*posix.parts, *windows.parts)

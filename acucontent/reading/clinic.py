"""Reading of a clinic's overlay and of the logo beside it. Apart from guides, which need no library for images."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

from pydantic import TypeAdapter, ValidationError

from acucontent.clinic import Clinic, Overlay
from acucontent.logo import MOST_LOGO_BYTES, BadLogo, clean_logo
from acucontent.model.base import Text
from acucontent.reading import layout
from acucontent.reading.problems import Findings, shown
from acucontent.reading.read import read_record
from acucontent.reading.tree import Node

_TEXT: TypeAdapter[str] = TypeAdapter(Text)


def read_clinic(path: str | Path) -> Overlay:
    """The overlay in a YAML or JSON file, with the logo that it names as a clean PNG.

    Raises:
        GuideProblems: the overlay or its logo has problems; the error holds all that could be found.
        NotReadable: there is no such file.
    """
    file, findings = Path(path), Findings()
    document = layout.file(file, findings)
    named = document.root.mapping.get("logo")
    logo = _logo(file.parent, named, findings) if named else None
    return Overlay(read_record(document, Clinic, findings), logo)


def _logo(folder: Path, named: Node, findings: Findings) -> bytes | None:
    """The logo that is named, or none when it has a problem, which is told at the line that names it."""
    try:
        name = _TEXT.validate_python(named.value)
    except ValidationError:
        return None  # told with the other fields
    try:
        return clean_logo(_bytes(folder, name), shown(name))
    except BadLogo as error:
        named.report(findings, "logo", str(error))
    except (OSError, RuntimeError) as error:  # Python 3.11 and 3.12 tell a loop of links by a RuntimeError
        reason = error.strerror if isinstance(error, OSError) else "its links lead in a circle"
        named.report(findings, "logo", f"{shown(name)} cannot be read: {reason}")
    return None


def _bytes(folder: Path, name: str) -> bytes:
    """The bytes of a regular file in the folder or below, one more than a logo may have at most.

    Raises:
        BadLogo: it is elsewhere, absent, or no regular file.
        OSError: it cannot be read.
    """
    if _leads_out(name):
        raise BadLogo(f"{shown(name)} leads out of the overlay's folder. Put the logo beside the overlay.")
    file, home = (folder / name).resolve(), folder.resolve()
    if not file.is_relative_to(home):
        raise BadLogo(f"{shown(name)} is a link out of the overlay's folder. Put the logo itself beside the overlay.")
    if not file.exists():
        raise BadLogo(f"{shown(name)} does not stand beside the overlay. Put it there, or leave the logo out.")
    if not file.is_file():
        raise BadLogo(f"{shown(name)} is not a regular file. Name a PNG or JPEG.")
    with file.open("rb") as stream:
        return stream.read(MOST_LOGO_BYTES + 1)


def _leads_out(name: str) -> bool:
    """Whether a name is absolute or climbs, on any system: an overlay may be written on another."""
    here, there = PurePosixPath(name), PureWindowsPath(name)
    return here.is_absolute() or bool(there.anchor) or ".." in (*here.parts, *there.parts)

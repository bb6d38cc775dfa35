"""The output folder of a build, which prevents a build from overwriting files of another edition.

The file `.acucontent.json` in the folder lists each file that a build wrote, with its edition and its digest. A PDF or
EPUB that is not listed is recognized by its embedded identity.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import StringConstraints, ValidationError

from acucontent.clinic import Overlay
from acucontent.embedded_files import UnrecognizedFile, can_embed_files, read_embedded_files
from acucontent.errors import AcucontentError
from acucontent.files import is_replaceable, read_regular_file, write_file
from acucontent.identity import Identity
from acucontent.model.base import Record, Text
from acucontent.model.guide import Guide
from acucontent.rendering.exporter import MissingLibrary

MANIFEST = ".acucontent.json"
"""The name of the manifest, which lists the files that builds wrote."""

_VERSION_FIELDS = {"edition", "overdue", "printed", "sha256", "versions"}
"""The fields that differ between two versions of the same edition."""


class WouldOverwrite(AcucontentError, FileExistsError):
    """A build would overwrite files that are not older versions of its own files; the message lists them."""


@dataclass(frozen=True)
class OutputFile:
    """A file that a build writes: its path, its edition, and the defaults of the options of its format."""

    path: Path
    edition: Identity | None
    """The edition of the file; None for a file of a site that belongs to no edition, such as its index."""
    defaults: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    contact: tuple[str, ...] = ()
    """The address and the telephone number of its clinic (`list_contact`)."""
    version_options: frozenset[str] = frozenset()
    """The names of the options in which an older version of the file can differ."""


def list_contact(overlay: Overlay | None) -> tuple[str, ...]:
    """Return the address and the telephone number of a clinic, by which clinics with the same name differ."""
    if overlay is None:
        return ()
    return (*overlay.clinic.address, *([overlay.clinic.phone] if overlay.clinic.phone else []))


class ManifestEntry(Record):
    """The entry of a file that a build wrote."""

    edition: Identity | None = None
    """The edition of the file; None for a file of a site that belongs to no edition, such as its index."""
    contact: tuple[Text, ...] = ()
    """The address and the telephone number of its clinic."""
    sha256: tuple[Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")], ...]
    """The digests of the file and of its previous version. A build that is killed can leave either of them."""


class Manifest(Record):
    """The files that builds wrote into a folder."""

    files: dict[str, ManifestEntry]
    """The entries by file name."""


@dataclass(frozen=True)
class OutputFolder:
    """The output folder of a build."""

    path: Path
    overwrite: bool = False
    """Whether to overwrite any file."""
    put: Callable[[Path, bytes], None] | None = None
    """The function that writes a file (default: `write_file`)."""
    read: Callable[[Path], bytes | None] | None = None
    """The function that reads a file of another storage, which has no links (default: files of this machine)."""
    fix: str = "choose another folder with --out, or overwrite the files with --overwrite"
    """What a person can do when files would be overwritten."""

    def check(self, files: Iterable[OutputFile]) -> None:
        """Check that each file is new or replaces an older version of the same edition.

        Raises:
            WouldOverwrite: An existing file has another edition, was edited, or was not written by a build.
        """
        if self.overwrite:
            return
        listed = self._read_manifest()
        problems = [f"  {file.path.name}: {found}" for file in files for found in self._find_problems(file, listed)]
        if problems:
            head = f"{self.path}: these files would be overwritten:"
            raise WouldOverwrite("\n".join((head, *problems, f"To fix it, {self.fix}.")))

    def write(self, file: OutputFile, data: bytes) -> None:
        """Write a file and list it in the manifest.

        The manifest is written first and keeps the digest of the replaced file, so that a build that is killed between
        the two steps can be repeated.

        Raises:
            CannotWrite: The file or the manifest cannot be written.
        """
        digests = dict.fromkeys((_hash_bytes(data), *_hash_content(self._read(file.path))))
        entries = (self._read_manifest() or {}).items()
        listed = {name: entry for name, entry in entries if self.read or (self.path / name).exists()}
        listed[file.path.name] = ManifestEntry(edition=file.edition, contact=file.contact, sha256=tuple(digests))
        put = self.put or write_file
        put(self.path / MANIFEST, _dump_manifest(Manifest(files=listed)))
        put(file.path, data)

    def list_others(self, names: Iterable[str]) -> tuple[Path, ...]:
        """Return the files in the folder that the manifest lists and that do not have one of these names, sorted."""
        others = sorted({*(self._read_manifest() or {})} - {*names})
        return tuple(self.path / name for name in others if (self.path / name).exists())

    def _read(self, path: Path) -> bytes | None:
        """Return the content of a file; None if it cannot be read or is no regular file."""
        return self.read(path) if self.read else read_regular_file(path)

    def _read_manifest(self) -> Mapping[str, ManifestEntry] | None:
        """Return the entries of the manifest by file name: none if it is missing, and None if it is damaged."""
        try:
            path = self.path / MANIFEST
            content = self._read(path)
            if content is None and self.read:
                return {}
            if content is None:
                path.lstat()  # it exists, but is no file that can be read
                return None
            return Manifest.model_validate_json(content).files
        except (FileNotFoundError, NotADirectoryError):
            return {}
        except (OSError, ValidationError):
            return None

    def _find_problems(self, file: OutputFile, listed: Mapping[str, ManifestEntry] | None) -> Iterator[str]:
        """Yield the reason why an existing file must not be overwritten, if there is one."""
        if not self.read and not is_replaceable(file.path):
            yield _describe_special_file(file.path)
            return
        if (self._read(file.path) is None) if self.read else not _is_regular_file(file.path):
            return
        entry = listed.get(file.path.name) if listed else None
        held = entry.edition if entry else None if self.read else _read_embedded_identity(file.path)
        if entry is None and held is None and listed is None:
            yield f"cannot be recognized, because {MANIFEST} is damaged"
        elif entry is None and held is None:
            yield f"was not written by acucontent build ({MANIFEST} does not list it)"
        elif entry is not None and not set(_hash_content(self._read(file.path))) & set(entry.sha256):
            yield "was changed after acucontent build wrote it"
        elif differences := list(_compare(held, file)):
            yield f"belongs to another edition ({'), ('.join(differences)})"
        elif entry is not None and entry.contact != file.contact:
            before, after = (", ".join(each) or "none" for each in (entry.contact, file.contact))
            yield f"belongs to another clinic with the same name ({before}; this build: {after})"


def get_default_folder(guide: Guide, region: str | None) -> Path:
    """Return `build/GUIDE`, or `build/GUIDE/REGION` for a region that is not the guide's first."""
    folder = Path("build", guide.id)
    return folder if region in (None, guide.regions[0].code) else folder / str(region)


def _describe_special_file(path: Path) -> str:
    if path.is_symlink():
        return f"is a link to {path.readlink()}: remove the link, or choose another folder"
    return "is a folder" if path.is_dir() else "is not a regular file"


def _is_regular_file(path: Path) -> bool:
    try:
        return path.is_file() and not path.is_symlink()
    except OSError:  # the folder cannot be searched; writing to it raises the error
        return False


def _read_embedded_identity(path: Path) -> Identity | None:
    """Return the embedded identity of a PDF, EPUB or web page, or None if it cannot be read."""
    if not can_embed_files(path):
        return None
    try:
        return Identity.model_validate_json(read_embedded_files(path).identity)
    except (UnrecognizedFile, MissingLibrary, ValidationError):
        return None


def _compare(held: Identity | None, file: OutputFile) -> Iterator[str]:
    """Yield each difference between the edition of an existing file and that of a build, except their version."""
    if held is None or file.edition is None:
        if held is not file.edition:
            yield f"{'a file of a site' if held is None else f'guide: {held.guide}'}; this build: another kind of file"
        return
    before, after = (each.model_dump(exclude={*_VERSION_FIELDS, "options"}) for each in (held, file.edition))
    for name, value in before.items():
        if value != after[name]:
            yield f"{name}: {_format_value(value)}; this build: {_format_value(after[name])}"
    for name in sorted({*held.options, *file.edition.options} - file.version_options):
        old, new = (_get_option(each, name, file.defaults) for each in (held, file.edition))
        if old != new:
            yield f"{name}={old}; this build: {name}={new}"


def _format_value(value: Any) -> str:
    if isinstance(value, tuple):  # the options of a decision
        return ", ".join(value) or "all"
    return str(value or "none")


def _get_option(edition: Identity, name: str, defaults: Mapping[str, Any]) -> str:
    """Return the value of an option, or its default, on one line that is safe to print on a terminal."""
    value = edition.options.get(name, defaults.get(name, "default"))
    return value if isinstance(value, str) and value.isprintable() else json.dumps(value)


def _hash_bytes(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _hash_content(content: bytes | None) -> tuple[str, ...]:
    """Return the digest of a file, or an empty tuple if it cannot be read."""
    return () if content is None else (_hash_bytes(content),)


def _dump_manifest(manifest: Manifest) -> bytes:
    plain = manifest.model_dump(mode="json", exclude_defaults=True)
    return (json.dumps(plain, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8")

"""The files that a preview is made from, and what they contain now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from acucontent.desk.overlay_form import parse_values
from acucontent.errors import AcucontentError
from acucontent.logo import MAX_LOGO_BYTES
from acucontent.reading.clinic import is_outside

_PARTS = (".yaml", ".yml", ".json")


@dataclass(frozen=True)
class GuideSource:
    """A guide on the disk, and the overlay of a clinic."""

    guide: Path
    """The folder or file of the guide, as the author named it: messages begin with it."""
    overlay: Path | None = None
    """The file of the overlay."""

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders whose files are watched."""
        guide = self.guide.parent if self.guide.suffix.lower() in _PARTS else self.guide
        found = (guide, *((self.overlay.parent,) if self.overlay else ()))
        return tuple(dict.fromkeys(found))

    def compute_digest(self) -> str:
        """Return a digest of the names and contents of all files, which changes whenever a preview can change.

        A file that cannot be read now counts as one without content.
        """
        digest = hashlib.sha256()
        for file in sorted(self._list_files()):
            content = b""
            with suppress(OSError):
                content = file.read_bytes()
            digest.update(f"{file}\0{len(content)}\0".encode("utf-8", "surrogateescape"))
            digest.update(content)
        return digest.hexdigest()

    def _list_files(self) -> Iterator[Path]:
        """Yield the files of the guide and of the overlay. Names of editors' temporary files may be among them."""
        yield from _list_with_suffixes(self.folders[0], _PARTS)
        if self.overlay is not None:
            yield self.overlay
            yield from self._find_logo(self.overlay)

    def _find_logo(self, overlay: Path) -> Iterator[Path]:
        """Yield the file that an overlay names as its logo, if it can be one."""
        with suppress(OSError):
            name = _find_logo_name(overlay.read_bytes())
            file = overlay.parent / name
            if name and not is_outside(name) and file.is_file() and file.stat().st_size <= MAX_LOGO_BYTES:
                yield file


@lru_cache(maxsize=4)
def _find_logo_name(content: bytes) -> str:
    """Return what an overlay names as its logo; nothing if it cannot be read."""
    with suppress(AcucontentError):
        values = parse_values(content, "clinic")
        if isinstance(values, dict) and isinstance(name := values.get("logo"), str):
            return name
    return ""


def _list_with_suffixes(folder: Path, suffixes: tuple[str, ...]) -> Iterator[Path]:
    with suppress(OSError):
        for file in folder.iterdir():
            if file.name.lower().endswith(suffixes) and not file.name.startswith(".") and file.is_file():
                yield file

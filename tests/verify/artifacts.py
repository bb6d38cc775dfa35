"""Make files to verify, intact and tampered with."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import pikepdf

from acucontent import Edition, Guide, Overlay
from acucontent.identity import IDENTITY, SOURCE, embedded

Change = Callable[[bytes], bytes]


def epub(files: Mapping[str, bytes], packed: int = zipfile.ZIP_STORED) -> bytes:
    """Return an archive that embeds these files as an ebook does."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packed) as book:
        book.writestr("mimetype", "application/epub+zip")
        for name, content in files.items():
            book.writestr(f"META-INF/{name}", content)
    return made.getvalue()


def pdf(files: Mapping[str, bytes]) -> bytes:
    """Return a PDF with one empty page that embeds these files."""
    made, document = io.BytesIO(), pikepdf.new()
    document.add_blank_page()
    for number, (name, content) in enumerate(files.items()):
        document.attachments[f"file-{number}"] = pikepdf.AttachedFileSpec(document, content, filename=name)
    document.save(made, compress_streams=True)
    return made.getvalue()


KINDS: dict[str, Callable[[Mapping[str, bytes]], bytes]] = {"epub": epub, "pdf": pdf}


def carried_by(guide: Guide, overlay: Overlay | None = None) -> dict[str, bytes]:
    """Return the files that an artifact of the guide's first handout embeds."""
    return dict(embedded(Edition.of(guide, overlay=overlay), {}))


def changed(
    files: Mapping[str, bytes], *, source: Change | None = None, identity: Change | None = None
) -> dict[str, bytes]:
    """Return the files with one of them rewritten."""
    made = dict(files)
    made |= {SOURCE: source(files[SOURCE])} if source else {}
    made |= {IDENTITY: identity(files[IDENTITY])} if identity else {}
    return made

"""Make files to verify, intact and tampered with."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import pikepdf

from acucontent import Edition, Guide, Overlay
from acucontent.identity import IDENTITY, SOURCE, make_embedded_files

Change = Callable[[bytes], bytes]


def make_epub(files: Mapping[str, bytes], packed: int = zipfile.ZIP_STORED) -> bytes:
    """Return an archive that embeds these files as an ebook does."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packed) as book:
        book.writestr("mimetype", "application/epub+zip")
        for name, content in files.items():
            book.writestr(f"META-INF/{name}", content)
    return made.getvalue()


def make_pdf(files: Mapping[str, bytes]) -> bytes:
    """Return a PDF with one empty page that embeds these files."""
    made, document = io.BytesIO(), pikepdf.new()
    document.add_blank_page()
    for number, (name, content) in enumerate(files.items()):
        document.attachments[f"file-{number}"] = pikepdf.AttachedFileSpec(document, content, filename=name)
    document.save(made, compress_streams=True)
    return made.getvalue()


KINDS: dict[str, Callable[[Mapping[str, bytes]], bytes]] = {"epub": make_epub, "pdf": make_pdf}


def export_embedded_files(guide: Guide, overlay: Overlay | None = None) -> dict[str, bytes]:
    """Return the files that an artifact of the guide's first handout embeds."""
    return dict(make_embedded_files(Edition.of(guide, overlay=overlay), {}))


def change_file(
    files: Mapping[str, bytes], *, source: Change | None = None, identity: Change | None = None
) -> dict[str, bytes]:
    """Return the files with one of them rewritten."""
    made = dict(files)
    made |= {SOURCE: source(files[SOURCE])} if source else {}
    made |= {IDENTITY: identity(files[IDENTITY])} if identity else {}
    return made

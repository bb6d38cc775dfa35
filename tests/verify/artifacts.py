"""Make files to verify, intact and tampered with."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import pikepdf

from acucontent import Guide, Overlay, discover
from acucontent.checked_edition import make_edition
from acucontent.data_blocks import write_data_block
from acucontent.identity import IDENTITY, SOURCE, make_embedded_files

Change = Callable[[bytes], bytes]
ChangePdf = Callable[[pikepdf.Pdf], None]
Members = dict[str, bytes]


def make_epub(files: Mapping[str, bytes], packed: int = zipfile.ZIP_STORED) -> bytes:
    """Return an archive that embeds these files as an ebook does."""
    return pack(
        {"mimetype": b"application/epub+zip"} | {f"META-INF/{name}": each for name, each in files.items()}, packed
    )


def pack(members: Mapping[str, bytes], packed: int = zipfile.ZIP_STORED) -> bytes:
    """Return an archive with these members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packed) as book:
        for name, content in members.items():
            book.writestr(name, content)
    return made.getvalue()


def unpack(data: bytes) -> Members:
    """Return the members of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return {name: book.read(name) for name in book.namelist()}


def change_epub(data: bytes, change: Callable[[Members], object]) -> bytes:
    """Return an EPUB whose members are changed."""
    members = unpack(data)
    change(members)
    return pack(members)


def make_html(files: Mapping[str, bytes]) -> bytes:
    """Return a web page without text that embeds these files."""
    blocks = (write_data_block(name, each) for name, each in files.items())
    return f"<!DOCTYPE html>\n<html lang='en'><title>Empty</title>{''.join(blocks)}</html>\n".encode()


def make_pdf(files: Mapping[str, bytes]) -> bytes:
    """Return a PDF with one empty page that embeds these files."""
    made, document = io.BytesIO(), pikepdf.new()
    document.add_blank_page()
    for number, (name, content) in enumerate(files.items()):
        document.attachments[f"file-{number}"] = pikepdf.AttachedFileSpec(document, content, filename=name)
    document.save(made, compress_streams=True)
    return made.getvalue()


def change_pdf(data: bytes, *changes: ChangePdf, **options: Any) -> bytes:
    """Return a PDF that is changed and saved by another program."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for change in changes:
            change(pdf)
        pdf.save(made, **options)
    return made.getvalue()


def change_versions(pdf: pikepdf.Pdf) -> None:
    """Change the versions in the identity of a PDF."""
    for key, attached in pdf.attachments.items():
        if attached.filename == IDENTITY:
            content = edit_versions(attached.get_file().read_bytes())
            pdf.attachments[key] = pikepdf.AttachedFileSpec(pdf, content, filename=IDENTITY)
            return


def edit_versions(identity: bytes) -> bytes:
    """Return an identity with another version of a library."""
    values = json.loads(identity)
    values["versions"]["fonttools"] = "1.0"
    return json.dumps(values).encode()


KINDS: dict[str, Callable[[Mapping[str, bytes]], bytes]] = {"epub": make_epub, "html": make_html, "pdf": make_pdf}


def export_embedded_files(guide: Guide, overlay: Overlay | None = None, name: str = "epub") -> dict[str, bytes]:
    """Return the files that an artifact of the guide's first handout embeds."""
    exporter = discover().get_exporter(name)
    return make_embedded_files(make_edition(guide, overlay=overlay), exporter, exporter.make_options({}))


def change_file(
    files: Mapping[str, bytes], *, source: Change | None = None, identity: Change | None = None
) -> dict[str, bytes]:
    """Return the files with one of them rewritten."""
    made = dict(files)
    made |= {SOURCE: source(files[SOURCE])} if source else {}
    made |= {IDENTITY: identity(files[IDENTITY])} if identity else {}
    return made

"""Hostile files are refused with a message, and none crashes the program."""

from __future__ import annotations

import io
import json
import random
import sys
import warnings
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from acucontent import MissingLibrary, Registry, UnrecognizedFile, verify
from acucontent.embedded_files import MAX_BYTES, MAX_EMBEDDED_BYTES
from acucontent.identity import IDENTITY, SOURCE
from tests.factories import make_guide
from tests.verify.artifacts import KINDS, export_embedded_files, make_epub, make_pdf

Refusal = Callable[[bytes], str]


@pytest.fixture
def refusal(tmp_path: Path) -> Refusal:
    """Return a function that returns the reason why a file is refused."""

    def refusal(data: bytes) -> str:
        file = tmp_path / "file"
        file.write_bytes(data)
        with pytest.raises(UnrecognizedFile) as caught:
            verify(file, registry=Registry())
        return str(caught.value)

    return refusal


def _make_identity(**changes: object) -> bytes:
    return json.dumps(json.loads(export_embedded_files(make_guide())[IDENTITY]) | changes).encode()


def _make_duplicate_entry() -> bytes:
    made = io.BytesIO(make_epub(export_embedded_files(make_guide())))
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(made, "a") as book:
        book.writestr(f"META-INF/{IDENTITY}", "{}")
    return made.getvalue()


def _make_pdf_bomb() -> bytes:
    """Return a PDF whose identity is a few kilobytes that decompress to a hundred megabytes."""
    made, document = io.BytesIO(), pikepdf.open(io.BytesIO(make_pdf({IDENTITY: b"x", SOURCE: b"x"})))
    for attached in document.attachments.values():
        attached.get_file().obj.write(zlib.compress(bytes(100_000_000)), filter=pikepdf.Name.FlateDecode)
    document.save(made, compress_streams=False)
    return made.getvalue()


def _make_encrypted_pdf() -> bytes:
    made, document = io.BytesIO(), pikepdf.open(io.BytesIO(make_pdf(export_embedded_files(make_guide()))))
    document.save(made, encryption=pikepdf.Encryption(owner="o", user="u"))
    return made.getvalue()


WHOLE = {name: make(export_embedded_files(make_guide())) for name, make in KINDS.items()}

REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "is neither a PDF nor an EPUB"),
    "text": (lambda: b"hello", "is neither a PDF nor an EPUB"),
    "large": (lambda: b"%PDF-" + bytes(MAX_BYTES), "is larger than 20 MB"),
    "no-zip": (lambda: b"PK\x03\x04 hello", "is not a valid EPUB"),
    "cut-epub": (lambda: WHOLE["epub"][:-40], "is not a valid EPUB"),
    "cut-pdf": (lambda: WHOLE["pdf"][:-400], "is not a valid PDF"),
    "head-of-pdf": (lambda: b"%PDF-1.7\n", "is not a valid PDF"),
    "encrypted": (_make_encrypted_pdf, "is protected by a password"),
    "other-epub": (lambda: make_epub({}), "does not contain exactly one META-INF/acucontent.json"),
    "other-pdf": (lambda: make_pdf({}), "does not contain exactly one acucontent.json"),
    "two-identities": (_make_duplicate_entry, "does not contain exactly one META-INF/acucontent.json"),
    "zip-bomb": (
        lambda: make_epub({IDENTITY: bytes(50_000_000)}, zipfile.ZIP_DEFLATED),
        "its META-INF/acucontent.json is larger than 5 MB",
    ),
    "pdf-bomb": (_make_pdf_bomb, "its acucontent.json is larger than 5 MB"),
    "packed-otherwise": (
        lambda: make_epub(export_embedded_files(make_guide()), zipfile.ZIP_LZMA),
        "does not contain exactly one",
    ),
    "no-json": (lambda: make_epub({IDENTITY: b"\xff\xfe"}), "is invalid, so"),
    "deep-json": (lambda: make_epub({IDENTITY: b"[" * 1_000_000}), "is invalid, so"),
    "list": (lambda: make_epub({IDENTITY: b"[]"}), "is invalid, so"),
    "no-hash": (lambda: make_epub({IDENTITY: _make_identity(sha256="none")}), "is invalid, so"),
    "other-key": (lambda: make_epub({IDENTITY: _make_identity(url="file:///")}), "is invalid, so"),
    "terminal": (lambda: make_epub({IDENTITY: _make_identity(clinic="\x1b[2J")}), "is invalid, so"),
    "direction": (lambda: make_epub({IDENTITY: _make_identity(clinic="a\u202eb")}), "is invalid, so"),
    "long-name": (lambda: make_epub({IDENTITY: _make_identity(clinic="x" * 10_000)}), "is invalid, so"),
    "path": (lambda: make_epub({IDENTITY: _make_identity(guide="../../etc")}), "is invalid, so"),
}


@pytest.mark.parametrize(("make", "message"), REFUSED.values(), ids=REFUSED)
def test_other_files_are_refused(make: Callable[[], bytes], message: str, refusal: Refusal) -> None:
    """Each file is refused with a reason, and nothing is decompressed beyond the limits."""
    assert message in refusal(make())


def test_an_oversized_source_is_damaged(tmp_path: Path) -> None:
    """A guide that exceeds the limit is reported as damaged, and the rest is still verified."""
    files = export_embedded_files(make_guide()) | {SOURCE: bytes(MAX_EMBEDDED_BYTES + 1)}
    for name, make in KINDS.items():
        (tmp_path / name).write_bytes(make(files))

        found = [result.code for result in verify(tmp_path / name, registry=Registry()).results]

        assert found == ["changed", "not-installed"]


@pytest.mark.parametrize("kind", KINDS)
def test_any_damage_gives_a_result_or_a_refusal(kind: str, tmp_path: Path) -> None:
    """Any damaged file is verified or refused, without another error."""
    chance, file = random.Random(kind), tmp_path / "file"

    for _ in range(300):
        broken = bytearray(WHOLE[kind])
        for _ in range(chance.randint(1, 5)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        file.write_bytes(broken[: chance.randrange(len(broken))] if chance.random() < 0.2 else broken)
        with suppress(UnrecognizedFile):
            assert verify(file, registry=Registry()).results


def test_folders_and_missing_files_are_refused(tmp_path: Path) -> None:
    """A folder and a missing file have different messages."""
    for path, message in ((tmp_path, "is not a regular file"), (tmp_path / "none", "not found")):
        with pytest.raises(UnrecognizedFile, match=message):
            verify(path, registry=Registry())


def test_a_missing_library_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF needs a library, which the message names; an ebook can be verified without it."""
    blocked: Any = None
    monkeypatch.setitem(sys.modules, "pikepdf", blocked)
    for name, data in WHOLE.items():
        (tmp_path / name).write_bytes(data)

    assert verify(tmp_path / "epub", registry=Registry()).passed
    with pytest.raises(MissingLibrary, match=r"install .*'acucontent\[pdf\]'"):
        verify(tmp_path / "pdf", registry=Registry())


def test_limits_are_restored(tmp_path: Path) -> None:
    """Other users of the library in the same process keep their limits."""
    before = pikepdf.settings.get_qpdf_limits()
    (tmp_path / "file").write_bytes(WHOLE["pdf"])

    verify(tmp_path / "file", registry=Registry())

    assert pikepdf.settings.get_qpdf_limits() == before

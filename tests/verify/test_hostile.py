"""Hostile files are refused with a message within limits of time and memory, and none crashes the program."""

from __future__ import annotations

import io
import json
import random
import re
import struct
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
from acucontent.containers import MAX_MEMBER_BYTES, read_named_files
from acucontent.embedded_files import MAX_BYTES
from acucontent.identity import IDENTITY, OVERLAY, SOURCE
from acucontent.isolation import TooExpensive, run_isolated
from acucontent.model.canonical import compute_digest
from acucontent.verify import read_embedded_guide
from tests.factories import make_guide
from tests.verify.artifacts import KINDS, change_epub, change_pdf, export_embedded_files, make_epub, make_html, make_pdf
from tests.verify.conftest import Verify

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


def _make_many_members() -> bytes:
    return make_epub({f"{number}": b"" for number in range(6_000)})


def _make_huge_directory() -> bytes:
    """Return an archive whose list of files is 19 MB of the same entry."""
    entry = (
        struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", 20, 3, 20, 0, 0, 0, 0, 0x21, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    )
    count = 19_000_000 // len(entry)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count & 0xFFFF, count & 0xFFFF, count * len(entry), 4, 0)
    return b"PK\x03\x04" + entry * count + end


WHOLE = {name: make(export_embedded_files(make_guide())) for name, make in KINDS.items()}

REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "is not a PDF, an EPUB or a web page of acucontent"),
    "text": (lambda: b"hello", "is not a PDF, an EPUB or a web page of acucontent"),
    "large": (lambda: b"%PDF-" + bytes(MAX_BYTES), "is larger than 20 MB"),
    "no-zip": (lambda: b"PK\x03\x04 hello", "is not a valid EPUB"),
    "cut-epub": (lambda: WHOLE["epub"][:-40], "is not a valid EPUB"),
    "cut-pdf": (lambda: WHOLE["pdf"][:-400], "is not a valid PDF"),
    "head-of-pdf": (lambda: b"%PDF-1.7\n", "is not a valid PDF"),
    "encrypted": (_make_encrypted_pdf, "is protected by a password"),
    "other-epub": (lambda: make_epub({}), "does not contain exactly one META-INF/acucontent.json"),
    "other-pdf": (lambda: make_pdf({}), "does not contain exactly one acucontent.json"),
    "other-html": (lambda: make_html({}), "does not contain exactly one acucontent.json"),
    "cut-html": (lambda: WHOLE["html"][:200], "does not contain exactly one acucontent.json"),
    "two-identities-html": (
        lambda: WHOLE["html"] + make_html({IDENTITY: b"{}"}),
        "does not contain exactly one acucontent.json",
    ),
    "html-in-a-comment": (lambda: b"<!--" + WHOLE["html"], "is not a PDF, an EPUB or a web page of acucontent"),
    "two-identities": (_make_duplicate_entry, "does not contain exactly one META-INF/acucontent.json"),
    "zip-bomb": (
        lambda: make_epub({IDENTITY: bytes(50_000_000)}, zipfile.ZIP_DEFLATED),
        "its META-INF/acucontent.json is larger than 8 MB",
    ),
    "pdf-bomb": (_make_pdf_bomb, "its acucontent.json is larger than 8 MB"),
    "many-members": (_make_many_members, "does not contain exactly one"),
    "huge-directory": (_make_huge_directory, ""),
    "large-identity": (lambda: make_epub({IDENTITY: b" " * 100_001}), "its acucontent.json is larger than 100 kB"),
    "packed-otherwise": (
        lambda: make_epub(export_embedded_files(make_guide()), zipfile.ZIP_LZMA),
        "does not contain exactly one",
    ),
    "no-json": (lambda: make_epub({IDENTITY: b"\xff\xfe"}), "is invalid, so"),
    "deep-json": (lambda: make_epub({IDENTITY: b"[" * 90_000}), "is invalid, so"),
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


def _make_source_bomb() -> bytes:
    """Return 5 MB of empty records: an error with a path for each of them would take gigabytes."""
    return b'{"references":[' + b"{}," * 1_600_000 + b"{}]}"


def test_a_bomb_in_the_source_is_refused(tmp_path: Path, refusal: Refusal) -> None:
    """A few kilobytes cannot make the program use much time or memory."""
    source = _make_source_bomb()
    identity = _make_identity(sha256=compute_digest(source.decode()))
    data = make_epub({IDENTITY: identity, SOURCE: source}, zipfile.ZIP_DEFLATED)

    assert len(data) < 10_000
    limit = r"its guide\.json needs more than (400 MB of memory|10 s) to be read"  # the time, if the machine is busy
    assert re.search(limit, refusal(data))
    with pytest.raises(UnrecognizedFile, match=limit):
        read_embedded_guide(tmp_path / "file")


def test_an_oversized_source_is_damaged(tmp_path: Path) -> None:
    """A guide that exceeds the limit is no source."""
    files = export_embedded_files(make_guide()) | {SOURCE: bytes(MAX_MEMBER_BYTES + 1)}
    for name, make in KINDS.items():
        (tmp_path / name).write_bytes(make(files))

        found = verify(tmp_path / name, registry=Registry())

        assert str(found.answer) == "unknown source. It has no guide of its own"


def _bomb_chapter(members: dict[str, bytes]) -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 20 if n else "lol"}">' for n in range(12))
    members["EPUB/safety.xhtml"] = f"<!DOCTYPE html [{entities}]><html><body>&a11;</body></html>".encode()


def _bomb_member(members: dict[str, bytes]) -> None:
    members["EPUB/book.css"] = bytes(60_000_000)
    members["EPUB/base.css"] = bytes(60_000_000)


def test_bombs_in_an_ebook_are_noticed(epub: bytes, verify_bytes: Verify) -> None:
    """Entities are not expanded, and members are limited in size."""
    assert "safety.xhtml" in str(verify_bytes(change_epub(epub, _bomb_chapter)).answer)
    with pytest.raises(UnrecognizedFile, match="is larger than"):
        verify_bytes(change_epub(epub, _bomb_member))


def _loop_pages(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Pages.Kids.append(pdf.Root.Pages)


def _nest_objects(pdf: pikepdf.Pdf) -> None:
    inner = pdf.make_indirect(pikepdf.Dictionary())
    for _ in range(5_000):
        inner = pdf.make_indirect(pikepdf.Dictionary(Inner=inner))
    pdf.Root.Deep = inner


def _enlarge_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].MediaBox = pikepdf.Array([0, 0, 1_000_000, 1_000_000])


def _repeat_words(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"BT /F1 12 Tf (a) Tj ET " * 3_000_000)


@pytest.mark.parametrize("change", [_loop_pages, _nest_objects, _enlarge_page, _repeat_words])
def test_bombs_in_a_pdf_are_refused(change: Callable[[pikepdf.Pdf], None], pdf: bytes, verify_bytes: Verify) -> None:
    """Loops, deep nesting, huge pages and endless content end within the limits."""
    with suppress(UnrecognizedFile):
        assert not verify_bytes(change_pdf(pdf, change)).passed


@pytest.mark.parametrize("logo", ["", "AAAA", "?", 1])
def test_a_broken_logo_is_refused(logo: object, epub: bytes, verify_bytes: Verify) -> None:
    """An embedded logo is decoded before it is used."""

    def change(members: dict[str, bytes]) -> None:
        members[f"META-INF/{OVERLAY}"] = json.dumps({"clinic": {"name": "A"}, "logo": logo}).encode()

    assert str(verify_bytes(change_epub(epub, change)).answer).startswith("its clinic.json ")


@pytest.mark.parametrize("kind", KINDS)
def test_any_damage_gives_a_result_or_a_refusal(kind: str, tmp_path: Path) -> None:
    """Any damaged file is verified or refused, without another error."""
    chance, file = random.Random(kind), tmp_path / "file"

    for _ in range(25):
        broken = bytearray(WHOLE[kind])
        for _ in range(chance.randint(1, 5)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        file.write_bytes(broken[: chance.randrange(len(broken))] if chance.random() < 0.2 else broken)
        with suppress(UnrecognizedFile):
            assert not verify(file, registry=Registry()).passed


def _make_name_tree() -> bytes:
    """Return a PDF whose name tree has 2^40 paths to one attachment."""
    document = pikepdf.new()
    tree = document.make_indirect(pikepdf.Dictionary(Names=["a", pikepdf.Dictionary(F="a")], Limits=["a", "a"]))
    for _ in range(40):
        tree = document.make_indirect(pikepdf.Dictionary(Kids=[tree, tree], Limits=["a", "a"]))
    document.Root.Names = pikepdf.Dictionary(EmbeddedFiles=tree)
    document.add_blank_page()
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def test_a_pdf_that_takes_years_is_refused() -> None:
    """A PDF of a few kilobytes that would take years is refused after the limit of time."""
    with pytest.raises(TooExpensive, match="needs more than 1 s to be read"):
        run_isolated(read_named_files, _make_name_tree(), IDENTITY, seconds=1)


def test_limits_are_restored() -> None:
    """Other users of the library in the same process keep their limits."""
    before = pikepdf.settings.get_qpdf_limits()

    read_named_files(WHOLE["pdf"], IDENTITY)

    assert pikepdf.settings.get_qpdf_limits() == before


def test_folders_and_missing_files_are_refused(tmp_path: Path) -> None:
    """A folder and a missing file have different messages."""
    for path, message in ((tmp_path, "is not a regular file"), (tmp_path / "none", "not found")):
        with pytest.raises(UnrecognizedFile, match=message):
            verify(path, registry=Registry())


def test_a_missing_library_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF needs a library, which the message names; an ebook can be read without it."""
    blocked: Any = None
    monkeypatch.setitem(sys.modules, "pikepdf", blocked)
    for name, data in WHOLE.items():
        (tmp_path / name).write_bytes(data)

    assert verify(tmp_path / "epub", registry=Registry()).identity.guide == "hiccups"
    with pytest.raises(MissingLibrary, match=r"install .*'acucontent\[pdf\]'"):
        verify(tmp_path / "pdf", registry=Registry())

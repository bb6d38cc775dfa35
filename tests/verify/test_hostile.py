"""Files that anyone may hand in: each is told off in a sentence, and none takes the program down."""

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
from acucontent.embedded_files import MOST_BYTES, MOST_EMBEDDED
from acucontent.identity import IDENTITY, SOURCE
from tests.factories import make_guide
from tests.verify.artifacts import KINDS, carried_by, epub, pdf

Refusal = Callable[[bytes], str]


@pytest.fixture
def refusal(tmp_path: Path) -> Refusal:
    """Why a file is refused."""

    def refusal(data: bytes) -> str:
        file = tmp_path / "file"
        file.write_bytes(data)
        with pytest.raises(UnrecognizedFile) as caught:
            verify(file, registry=Registry())
        return str(caught.value)

    return refusal


def _identity(**changes: object) -> bytes:
    return json.dumps(json.loads(carried_by(make_guide())[IDENTITY]) | changes).encode()


def _twice() -> bytes:
    made = io.BytesIO(epub(carried_by(make_guide())))
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(made, "a") as book:
        book.writestr(f"META-INF/{IDENTITY}", "{}")
    return made.getvalue()


def _pdf_with_bomb() -> bytes:
    """A PDF whose identity is a few kilobytes that swell to a hundred megabytes."""
    made, document = io.BytesIO(), pikepdf.open(io.BytesIO(pdf({IDENTITY: b"x", SOURCE: b"x"})))
    for attached in document.attachments.values():
        attached.get_file().obj.write(zlib.compress(bytes(100_000_000)), filter=pikepdf.Name.FlateDecode)
    document.save(made, compress_streams=False)
    return made.getvalue()


def _encrypted() -> bytes:
    made, document = io.BytesIO(), pikepdf.open(io.BytesIO(pdf(carried_by(make_guide()))))
    document.save(made, encryption=pikepdf.Encryption(owner="o", user="u"))
    return made.getvalue()


WHOLE = {name: make(carried_by(make_guide())) for name, make in KINDS.items()}

REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "is neither a PDF nor an EPUB"),
    "text": (lambda: b"hello", "is neither a PDF nor an EPUB"),
    "large": (lambda: b"%PDF-" + bytes(MOST_BYTES), "is larger than 20 MB"),
    "no-zip": (lambda: b"PK\x03\x04 hello", "is not a valid EPUB"),
    "cut-epub": (lambda: WHOLE["epub"][:-40], "is not a valid EPUB"),
    "cut-pdf": (lambda: WHOLE["pdf"][:-400], "is not a valid PDF"),
    "head-of-pdf": (lambda: b"%PDF-1.7\n", "is not a valid PDF"),
    "encrypted": (_encrypted, "is protected by a password"),
    "stranger-epub": (lambda: epub({}), "does not contain exactly one META-INF/acucontent.json"),
    "stranger-pdf": (lambda: pdf({}), "does not contain exactly one acucontent.json"),
    "two-identities": (_twice, "does not contain exactly one META-INF/acucontent.json"),
    "zip-bomb": (
        lambda: epub({IDENTITY: bytes(50_000_000)}, zipfile.ZIP_DEFLATED),
        "its META-INF/acucontent.json is larger than 5 MB",
    ),
    "pdf-bomb": (_pdf_with_bomb, "its acucontent.json is larger than 5 MB"),
    "packed-otherwise": (lambda: epub(carried_by(make_guide()), zipfile.ZIP_LZMA), "does not contain exactly one"),
    "no-json": (lambda: epub({IDENTITY: b"\xff\xfe"}), "is invalid, so"),
    "deep-json": (lambda: epub({IDENTITY: b"[" * 1_000_000}), "is invalid, so"),
    "list": (lambda: epub({IDENTITY: b"[]"}), "is invalid, so"),
    "no-hash": (lambda: epub({IDENTITY: _identity(sha256="none")}), "is invalid, so"),
    "other-key": (lambda: epub({IDENTITY: _identity(url="file:///")}), "is invalid, so"),
    "terminal": (lambda: epub({IDENTITY: _identity(clinic="\x1b[2J")}), "is invalid, so"),
    "direction": (lambda: epub({IDENTITY: _identity(clinic="a\u202eb")}), "is invalid, so"),
    "long-name": (lambda: epub({IDENTITY: _identity(clinic="x" * 10_000)}), "is invalid, so"),
    "path": (lambda: epub({IDENTITY: _identity(guide="../../etc")}), "is invalid, so"),
}


@pytest.mark.parametrize(("make", "said"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_ours_is_refused(make: Callable[[], bytes], said: str, refusal: Refusal) -> None:
    """Each with its reason, and nothing is unpacked beyond the limits."""
    assert said in refusal(make())


def test_a_source_beyond_the_limit_is_no_source(tmp_path: Path) -> None:
    """A guide that swells is damaged; the rest is told all the same."""
    files = carried_by(make_guide()) | {SOURCE: bytes(MOST_EMBEDDED + 1)}
    for name, make in KINDS.items():
        (tmp_path / name).write_bytes(make(files))

        found = [result.code for result in verify(tmp_path / name, registry=Registry()).results]

        assert found == ["changed", "not-installed"]


@pytest.mark.parametrize("kind", KINDS)
def test_no_bytes_break_it(kind: str, tmp_path: Path) -> None:
    """However a file is damaged, there is a verdict or a refusal."""
    chance, file = random.Random(kind), tmp_path / "file"

    for _ in range(300):
        broken = bytearray(WHOLE[kind])
        for _ in range(chance.randint(1, 5)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        file.write_bytes(broken[: chance.randrange(len(broken))] if chance.random() < 0.2 else broken)
        with suppress(UnrecognizedFile):
            assert verify(file, registry=Registry()).results


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    """A folder and nothing are told apart."""
    for path, said in ((tmp_path, "is not a regular file"), (tmp_path / "none", "does not exist")):
        with pytest.raises(UnrecognizedFile, match=said):
            verify(path, registry=Registry())


def test_without_the_library_a_pdf_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An ebook can be verified all the same."""
    blocked: Any = None
    monkeypatch.setitem(sys.modules, "pikepdf", blocked)
    for name, data in WHOLE.items():
        (tmp_path / name).write_bytes(data)

    assert verify(tmp_path / "epub", registry=Registry()).sound
    with pytest.raises(MissingLibrary, match=r"pip install 'acucontent\[pdf\]'"):
        verify(tmp_path / "pdf", registry=Registry())


def test_limits_are_put_back(tmp_path: Path) -> None:
    """Other users of the library in the same process keep their own."""
    before = pikepdf.settings.get_qpdf_limits()
    (tmp_path / "file").write_bytes(WHOLE["pdf"])

    verify(tmp_path / "file", registry=Registry())

    assert pikepdf.settings.get_qpdf_limits() == before

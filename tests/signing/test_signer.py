"""PDFs are signed with a key of the clinic, and nothing else changes."""

from __future__ import annotations

import asyncio
import datetime
import io
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12

from acucontent import MissingLibrary
from acucontent.signing import AlreadySigned, BadKey, Signer, read_signer, sign_pdf
from tests.signing.conftest import make_signer
from tests.signing.keys import NOW, PASSWORD, Key, make_key


def test_the_bytes_before_the_signature_are_the_unsigned_file(unsigned: bytes, signed: bytes) -> None:
    """The signature is appended. It changes neither the metadata nor the version of the PDF."""
    assert signed.startswith(unsigned)
    assert len(unsigned) < len(signed) < len(unsigned) + 60_000
    before, after = (pikepdf.open(io.BytesIO(data)) for data in (unsigned, signed))
    assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()
    assert dict(after.docinfo) == dict(before.docinfo)
    assert "/Version" not in after.Root


def test_the_signature_is_invisible_and_has_the_given_time(signed: bytes) -> None:
    """It is a PAdES signature in a field outside of the page, at the time of the signer."""
    document = pikepdf.open(io.BytesIO(signed))
    (field,) = document.Root.AcroForm.Fields

    assert field.V.SubFilter == "/ETSI.CAdES.detached"
    assert str(field.V.M).startswith("D:20261128120000")
    assert field.Rect[0] == field.Rect[2] < 0


def test_the_signature_is_tagged(signed: bytes) -> None:
    """The field is the last element of the tags, so that a screen reader can name it."""
    document = pikepdf.open(io.BytesIO(signed))
    (field,) = document.Root.AcroForm.Fields
    tags = document.Root.StructTreeRoot
    *_, number, element = tags.ParentTree.Nums

    assert tags.K[0].K[-1].objgen == element.objgen
    assert (element.S, element.K.Obj.objgen, field.StructParent) == ("/Form", field.objgen, number)
    assert field.TU == "Signature"


@pytest.mark.parametrize("kind", ["ec", "rsa"])
def test_kinds_of_keys(kind: str, unsigned: bytes, tmp_path: Path) -> None:
    """Keys of both common kinds sign."""
    assert sign_pdf(unsigned, make_signer(make_key(kind=kind), tmp_path)).startswith(unsigned)


def test_a_signed_pdf_is_not_signed_again(signed: bytes, signer: Signer) -> None:
    """A second signature is refused with an error of acucontent, which says what to do."""
    with pytest.raises(AlreadySigned, match="is already signed"):
        sign_pdf(signed, signer)


def test_a_running_event_loop_does_not_matter(unsigned: bytes, signer: Signer) -> None:
    """A notebook, which runs an event loop, can sign."""

    async def sign() -> bytes:
        return sign_pdf(unsigned, signer)

    assert asyncio.run(sign()).startswith(unsigned)


def _dump_certificate_only() -> bytes:
    return pkcs12.serialize_key_and_certificates(None, None, make_key().certificate, None, NoEncryption())


def _dump_other_certificate() -> bytes:
    return pkcs12.serialize_key_and_certificates(
        None, make_key().private, None, [make_key().certificate], NoEncryption()
    )


BAD: dict[str, tuple[Any, str | None, str]] = {
    "wrong-password": (lambda: make_key().dump(), "incorrect", "the password is wrong"),
    "no-password": (lambda: make_key().dump(), None, "needs a password"),
    "no-pkcs12": (lambda: make_key().pem, None, "is not a PKCS#12 file"),
    "empty": (lambda: b"", None, "is not a PKCS#12 file"),
    "large": (lambda: bytes(1_000_001), None, "is larger than 1 MB"),
    "cut": (lambda: make_key().dump()[:-40], PASSWORD, "is not a PKCS#12 file"),
    "no-key": (_dump_certificate_only, None, "has no private key"),
    "other-certificate": (_dump_other_certificate, None, "has no certificate for its private key"),
    "expired": (lambda: make_key(days=1).dump(), PASSWORD, "its certificate expired on 2026-11-28"),
}


@pytest.mark.parametrize(("make", "password", "message"), BAD.values(), ids=BAD)
def test_bad_keys_are_refused(make: Any, password: str | None, message: str, tmp_path: Path) -> None:
    """Each key that cannot sign is one clear error with the name of the file, without the password."""
    (tmp_path / "key.p12").write_bytes(make())

    with pytest.raises(BadKey, match=f"key.p12: .*{message}") as caught:
        read_signer(tmp_path / "key.p12", password, NOW + datetime.timedelta(seconds=1))

    assert "incorrect" not in str(caught.value)


def test_a_key_of_the_future_is_refused(tmp_path: Path) -> None:
    """A certificate that is not valid yet is refused, with its date."""
    (tmp_path / "key.p12").write_bytes(make_key().dump())

    with pytest.raises(BadKey, match="is not valid before 2026-11-27"):
        read_signer(tmp_path / "key.p12", PASSWORD, NOW - datetime.timedelta(days=9))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A key that does not exist is one clear error."""
    with pytest.raises(BadKey, match=r"none\.p12: cannot be read: No such file"):
        read_signer(tmp_path / "none.p12", None, NOW)


def test_a_missing_library_is_named(key: Key, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the library the message says how to install it."""
    nothing: Any = None
    monkeypatch.setitem(sys.modules, "pyhanko", nothing)

    with pytest.raises(MissingLibrary, match=r"install .*'acucontent\[sign\]'"):
        read_signer(tmp_path / "key.p12", None, NOW)


def test_a_signer_does_not_show_its_key(signer: Signer) -> None:
    """The text of a signer has its name and its time only."""
    assert repr(signer) == f"Signer(name='Example Clinic', time={NOW!r})"

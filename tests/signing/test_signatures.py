"""Signatures of files from anyone are judged by what they prove."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from pyhanko.pdf_utils.generic import DictionaryObject, NameObject, NumberObject, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from acucontent.isolation import Unreadable
from acucontent.signing import BadCertificate, SignatureReport, Signer, is_signed, pkcs12, read_signatures, sign_pdf
from tests.signing.conftest import make_signer
from tests.signing.keys import NOW, Key, make_key


def read_report(data: bytes, *trusted: bytes) -> SignatureReport:
    """Return the report on the only signature of a PDF."""
    (report,) = read_signatures(data, trusted)
    return report


def test_an_untrusted_signature_is_never_a_plain_success(signed: bytes, unsigned: bytes) -> None:
    """A self-signed certificate is reported as not trusted."""
    report = read_report(signed)

    assert (report.intact, report.covers_file, report.adds_only_signature, report.trusted) == (True, True, True, False)
    assert report.unsigned_length == len(unsigned)
    assert report.time == "2026-11-28T12:00:00+00:00"
    assert str(report) == "intact, by Example Clinic, not trusted (give its certificate with --trust)"
    assert not report.failed


def test_a_given_certificate_is_trusted(signed: bytes, key: Key) -> None:
    """The certificate of the signer makes the signature trusted; that of another signer with its name does not."""
    assert str(read_report(signed, key.pem)) == "intact, by Example Clinic, trusted"
    assert read_report(signed, make_key().pem, key.pem).trusted
    assert not read_report(signed, make_key().pem).trusted


def test_an_issuer_is_trusted(unsigned: bytes, tmp_path: Path) -> None:
    """The certificate of an authority makes the signatures of its certificates trusted."""
    authority = make_key("Authority")
    signed = sign_pdf(unsigned, make_signer(make_key(issuer=authority), tmp_path))

    assert read_report(signed, authority.pem).trusted
    assert not read_report(signed, make_key("Authority").pem).trusted


def test_a_changed_byte_breaks_the_signature(signed: bytes, key: Key) -> None:
    """A signature of a file that was changed is broken, also if the certificate is trusted."""
    changed = bytearray(signed)
    changed[changed.find(b"%PDF-") + 60] ^= 1

    report = read_report(bytes(changed), key.pem)

    assert (report.intact, report.trusted, report.failed) == (False, False, True)
    assert str(report).startswith("broken: ")


def test_a_later_revision_is_not_covered(signed: bytes, key: Key) -> None:
    """What another program appends is not covered by the signature."""
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    _rotate_page(writer)
    appended = io.BytesIO()
    writer.write(appended)

    report = read_report(appended.getvalue(), key.pem)

    assert (report.intact, report.covers_file, report.failed) == (True, False, True)
    assert "it does not cover what was added" in str(report)


def _rotate_page(writer: Any) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Rotate"] = NumberObject(90)
    writer.update_container(page)


def _add_script(writer: Any) -> None:
    script = DictionaryObject({NameObject("/S"): NameObject("/JavaScript")})
    writer.root["/OpenAction"] = writer.add_object(script)
    writer.update_root()


def _change_metadata(writer: Any) -> None:
    writer.root["/Metadata"]["/Note"] = NumberObject(1)
    writer.update_container(writer.root["/Metadata"])


def _drop_tags(writer: Any) -> None:
    document = writer.root["/StructTreeRoot"]["/K"][0]
    del document["/K"][-1]
    writer.update_container(document)


def _add_text(writer: Any) -> None:
    section = writer.root["/StructTreeRoot"]["/K"][0]["/K"][0]
    section["/ActualText"] = pdf_string("Needles are safe")
    writer.update_container(section)


@pytest.mark.parametrize("change", [_rotate_page, _add_script, _change_metadata, _drop_tags, _add_text])
def test_a_change_within_the_signature_is_found(
    change: Any, unsigned: bytes, signer: Signer, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A signer that changes the file while it signs is found: the unsigned bytes are ours, the rest is not."""

    class _Writer(pkcs12._Writer):
        def __init__(self, stream: Any) -> None:
            super().__init__(stream)
            change(self)

    monkeypatch.setattr(pkcs12, "_Writer", _Writer)

    report = read_report(sign_pdf(unsigned, signer), key.pem)

    assert (report.intact, report.covers_file, report.adds_only_signature) == (True, True, False)
    assert report.unsigned_length == len(unsigned)
    assert report.failed


def test_a_second_signature_covers_the_file(signed: bytes, signer: Signer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each signature has its own report; the first does not cover the second."""
    monkeypatch.setattr(pkcs12, "FIELD", "Second")

    first, second = read_signatures(signer.key.sign(signed, NOW))

    assert (first.covers_file, second.covers_file) == (False, True)
    assert second.unsigned_length == len(signed)
    assert second.adds_only_signature


def test_names_are_safe_to_print(unsigned: bytes, tmp_path: Path) -> None:
    """The name in a certificate cannot move the cursor of a terminal."""
    signed = sign_pdf(unsigned, make_signer(make_key("a\x1b[2Jb\u202ec"), tmp_path))

    assert read_report(signed).signer.isprintable()


def test_unsigned_files_have_no_signature(unsigned: bytes, signed: bytes) -> None:
    """A file without a signature has no report."""
    assert read_signatures(unsigned) == ()
    assert is_signed(signed)
    assert not is_signed(unsigned)


def test_damaged_files_and_certificates_are_errors(signed: bytes) -> None:
    """A file that cannot be read is an error, and so is a file without a certificate."""
    with pytest.raises(Unreadable):
        read_signatures(signed[: len(signed) // 2])
    with pytest.raises(BadCertificate, match="is not a certificate"):
        read_signatures(signed, [b"junk"])

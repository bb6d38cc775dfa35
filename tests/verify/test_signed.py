"""A signature after the file does not change it, and is reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from acucontent import Unchanged, export
from acucontent.signing import sign_pdf
from tests.signing.conftest import make_signer
from tests.signing.keys import Key, make_key
from tests.verify.artifacts import change_pdf
from tests.verify.conftest import GUIDE, Verify


@pytest.fixture(scope="module")
def key() -> Key:
    """Return a key with a self-signed certificate."""
    return make_key()


def test_a_signed_sheet_is_unchanged(key: Key, pdf: bytes, tmp_path: Path, verify_bytes: Verify) -> None:
    """The signed bytes are compared, and only a given certificate is trusted."""
    signed = sign_pdf(pdf, make_signer(key, tmp_path))

    for trusted, code in (((), "signature-not-trusted"), ((key.pem,), "signed")):
        verdict = verify_bytes(signed, trusted=trusted)
        assert verdict.answer == Unchanged("byte for byte")
        assert [result.code for result in verdict.results] == ["current", code]
        assert verdict.passed


def test_a_signed_forgery_is_changed(key: Key, tmp_path: Path, pdf: bytes, verify_bytes: Verify) -> None:
    """A signature does not make a changed file unchanged."""
    other = change_pdf(export(GUIDE, "pdf"), lambda pdf: pdf.pages.__delitem__(1))

    verdict = verify_bytes(sign_pdf(other, make_signer(key, tmp_path)), trusted=(key.pem,))

    assert verdict.answer.kind == "changed"
    assert not verdict.passed


def test_a_broken_signature_fails(key: Key, tmp_path: Path, pdf: bytes, verify_bytes: Verify) -> None:
    """A byte that is changed after the signature is noticed."""
    signed = bytearray(sign_pdf(pdf, make_signer(key, tmp_path)))
    signed[20] ^= 1

    assert "signature-broken" in [result.code for result in verify_bytes(bytes(signed)).results]

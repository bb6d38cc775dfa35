"""Fixtures: a key, a signer and a signed sheet."""

from __future__ import annotations

from pathlib import Path

import pytest

from acucontent.edition import Edition
from acucontent.signing import Signer, read_signer, sign_pdf
from acucontent_pdf import PdfOptions, export
from tests.factories import make_guide
from tests.signing.keys import NOW, PASSWORD, Key, make_key


@pytest.fixture(scope="session")
def key() -> Key:
    """Return a key with a self-signed certificate."""
    return make_key()


@pytest.fixture(scope="session")
def signer(key: Key, tmp_path_factory: pytest.TempPathFactory) -> Signer:
    """Return a signer with that key."""
    return make_signer(key, tmp_path_factory.mktemp("key"))


@pytest.fixture(scope="session")
def unsigned() -> bytes:
    """Return a PDF."""
    return export(Edition.of(make_guide()), PdfOptions()).data


@pytest.fixture(scope="session")
def signed(unsigned: bytes, signer: Signer) -> bytes:
    """Return the PDF with a signature."""
    return sign_pdf(unsigned, signer)


def make_signer(key: Key, folder: Path) -> Signer:
    """Return the signer of a key."""
    (folder / "key.p12").write_bytes(key.dump())
    return read_signer(folder / "key.p12", PASSWORD, NOW)

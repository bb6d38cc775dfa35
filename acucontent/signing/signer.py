"""A signer: a private key with its certificate, which signs PDFs at a given time."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from acucontent.errors import AcucontentError
from acucontent.signing.reports import is_signed, require_library

MAX_KEY_BYTES = 1_000_000
"""The maximum size of a key file, in bytes."""


class BadKey(AcucontentError, ValueError):
    """A key cannot be used; the message says why. It never contains the password."""


class AlreadySigned(AcucontentError, ValueError):
    """A PDF has a signature, which a second one would not cover as a whole."""


class SigningKey(Protocol):
    """A private key with its certificate."""

    def sign(self, data: bytes, time: datetime.datetime) -> bytes:
        """Return a PDF followed by its signature."""
        raise NotImplementedError


@dataclass(frozen=True)
class Signer:
    """A key, and the time that signatures claim. Its text never contains the key."""

    name: str
    """The name of the certificate's subject."""
    time: datetime.datetime
    """The time of the signatures, with a time zone."""
    key: SigningKey = field(repr=False)

    def sign_pdf(self, data: bytes) -> bytes:
        """Return a PDF with an invisible signature (PAdES baseline B-B). It begins with the bytes of the PDF.

        Raises:
            AlreadySigned: It has a signature.
        """
        if is_signed(data):
            raise AlreadySigned(
                "the PDF is already signed. To fix it, sign the file as it was built, without a signature"
            )
        return self.key.sign(data, self.time)


def read_signer(path: Path, password: str | None, time: datetime.datetime) -> Signer:
    """Return the signer of a PKCS#12 file (`.p12` or `.pfx`).

    Args:
        path: The file.
        password: The password of the file; None if it has none.
        time: The time of the signatures, with a time zone.

    Raises:
        BadKey: The file cannot be read or is no PKCS#12 file, the password is wrong, there is no private key, or its
            certificate is not valid at that time.
        MissingLibrary: The library that signs is not installed.
    """
    require_library()
    from acucontent.signing.pkcs12 import load_key  # needs the library

    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_KEY_BYTES + 1)
    except OSError as error:
        raise BadKey(f"{path}: cannot be read: {error.strerror}") from None
    if len(data) > MAX_KEY_BYTES:
        raise BadKey(f"{path}: is larger than {MAX_KEY_BYTES // 1_000_000} MB, so it is not a PKCS#12 file")
    try:
        key = load_key(data, password, time)
    except BadKey as error:
        raise BadKey(f"{path}: {error}") from None
    return Signer(key.name, time, key)


def sign_pdf(data: bytes, signer: Signer) -> bytes:
    """Return a PDF with an invisible signature of a signer.

    Raises:
        AlreadySigned: It has a signature.
    """
    return signer.sign_pdf(data)

"""Keys to sign with: they are made for each run and are worth nothing."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, pkcs12

NOW = datetime.datetime(2026, 11, 28, 12, tzinfo=datetime.UTC)
"""The time of the signatures in tests."""

PASSWORD = "correct horse"
"""The password of the keys."""


@dataclass(frozen=True)
class Key:
    """A private key with its certificate."""

    private: Any
    certificate: x509.Certificate

    def dump(self, password: str = PASSWORD) -> bytes:
        """Return the key as PKCS#12."""
        encryption = BestAvailableEncryption(password.encode()) if password else NoEncryption()
        return pkcs12.serialize_key_and_certificates(b"key", self.private, self.certificate, None, encryption)

    @property
    def pem(self) -> bytes:
        """The certificate as PEM."""
        return self.certificate.public_bytes(Encoding.PEM)


def make_key(name: str = "Example Clinic", issuer: Key | None = None, days: int = 30, kind: str = "ec") -> Key:
    """Return a key that is valid from the day before NOW, with a self-signed certificate or one of an issuer."""
    private = rsa.generate_private_key(65537, 2048) if kind == "rsa" else ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    start = NOW - datetime.timedelta(days=1)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + datetime.timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=name == "Authority", path_length=None), critical=True)
    )
    return Key(private, builder.sign(issuer.private if issuer else private, hashes.SHA256()))

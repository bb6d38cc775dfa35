"""Load a key from a PKCS#12 file, and sign with it through pyHanko. Only functions of this package import it."""

from __future__ import annotations

import asyncio
import datetime
import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from asn1crypto.pkcs12 import Pfx
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.signers.pdf_signer import PdfSigningSession

from acucontent.signing.certificates import get_name
from acucontent.signing.signer import BadKey
from acucontent.signing.tagging import look_up, tag_field

FIELD = "Signature"
"""The name of the signature field."""

_KEYS = (rsa.RSAPrivateKey, ec.EllipticCurvePrivateKey, ed25519.Ed25519PrivateKey, ed448.Ed448PrivateKey)
"""The kinds of keys that sign PDFs."""


@dataclass(frozen=True)
class Pkcs12Key:
    """The key of a PKCS#12 file with its certificates."""

    name: str
    """The name of the certificate's subject."""
    signer: SimpleSigner = field(repr=False)

    def sign(self, data: bytes, time: datetime.datetime) -> bytes:
        """Return a PDF followed by its signature. That of a form allows to fill in the fields, and nothing else."""
        writer = _Writer(io.BytesIO(data))
        signer = _PdfSigner(
            PdfSignatureMetadata(
                field_name=FIELD,
                md_algorithm="sha256",
                subfilter=SigSeedSubFilter.PADES,
                certify=_has_fields(writer),
                docmdp_permissions=MDPPerm.FILL_FORMS,
            ),
            signer=self.signer,
            # PDF/A requires that the field is not hidden, PDF/UA that it is hidden or outside the page.
            new_field_spec=SigFieldSpec(
                FIELD, readable_field_name=FIELD, invis_sig_settings=InvisSigSettings(box_out_of_bounds=True)
            ),
        )
        signer.time = time
        written = io.BytesIO()
        signing = signer.async_sign_pdf(writer, output=written)
        with ThreadPoolExecutor(1) as thread:  # the caller may have an event loop of its own, such as a notebook
            thread.submit(asyncio.run, signing).result()
        return written.getvalue()


def load_key(data: bytes, password: str | None, time: datetime.datetime) -> Pkcs12Key:
    """Return the key of a PKCS#12 file.

    Raises:
        BadKey: It cannot be used for signatures at that time; the message does not name the file.
    """
    key, certificate = _open(data, password)
    if certificate is None or key.public_key() != certificate.public_key():
        raise BadKey("has no certificate for its private key")
    if not isinstance(key, _KEYS):
        raise BadKey("has a key of an unsupported kind. Expected RSA, EC or Ed25519")
    _check_validity(certificate, time)
    signer = SimpleSigner.load_pkcs12_data(data, [], _encode(password))
    return Pkcs12Key(get_name(signer.signing_cert), signer)


def _open(data: bytes, password: str | None) -> tuple[Any, x509.Certificate | None]:
    """Return the private key and the certificate of a PKCS#12 file."""
    try:
        Pfx.load(data, strict=True)["version"].native  # noqa: B018 - parses the file
    except ValueError:
        raise BadKey("is not a PKCS#12 file (.p12 or .pfx)") from None
    try:
        key, certificate, _ = pkcs12.load_key_and_certificates(data, _encode(password))
    except ValueError:
        fix = "needs a password. To fix it, use --sign-password-file or the variable ACUCONTENT_SIGN_PASSWORD"
        raise BadKey("the password is wrong, or the file is damaged" if password else fix) from None
    except Exception as error:  # an unsupported encryption raises errors of several kinds
        raise BadKey(f"cannot be read as PKCS#12 ({type(error).__name__})") from None
    if key is None:
        raise BadKey("has no private key. To fix it, export the certificate together with its private key")
    return key, certificate


def _check_validity(certificate: x509.Certificate, time: datetime.datetime) -> None:
    start, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if time > end:
        raise BadKey(f"its certificate expired on {end:%Y-%m-%d}")
    if time < start:
        raise BadKey(f"its certificate is not valid before {start:%Y-%m-%d}")


def _encode(password: str | None) -> bytes | None:
    return password.encode("utf-8") if password else None


def _has_fields(writer: BasePdfFileWriter) -> bool:
    """Return whether a PDF has form fields to fill in."""
    fields = look_up(look_up(writer.root, "/AcroForm", {}), "/Fields", ())
    return any(look_up(field.get_object(), "/FT", None) != "/Sig" for field in fields)


class _Writer(IncrementalPdfFileWriter):
    """Writes nothing but the signature: the metadata, and the date of its change, stay as they are."""

    def _update_meta(self) -> None:
        pass


class _PdfSigner(PdfSigner):
    """Signs at a given time instead of the time of the clock, and keeps the version of the PDF."""

    time: datetime.datetime

    def register_extensions(self, pdf_out: BasePdfFileWriter, **_: Any) -> None:
        """Declare PAdES alone: for other extensions the file would become PDF 2.0, which PDF/A-3 is not based on."""
        pdf_out.register_extension(ESIC_EXTENSION_1)

    def init_signing_session(self, *arguments: Any, **more: Any) -> PdfSigningSession:
        session = super().init_signing_session(*arguments, **more)
        session.system_time = self.time
        tag_field(session.pdf_out)
        return session
